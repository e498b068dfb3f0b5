import { asObject } from '../json-object.ts';
import type { Answer } from '../simulated-route.ts';
import type { AmazonCall } from './amazon-route.ts';
import type { CatalogueStore } from './catalogue-store.ts';
import { attributeIssues, offerIssues } from './listing-check.ts';
import type {
  ListingAttributes,
  ListingIssue,
  ListingRecord,
  ListingStore,
  PutRefusal,
} from './listing-store.ts';
import { inventedAsin, STOCK_ATTRIBUTE } from './listing-store.ts';
import {
  isFaulty,
  isPreview,
  plain,
  previewed,
  readAttributes,
  submitted,
  target,
} from './listing-submission.ts';

/** What a put asks for, read once. */
interface Put {
  readonly sellerId: string;
  readonly sku: string;
  readonly marketplaceId: string;
  readonly productType: string;
  readonly requirements: string;
  readonly attributes: ListingAttributes;
}

/**
 * Creates or fully replaces a listing in one store: accepted or refused at once, in effect after the delay. An offer (`LISTING_OFFER_ONLY`) needs an
 * item of the catalogue; `LISTING` makes one.
 */
export function putListing(store: ListingStore, catalogue: CatalogueStore, call: AmazonCall): Answer {
  const put = readPut(call);
  const { sku, marketplaceId } = put;
  const ofSchema = attributeIssues(put.attributes, put.requirements, marketplaceId);
  if (isPreview(call)) {
    const asin = store.find(put.sellerId, sku, marketplaceId)?.asin ?? asinOf(put);
    return previewed(call, sku, ofSchema, [{ marketplaceId, asin }]);
  }
  const refusal = store.takeRefusal(sku);
  const atOnce = [
    ...(store.putChecks === 'all-later' ? [] : ofSchema),
    ...(store.putChecks === 'all-at-once' ? offerProblems(catalogue, put) : []),
    ...(refusal?.atOnce === true ? [asIssue(refusal, marketplaceId)] : []),
  ];
  if (atOnce.some((it) => it.severity === 'ERROR')) return submitted(call, sku, 'INVALID', atOnce);
  store.submit((now) => {
    carryOut(store, catalogue, put, now);
    if (refusal !== undefined) {
      const listing = store.find(put.sellerId, sku, marketplaceId);
      if (listing !== undefined) listing.imposed = [asIssue(refusal, marketplaceId)];
      store.changed(put.sellerId, sku);
    }
  });
  return submitted(call, sku, 'ACCEPTED', []);
}

function readPut(call: AmazonCall): Put {
  const { sellerId, sku, marketplaceIds } = target(call);
  const marketplaceId = marketplaceIds[0] ?? '';
  const body = asObject(call.body);
  return {
    sellerId,
    sku,
    marketplaceId,
    productType: String(body['productType']),
    requirements: typeof body['requirements'] === 'string' ? body['requirements'] : 'LISTING',
    attributes: readAttributes(asObject(body['attributes']), marketplaceId),
  };
}

function carryOut(store: ListingStore, catalogue: CatalogueStore, put: Put, now: Date): void {
  const { sellerId, sku, marketplaceId, attributes } = put;
  const listing = store.open(sellerId, sku, marketplaceId, put.productType);
  const issues = [
    ...attributeIssues(attributes, put.requirements, marketplaceId),
    ...offerProblems(catalogue, put),
    ...conflict(listing, put),
  ];
  const { [STOCK_ATTRIBUTE]: stock, ...others } = attributes;
  listing.productType = put.productType;
  listing.issues = issues;
  listing.updatedAt = now;
  listing.attributes = Object.fromEntries(Object.entries(others).filter(([name]) => !isFaulty(name, issues)));
  if (listing.asin === '' && !isFaulty('merchant_suggested_asin', issues)) {
    listing.asin = asinOf(put);
    makeItem(catalogue, put, listing.asin);
  }
  const item = catalogue.find(marketplaceId, listing.asin);
  if (item !== undefined) listing.itemName = item.title;
  if (stock !== undefined && !isFaulty(STOCK_ATTRIBUTE, issues))
    store.writeStock(sellerId, sku, plain(stock));
  else store.changed(sellerId, sku);
}

function offerProblems(catalogue: CatalogueStore, put: Put): ListingIssue[] {
  if (put.requirements !== 'LISTING_OFFER_ONLY') return [];
  const item = catalogue.find(put.marketplaceId, asinOf(put));
  return offerIssues(put.attributes, item?.classification === 'BASE_PRODUCT', put.marketplaceId);
}

/** A SKU stays with its ASIN (code and wording as in amzn/selling-partner-api-docs issue 3753). */
function conflict(listing: ListingRecord, put: Put): ListingIssue[] {
  const suggested = suggestedAsin(put);
  if (listing.asin === '' || suggested === undefined || suggested === listing.asin) return [];
  return [
    {
      code: '8541',
      message: "The Listing data provided is different from what's already in the Amazon catalog.",
      severity: 'ERROR',
      attributeNames: ['merchant_suggested_asin'],
      categories: ['INVALID_ATTRIBUTE'],
      marketplaceIds: [put.marketplaceId],
    },
  ];
}

/** A product that the catalogue does not have yet is made from what the seller said of it. */
function makeItem(catalogue: CatalogueStore, put: Put, asin: string): void {
  if (catalogue.find(put.marketplaceId, asin) !== undefined) return;
  const number = textOf(put, 'externally_assigned_product_identifier');
  const brand = textOf(put, 'brand');
  catalogue.put(
    {
      asin,
      title: textOf(put, 'item_name') ?? put.sku,
      ...(brand === undefined ? {} : { brand }),
      gtins: number === undefined ? [] : [number],
      productType: put.productType,
    },
    [put.marketplaceId],
  );
}

/** The ASIN the seller names, else one that follows from the product identifier or the SKU. */
function asinOf(put: Put): string {
  return suggestedAsin(put) ?? inventedAsin(textOf(put, 'externally_assigned_product_identifier') ?? put.sku);
}

function suggestedAsin(put: Put): string | undefined {
  return textOf(put, 'merchant_suggested_asin') || undefined;
}

function textOf(put: Put, name: string): string | undefined {
  const value = asObject(put.attributes[name]?.[0])['value'];
  return typeof value === 'string' ? value : undefined;
}

function asIssue({ code, message, attributeNames }: PutRefusal, marketplaceId: string): ListingIssue {
  return {
    code,
    message,
    severity: 'ERROR',
    ...(attributeNames === undefined ? {} : { attributeNames }),
    categories: [],
    marketplaceIds: [marketplaceId],
  };
}
