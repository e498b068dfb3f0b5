import { asObjects } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { ListingAttributes, ListingIssue } from './listing-store.ts';
import { STOCK_ATTRIBUTE } from './listing-store.ts';

/** One operation of a patch; the path names a top-level attribute. */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'merge' | 'delete';
  readonly attribute: string;
  readonly value: readonly JsonObject[];
}

/** Members that tell one value of an attribute from another. */
const SELECTORS = ['marketplace_id', 'language_tag', 'audience', 'currency', 'fulfillment_channel_code'];

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

/**
 * Reads the operations of a patch request. Only top-level attributes can be patched; anything deeper is a problem.
 * Returns the problem in words instead.
 */
export function readPatches(patches: readonly JsonObject[]): PatchOperation[] | string {
  const operations: PatchOperation[] = [];
  for (const patch of patches) {
    const path = String(patch['path']);
    const attribute = /^\/attributes\/([^/]+)$/.exec(path)?.[1];
    if (attribute === undefined) return `Only top-level attributes can be patched, not ${path}`;
    const op = patch['op'] as PatchOperation['op'];
    if (op !== 'delete' && !Array.isArray(patch['value']))
      return `The operation ${op} on ${path} needs a value`;
    operations.push({ op, attribute, value: asObjects(patch['value']) });
  }
  return operations;
}

/** The values of one attribute after an operation, for one store. Values for other stores are left out. */
export function patchedValues(
  current: readonly JsonObject[],
  operation: PatchOperation,
  marketplaceId: string,
): JsonObject[] {
  const value = forStore(operation.value, marketplaceId);
  switch (operation.op) {
    case 'add':
    case 'replace':
      return value.map((it) => ({ ...it }));
    case 'merge':
      return value.reduce<JsonObject[]>(mergeOne, [...current]);
    case 'delete':
      if (operation.value.length === 0) return [];
      return current.filter((it) => !value.some((gone) => sameSelectors(it, gone)));
  }
}

/** Only the values that hold for this store: those that name it and those that name none. */
export function forStore(values: readonly JsonObject[], marketplaceId: string): JsonObject[] {
  return values.filter((it) => it['marketplace_id'] === undefined || it['marketplace_id'] === marketplaceId);
}

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
      const problem = valueProblem(name, value);
      if (problem !== undefined)
        issues.push(issue('90000900', problem, name, 'INVALID_ATTRIBUTE', marketplaceId));
    }
  }
  return issues;
}

function valueProblem(name: string, value: JsonObject): string | undefined {
  if (name === STOCK_ATTRIBUTE) {
    if (typeof value['fulfillment_channel_code'] !== 'string')
      return 'The fulfillment channel code is missing.';
    const quantity = value['quantity'];
    if (quantity !== undefined && !(Number.isInteger(quantity) && Number(quantity) >= 0)) {
      return 'The quantity must be a whole number of 0 or more.';
    }
    const days = value['lead_time_to_ship_max_days'];
    if (days !== undefined && !(Number.isInteger(days) && Number(days) >= 0)) {
      return 'The handling time must be a whole number of 0 or more.';
    }
  }
  if (name === 'purchasable_offer') {
    const price = asObjects(asObjects(value['our_price'])[0]?.['schedule'])[0]?.['value_with_tax'];
    if (price !== undefined && !(Number(price) > 0)) return 'The price must be above 0.';
    if (typeof value['currency'] !== 'string') return 'The currency of the price is missing.';
  }
  return undefined;
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

function mergeOne(values: JsonObject[], added: JsonObject): JsonObject[] {
  const index = values.findIndex((it) => sameSelectors(it, added));
  if (index < 0) return [...values, { ...added }];
  return values.map((it, at) => (at === index ? { ...it, ...added } : it));
}

function sameSelectors(a: JsonObject, b: JsonObject): boolean {
  return SELECTORS.every((name) => a[name] === undefined || b[name] === undefined || a[name] === b[name]);
}
