/** The toy platforms, for tests of rooms that must not know connectors. */
export type { MemoryFault } from '@quayside/connectors/memory/memory-gate';
export {
  acceptQuantity,
  addMemoryCatalogueItem,
  addMemoryListing,
  buyOnMemoryMarket,
  changeMemoryPrice,
  markMemoryListing,
  moveMemoryListing,
  removeMemoryListing,
  shownPrice,
  type MemoryMarketOrder,
} from '@quayside/connectors/memory/memory-market';
export {
  cancelOnMemoryMarket,
  refundOnMemoryMarket,
} from '@quayside/connectors/memory/memory-market-changes';
export {
  addMemoryProduct,
  cancelMemoryOrder,
  moveMemoryStock,
  placeMemoryOrder,
  type MemoryOrder,
  type NewMemoryVariant,
} from '@quayside/connectors/memory/memory-shop';
export { refundMemoryOrder, shipMemoryOrder } from '@quayside/connectors/memory/memory-order-changes';
export { memoryStoreManifest } from '@quayside/connectors/memory/memory-store';
