/** The toy platforms, for tests of rooms that must not know connectors. */
export type { MemoryFault } from '@quayside/connectors/memory/memory-gate';
export {
  acceptQuantity,
  addMemoryCatalogueItem,
  addMemoryListing,
  buyOnMemoryMarket,
  cancelOnMemoryMarket,
  changeMemoryPrice,
  moveMemoryListing,
  refundOnMemoryMarket,
  removeMemoryListing,
  shownPrice,
  type MemoryMarketOrder,
} from '@quayside/connectors/memory/memory-market';
export {
  addMemoryProduct,
  cancelMemoryOrder,
  moveMemoryStock,
  placeMemoryOrder,
  refundMemoryOrder,
  shipMemoryOrder,
  type MemoryOrder,
  type NewMemoryVariant,
} from '@quayside/connectors/memory/memory-shop';
export { memoryStoreManifest } from '@quayside/connectors/memory/memory-store';
