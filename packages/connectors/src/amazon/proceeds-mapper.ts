import {
  add,
  isSameMoney,
  parseMoney,
  subtract,
  sum,
  times,
  zero,
  type CurrencyCode,
  type Money,
} from '@quayside/core/domain/money';
import { err, ok, type Result } from '@quayside/core/domain/result';
import { z } from 'zod';

const amazonMoney = z.object({ amount: z.string(), currencyCode: z.string() });

/** `OrderItem.proceeds` of the Orders API 2026-01-01: amounts of the whole line. */
export const amazonProceeds = z.object({
  proceedsTotal: amazonMoney.nullish(),
  breakdowns: z
    .array(
      z.object({
        /** `ITEM`, `SHIPPING`, `GIFT_WRAP`, `COD_FEE`, `OTHER`, `TAX`, `DISCOUNT`; open. Without one it is of the goods, as with one that is not known. */
        type: z.string().nullish(),
        subtotal: amazonMoney,
        /** Of `TAX` and `DISCOUNT` only. */
        detailedBreakdowns: z
          .array(z.object({ subtype: z.string().nullish(), value: amazonMoney.nullish() }))
          .nullish(),
      }),
    )
    .nullish(),
});
export type AmazonProceeds = z.infer<typeof amazonProceeds>;

export const amazonUnitPrice = amazonMoney;

/** What the buyer pays for one line, and for its shipping. */
export interface LineAmounts {
  readonly goods: Money;
  /** The tax in `goods`; `null` when Amazon does not say. */
  readonly tax: Money | null;
  readonly shipping: Money;
}

/**
 * Splits a line's proceeds into goods and shipping, so that both together are `proceedsTotal`.
 *
 * - Shipping is `SHIPPING`, with the part of `TAX` and `DISCOUNT` that Amazon details as `SHIPPING`.
 * - Goods are everything else: item, gift wrap, fees, tax, less discounts.
 * - The model does not say whether a discount is negative, nor whether `ITEM` contains tax. A discount is taken off whatever its sign; and where the total equals the
 *   parts without `TAX`, tax was contained already. In Amazon's sandbox case of getOrder 114-9876543-1234567, tax comes on top.
 *
 * @param unitPrice used when there are no proceeds; `quantity` times.
 * @returns `null` when nothing is known: Amazon shows no amounts of an order that is not paid.
 */
export function splitProceeds(
  proceeds: AmazonProceeds | null | undefined,
  unitPrice: z.infer<typeof amazonMoney> | null | undefined,
  quantity: number,
): Result<LineAmounts | null, string> {
  const breakdowns = proceeds?.breakdowns ?? [];
  const first = proceeds?.proceedsTotal ?? breakdowns[0]?.subtotal;
  if (first === undefined) return fromUnitPrice(unitPrice, quantity);
  const currency = read(first);
  if (!currency.ok) return currency;
  const reader = readBreakdowns(breakdowns, currency.value.currency);
  if (!reader.ok) return reader;
  const { items, shipping, tax, discount, shippingTax, shippingDiscount } = reader.value;
  const withoutTax = subtract(add(items, shipping), discount);
  const onTop = add(withoutTax, tax);
  const total = proceeds?.proceedsTotal ? currency.value : onTop;
  const isTaxContained = !isSameMoney(total, onTop) && isSameMoney(total, withoutTax);
  const ships = subtract(isTaxContained ? shipping : add(shipping, shippingTax), shippingDiscount);
  const goods = subtract(total, ships);
  const goodsTax = breakdowns.some(({ type }) => type === 'TAX') ? subtract(tax, shippingTax) : null;
  return goods.amount.startsWith('-') || ships.amount.startsWith('-')
    ? err('proceeds (negative amount)')
    : ok({ goods, tax: goodsTax, shipping: ships });
}

function fromUnitPrice(
  unitPrice: z.infer<typeof amazonMoney> | null | undefined,
  quantity: number,
): Result<LineAmounts | null, string> {
  if (!unitPrice) return ok(null);
  const price = read(unitPrice);
  if (!price.ok) return price;
  return ok({ goods: times(price.value, quantity), tax: null, shipping: zero(price.value.currency) });
}

interface Parts {
  readonly items: Money;
  readonly shipping: Money;
  readonly tax: Money;
  /** Positive. */
  readonly discount: Money;
  readonly shippingTax: Money;
  readonly shippingDiscount: Money;
}

function readBreakdowns(
  breakdowns: NonNullable<AmazonProceeds['breakdowns']>,
  currency: CurrencyCode,
): Result<Parts, string> {
  const nothing = zero(currency);
  const parts = {
    items: nothing,
    shipping: nothing,
    tax: nothing,
    discount: nothing,
    shippingTax: nothing,
    shippingDiscount: nothing,
  };
  for (const { type, subtotal, detailedBreakdowns } of breakdowns) {
    const amount = read(subtotal);
    if (!amount.ok) return amount;
    if (amount.value.currency !== currency) return err('proceeds (two currencies)');
    const detailed = shippingPart(detailedBreakdowns ?? [], currency);
    if (!detailed.ok) return detailed;
    if (type === 'SHIPPING') parts.shipping = add(parts.shipping, amount.value);
    else if (type === 'TAX') {
      parts.tax = add(parts.tax, amount.value);
      parts.shippingTax = add(parts.shippingTax, detailed.value);
    } else if (type === 'DISCOUNT') {
      parts.discount = add(parts.discount, absolute(amount.value));
      parts.shippingDiscount = add(parts.shippingDiscount, absolute(detailed.value));
    } else parts.items = add(parts.items, amount.value);
  }
  return ok(parts);
}

function shippingPart(
  details: readonly {
    subtype?: string | null | undefined;
    value?: z.infer<typeof amazonMoney> | null | undefined;
  }[],
  currency: CurrencyCode,
): Result<Money, string> {
  const found: Money[] = [];
  for (const { subtype, value } of details) {
    if (subtype !== 'SHIPPING' || !value) continue;
    const amount = read(value);
    if (!amount.ok) return amount;
    if (amount.value.currency !== currency) return err('proceeds (two currencies)');
    found.push(amount.value);
  }
  return ok(sum(found, currency));
}

function read(money: z.infer<typeof amazonMoney>): Result<Money, string> {
  const parsed = parseMoney(money.amount, money.currencyCode);
  return parsed.ok ? parsed : err(`proceeds (${parsed.error})`);
}

function absolute(money: Money): Money {
  return money.amount.startsWith('-') ? times(money, -1) : money;
}
