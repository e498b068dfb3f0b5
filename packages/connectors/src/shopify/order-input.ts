import { isPositive, sum } from '@quayside/core/domain/money';
import type { Buyer } from '@quayside/core/domain/order';
import type { StoreOrderRequest } from '@quayside/core/ports/store-connector';
import type {
  CreateOrderMutationVariables,
  MailingAddressInput,
  OrderCreateOrderInput,
} from './documents.gen.ts';
import { moneyBag, orderLines } from './order-lines.ts';
import { sourceIdentifierOf } from './order-mapper.ts';

/** Where the key stands; the documents name it too. */
export const keyField = { namespace: '$app', key: 'marketplace_order' } as const;

/**
 * What creates a store order.
 *
 * Stock: the default takes none, so it is said. Units were sold on the marketplace already: they are taken whatever the product's own policy says of selling below
 * zero. An order that others have shipped takes none.
 *
 * Money: the buyer has paid the channel, which is a transaction, so that refunds have something to be of. Nobody is written to: the marketplace does that.
 */
export function createOrderInput(request: StoreOrderRequest): CreateOrderMutationVariables {
  return {
    order: orderOf(request),
    options: {
      inventoryBehaviour: request.status === 'shipped' ? 'BYPASS' : 'DECREMENT_IGNORING_POLICY',
      sendReceipt: false,
      sendFulfillmentReceipt: false,
    },
  };
}

function orderOf(request: StoreOrderRequest): OrderCreateOrderInput {
  const { channelName, number, buyer, currency, key, shippingTotal, shippingMethod } = request;
  const total = sum([...request.lines.map((line) => line.total), shippingTotal], currency);
  const code = moneyBag(total).shopMoney.currencyCode;
  return {
    currency: code,
    presentmentCurrency: code,
    taxesIncluded: true,
    financialStatus: 'PAID',
    lineItems: orderLines(request),
    shippingLines: [{ title: shippingMethod ?? channelName, priceSet: moneyBag(shippingTotal) }],
    transactions: isPositive(total)
      ? [{ kind: 'SALE', status: 'SUCCESS', gateway: channelName, amountSet: moneyBag(total) }]
      : [],
    ...(request.status === 'shipped' && { fulfillmentStatus: 'FULFILLED' }),
    // The shop's own numbers stay in sequence, as bookkeeping wants them; the marketplace's stands beside.
    note: `${channelName}: ${number}`,
    customAttributes: [
      { key: channelName, value: number },
      { key: 'Marketplace order', value: request.marketplaceOrderId },
    ],
    tags: [...request.tags],
    sourceIdentifier: sourceIdentifierOf(key),
    metafields: [{ ...keyField, type: 'id', value: key }],
    ...(buyer !== null && addressesOf(buyer)),
  };
}

function addressesOf(
  buyer: Buyer,
): Pick<OrderCreateOrderInput, 'shippingAddress' | 'billingAddress' | 'email'> {
  const address = addressOf(buyer);
  return {
    shippingAddress: address,
    billingAddress: address,
    ...(buyer.email !== null && { email: buyer.email }),
  };
}

/**
 * The shop keeps given and family name apart, the marketplaces do not: the last word is taken for the family name. A region is a code or a name; Shopify takes codes,
 * so a name goes into the second line of the address, where a carrier reads it.
 */
function addressOf(buyer: Buyer): MailingAddressInput {
  const words = buyer.name.trim().split(/\s+/);
  const [first = '', ...rest] = buyer.addressLines;
  const isCode = /^[A-Z0-9]{1,3}$/.test(buyer.region ?? '');
  const second = [...rest, ...(isCode || buyer.region === null ? [] : [buyer.region])].join(', ');
  return {
    firstName: words.slice(0, -1).join(' '),
    lastName: words.at(-1) ?? '',
    company: buyer.company,
    address1: first,
    address2: second,
    city: buyer.city,
    ...(isCode && { provinceCode: buyer.region }),
    zip: buyer.postalCode,
    // Shopify's list is ISO 3166-1; a country that it lacks is refused by name.
    countryCode: buyer.countryCode as NonNullable<MailingAddressInput['countryCode']>,
    phone: buyer.phone,
  };
}
