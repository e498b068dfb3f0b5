import { brandId, type ChannelSku, type MarketplaceOrderId } from '@quayside/core/domain/ids';
import {
  parseCurrency,
  subtract,
  sum,
  zero,
  type CurrencyCode,
  type Money,
} from '@quayside/core/domain/money';
import type { OrderRefund } from '@quayside/core/domain/order-change';
import type { Buyer, OrderLineSnapshot, OrderSnapshot, OrderStatus } from '@quayside/core/domain/order';
import { err, ok, type Result } from '@quayside/core/domain/result';
import { readSku } from '../_kit/tidy-text.ts';
import type {
  BuyerFactsFragment,
  MoneyFactsFragment,
  OwnLineListFragment,
  OwnOrderFactsFragment,
  TaxFactsFragment,
} from './documents.gen.ts';
import { followerMarketplace } from './follower-marketplaces.ts';
import { isNumber, numberIn } from './global-id.ts';
import { readMoment, readMoney } from './order-mapper.ts';
import { withTax, type RefundParts } from './read-refunds.ts';

/** An order with everything that belongs to it. Without the buyer where the application may not see buyers. */
export interface WholeOrder {
  readonly facts: OwnOrderFactsFragment & Partial<BuyerFactsFragment>;
  readonly lines: OwnLineListFragment['nodes'];
  readonly refunds: readonly (RefundParts & { readonly id: string })[];
}

/** Whether the shop has what it is owed. `AUTHORIZED`: the money is held, and many shops take it when they ship. */
const isPaid: Readonly<Record<NonNullable<OwnOrderFactsFragment['displayFinancialStatus']>, boolean>> = {
  AUTHORIZED: true,
  PAID: true,
  PARTIALLY_REFUNDED: true,
  REFUNDED: true,
  EXPIRED: false,
  PARTIALLY_PAID: false,
  PENDING: false,
  VOIDED: false,
};

/** @param shop the shop's own address: its first part, which never changes and no other shop has, stands before the number of the order. */
export function ownOrderId(shop: string, gid: string): MarketplaceOrderId {
  return brandId<MarketplaceOrderId>(`${handleOf(shop)}-${numberIn(gid)}`);
}

/** The number in the id of an order of this shop; `null` for an order of somewhere else. */
export function ownOrderNumber(shop: string, id: MarketplaceOrderId): string | null {
  const prefix = `${handleOf(shop)}-`;
  const number = id.startsWith(prefix) ? id.slice(prefix.length) : '';
  return isNumber(number) ? number : null;
}

function handleOf(shop: string): string {
  return shop.replace(/\.myshopify\.com$/, '');
}

/**
 * An order that was bought in the shop, in what its buyer paid.
 *
 * @param marketplaceCurrency of the shop, whatever the buyer paid in.
 * @returns what could not be read, as paths and kinds: never values.
 */
export function mapOwnOrder(
  order: WholeOrder,
  shop: string,
  marketplaceCurrency: CurrencyCode,
): Result<OrderSnapshot, string> {
  const { facts, refunds } = order;
  const status = statusOf(facts);
  if (status === null) return err('displayFinancialStatus (missing)');
  const currency = parseCurrency(facts.presentmentCurrencyCode);
  if (currency === undefined) return err('presentmentCurrencyCode (not ISO 4217)');
  const lines: OrderLineSnapshot[] = [];
  const returned = status === 'cancelled' ? [] : refunds.map((refund) => withoutCancelled(refund, status));
  for (const line of order.lines) {
    const shown = mapLine(line, facts.taxesIncluded, currency);
    if (shown === null) return err('lineItems (amount)');
    const back = returned
      .flatMap((refund) => refund.lines)
      .filter(({ lineItem }) => lineItem === line.id)
      .reduce((units, { quantity }) => units + quantity, 0);
    // Units that came back were wanted, and have left; those that were taken out before they left are not.
    lines.push({ ...shown, quantity: status === 'cancelled' ? 0 : line.currentQuantity + back });
  }
  const shippingTotal = mapShipping(facts, currency);
  if (shippingTotal === null) return err('shippingLine (amount)');
  return ok({
    marketplaceOrderId: ownOrderId(shop, facts.id),
    marketplace: followerMarketplace(marketplaceCurrency),
    status,
    fulfillment: 'merchant',
    purchasedAt: readMoment(facts.createdAt),
    updatedAt: readMoment(facts.updatedAt),
    deliverBy: null,
    currency,
    lines,
    shippingTotal,
    shippingService: facts.shippingLine?.title.trim() || null,
    refunds: returned.flatMap(mapRefund),
    buyer: status === 'pending' ? null : mapBuyer(facts),
  });
}

/** `null` when Shopify does not say whether it is paid. */
function statusOf({
  cancelledAt,
  displayFinancialStatus,
  displayFulfillmentStatus,
}: OwnOrderFactsFragment): OrderStatus | null {
  if (cancelledAt !== null) return 'cancelled';
  if (displayFulfillmentStatus === 'FULFILLED') return 'shipped';
  if (displayFulfillmentStatus === 'PARTIALLY_FULFILLED') return 'partially-shipped';
  if (displayFinancialStatus === null) return null;
  return isPaid[displayFinancialStatus] ? 'unshipped' : 'pending';
}

/** A line without a SKU, such as a tip or something typed in by hand, is of nothing that is listed: it stands under its own number. */
function mapLine(
  { id, sku, name, originalTotalSet, discountAllocations, taxLines }: OwnLineListFragment['nodes'][number],
  taxesIncluded: boolean,
  currency: CurrencyCode,
): Omit<OrderLineSnapshot, 'quantity'> | null {
  const full = amountOf(originalTotalSet, currency);
  const discounts = discountAllocations.map(({ allocatedAmountSet }) =>
    amountOf(allocatedAmountSet, currency),
  );
  const tax = taxOf(taxLines, currency);
  if (full === null || !areAll(discounts)) return null;
  const total = withTax(subtract(full, sum(discounts, currency)), tax, taxesIncluded);
  if (total === null) return null;
  const number = numberIn(id);
  return {
    marketplaceLineId: number,
    channelSku: brandId<ChannelSku>(readSku(sku) ?? `#${number}`),
    title: name,
    total,
    tax,
  };
}

function mapShipping(
  { shippingLine, taxesIncluded }: Pick<OwnOrderFactsFragment, 'shippingLine' | 'taxesIncluded'>,
  currency: CurrencyCode,
): Money | null {
  if (shippingLine === null) return zero(currency);
  const price = amountOf(shippingLine.discountedPriceSet, currency);
  return withTax(price, taxOf(shippingLine.taxLines, currency), taxesIncluded);
}

/** `null` where no tax is told. */
function taxOf(lines: readonly TaxFactsFragment[], currency: CurrencyCode): Money | null {
  const taxes = lines.map(({ priceSet }) => amountOf(priceSet, currency));
  return taxes.length > 0 && areAll(taxes) ? sum(taxes, currency) : null;
}

function amountOf(bag: MoneyFactsFragment, currency: CurrencyCode): Money | null {
  const money = readMoney(bag);
  return money?.currency === currency ? money : null;
}

function areAll(amounts: readonly (Money | null)[]): amounts is readonly Money[] {
  return !amounts.includes(null);
}

type Refunded = WholeOrder['refunds'][number];

/**
 * What of a refund is for units that had left. `CANCEL` takes units out before they leave; `NO_RESTOCK` is said of both, and of an order of which nothing has left it
 * can only be that.
 */
function withoutCancelled(refund: Refunded, status: OrderStatus): Refunded {
  const hasLeft = status === 'shipped' || status === 'partially-shipped';
  return {
    ...refund,
    lines: refund.lines.filter(
      ({ restockType }) => restockType === 'RETURN' || (restockType !== 'CANCEL' && hasLeft),
    ),
  };
}

/** Money that belongs to no line, and to no shipping, is not told. */
function mapRefund({ id, lines, shipping }: Refunded): readonly OrderRefund[] {
  if (lines.length === 0 && shipping === null) return [];
  return [
    {
      id: numberIn(id),
      key: null,
      lines: lines.map(({ lineItem, quantity, total, tax }) => ({
        marketplaceLineId: numberIn(lineItem),
        quantity,
        total,
        tax,
      })),
      shipping,
    },
  ];
}

/** `null` for what is not sent anywhere, and where the application may not see buyers. */
function mapBuyer({ email, shippingAddress }: Partial<BuyerFactsFragment>): Buyer | null {
  if (!shippingAddress?.countryCodeV2) return null;
  const { name, company, address1, address2, city, provinceCode, zip, countryCodeV2, phone } =
    shippingAddress;
  const addressLines = [address1, address2].flatMap((line) => line?.trim() || []);
  if (addressLines.length === 0) return null;
  return {
    name: name?.trim() ?? '',
    email: email?.trim() || null,
    phone: phone?.trim() || null,
    company: company?.trim() || null,
    addressLines,
    city: city?.trim() ?? '',
    region: provinceCode?.trim() || null,
    postalCode: zip?.trim() ?? '',
    countryCode: countryCodeV2,
  };
}
