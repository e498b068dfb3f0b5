import { exact, Exact, money, sum } from '../decimal-text.ts';
import type { FeeLine, LineTax, OrderRecord, TaxLine } from './order-record.ts';
import type { Shop } from './shop.ts';
import type { TaxRate } from './shop-settings.ts';

/** Decimal places that WooCommerce keeps for the unrounded tax of a line. */
const TAX_DECIMALS = 6;

interface TaxSums {
  cart: Exact;
  shipping: Exact;
}

/**
 * Recomputes all taxes and totals of an order from the shop's tax table and the order's address, as the shop always
 * does: taxes sent with a request are ignored (observed). Taxes are rounded per line to the cent, half up.
 */
export function recalculateTotals(shop: Shop, order: OrderRecord): void {
  const country = taxCountry(shop, order);
  const byRate = new Map<TaxRate, TaxSums>();
  for (const line of order.line_items) {
    const rates = ratesFor(shop, country, line.tax_class);
    line.taxes = rates.map((rate) => ({
      id: rate.id,
      total: rawTax(line.total, rate),
      subtotal: rawTax(line.subtotal, rate),
    }));
    line.total_tax = roundedTax(line.taxes, (tax) => tax.total);
    line.subtotal_tax = roundedTax(line.taxes, (tax) => tax.subtotal ?? '0');
    addTaxes(byRate, rates, line.taxes, 'cart');
  }
  for (const fee of order.fee_lines) {
    const rates = feeRates(shop, country, fee);
    fee.taxes = rates.map((rate) => ({ id: rate.id, total: rawTax(fee.total, rate), subtotal: '' }));
    fee.total_tax = roundedTax(fee.taxes, (tax) => tax.total);
    addTaxes(byRate, rates, fee.taxes, 'cart');
  }
  for (const shipping of order.shipping_lines) {
    const rates = ratesFor(shop, country, '').filter((rate) => rate.shipping);
    shipping.taxes = rates.map((rate) => ({ id: rate.id, total: rawTax(shipping.total, rate) }));
    shipping.total_tax = roundedTax(shipping.taxes, (tax) => tax.total);
    addTaxes(byRate, rates, shipping.taxes, 'shipping');
  }
  order.tax_lines = [...byRate].map(([rate, sums]) => taxLine(shop, order, rate, sums));
  writeTotals(order);
}

/** The tax part of an amount that includes tax, for the default line total of a shop whose prices include it. */
export function withoutTax(shop: Shop, order: OrderRecord, gross: Exact, taxClass: string): Exact {
  const base = ratesFor(shop, taxCountry(shop, order), taxClass);
  const percent = sum(base.map((rate) => exact(rate.rate)));
  return gross.div(percent.div(100).plus(1)).toDecimalPlaces(TAX_DECIMALS);
}

function writeTotals(order: OrderRecord): void {
  const lines = sum(order.line_items.map((it) => exact(it.total)));
  const before = sum(order.line_items.map((it) => exact(it.subtotal)));
  const taxBefore = sum(order.line_items.map((it) => exact(it.subtotal_tax)));
  const lineTax = sum(order.line_items.map((it) => exact(it.total_tax)));
  const fees = sum(order.fee_lines.map((it) => exact(it.total)));
  const feeTax = sum(order.fee_lines.map((it) => exact(it.total_tax)));
  const shipping = sum(order.shipping_lines.map((it) => exact(it.total)));
  const shippingTax = sum(order.shipping_lines.map((it) => exact(it.total_tax)));
  const cartTax = lineTax.plus(feeTax);
  order.discount_total = money(before.minus(lines));
  order.discount_tax = money(taxBefore.minus(lineTax));
  order.shipping_total = money(shipping);
  order.shipping_tax = money(shippingTax);
  order.cart_tax = money(cartTax);
  order.total_tax = money(cartTax.plus(shippingTax));
  order.total = money(lines.plus(fees).plus(shipping).plus(cartTax).plus(shippingTax));
}

/** Taxes follow the shipping address, then billing, then the shop's own country. */
function taxCountry(shop: Shop, order: OrderRecord): string {
  return order.shipping.country || order.billing.country || shop.settings.baseCountry;
}

function ratesFor(shop: Shop, country: string, taxClass: string): TaxRate[] {
  const wanted = taxClass === '' ? 'standard' : taxClass;
  return shop.settings.taxRates.filter(
    (rate) => rate.class === wanted && (rate.country === '' || rate.country === country.toUpperCase()),
  );
}

function feeRates(shop: Shop, country: string, fee: FeeLine): TaxRate[] {
  return fee.tax_status === 'none' ? [] : ratesFor(shop, country, fee.tax_class);
}

function rawTax(amount: string, rate: TaxRate): string {
  return exact(amount).times(exact(rate.rate)).div(100).toDecimalPlaces(TAX_DECIMALS).toFixed();
}

function roundedTax(taxes: readonly LineTax[], read: (tax: LineTax) => string): string {
  return money(sum(taxes.map((tax) => exact(money(exact(read(tax)))))));
}

function addTaxes(
  byRate: Map<TaxRate, TaxSums>,
  rates: readonly TaxRate[],
  taxes: readonly LineTax[],
  part: keyof TaxSums,
): void {
  rates.forEach((rate, index) => {
    const sums = byRate.get(rate) ?? { cart: new Exact(0), shipping: new Exact(0) };
    sums[part] = sums[part].plus(exact(money(exact(taxes[index]?.total ?? '0'))));
    byRate.set(rate, sums);
  });
}

function taxLine(shop: Shop, order: OrderRecord, rate: TaxRate, sums: TaxSums): TaxLine {
  const known = order.tax_lines.find((it) => it.rate_id === rate.id);
  return {
    id: known?.id ?? shop.nextItemId(),
    rate_id: rate.id,
    rate_code: [rate.country, rate.name.toUpperCase(), '1'].filter((it) => it !== '').join('-'),
    label: rate.name,
    compound: rate.compound,
    tax_total: money(sums.cart),
    shipping_tax_total: money(sums.shipping),
    rate_percent: exact(rate.rate).toNumber(),
  };
}
