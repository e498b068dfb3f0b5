import type { JsonObject } from '../json-object.ts';
import { asObject, asObjects, asText } from '../json-object.ts';
import { phpNumber } from './php-number.ts';
import type { ProductRecord } from './product-record.ts';
import type { Shop } from './shop.ts';

/**
 * The member `cost_of_goods_sold`, which products have while the feature is on (observed). Amounts are numbers there.
 */
export function costDocument(shop: Shop, product: ProductRecord): JsonObject {
  const defined = product.cost === '' ? null : phpNumber(product.cost).toNumber();
  return {
    values: [{ defined_value: defined, effective_value: defined ?? 0 }],
    total_value: totalCost(shop, product),
    ...(product.type === 'variation' ? { defined_value_is_additive: product.cost_is_additive } : {}),
  };
}

/** A variation without a cost of its own has its product's; one that is additive adds to it. */
function totalCost(shop: Shop, product: ProductRecord): number {
  const parent = shop.products.get(product.parent_id);
  const own = phpNumber(product.cost);
  if (product.type !== 'variation' || parent === undefined) return own.toNumber();
  const base = phpNumber(parent.cost);
  if (product.cost === '') return base.toNumber();
  return (product.cost_is_additive ? base.plus(own) : own).toNumber();
}

/** Writes `cost_of_goods_sold` of a request: the defined values are added up. */
export function applyCost(shop: Shop, product: ProductRecord, posted: unknown): void {
  if (!shop.settings.costOfGoodsEnabled || posted === undefined) return;
  const body = asObject(posted);
  if (Array.isArray(body['values'])) {
    const values = asObjects(body['values']).map((it) => phpNumber(asText(it['defined_value']) ?? '0'));
    const total = values.reduce((sum, value) => sum.plus(value), phpNumber('0'));
    product.cost = total.isZero() ? '' : total.toFixed();
  }
  if (typeof body['defined_value_is_additive'] === 'boolean')
    product.cost_is_additive = body['defined_value_is_additive'];
}
