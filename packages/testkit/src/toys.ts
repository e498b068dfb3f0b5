/** The toy platforms, for tests of rooms that must not know connectors. */
export type { MemoryFault } from '@quayside/connectors/memory/memory-gate';
export {
  acceptPrice,
  acceptQuantity,
  addMemoryCatalogueItem,
  addMemoryListing,
  changeMemoryPrice,
  markMemoryListing,
  removeMemoryListing,
  shownPrice,
  type MemoryCatalogueItem,
  type MemoryIssue,
  type MemoryListing,
  type MemoryMarket,
  type MemoryMarketOrder,
} from '@quayside/connectors/memory/memory-market';
export {
  addMemoryProduct,
  deleteMemoryProduct,
  shipMemoryOrder,
  type MemoryOrder,
  type MemoryProduct,
  type MemoryVariant,
  type NewMemoryVariant,
} from '@quayside/connectors/memory/memory-shop';
export { memoryStoreManifest } from '@quayside/connectors/memory/memory-store';
