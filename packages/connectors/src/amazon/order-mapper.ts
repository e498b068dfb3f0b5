import {
  brandId,
  type ChannelSku,
  type MarketplaceId,
  type MarketplaceOrderId,
} from '@quayside/core/domain/ids';
import { parseInstant } from '@quayside/core/domain/instant';
import type { Fulfillment } from '@quayside/core/domain/listing';
import { sum, zero, type CurrencyCode } from '@quayside/core/domain/money';
import type { Buyer, OrderLineSnapshot, OrderSnapshot, OrderStatus } from '@quayside/core/domain/order';
import { err, ok, type Result } from '@quayside/core/domain/result';
import { z } from 'zod';
import { amazonMarketplaces } from './marketplaces.ts';
import { amazonProceeds, amazonUnitPrice, splitProceeds, type LineAmounts } from './proceeds-mapper.ts';

/** What is asked for beside the basic order (`includedData`, Orders API 2026-01-01). */
export const orderData = ['BUYER', 'RECIPIENT', 'PROCEEDS', 'CANCELLATION', 'FULFILLMENT'] as const;

const text = z.string().nullish().catch(null);

const amazonItem = z.object({
  orderItemId: z.string(),
  quantityOrdered: z.number().int().min(0),
  product: z
    .object({
      sellerSku: text,
      title: text,
      /** Only needed where there are no proceeds. */
      price: z.object({ unitPrice: amazonUnitPrice.nullish() }).nullish().catch(null),
    })
    .nullish(),
  proceeds: amazonProceeds.nullish(),
  cancellation: z.object({ cancellationExecution: z.unknown().optional() }).nullish(),
  fulfillment: z
    .object({ quantityFulfilled: z.number().nullish(), quantityUnfulfilled: z.number().nullish() })
    .nullish(),
});
type AmazonItem = z.infer<typeof amazonItem>;

/** What we need of `Order`; the official type is `Order` of @sp-api-sdk/orders-api-2026-01-01. */
export const amazonOrder = z.object({
  orderId: z.string().min(1),
  createdTime: z.string(),
  lastUpdatedTime: z.string(),
  salesChannel: z.object({ marketplaceId: text }),
  buyer: z.object({ buyerName: text, buyerEmail: text, buyerCompanyName: text }).nullish(),
  recipient: z
    .object({
      deliveryAddress: z
        .object({
          name: text,
          companyName: text,
          addressLine1: text,
          addressLine2: text,
          addressLine3: text,
          city: text,
          districtOrCounty: text,
          stateOrRegion: text,
          municipality: text,
          postalCode: text,
          countryCode: text,
          phone: text,
        })
        .nullish(),
    })
    .nullish(),
  fulfillment: z
    .object({
      fulfillmentStatus: z.string(),
      fulfilledBy: text,
      fulfillmentServiceLevel: text,
      deliverByWindow: z.object({ latestDateTime: text }).nullish(),
    })
    .nullish(),
  orderItems: z.array(amazonItem),
});
export type AmazonOrder = z.infer<typeof amazonOrder>;

/**
 * Every status of the model. `UNFULFILLABLE` exists only for orders that Amazon ships and that were not placed on Amazon's retail site: nothing will leave, so it counts
 * as cancelled. `PENDING_AVAILABILITY` is a pre-order that is not paid.
 */
const statuses: Readonly<Record<string, OrderStatus>> = {
  PENDING_AVAILABILITY: 'pending',
  PENDING: 'pending',
  UNSHIPPED: 'unshipped',
  PARTIALLY_SHIPPED: 'partially-shipped',
  SHIPPED: 'shipped',
  CANCELLED: 'cancelled',
  UNFULFILLABLE: 'cancelled',
};
const fulfillers: Readonly<Record<string, Fulfillment>> = { AMAZON: 'channel', MERCHANT: 'merchant' };

/** @returns what could not be read, as paths and kinds: never values. */
export function mapAmazonOrder(order: AmazonOrder): Result<OrderSnapshot, string> {
  const status = statuses[order.fulfillment?.fulfillmentStatus ?? ''];
  if (status === undefined) return err('fulfillment.fulfillmentStatus (unknown)');
  // Guessing who ships would either ship twice or never.
  const fulfillment = fulfillers[order.fulfillment?.fulfilledBy ?? ''];
  if (fulfillment === undefined) return err('fulfillment.fulfilledBy (unknown)');
  const { marketplaceId } = order.salesChannel;
  if (!marketplaceId) return err('salesChannel.marketplaceId (missing)');
  const purchasedAt = parseInstant(order.createdTime);
  const updatedAt = parseInstant(order.lastUpdatedTime);
  if (purchasedAt === undefined || updatedAt === undefined)
    return err('createdTime, lastUpdatedTime (not a time)');

  const amounts: (LineAmounts | null)[] = [];
  for (const item of order.orderItems) {
    const split = splitProceeds(item.proceeds, item.product?.price?.unitPrice, item.quantityOrdered);
    if (!split.ok) return split;
    amounts.push(split.value);
  }
  const currency = currencyOf(amounts, marketplaceId);
  if (currency === undefined) return err('proceeds (no currency)');
  const isStillToShip = status === 'unshipped' || status === 'partially-shipped';
  const known = amounts.filter((each) => each !== null);
  if (isStillToShip && fulfillment === 'merchant' && known.length < amounts.length)
    return err('proceeds (missing)');
  if (known.some(({ goods }) => goods.currency !== currency)) return err('proceeds (two currencies)');

  const lines: OrderLineSnapshot[] = [];
  for (const [index, item] of order.orderItems.entries()) {
    const sellerSku = item.product?.sellerSku;
    if (!sellerSku) return err(`orderItems.${index}.product.sellerSku (missing)`);
    lines.push({
      marketplaceLineId: item.orderItemId,
      channelSku: brandId<ChannelSku>(sellerSku),
      title: item.product?.title ?? sellerSku,
      quantity: status === 'cancelled' ? 0 : wantedUnits(item),
      total: amounts[index]?.goods ?? zero(currency),
      tax: amounts[index]?.tax ?? null,
    });
  }
  return ok({
    marketplaceOrderId: brandId<MarketplaceOrderId>(order.orderId),
    marketplace: brandId<MarketplaceId>(marketplaceId),
    status,
    fulfillment,
    purchasedAt,
    updatedAt,
    deliverBy: parseInstant(order.fulfillment?.deliverByWindow?.latestDateTime ?? '') ?? null,
    currency,
    lines,
    shippingTotal: sum(
      known.map(({ shipping }) => shipping),
      currency,
    ),
    shippingService: order.fulfillment?.fulfillmentServiceLevel ?? null,
    // Amazon shows no refunds with an order.
    refunds: [],
    buyer: mapBuyer(order),
  });
}

function currencyOf(
  amounts: readonly (LineAmounts | null)[],
  marketplaceId: string,
): CurrencyCode | undefined {
  const shown = amounts.find((each) => each !== null)?.goods.currency;
  return shown ?? amazonMarketplaces.find(({ id }) => id === marketplaceId)?.currency;
}

/**
 * Ordered minus cancelled. Amazon has no cancelled count: of an item with an executed cancellation, what is shipped or still to ship is left. For all others the ordered number
 * counts, since an order that is not paid yet may show nothing to fulfil and still promises its units.
 */
function wantedUnits(item: AmazonItem): number {
  if (!item.cancellation?.cancellationExecution) return item.quantityOrdered;
  const left = (item.fulfillment?.quantityFulfilled ?? 0) + (item.fulfillment?.quantityUnfulfilled ?? 0);
  return Math.min(item.quantityOrdered, left);
}

/** The recipient, with the buyer's relay address. `null` without an address: not paid yet, shipped long ago, or a missing role. */
function mapBuyer(order: AmazonOrder): Buyer | null {
  const address = order.recipient?.deliveryAddress;
  if (!address?.countryCode) return null;
  const given = (value: string | null | undefined): string | null => value?.trim() || null;
  return {
    name: given(address.name) ?? given(order.buyer?.buyerName) ?? '',
    email: given(order.buyer?.buyerEmail),
    phone: given(address.phone),
    company: given(address.companyName) ?? given(order.buyer?.buyerCompanyName),
    addressLines: [address.addressLine1, address.addressLine2, address.addressLine3]
      .map(given)
      .filter((line) => line !== null),
    city: given(address.city) ?? given(address.municipality) ?? '',
    region: given(address.stateOrRegion) ?? given(address.districtOrCounty),
    postalCode: given(address.postalCode) ?? '',
    countryCode: address.countryCode,
  };
}
