import { parseMoney, type CurrencyCode, type Money } from '@quayside/core/domain/money';
import type { VariantSnapshot } from '@quayside/core/domain/variant';
import { Decimal } from 'decimal.js';
import type { NoteProblem } from '../_kit/field-problem.ts';
import type { VariantFactsFragment } from './documents.gen.ts';

/**
 * `price` is what a customer pays now. A higher `compareAtPrice` is the regular price, and `price` a sale without dates: Shopify keeps none. A `compareAtPrice` that
 * is not higher means nothing.
 */
export function mapPrices(
  { price, compareAtPrice }: Pick<VariantFactsFragment, 'price' | 'compareAtPrice'>,
  currency: CurrencyCode,
  note: NoteProblem,
): Pick<VariantSnapshot, 'price' | 'sale'> {
  const now = readAmount(price, currency, 'price', note);
  const regular = compareAtPrice === null ? null : readAmount(compareAtPrice, currency, 'sale-price', note);
  if (now === null || regular === null || !new Decimal(regular.amount).gt(now.amount)) {
    return { price: now, sale: null };
  }
  return { price: regular, sale: { price: now, from: null, until: null } };
}

/** What the merchant paid, in whatever currency the shop says; 0 where nothing was entered. */
export function mapCost(
  unitCost: VariantFactsFragment['inventoryItem']['unitCost'],
  note: NoteProblem,
): Money | null {
  if (unitCost === null) return null;
  const cost = readAmount(unitCost.amount, unitCost.currencyCode, 'cost', note);
  return cost === null || new Decimal(cost.amount).isZero() ? null : cost;
}

function readAmount(
  text: string,
  currency: string,
  field: 'price' | 'sale-price' | 'cost',
  note: NoteProblem,
): Money | null {
  const money = parseMoney(text, currency);
  if (money.ok && !money.value.amount.startsWith('-')) return money.value;
  note(field, text);
  return null;
}
