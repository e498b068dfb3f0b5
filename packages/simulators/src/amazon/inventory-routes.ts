import type { JsonObject } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { invalidInput } from './amazon-error.ts';
import type { AmazonApi, AmazonCall } from './amazon-route.ts';
import { amazonRoute, listParameter } from './amazon-route.ts';
import type { ListingRecord, ListingStore } from './listing-store.ts';

const PAGE_SIZE = 50;
const MERCHANTS_OWN = 'DEFAULT';

/** `getInventorySummaries` of the FBA Inventory API v1: what Amazon holds in its warehouses. */
export function inventoryRoutes(api: AmazonApi, listings: ListingStore): SimulatedRoute[] {
  return [
    amazonRoute(api, {
      method: 'GET',
      api: 'inventory',
      model: 'fbaInventory.json',
      template: '/fba/inventory/v1/summaries',
      operation: 'inventory.summaries',
      work: (call) => summaries(listings, call),
    }),
  ];
}

/** Of the SKUs that are named, or of all, a page at a time. Changes since a moment are not simulated. */
function summaries(listings: ListingStore, { query, seller }: AmazonCall): Answer {
  const [marketplaceId = ''] = listParameter(query, 'marketplaceIds');
  const granularityId = query.get('granularityId');
  if (!seller.marketplaceIds.includes(marketplaceId) || granularityId !== marketplaceId)
    throw invalidInput('inventory', 'The marketplace is not one of the seller');
  if (query.has('startDateTime')) throw invalidInput('inventory', 'startDateTime is not simulated');
  const named = [...listParameter(query, 'sellerSkus'), ...listParameter(query, 'sellerSku')];
  const start = Number(query.get('nextToken') ?? 0);
  if (!Number.isSafeInteger(start) || start < 0) throw invalidInput('inventory', 'The nextToken is unknown');
  const found = [...listings.all(seller.sellerId)]
    .filter((listing) => listing.marketplaceId === marketplaceId)
    .filter(({ sku }) => named.length === 0 || named.includes(sku))
    .flatMap((listing) => summaryOf(listings, listing, query.get('details') === 'true') ?? []);
  const next = start + PAGE_SIZE;
  return {
    status: 200,
    body: {
      ...(next < found.length ? { pagination: { nextToken: String(next) } } : {}),
      payload: {
        granularity: { granularityType: 'Marketplace', granularityId: marketplaceId },
        inventorySummaries: found.slice(start, next),
      },
    },
  };
}

/** Undefined for what the merchant ships. */
function summaryOf(
  listings: ListingStore,
  { sellerId, sku, asin, itemName, updatedAt }: ListingRecord,
  hasDetails: boolean,
): JsonObject | undefined {
  const entry = listings.stock(sellerId, sku).find((it) => it['fulfillment_channel_code'] !== MERCHANTS_OWN);
  if (entry === undefined) return undefined;
  const quantity = typeof entry['quantity'] === 'number' ? entry['quantity'] : 0;
  return {
    asin,
    sellerSku: sku,
    condition: 'NewItem',
    productName: itemName,
    lastUpdatedTime: updatedAt.toISOString(),
    totalQuantity: quantity,
    ...(hasDetails ? { inventoryDetails: { fulfillableQuantity: quantity } } : {}),
  };
}
