import { isDeepStrictEqual } from 'node:util';
import { asObject, asObjects, asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { OfficialCase } from './official-cases.ts';
import type { AmazonFeed } from './feed-store.ts';
import type { Prepare, PreparedCase } from './prepared-case.ts';
import { NOTIFICATION_PREPARATIONS } from './prepare-notification-case.ts';
import type { ReplayStage } from './replay-stage.ts';
import { sendCase } from './replay-stage.ts';

const US = 'ATVPDKIKX0DER';
const CA = 'A2EUQ1WTGCTBG2';
const noTrigger = 'its trigger value means nothing to a shop with a memory; something else is as wrong';
const named = 'the case names no parameters, or ids that only Amazon knows';

/** An operation that is missing here is sent as published. */
const PREPARATIONS: Readonly<Record<string, Prepare>> = {
  ...NOTIFICATION_PREPARATIONS,
  'sellers.v1.getMarketplaceParticipations': () => ({
    differences: (answer, official) =>
      unlike('marketplace', asObjects(answer['payload'])[0], asObjects(official['payload'])[0], [
        'marketplace',
      ]),
  }),
  'listings-items.2021-08-01.getListingsItem': (_, it) =>
    it.status === 400
      ? badListing
      : {
          parameters: {
            sellerId: 'SellerId',
            sku: 'GM-ZDPI-9B4E',
            marketplaceIds: [US, CA],
            includedData: Object.keys(asObject(it.response)).filter((name) => name !== 'sku'),
            body: undefined,
          },
          why: named,
          differences: (answer, official) => [
            ...missing(answer, Object.keys(official)),
            ...unlike('listing', answer, official, ['sku', 'fulfillmentAvailability']),
          ],
        },
  'listings-items.2021-08-01.searchListingsItems': (_, it) =>
    it.status === 400
      ? {}
      : {
          parameters: { sellerId: 'SellerId' },
          why: named,
          differences: (answer, official) => [
            ...unlike('search', answer, official, ['numberOfResults']),
            ...missing(answer, Object.keys(official)),
            ...missing(asObjects(answer['items'])[0], Object.keys(asObjects(official['items'])[0] ?? {})),
          ],
        },
  'listings-items.2021-08-01.putListingsItem': (_, it) => submission(it),
  'listings-items.2021-08-01.patchListingsItem': (_, it) => submission(it),
  'listings-items.2021-08-01.deleteListingsItem': ({ amazon }, it) => {
    if (it.status === 400) return badListing;
    amazon.seedListing({ sku: 'gone', price: '1', quantity: 1 });
    return {
      parameters: { sellerId: 'SellerId', sku: 'gone', marketplaceIds: [US] },
      why: named,
      differences: (answer, official) => unlike('submission', answer, official, ['status', 'issues']),
    };
  },
  'listings-restrictions.2021-08-01.getListingsRestrictions': ({ amazon }, it) => {
    const asin = 'B0000ASIN1';
    const asked = { sellerId: 'SellerId', marketplaceIds: [US], body: undefined };
    if (it.status === 400) return { parameters: { ...asked, asin: 'BAD_ASIN' }, why: named };
    amazon.seedItem({ asin, title: 'Restricted' });
    const [restriction] = asObjects(asObject(it.response)['restrictions']);
    const reasons = asObjects(restriction?.['reasons']);
    amazon.restrictions.splice(0, Infinity, { asin, conditionType: 'used_acceptable', reasons });
    return {
      parameters: { ...asked, asin, conditionType: 'used_acceptable' },
      why: named,
      differences: (answer, official) => unlike('answer', answer, official, ['restrictions']),
    };
  },
  'catalog-items.2022-04-01.searchCatalogItems': (_, it) => ({
    differences: (answer, official) =>
      sameItem(asObjects(answer['items'])[0], asObjects(official['items'])[0], it),
  }),
  'catalog-items.2022-04-01.getCatalogItem': (_, it) => ({
    ...(it.status === 400
      ? {
          parameters: { asin: 'B07N4M94X4', marketplaceIds: [''] },
          why: 'an empty ASIN is another address to a web server; an empty marketplace is the same mistake',
        }
      : {}),
    differences: (answer, official) => sameItem(answer, official, it),
  }),
  'reports.2021-06-30.getReport': async ({ amazon, client }, it) =>
    it.status === 400
      ? {}
      : {
          parameters: { reportId: (await madeReport({ amazon, client })).reportId },
          why: named,
          differences: (answer, official) => missing(answer, Object.keys(official)),
        },
  'reports.2021-06-30.getReportDocument': async ({ amazon, client }, it) =>
    it.status === 400
      ? {}
      : { parameters: { reportDocumentId: (await madeReport({ amazon, client })).documentId }, why: named },
  'feeds.2021-06-30.createFeed': (stage, it) =>
    it.status === 400
      ? {}
      : {
          parameters: {
            body: {
              feedType: 'JSON_LISTINGS_FEED',
              marketplaceIds: [US],
              inputFeedDocumentId: uploadedFeed(stage),
            },
          },
          why: 'the simulator carries out the feeds that are in use, of documents that were uploaded',
        },
  'feeds.2021-06-30.getFeed': (stage, it) =>
    it.status === 400
      ? {}
      : {
          parameters: { feedId: endedFeed(stage).feedId },
          why: named,
          differences: (answer, official) => missing(answer, Object.keys(official)),
        },
  'feeds.2021-06-30.getFeedDocument': (stage, it) =>
    it.status === 400
      ? {}
      : { parameters: { feedDocumentId: endedFeed(stage).resultDocumentId }, why: named },
  'product-fees.v0.getMyFeesEstimates': () => ({
    listDifferences: (answer, official) =>
      official.flatMap((each, index) => [
        ...missing(answer[index], ['Status', 'FeesEstimateIdentifier', 'FeesEstimate']),
        ...unlike('identifier', identified(answer[index]), identified(each), [
          'MarketplaceId',
          'IdType',
          'IdValue',
          'SellerInputIdentifier',
          'PriceToEstimateFees',
        ]),
      ]),
  }),
  'fba-inventory.v1.getInventorySummaries': ({ amazon }) => {
    amazon.seedListing({ sku: 'HW-ZDPI-9B4E', price: '100.00', quantity: 7, channelCode: 'AMAZON_NA' });
    return {
      parameters: {
        details: true,
        granularityType: 'Marketplace',
        granularityId: US,
        marketplaceIds: [US],
        sellerSkus: ['HW-ZDPI-9B4E'],
      },
      why: 'Amazon publishes no case: its sandbox for this has a memory, too',
      differences: (answer, official) => {
        const stock = (of: JsonObject) => asObjects(asObject(of['payload'])['inventorySummaries'])[0];
        return unlike('stock', stock(answer), stock(official), ['sellerSku', 'inventoryDetails']);
      },
    };
  },
  'orders.2026-01-01.searchOrders': async (stage, it) => {
    if (it.status === 400) return {};
    const [marketplaceId] = [it.request.parameters['marketplaceIds']].flat().map(String);
    for (let placed = 0; placed < 2; placed += 1) buy(stage, marketplaceId);
    const differences: PreparedCase['differences'] = (answer, official) =>
      sameOrder(asObjects(answer['orders'])[0], asObjects(official['orders'])[0]);
    if (it.request.parameters['paginationToken'] === undefined) return { differences };
    const first = await sendCase(stage, it, {
      ...it.request.parameters,
      paginationToken: undefined,
      maxResultsPerPage: 1,
    });
    const paginationToken = asObject(asObject(first.body)['pagination'])['nextToken'];
    return { parameters: { paginationToken }, why: named, differences };
  },
  'orders.2026-01-01.getOrder': (stage, it) =>
    it.status === 400
      ? {}
      : {
          parameters: { orderId: buy(stage, US).orderId },
          why: named,
          differences: (answer, official) =>
            sameOrder(asObject(answer['order']), asObject(official['order'])),
        },
  'orders.v0.confirmShipment': (stage, it) => {
    const order = buy(stage, US);
    const body = structuredClone(asObject(it.request.parameters['body']));
    for (const item of asObjects(asObject(body['packageDetail'])['orderItems']))
      item['orderItemId'] = order.items[0]?.orderItemId;
    return { parameters: { orderId: order.orderId, body }, why: named };
  },
};

/** Puts in place what a case speaks of, and says how it is to be sent. */
export async function prepareCase(stage: ReplayStage, it: OfficialCase): Promise<PreparedCase> {
  return (await PREPARATIONS[it.id.split('#')[0] ?? '']?.(stage, it)) ?? {};
}

/** Without a marketplace. */
const badListing: PreparedCase = {
  parameters: { sellerId: 'SellerId', sku: 'BadSKU', marketplaceIds: undefined },
  why: noTrigger,
};

/** A put or a patch; the cases name no body. */
function submission(it: OfficialCase): PreparedCase {
  const faulty = it.request.parameters['sku'] === 'VALIDATION_INVALID';
  const value = [{ value: 'Suitcase' }];
  const attributes = faulty
    ? { fake_attribute: [] }
    : { condition_type: [{ value: 'new_new' }], item_name: value };
  const patch = { op: 'replace', path: `/attributes/${faulty ? 'fake_attribute' : 'item_name'}`, value };
  const body =
    it.method === 'PUT'
      ? { productType: 'LUGGAGE', requirements: 'LISTING_OFFER_ONLY', attributes }
      : { productType: 'LUGGAGE', patches: [patch] };
  if (it.status === 400)
    return { parameters: { ...badListing.parameters, marketplaceIds: [US], body: {} }, why: noTrigger };
  return {
    parameters: {
      sellerId: 'SellerId',
      sku: 'GM-ZDPI-9B4E',
      marketplaceIds: [US],
      ...it.request.parameters,
      body,
    },
    why: named,
    differences: (answer, official) => [
      ...unlike('submission', answer, official, ['status', 'identifiers']),
      ...unlike(
        'issues',
        { codes: asObjects(answer['issues']).map(({ code }) => code) },
        { codes: asObjects(official['issues']).map(({ code }) => code) },
        ['codes'],
      ),
    ],
  };
}

function buy({ amazon }: ReplayStage, marketplaceId: string | undefined) {
  return amazon.placeBuyerOrder({
    sku: 'SOLD',
    quantity: 1,
    shippingPrice: '3.00',
    ...(marketplaceId === undefined ? {} : { marketplaceId }),
  });
}

async function madeReport({ amazon, client }: Pick<ReplayStage, 'amazon' | 'client'>) {
  const { reportId } = amazon.reports.create(sellerIdOf(amazon), 'GET_MERCHANT_LISTINGS_ALL_DATA', [US]);
  const answer = await client.call('GET', `/reports/2021-06-30/reports/${reportId}`);
  return { reportId, documentId: asText(asObject(answer.body)['reportDocumentId']) ?? '' };
}

function uploadedFeed({ amazon }: Pick<ReplayStage, 'amazon'>): string {
  const { documentId, key } = amazon.feeds.open(sellerIdOf(amazon), 'application/json');
  const file = { header: { sellerId: sellerIdOf(amazon), version: '2.0' }, messages: [] };
  amazon.feeds.upload(key, 'application/json', Buffer.from(JSON.stringify(file)));
  return documentId;
}

function endedFeed(stage: Pick<ReplayStage, 'amazon'>): AmazonFeed {
  const sellerId = sellerIdOf(stage.amazon);
  const documentId = uploadedFeed(stage);
  const feed = { sellerId, feedType: 'JSON_LISTINGS_FEED', marketplaceIds: [US], documentId };
  const { feedId } = stage.amazon.feeds.create(feed);
  const ended = stage.amazon.feeds.find(sellerId, feedId);
  if (ended === undefined) throw new Error('A feed that is not there');
  return ended;
}

function sellerIdOf({ sellers }: ReplayStage['amazon']): string {
  return sellers[0]?.sellerId ?? '';
}

function sameItem(item: JsonObject | undefined, official: JsonObject | undefined, it: OfficialCase) {
  const [summary] = asObjects(item?.['summaries']);
  const [officialSummary] = asObjects(official?.['summaries']);
  return [
    ...missing(item, ['asin', ...[it.request.parameters['includedData']].flat().map(String)]),
    ...unlike('item', item, official, ['asin', 'identifiers', 'productTypes']),
    ...unlike('summary', summary, officialSummary, ['brand', 'itemClassification']),
  ];
}

function identified(result: JsonObject | undefined): JsonObject {
  return asObject(result?.['FeesEstimateIdentifier']);
}

/** The same parts are there and the same are missing. */
function sameOrder(order: JsonObject | undefined, official: JsonObject | undefined): string[] {
  return ['salesChannel', 'proceeds', 'fulfillment', 'orderItems']
    .filter((name) => order === undefined || name in order !== name in (official ?? {}))
    .map((name) => `${name} is ${name in (official ?? {}) ? 'missing' : 'not in the official answer'}`);
}

function missing(answer: JsonObject | undefined, names: readonly string[]): string[] {
  return names
    .filter((name) => answer === undefined || !(name in answer))
    .map((name) => `${name} is missing`);
}

function unlike(
  of: string,
  answer: JsonObject | undefined,
  official: JsonObject | undefined,
  names: readonly string[],
): string[] {
  return names
    .filter((name) => !isDeepStrictEqual(answer?.[name], official?.[name]))
    .map((name) => `${of}: ${name} is not as in the official answer`);
}
