import { isPositive, subtract } from '@quayside/core/domain/money';
import type { Buyer } from '@quayside/core/domain/order';
import type { StoreOrderRequest } from '@quayside/core/ports/store-connector';
import { orderKeyField } from './order-mapper.ts';
import { splitVariantId } from './product-shape.ts';
import type { WooCommerceSettings } from './settings.ts';

/** What a shop without a line for shipping would miss. */
const shippingMethod = 'quayside';

/**
 * The body that creates a store order (`POST /orders`).
 *
 * Amounts, with `channel-collected`: a shop always computes taxes itself, from its own rates and the order's address; taxes sent with a line are ignored (observed on WooCommerce 11.0.1).
 * The marketplace's amounts contain all tax, and what it owes to whom is the marketplace's or the merchant's bookkeeping. So every line is put into a tax class
 * without rates, and shipping, whose class cannot be chosen per order, is a fee with `tax_status: none`. The total is then the buyer's to the cent.
 *
 * With `store`, lines keep their products' own classes and are written without the tax that the channel names; the shop puts its own on top.
 *
 * `status: processing` takes the stock (observed). `set_paid` is left out: with some payment methods it completes the order.
 */
export function storeOrderBody(
  request: StoreOrderRequest,
  settings: Pick<WooCommerceSettings, 'untaxedClass'>,
): Readonly<Record<string, unknown>> {
  const { channelName, shippingTotal, buyer, number, tags } = request;
  const isCollected = request.tax === 'channel-collected';
  const feeForShipping = isCollected && isPositive(shippingTotal);
  return {
    status: 'processing',
    currency: request.currency,
    customer_id: 0,
    created_via: 'quayside',
    payment_method: 'other',
    payment_method_title: channelName,
    transaction_id: request.marketplaceOrderId,
    customer_note: `${channelName}: ${number}`,
    ...(buyer === null ? {} : addresses(buyer)),
    line_items: request.lines.map((line) => {
      if (line.item === null) throw new Error('A shop that takes no plain lines was sent one');
      const { productId, variationId } = splitVariantId(line.item.storeVariantId);
      const { amount } = isCollected || line.tax === null ? line.total : subtract(line.total, line.tax);
      return {
        product_id: productId,
        ...(variationId === 0 ? {} : { variation_id: variationId }),
        name: line.title,
        quantity: line.quantity,
        ...(isCollected && { tax_class: settings.untaxedClass }),
        subtotal: amount,
        total: amount,
      };
    }),
    shipping_lines: [
      {
        method_id: shippingMethod,
        method_title: request.shippingMethod ?? channelName,
        total: isCollected ? '0' : shippingTotal.amount,
      },
    ],
    fee_lines: feeForShipping
      ? [{ name: `${channelName}: shipping`, tax_status: 'none', total: shippingTotal.amount }]
      : [],
    meta_data: [
      { key: orderKeyField, value: request.key },
      { key: '_quayside_marketplace_order', value: request.marketplaceOrderId },
      { key: '_quayside_channel', value: channelName },
      ...(tags.length > 0 ? [{ key: 'quayside_tags', value: tags.join(', ') }] : []),
    ],
  };
}

/** The shop keeps given and family name apart, the marketplaces do not: the last word is taken for the family name. */
function addresses(buyer: Buyer): Readonly<Record<string, unknown>> {
  const words = buyer.name.trim().split(/\s+/);
  const [first = '', ...rest] = buyer.addressLines;
  const address = {
    first_name: words.slice(0, -1).join(' '),
    last_name: words.at(-1) ?? '',
    company: buyer.company ?? '',
    address_1: first,
    address_2: rest.join(', '),
    city: buyer.city,
    state: buyer.region ?? '',
    postcode: buyer.postalCode,
    country: buyer.countryCode,
    phone: buyer.phone ?? '',
  };
  const email = buyer.email === null ? {} : { email: buyer.email };
  return { billing: { ...address, ...email }, shipping: address };
}
