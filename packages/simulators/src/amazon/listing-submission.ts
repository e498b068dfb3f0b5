import { randomUUID } from 'node:crypto';
import { asObject, asObjects } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer } from '../simulated-route.ts';
import { invalidInput } from './amazon-error.ts';
import type { AmazonCall } from './amazon-route.ts';
import { listParameter } from './amazon-route.ts';
import type { PatchOperation } from './listing-patch.ts';
import { attributeIssues, forStore, patchedValues, readPatches } from './listing-patch.ts';
import type { ListingAttributes, ListingIssue, ListingRecord, ListingStore } from './listing-store.ts';
import { inventedAsin, STOCK_ATTRIBUTE } from './listing-store.ts';

/** Creates or fully replaces a listing in one store. Accepted at once, in effect after the delay. */
export function putListing(store: ListingStore, call: AmazonCall): Answer {
  const { sellerId, sku, marketplaceIds } = target(call);
  const marketplaceId = marketplaceIds[0] ?? '';
  const body = asObject(call.body);
  const requirements = typeof body['requirements'] === 'string' ? body['requirements'] : 'LISTING';
  const attributes = readAttributes(asObject(body['attributes']), marketplaceId);
  const issues = attributeIssues(attributes, requirements, marketplaceId);
  if (isPreview(call)) {
    const asin = store.find(sellerId, sku, marketplaceId)?.asin ?? asinOf(attributes, sku);
    return previewed(call, sku, issues, [{ marketplaceId, asin }]);
  }
  store.submit((now) => {
    const listing = store.open(sellerId, sku, marketplaceId, String(body['productType']));
    listing.productType = String(body['productType']);
    const { [STOCK_ATTRIBUTE]: stock, ...others } = attributes;
    listing.issues = issues;
    listing.updatedAt = now;
    listing.attributes = withoutFaulty(others, issues, {});
    if (listing.asin === '') listing.asin = asinOf(attributes, sku);
    if (stock !== undefined && !isFaulty(STOCK_ATTRIBUTE, issues))
      store.writeStock(sellerId, sku, plain(stock));
  });
  return submitted(call, sku, 'ACCEPTED', []);
}

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
}

/** The attributes with one of them replaced, or gone when it has no values. */
function withAttribute(attributes: ListingAttributes, name: string, values: JsonObject[]): ListingAttributes {
  const others = Object.entries(attributes).filter(([other]) => other !== name);
  return Object.fromEntries(values.length === 0 ? others : [...others, [name, values]]);
}

function readAttributes(posted: JsonObject, marketplaceId: string): ListingAttributes {
  return Object.fromEntries(
    Object.entries(posted).map(([name, values]) => [name, forStore(asObjects(values), marketplaceId)]),
  );
}

function postedValues(patches: readonly PatchOperation[]): ListingAttributes {
  const posted = patches.filter((it) => it.op !== 'delete');
  return Object.fromEntries(posted.map((it) => [it.attribute, [...it.value]]));
}

/** Stock holds for all stores, so its entries carry no store. */
function plain(values: readonly JsonObject[]): JsonObject[] {
  return values.map((it) =>
    Object.fromEntries(Object.entries(it).filter(([name]) => name !== 'marketplace_id')),
  );
}

function isFaulty(name: string, issues: readonly ListingIssue[]): boolean {
  return issues.some((it) => it.attributeNames?.includes(name) === true);
}

function withoutFaulty(
  attributes: ListingAttributes,
  issues: readonly ListingIssue[],
  kept: ListingAttributes,
): ListingAttributes {
  for (const [name, values] of Object.entries(attributes)) if (!isFaulty(name, issues)) kept[name] = values;
  return kept;
}

/** The ASIN the seller names, else one that follows from the product identifier or the SKU. */
function asinOf(attributes: ListingAttributes, sku: string): string {
  const suggested = asObject(attributes['merchant_suggested_asin']?.[0])['value'];
  if (typeof suggested === 'string' && suggested !== '') return suggested;
  const identifier = asObject(attributes['externally_assigned_product_identifier']?.[0])['value'];
  return inventedAsin(typeof identifier === 'string' ? identifier : sku);
}

function isPreview(call: AmazonCall): boolean {
  const preview = call.query.get('mode') === 'VALIDATION_PREVIEW';
  if (!preview && listParameter(call.query, 'includedData').includes('identifiers')) {
    throw invalidInput('listings', 'identifiers can only be requested when mode is VALIDATION_PREVIEW');
  }
  return preview;
}

function previewed(
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

function submitted(
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

function unknownSku(marketplaceIds: string[]): ListingIssue {
  return {
    code: '13013',
    message: 'This SKU does not exist in the Amazon catalog of this store.',
    severity: 'ERROR',
    categories: ['INVALID_ATTRIBUTE'],
    marketplaceIds,
  };
}
