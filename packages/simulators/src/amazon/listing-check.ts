import { asObjects, asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { ListingAttributes, ListingIssue } from './listing-store.ts';
import { STOCK_ATTRIBUTE } from './listing-store.ts';
import { marketplaceById } from './marketplaces.ts';
import { amountProblem, listPriceProblem, offerPartsProblem } from './offer-check.ts';

/**
 * Attributes of the simulator's reduced product type. Amazon's real schemas are served per seller and not published;
 * names outside this list are answered like `fake_attribute` in the official sandbox.
 */
const KNOWN_ATTRIBUTES = new Set([
  STOCK_ATTRIBUTE,
  'purchasable_offer',
  'condition_type',
  'condition_note',
  'item_name',
  'brand',
  'manufacturer',
  'model_name',
  'model_number',
  'part_number',
  'bullet_point',
  'product_description',
  'generic_keyword',
  'list_price',
  'externally_assigned_product_identifier',
  'merchant_suggested_asin',
  'supplier_declared_has_product_identifier_exemption',
  'merchant_shipping_group',
  'main_product_image_locator',
  'color',
  'size',
  'material',
  'style',
  'department',
  'target_gender',
  'age_range_description',
  'number_of_items',
  'item_weight',
  'item_dimensions',
  'item_package_weight',
  'item_package_dimensions',
  'country_of_origin',
  'supplier_declared_dg_hz_regulation',
  'batteries_required',
  'product_tax_code',
  'max_order_quantity',
  'merchant_release_date',
  'product_site_launch_date',
  'recommended_browse_nodes',
  'child_parent_sku_relationship',
  'parentage_level',
  'variation_theme',
  'skip_offer',
]);

/** `conditionType` of the Listings Items model. */
const CONDITIONS = new Set([
  'new_new',
  'new_open_box',
  'new_oem',
  'refurbished_refurbished',
  'used_like_new',
  'used_very_good',
  'used_good',
  'used_acceptable',
  'collectible_like_new',
  'collectible_very_good',
  'collectible_good',
  'collectible_acceptable',
  'club_club',
]);

/** Seller Central takes a handling time of up to 30 days in most categories; the simulator's choice for all. */
const MOST_DAYS = 30;

/** What Amazon would say about these attributes. `requirements` as in a put; undefined for a patch. */
export function attributeIssues(
  attributes: ListingAttributes,
  requirements: string | undefined,
  marketplaceId: string,
): ListingIssue[] {
  const issues: ListingIssue[] = [];
  const needsOffer = requirements === 'LISTING' || requirements === 'LISTING_OFFER_ONLY';
  const needed = needsOffer ? ['condition_type'] : [];
  if (requirements === 'LISTING') needed.push('item_name');
  for (const name of needed) {
    if ((attributes[name]?.length ?? 0) > 0) continue;
    issues.push(
      issue('90220', `'${name}' is required but not supplied.`, name, 'MISSING_ATTRIBUTE', marketplaceId),
    );
  }
  for (const [name, values] of Object.entries(attributes)) {
    if (!KNOWN_ATTRIBUTES.has(name) && !name.startsWith('other_product_image_locator_')) {
      issues.push(issue('90000900', 'The attributes are invalid.', name, 'INVALID_ATTRIBUTE', marketplaceId));
    }
    for (const value of values) {
      const problem = valueProblem(name, value, marketplaceId);
      if (problem !== undefined)
        issues.push(issue('90000900', problem, name, 'INVALID_ATTRIBUTE', marketplaceId));
    }
  }
  return issues;
}

/** Problems that Amazon finds only once it has an offer before it: no price, or no such item in the catalogue. The codes are the simulator's choice. */
export function offerIssues(
  attributes: ListingAttributes,
  isInCatalogue: boolean,
  marketplaceId: string,
): ListingIssue[] {
  const issues: ListingIssue[] = [];
  if (priceOf(attributes['purchasable_offer']?.[0]) === undefined) {
    const message = "'purchasable_offer' is required but not supplied.";
    issues.push(issue('90220', message, 'purchasable_offer', 'MISSING_PRICE', marketplaceId));
  }
  if (!isInCatalogue) {
    const message = 'The item does not match any ASIN in the catalog of this store.';
    issues.push(issue('8560', message, 'merchant_suggested_asin', 'INVALID_ATTRIBUTE', marketplaceId));
  }
  return issues;
}

function priceOf(offer: JsonObject | undefined): unknown {
  return asObjects(asObjects(offer?.['our_price'])[0]?.['schedule'])[0]?.['value_with_tax'];
}

function valueProblem(name: string, value: JsonObject, marketplaceId: string): string | undefined {
  switch (name) {
    case STOCK_ATTRIBUTE:
      return stockProblem(value);
    case 'purchasable_offer':
      return offerProblem(value, marketplaceId);
    case 'list_price':
      return listPriceProblem(value, marketplaceId);
    case 'condition_type':
      return CONDITIONS.has(String(value['value'])) ? undefined : 'The condition is not one of the list.';
    case 'merchant_suggested_asin':
      return /^[A-Z0-9]{10}$/.test(String(value['value'])) ? undefined : 'The ASIN is not valid.';
    case 'merchant_shipping_group':
      return (asText(value['value']) ?? '') === '' ? 'The shipping template is empty.' : undefined;
    default:
      return undefined;
  }
}

function stockProblem(value: JsonObject): string | undefined {
  if (typeof value['fulfillment_channel_code'] !== 'string')
    return 'The fulfillment channel code is missing.';
  const quantity = value['quantity'];
  if (quantity !== undefined && !(Number.isInteger(quantity) && Number(quantity) >= 0)) {
    return 'The quantity must be a whole number of 0 or more.';
  }
  const days = value['lead_time_to_ship_max_days'];
  if (days !== undefined && !(Number.isInteger(days) && Number(days) >= 0 && Number(days) <= MOST_DAYS)) {
    return `The handling time must be a whole number from 0 to ${MOST_DAYS}.`;
  }
  return undefined;
}

function offerProblem(value: JsonObject, marketplaceId: string): string | undefined {
  const { marketplace_id: named, currency } = value;
  if (typeof currency !== 'string') return 'The currency of the price is missing.';
  const expected = marketplaceById(marketplaceId)?.currency;
  if ((named === undefined || named === marketplaceId) && expected !== undefined && currency !== expected) {
    return `Prices of this store are in ${expected}.`;
  }
  const price = priceOf(value);
  return (price === undefined ? undefined : amountProblem(price)) ?? offerPartsProblem(value);
}

function issue(
  code: string,
  message: string,
  ...[name, category, marketplaceId]: [string, string, string]
): ListingIssue {
  return {
    code,
    message,
    severity: 'ERROR',
    attributeNames: [name],
    categories: [category],
    marketplaceIds: [marketplaceId],
  };
}
