import type { Buyer } from '@quayside/core/domain/order';
import type { StoreOrderRequest } from '@quayside/core/ports/connector';
import { orderKeyField } from './order-mapper.ts';
import { splitVariantId } from './product-shape.ts';
import type { WooCommerceSettings } from './settings.ts';

/** What a shop without a line for shipping would miss; it carries no amount. */
const shippingMethod = 'quayside';

/**
 * The body that creates a store order (`POST /orders`).
 *
 * Amounts: a shop always computes taxes itself, from its own rates and the order's address; taxes sent with a line are ignored (observed on WooCommerce 11.0.1).
 * The marketplace's amounts contain all tax, and what it owes to whom is the marketplace's or the merchant's bookkeeping. So every line is put into a tax class
 * without rates, and shipping, whose class cannot be chosen per order, is a fee with `tax_status: none`. The total is then the buyer's to the cent.
 *
 * `status: processing` takes the stock (observed). `set_paid` is left out: with some payment methods it completes the order.
 */
export function storeOrderBody(
  request: StoreOrderRequest,
  settings: Pick<WooCommerceSettings, 'untaxedClass' | 'buyerEmail'>,
): Readonly<Record<string, unknown>> {
  const { channelName, shippingTotal, buyer } = request;
  const hasShipping = !/^-?0+(\.0+)?$/.test(shippingTotal.amount);
  return {
    status: 'processing',
    currency: request.currency,
    customer_id: 0,
    created_via: 'quayside',
    payment_method: 'other',
    payment_method_title: channelName,
    transaction_id: request.marketplaceOrderId,
    customer_note: `${channelName}: ${request.marketplaceOrderId}`,
    ...(buyer === null ? {} : addresses(buyer, settings.buyerEmail)),
    line_items: request.lines.map((line) => {
      const { productId, variationId } = splitVariantId(line.storeVariantId);
      return {
        product_id: productId,
        ...(variationId === 0 ? {} : { variation_id: variationId }),
        name: line.title,
        quantity: line.quantity,
        tax_class: settings.untaxedClass,
        subtotal: line.total.amount,
        total: line.total.amount,
      };
    }),
    shipping_lines: [{ method_id: shippingMethod, method_title: channelName, total: '0' }],
    fee_lines: hasShipping
      ? [{ name: `${channelName}: shipping`, tax_status: 'none', total: shippingTotal.amount }]
      : [],
    meta_data: [
      { key: orderKeyField, value: request.key },
      { key: '_quayside_marketplace_order', value: request.marketplaceOrderId },
      { key: '_quayside_channel', value: channelName },
    ],
  };
}

/** The shop keeps given and family name apart, the marketplaces do not: the last word is taken for the family name. */
function addresses(buyer: Buyer, withEmail: boolean): Readonly<Record<string, unknown>> {
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
  const email = withEmail && buyer.email !== null ? { email: buyer.email } : {};
  return { billing: { ...address, ...email }, shipping: address };
}
