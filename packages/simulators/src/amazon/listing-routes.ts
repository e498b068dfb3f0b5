import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { invalidInput, notFound, unauthorized } from './amazon-error.ts';
import type { AmazonApi, AmazonCall } from './amazon-route.ts';
import { amazonRoute, includedData, listParameter } from './amazon-route.ts';
import { listingDocument, listingStatus } from './listing-document.ts';
import type { ListingRecord, ListingStore } from './listing-store.ts';
import { attributeText, listingIssues } from './listing-store.ts';
import { putListing } from './listing-put.ts';
import { numberedPage } from './numbered-pages.ts';
import { deleteListing, patchListing, target } from './listing-submission.ts';
import type { ListingView, StaleReads } from './stale-reads.ts';
import type { CatalogueStore } from './catalogue-store.ts';

const MODEL = 'listingsItems_2021-08-01.json';
const ITEM = '/listings/2021-08-01/items/{sellerId}/{sku}';

/** The Listings Items API 2021-08-01. */
export function listingRoutes(
  api: AmazonApi,
  store: ListingStore,
  stale: StaleReads,
  catalogue: CatalogueStore,
): SimulatedRoute[] {
  const own =
    (work: (call: AmazonCall) => Answer): ((call: AmazonCall) => Answer) =>
    (call) => {
      if (call.params['sellerId'] !== call.seller.sellerId)
        throw unauthorized('The token is of another seller.');
      return work(call);
    };
  const base = { api: 'listings', model: MODEL } as const;
  return [
    amazonRoute(api, {
      ...base,
      method: 'GET',
      template: '/listings/2021-08-01/items/{sellerId}',
      operation: 'listings.search',
      work: own((call) => searchListings(stale.view(), call)),
    }),
    amazonRoute(api, {
      ...base,
      method: 'GET',
      template: ITEM,
      operation: 'listings.get',
      work: own((call) => getListing(stale.view(), call)),
    }),
    amazonRoute(api, {
      ...base,
      method: 'PUT',
      template: ITEM,
      operation: 'listings.put',
      work: own((call) => putListing(store, catalogue, call)),
    }),
    amazonRoute(api, {
      ...base,
      method: 'PATCH',
      template: ITEM,
      operation: 'listings.patch',
      work: own((call) => patchListing(store, call)),
    }),
    amazonRoute(api, {
      ...base,
      method: 'DELETE',
      template: ITEM,
      operation: 'listings.delete',
      work: own((call) => deleteListing(store, call)),
    }),
  ];
}

function getListing(store: ListingView, call: AmazonCall): Answer {
  const { sellerId, sku, marketplaceIds } = target(call);
  const listings = marketplaceIds.map((id) => store.find(sellerId, sku, id)).filter((it) => it !== undefined);
  if (listings.length === 0) {
    throw notFound(`SKU '${sku}' not found in marketplace ${marketplaceIds.join(', ')}`);
  }
  return { status: 200, body: listingDocument(store, listings, includedData(call)) };
}

function searchListings(store: ListingView, call: AmazonCall): Answer {
  const { sellerId, marketplaceIds } = target(call);
  const { query } = call;
  const grouped = new Map<string, ListingRecord[]>();
  for (const listing of candidates(store, sellerId, marketplaceIds, query)) {
    if (!marketplaceIds.includes(listing.marketplaceId)) continue;
    grouped.set(listing.sku, [...(grouped.get(listing.sku) ?? []), listing]);
  }
  const passes = searchFilter(store, query);
  const found = [...grouped.values()].filter((listings) => listings.some(passes));
  const sortBy = query.get('sortBy') ?? 'lastUpdatedDate';
  const direction = query.get('sortOrder') === 'ASC' ? 1 : -1;
  found.sort((a, b) => direction * compare(sortKey(a, sortBy), sortKey(b, sortBy)));
  const { items, pagination } = numberedPage(call, 'listings', found);
  const included = includedData(call);
  return {
    status: 200,
    body: {
      numberOfResults: found.length,
      ...(Object.keys(pagination).length > 0 ? { pagination } : {}),
      items: items.map((listings) => listingDocument(store, listings, included)),
    },
  };
}

/** A search by SKU need not look at a hundred thousand others. */
function candidates(
  store: ListingView,
  sellerId: string,
  marketplaceIds: readonly string[],
  query: URLSearchParams,
): readonly ListingRecord[] {
  if (query.get('identifiersType') !== 'SKU') return store.all(sellerId);
  const skus = new Set(listParameter(query, 'identifiers').map(decodeIdentifier));
  return [...skus].flatMap((sku) => marketplaceIds.flatMap((id) => store.find(sellerId, sku, id) ?? []));
}

function searchFilter(store: ListingView, query: URLSearchParams): (listing: ListingRecord) => boolean {
  const identifiers = listParameter(query, 'identifiers').map(decodeIdentifier);
  const type = query.get('identifiersType');
  if (identifiers.length > 0 !== (type !== null)) {
    throw invalidInput('listings', 'identifiers and identifiersType go together');
  }
  const severities = listParameter(query, 'withIssueSeverity');
  const withStatus = listParameter(query, 'withStatus');
  const withoutStatus = listParameter(query, 'withoutStatus');
  const bound = (name: string): number | undefined => {
    const text = query.get(name);
    return text === null ? undefined : Date.parse(text);
  };
  const createdAfter = bound('createdAfter') ?? -Infinity;
  const createdBefore = bound('createdBefore') ?? Infinity;
  const updatedAfter = bound('lastUpdatedAfter') ?? -Infinity;
  const updatedBefore = bound('lastUpdatedBefore') ?? Infinity;
  return (listing) => {
    const status = listingStatus(store, listing);
    const created = listing.createdAt.getTime();
    const updated = listing.updatedAt.getTime();
    return (
      (type === null || identifiers.includes(identifierOf(listing, type))) &&
      (severities.length === 0 || listingIssues(listing).some((it) => severities.includes(it.severity))) &&
      (withStatus.length === 0 || withStatus.some((it) => status.includes(it))) &&
      withoutStatus.every((it) => !status.includes(it)) &&
      created >= createdAfter &&
      created <= createdBefore &&
      updated >= updatedAfter &&
      updated <= updatedBefore
    );
  };
}

/** SKUs in a list may be percent-encoded once more, because of their own commas. */
function decodeIdentifier(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function identifierOf(listing: ListingRecord, type: string): string {
  if (type === 'SKU') return listing.sku;
  if (type === 'ASIN') return listing.asin;
  return attributeText(listing, 'externally_assigned_product_identifier') ?? '';
}

function sortKey(listings: readonly ListingRecord[], sortBy: string): string | number {
  if (sortBy === 'sku') return listings[0]?.sku ?? '';
  const times = listings.map((it) => (sortBy === 'createdDate' ? it.createdAt : it.updatedAt).getTime());
  return Math.max(...times);
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
