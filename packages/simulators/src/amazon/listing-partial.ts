import { asObject } from '../json-object.ts';
import type { Answer } from '../simulated-route.ts';
import type { AmazonCall } from './amazon-route.ts';
import type { CatalogueStore } from './catalogue-store.ts';
import { putListing } from './listing-put.ts';
import { submitted, target, unknownSku } from './listing-submission.ts';
import type { ListingStore } from './listing-store.ts';

/**
 * "Only the provided item attributes will be updated" (PARTIAL_UPDATE of a listings feed message). Whether it also offers a SKU that the seller has elsewhere in one
 * more store is not published: it does here, and what the message does not name, such as the stock, stays. A SKU that the seller has nowhere is refused.
 */
export function addAttributes(store: ListingStore, catalogue: CatalogueStore, call: AmazonCall): Answer {
  const { sellerId, sku, marketplaceIds } = target(call);
  const marketplaceId = marketplaceIds[0] ?? '';
  const isKnown = call.seller.marketplaceIds.some((id) => store.find(sellerId, sku, id) !== undefined);
  if (!isKnown) return submitted(call, sku, 'INVALID', [unknownSku([marketplaceId])]);
  const body = asObject(call.body);
  const attributes = {
    ...store.find(sellerId, sku, marketplaceId)?.attributes,
    ...asObject(body['attributes']),
  };
  return putListing(store, catalogue, {
    ...call,
    body: { ...body, requirements: 'LISTING_OFFER_ONLY', attributes },
  });
}
