import { subtract, type Money } from '@quayside/core/domain/money';
import type { StoreOrderLine, StoreOrderRequest } from '@quayside/core/ports/store-connector';
import { Decimal } from 'decimal.js';
import type { MoneyBagInput, OrderCreateLineItemInput, OrderCreateTaxLineInput } from './documents.gen.ts';
import { cutText } from '../_kit/tidy-text.ts';
import { globalId } from './global-id.ts';

/** Titles of Shopify's products are no longer. */
const longestTitle = 255;

/** An amount, whose currency is the order's and the buyer's alike. */
export function moneyBag({ amount, currency }: Money): MoneyBagInput {
  // Shopify's list of currencies is ISO 4217's; one that it lacks is refused by name.
  const money = { amount, currencyCode: currency as MoneyBagInput['shopMoney']['currencyCode'] };
  return { shopMoney: money, presentmentMoney: money };
}

/**
 * The lines of an order. Shopify keeps a price for one unit, so a line whose total does not come out even becomes two lines of its product: 20.00 for three units is
 * two at 6.67 and one at 6.66. So the order comes to what the buyer paid, to the last digit (P5).
 */
export function orderLines(request: StoreOrderRequest): OrderCreateLineItemInput[] {
  return request.lines.flatMap((line) =>
    evenParts(line).map(({ quantity, unit, tax }) => ({
      ...(line.item === null
        ? { requiresShipping: true }
        : { variantId: globalId('ProductVariant', line.item.storeVariantId) }),
      title: cutText(line.title, longestTitle),
      quantity,
      priceSet: moneyBag(unit),
      taxable: tax !== null,
      ...(tax !== null && { taxLines: [taxLine(tax, totalOf(unit, quantity), request)] }),
    })),
  );
}

interface EvenPart {
  readonly quantity: number;
  readonly unit: Money;
  readonly tax: Money | null;
}

/** Splits a line into parts whose totals are units times a price; the tax goes with the units, and its remainder with the last part. */
function evenParts({ total, quantity, tax }: StoreOrderLine): readonly EvenPart[] {
  const { currency } = total;
  const digits = Math.max(digitsOf(currency), new Decimal(total.amount).decimalPlaces());
  const step = new Decimal(10).pow(-digits);
  const low = new Decimal(total.amount).div(quantity).toDecimalPlaces(digits, Decimal.ROUND_DOWN);
  const dearer = new Decimal(total.amount).minus(low.times(quantity)).div(step).toNumber();
  const money = (amount: Decimal): Money => ({ amount: amount.toFixed(), currency });
  if (dearer === 0) return [{ quantity, unit: money(low), tax }];
  const taxOfDearer =
    tax === null ? null : money(new Decimal(tax.amount).times(dearer).div(quantity).toDecimalPlaces(digits));
  return [
    { quantity: dearer, unit: money(low.plus(step)), tax: taxOfDearer },
    {
      quantity: quantity - dearer,
      unit: money(low),
      tax: tax === null || taxOfDearer === null ? null : subtract(tax, taxOfDearer),
    },
  ];
}

function totalOf(unit: Money, quantity: number): Money {
  return { ...unit, amount: new Decimal(unit.amount).times(quantity).toFixed() };
}

/** Decimals of a currency's smallest unit (ISO 4217 by way of CLDR): EUR 2, JPY 0. */
function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** Shopify asks for a rate besides the amount; prices contain the tax, so it is the tax over the rest. */
function taxLine(tax: Money, total: Money, request: StoreOrderRequest): OrderCreateTaxLineInput {
  const net = new Decimal(total.amount).minus(tax.amount);
  const rate = net.isZero() ? new Decimal(0) : new Decimal(tax.amount).div(net).toDecimalPlaces(4);
  return {
    title: request.channelName,
    rate: rate.toFixed(),
    priceSet: moneyBag(tax),
    channelLiable: request.tax === 'channel-collected',
  };
}
