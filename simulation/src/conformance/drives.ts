import { asObject, asText } from '@quayside/simulators/json-object';
import { aGtin } from '@quayside/testkit/trade-item-number';
import { brandId, type MarketplaceOrderId } from '@quayside/core/domain/ids';
import { instant } from '@quayside/core/domain/instant';
import { defaultTerms } from '@quayside/core/domain/offer';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import type { ChangeWindow } from '@quayside/core/ports/connector';
import { tell, tellItems, type Drive, type Told } from './drive.ts';
import { dollars, listing, marketplaceOfCases, soon } from './drive-subjects.ts';

const orderId = brandId<MarketplaceOrderId>('902-1106328-1059050');
const hour = 3_600_000;

function lastHour(): ChangeWindow {
  return { from: instant(Date.now() - 2 * hour), until: instant(Date.now() - hour), pageToken: null };
}

/** Reads the list of all listings, going on as often as it asks to wait. */
async function readList(connector: ChannelConnector, rounds: number): Promise<Told> {
  let token: string | null = null;
  let items = 0;
  for (let round = 0; round < rounds; round += 1) {
    for await (const step of connector.listings.all(token)) {
      if (!step.ok) return { kind: 'error', error: step.error };
      if (!Number.isFinite(step.value.waitMs)) throw new Error('a wait that is not a number');
      items += step.value.items.length + step.value.unreadable.length;
      token = step.value.resumeToken;
    }
    if (token === null) break;
  }
  return { kind: 'value', items };
}

/** The columns that are read, and one row. */
const report = [
  ['seller-sku', 'price', 'quantity', 'product-id', 'product-id-type', 'fulfillment-channel', 'status'],
  ['GM-ZDPI-9B4E', '100.00', '100', 'B071VG5N9D', '1', 'DEFAULT', 'Active'],
  ['HW-ZDPI-9B4E', '100.00', '', 'B071VG5N9D', '1', 'AMAZON_NA', 'Active'],
]
  .map((cells) => cells.join('\t'))
  .join('\n');

const done = {
  reportId: 'ID323',
  reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA',
  createdTime: '2024-03-10T13:47:20.677Z',
};
const reportIsDone = {
  status: 200,
  body: { ...done, processingStatus: 'DONE', reportDocumentId: '0356cf79' },
};
const reportIsCancelled = { status: 200, body: { ...done, processingStatus: 'CANCELLED' } };

const neverGuessed =
  'an order must not be guessed: it is named as unreadable, and read again when it changes';
const orderNeeds: readonly string[] = [
  'orderId',
  'createdTime',
  'lastUpdatedTime',
  'salesChannel',
  'orderItems',
  'orderItems.orderItemId',
  'orderItems.quantityOrdered',
  'orderItems.product',
  'fulfillment.fulfillmentStatus',
  'fulfillment.fulfilledBy',
  'salesChannel.marketplaceId',
  'orderItems.proceeds.proceedsTotal.amount',
  'orderItems.proceeds.proceedsTotal.currencyCode',
  'orderItems.proceeds.breakdowns.subtotal',
  'orderItems.proceeds.breakdowns.subtotal.amount',
  'orderItems.proceeds.breakdowns.subtotal.currencyCode',
];
const orderEssentials = (prefix: string) =>
  Object.fromEntries(orderNeeds.map((path) => [`${prefix}.${path}`, neverGuessed]));

export const readListing: Drive = {
  call: 'listings.read',
  effect: 'read',
  run: async ({ listings }) => tell(await listings.read(listing)),
  fine: { 404: 'nothing' },
  essential: {
    'summaries.marketplaceId': 'a listing must not look as if it were gone',
    'fulfillmentAvailability.fulfillmentChannelCode': 'whose stock a number is must not be guessed',
  },
};

/** `ACCEPTED` and `VALID` say yes; any other word says neither yes nor no. */
const submission = {
  effect: 'write',
  refusals: { INVALID: 'invalid-input' },
  essential: { status: 'without it nobody knows what became of the write' },
} as const;

export const createListing: Drive = {
  ...submission,
  call: 'listings.create',
  run: async ({ listings }) =>
    tell(
      await listings.create({
        ...listing,
        catalogueId: 'B07N4M94X4',
        price: dollars('100.00'),
        terms: { ...defaultTerms, handlingDays: 2, shippingTemplate: 'Standard' },
      }),
    ),
};

export const setQuantity: Drive = {
  ...submission,
  call: 'listings.setQuantity',
  run: async ({ listings }) => tell(await listings.setQuantity(listing, 3, soon(), 4)),
};

export const setPrice: Drive = {
  ...submission,
  call: 'listings.setPrice',
  run: async ({ listings }) => tell(await listings.setPrice(listing, dollars('99.90'), soon(), [])),
};

export const testConnection: Drive = {
  call: 'test',
  effect: 'read',
  run: async (connector) => tell(await connector.test()),
  essential: {
    'payload.marketplace': 'a marketplace must not look as if the seller had not joined it',
    'payload.marketplace.id': 'a marketplace must not look as if the seller had not joined it',
  },
};

export const listAfterCancelledReport: Drive = {
  call: 'listings.all, after a cancelled report',
  effect: 'read',
  run: (connector) => readList(connector, 2),
  others: { getReport: reportIsCancelled },
  // The official answer counts listings: the report must have been cancelled for another reason than that there are none.
  usual: 'transient',
  essential: { numberOfResults: 'an account with listings must never look empty' },
};

export const lookUpNumbers: Drive = {
  call: 'catalogue.lookUp by number',
  effect: 'read',
  run: async ({ catalogue }) =>
    tell(
      await catalogue.lookUp({
        marketplace: marketplaceOfCases,
        by: 'gtin',
        gtins: [aGtin('0887276302195'), aGtin('10887276302192')],
      }),
    ),
  essential: { items: 'nothing found must not be guessed' },
};

export const lookUpIds: Drive = {
  ...lookUpNumbers,
  call: 'catalogue.lookUp by ASIN',
  run: async ({ catalogue }) =>
    tell(
      await catalogue.lookUp({
        marketplace: marketplaceOfCases,
        by: 'catalogue-id',
        catalogueIds: ['B07N4M94X4'],
      }),
    ),
};

export const searchWords: Drive = {
  ...lookUpNumbers,
  call: 'catalogue.search',
  run: async ({ catalogue }) => {
    if (catalogue.search === undefined) throw new Error('no search');
    return tell(
      await catalogue.search({
        marketplace: marketplaceOfCases,
        words: ['samsung', 'qled'],
        brand: 'SAMSUNG',
      }),
    );
  },
};

/** Amazon answers of its own sandbox's sales, which were not asked about: an estimate of none. */
export const estimateFees: Drive = {
  call: 'fees.estimate',
  effect: 'read',
  run: async ({ fees }) => {
    if (fees === undefined) throw new Error('The connector tells no fees');
    const { channelSku, marketplace } = listing;
    const sale = { of: { channelSku }, marketplace, price: dollars('99.90') };
    return tell(
      await fees.estimate([
        { ...sale, fulfillment: 'merchant' },
        { ...sale, fulfillment: 'channel' },
      ]),
    );
  },
};

export const requestReport: Drive = {
  call: 'listings.all, its report asked for',
  effect: 'read',
  run: (connector) => readList(connector, 1),
  essential: { reportId: 'there is nothing else to ask for' },
};

/** A report that Amazon cannot be asked for any more is made again: the marketplace begins anew. */
export const beginsAnew = { 400: 'value', 404: 'value', 415: 'value' } as const;

export const lookAtReport: Drive = {
  call: 'listings.all, its report looked at',
  effect: 'read',
  run: (connector) => readList(connector, 2),
  fine: beginsAnew,
  essential: { processingStatus: 'a word that is not known is no list, and asking on might never end' },
};

export const fetchReport: Drive = {
  call: 'listings.all, its report fetched',
  effect: 'read',
  run: (connector) => readList(connector, 2),
  others: { getReport: reportIsDone },
  document: report,
  count: () => 2,
  fine: beginsAnew,
  essential: { url: 'there is nothing else to fetch' },
};

/** What Amazon holds of the row of the report that it ships. */
export const inventoryAnswer = {
  payload: {
    granularity: { granularityType: 'Marketplace', granularityId: marketplaceOfCases },
    inventorySummaries: [
      {
        asin: 'B071VG5N9D',
        fnSku: 'X0000000FZ',
        sellerSku: 'HW-ZDPI-9B4E',
        condition: 'NewItem',
        inventoryDetails: { fulfillableQuantity: 7 },
        totalQuantity: 9,
      },
    ],
  },
};

/** The list is worth having without the stock: whatever Amazon answers, its rows come. */
const comesAnyway = {
  400: 'value',
  403: 'value',
  404: 'value',
  429: 'value',
  500: 'value',
  503: 'value',
} as const;

export const listWithStock: Drive = {
  ...fetchReport,
  call: 'listings.all, with what Amazon holds',
  fine: comesAnyway,
  essential: {},
};

export const changedOrders: Drive = {
  call: 'orders.changed',
  effect: 'read',
  run: async ({ orders }) => tellItems(await orders.changed(lastHour())),
  count: (body) => {
    const { orders } = asObject(body);
    return Array.isArray(orders) ? orders.length : 0;
  },
  essential: { orders: 'no order must be lost: the window is read again', ...orderEssentials('orders') },
};

export const readOrder: Drive = {
  call: 'orders.read',
  effect: 'read',
  run: async ({ orders }) => tell(await orders.read(orderId)),
  // An order of a marketplace that the merchant has not connected is none of ours.
  marketplaceOf: ({ getOrder }) => {
    const order = asObject(asObject(getOrder?.body)['order']);
    return asText(asObject(order['salesChannel'])['marketplaceId']);
  },
  fine: { 404: 'nothing' },
  essential: { order: neverGuessed, ...orderEssentials('order') },
};

export const confirmShipment: Drive = {
  call: 'shipments.confirm',
  effect: 'write',
  run: async ({ shipments }) =>
    tell(
      await shipments.confirm({
        marketplaceOrderId: orderId,
        marketplace: marketplaceOfCases,
        packageNumber: 1,
        carrier: 'Chronopost',
        trackingNumber: '112345678',
        shippedAt: instant(Date.now() - hour),
        lines: [{ marketplaceLineId: '06653909466394', quantity: 1 }],
      }),
    ),
};
