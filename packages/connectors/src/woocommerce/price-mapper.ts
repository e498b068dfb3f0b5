import { parseMoney, type CurrencyCode, type Money } from '@quayside/core/domain/money';
import type { SalePrice } from '@quayside/core/domain/variant';
import { Decimal } from 'decimal.js';
import { shownText, type NoteProblem } from '../_kit/field-problem.ts';
import type { WooSellable } from './product-shape.ts';
import { readGmt } from './site-time.ts';

/**
 * Reads an amount. The shop keeps plain decimals with a point (`wc_format_decimal`), but importers write past it: `1.299,00` has two readings, so it is
 * none of them. Nothing is sold below zero.
 */
function readAmount(
  shown: unknown,
  currency: CurrencyCode,
  field: 'price' | 'sale-price' | 'cost',
  note: NoteProblem,
): Money | null {
  const text = shownText(shown);
  if (text === '') return null;
  const money = parseMoney(text.replace(/^\./, '0.'), currency);
  if (money.ok && !money.value.amount.startsWith('-')) return money.value;
  note(field, shown);
  return null;
}

/** The regular price. What a customer pays now is not read: it changes with sales, by itself. */
export function mapPrice(shown: WooSellable, currency: CurrencyCode, note: NoteProblem): Money | null {
  return readAmount(shown.regular_price, currency, 'price', note);
}

/**
 * A sale price that is not below the regular one, or stands without one, is none: so the shop itself decides (plugin source, WC_Product::is_on_sale). Its
 * dates are those of the shop's clock, in GMT.
 */
export function mapSale(
  shown: WooSellable,
  regular: Money | null,
  currency: CurrencyCode,
  note: NoteProblem,
): SalePrice | null {
  const price = readAmount(shown.sale_price, currency, 'sale-price', note);
  if (price === null || shownText(shown.regular_price) === '') return null;
  if (regular !== null && !new Decimal(price.amount).lt(regular.amount)) return null;
  return {
    price,
    from: readGmt(shown.date_on_sale_from_gmt),
    until: readGmt(shown.date_on_sale_to_gmt),
  };
}

/**
 * What the merchant paid. The shop itself keeps it as a binary number; its shortest spelling is what the merchant entered. 0 is what a shop shows where
 * nothing was entered.
 */
export function mapCost(shown: WooSellable, currency: CurrencyCode, note: NoteProblem): Money | null {
  const total = shown.cost_of_goods_sold?.total_value;
  const plain = typeof total === 'number' && Number.isFinite(total) ? new Decimal(total).toFixed() : total;
  const cost = readAmount(plain, currency, 'cost', note);
  return cost === null || new Decimal(cost.amount).isZero() ? null : cost;
}
