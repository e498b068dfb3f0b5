import { randomUUID } from 'node:crypto';
import { asObject, asObjects } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer } from '../simulated-route.ts';
import { invalidInput } from './amazon-error.ts';
import type { AmazonCall } from './amazon-route.ts';
import { listParameter } from './amazon-route.ts';
import type { PatchOperation } from './listing-patch.ts';
import { attributeIssues } from './listing-check.ts';
import { forStore, patchedValues, readPatches } from './listing-patch.ts';
import type { ListingAttributes, ListingIssue, ListingRecord, ListingStore } from './listing-store.ts';
import { STOCK_ATTRIBUTE } from './listing-store.ts';

/** Changes top-level attributes of a listing in the stores asked for. Problems found in the values come later. */
export function patchListing(store: ListingStore, call: AmazonCall): Answer {
  const { sellerId, sku, marketplaceIds } = target(call);
  const patches = readPatches(asObjects(asObject(call.body)['patches']));
  if (typeof patches === 'string') throw invalidInput('listings', patches);
  const listings = marketplaceIds.map((id) => store.find(sellerId, sku, id)).filter((it) => it !== undefined);
  if (listings.length === 0) return submitted(call, sku, 'INVALID', [unknownSku(marketplaceIds)]);
  const found = listings.flatMap((it) => attributeIssues(postedValues(patches), undefined, it.marketplaceId));
  if (isPreview(call)) {
    return previewed(
      call,
      sku,
      found,
      listings.map((it) => ({ marketplaceId: it.marketplaceId, asin: it.asin })),
    );
  }
  store.submit((now) => {
    for (const listing of listings) applyPatches(store, listing, patches, now);
  });
  for (const { attribute, value } of patches) {
    const quantity = attribute === STOCK_ATTRIBUTE ? value[0]?.['quantity'] : undefined;
    if (typeof quantity === 'number') store.noteQuantity(sellerId, sku, quantity);
  }
  return submitted(call, sku, 'ACCEPTED', []);
}

/** Deletes a listing from one store. */
export function deleteListing(store: ListingStore, call: AmazonCall): Answer {
  const { sellerId, sku, marketplaceIds } = target(call);
  const marketplaceId = marketplaceIds[0] ?? '';
  if (store.find(sellerId, sku, marketplaceId) === undefined) {
    return submitted(call, sku, 'INVALID', [unknownSku([marketplaceId])]);
  }
  store.submit(() => {
    store.remove(sellerId, sku, marketplaceId);
  });
  return submitted(call, sku, 'ACCEPTED', []);
}

interface Target {
  readonly sellerId: string;
  readonly sku: string;
  readonly marketplaceIds: string[];
}

/** Seller, SKU and stores of a call. Throws 400 for a store in which the seller does not sell. */
export function target(call: AmazonCall): Target {
  const marketplaceIds = listParameter(call.query, 'marketplaceIds');
  if (marketplaceIds.length === 0) throw invalidInput('listings', 'The parameter marketplaceIds is missing');
  const foreign = marketplaceIds.find((id) => !call.seller.marketplaceIds.includes(id));
  if (foreign !== undefined) throw invalidInput('listings', `The seller does not sell in ${foreign}`);
  return { sellerId: call.seller.sellerId, sku: call.params['sku'] ?? '', marketplaceIds };
}

function applyPatches(
  store: ListingStore,
  listing: ListingRecord,
  patches: readonly PatchOperation[],
  now: Date,
): void {
  const { sellerId, sku, marketplaceId } = listing;
  if (store.find(sellerId, sku, marketplaceId) !== listing) return;
  const touched = new Set(patches.map((it) => it.attribute));
  const kept = listing.issues.filter((it) => it.attributeNames?.some((name) => touched.has(name)) !== true);
  const found: ListingIssue[] = [];
  for (const patch of patches) {
    const isStock = patch.attribute === STOCK_ATTRIBUTE;
    const current = isStock ? store.stock(sellerId, sku) : (listing.attributes[patch.attribute] ?? []);
    const values = patchedValues(current, patch, marketplaceId);
    const issues = attributeIssues({ [patch.attribute]: values }, undefined, marketplaceId);
    found.push(...issues);
    if (issues.length > 0) continue;
    if (isStock) store.writeStock(sellerId, sku, plain(values));
    else listing.attributes = withAttribute(listing.attributes, patch.attribute, values);
  }
  listing.issues = [...kept, ...found];
  listing.updatedAt = now;
  store.changed(sellerId, sku);
}

/** The attributes with one of them replaced, or gone when it has no values. */
function withAttribute(attributes: ListingAttributes, name: string, values: JsonObject[]): ListingAttributes {
  const others = Object.entries(attributes).filter(([other]) => other !== name);
  return Object.fromEntries(values.length === 0 ? others : [...others, [name, values]]);
}

/** Posted attributes, as far as they hold for a store. */
export function readAttributes(posted: JsonObject, marketplaceId: string): ListingAttributes {
  return Object.fromEntries(
    Object.entries(posted).map(([name, values]) => [name, forStore(asObjects(values), marketplaceId)]),
  );
}

function postedValues(patches: readonly PatchOperation[]): ListingAttributes {
  const posted = patches.filter((it) => it.op !== 'delete');
  return Object.fromEntries(posted.map((it) => [it.attribute, [...it.value]]));
}

/** Stock holds for all stores, so its entries carry no store. */
export function plain(values: readonly JsonObject[]): JsonObject[] {
  return values.map((it) =>
    Object.fromEntries(Object.entries(it).filter(([name]) => name !== 'marketplace_id')),
  );
}

/** Whether an issue names this attribute. */
export function isFaulty(name: string, issues: readonly ListingIssue[]): boolean {
  return issues.some((it) => it.attributeNames?.includes(name) === true);
}

/** Whether a call only asks what would become of it. */
export function isPreview(call: AmazonCall): boolean {
  const preview = call.query.get('mode') === 'VALIDATION_PREVIEW';
  if (!preview && listParameter(call.query, 'includedData').includes('identifiers')) {
    throw invalidInput('listings', 'identifiers can only be requested when mode is VALIDATION_PREVIEW');
  }
  return preview;
}

/** The answer to a preview. */
export function previewed(
  call: AmazonCall,
  sku: string,
  issues: readonly ListingIssue[],
  identifiers: readonly JsonObject[],
): Answer {
  const valid = issues.every((it) => it.severity !== 'ERROR');
  const answer = submitted(call, sku, valid ? 'VALID' : 'INVALID', issues);
  if (!listParameter(call.query, 'includedData').includes('identifiers')) return answer;
  return { ...answer, body: { ...asObject(answer.body), identifiers: valid ? identifiers : [] } };
}

/** The answer to a submission. */
export function submitted(
  call: AmazonCall,
  sku: string,
  status: 'ACCEPTED' | 'INVALID' | 'VALID',
  issues: readonly ListingIssue[],
): Answer {
  const included = listParameter(call.query, 'includedData');
  const withIssues = included.length === 0 || included.includes('issues');
  const body = { sku, status, submissionId: randomUUID(), ...(withIssues ? { issues } : {}) };
  return { status: 200, body };
}

/** What Amazon says of a SKU that it does not have. */
export function unknownSku(marketplaceIds: string[]): ListingIssue {
  return {
    code: '13013',
    message: 'This SKU does not exist in the Amazon catalog of this store.',
    severity: 'ERROR',
    categories: ['INVALID_ATTRIBUTE'],
    marketplaceIds,
  };
}
