import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FeedReport } from './feed-messages.ts';
import { SellerClient } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

const FR = 'A13V1IB3VIYZZH';
const DE = 'A1PA6795UKMFR9';
const TYPE = 'application/json; charset=UTF-8';
const FEEDS = '/feeds/2021-06-30/feeds';
let now: Date;
let amazon: AmazonSimulator;
let client: SellerClient;
let sellerId: string;
beforeEach(async () => {
  now = new Date('2026-11-01T10:00:00Z');
  const sellers = [{ marketplaceIds: [FR, DE] }, {}];
  amazon = await startAmazonSimulator({ clock: () => now, limits: 'off', sellers, acceptanceDelayMs: 0 });
  client = await SellerClient.of(amazon);
  sellerId = amazon.sellers[0]?.sellerId ?? '';
  amazon.seedItem({
    asin: 'B000000001',
    marketplaceIds: [FR, DE],
    title: 'Mug',
    gtins: [],
    productType: 'MUG',
  });
  amazon.seedListing({
    sellerId,
    sku: 'known',
    marketplaceIds: [FR],
    price: '5',
    quantity: 7,
    asin: 'B000000001',
  });
});
afterEach(async () => {
  await amazon.close();
});
const later = (ms: number): void => {
  now = new Date(now.getTime() + ms);
};

const offer = (sku: string, marketplaceId: string, asin = 'B000000001') => ({
  sku,
  operationType: 'UPDATE',
  productType: 'MUG',
  requirements: 'LISTING_OFFER_ONLY',
  attributes: {
    merchant_suggested_asin: [{ value: asin, marketplace_id: marketplaceId }],
    condition_type: [{ value: 'new_new', marketplace_id: marketplaceId }],
    purchasable_offer: [
      {
        marketplace_id: marketplaceId,
        currency: 'EUR',
        audience: 'ALL',
        our_price: [{ schedule: [{ value_with_tax: 9.5 }] }],
      },
    ],
    fulfillment_availability: [{ fulfillment_channel_code: 'DEFAULT', quantity: 0 }],
  },
});

async function upload(body: string, type = TYPE): Promise<{ documentId: string; status: number }> {
  const opened = await client.call('POST', '/feeds/2021-06-30/documents', { contentType: TYPE });
  const { feedDocumentId: documentId, url } = opened.body as { feedDocumentId: string; url: string };
  const answer = await fetch(url, { method: 'PUT', headers: { 'content-type': type }, body });
  return { documentId, status: answer.status };
}

async function create(messages: readonly object[], marketplaceId = FR, by = sellerId): Promise<string> {
  const header = { sellerId: by, version: '2.0' };
  const numbered = messages.map((message, index) => ({ messageId: index + 1, ...message }));
  const { documentId } = await upload(JSON.stringify({ header, messages: numbered }));
  return createFrom(documentId, marketplaceId);
}

async function createFrom(documentId: string, marketplaceId = FR): Promise<string> {
  const request = { feedType: 'JSON_LISTINGS_FEED', marketplaceIds: [marketplaceId] };
  const answer = await client.call('POST', FEEDS, { ...request, inputFeedDocumentId: documentId });
  return (answer.body as { feedId?: string }).feedId ?? String(answer.status);
}

interface Feed {
  readonly processingStatus: string;
  readonly resultFeedDocumentId?: string;
}
const get = async (id: string): Promise<Feed> => (await client.call('GET', `${FEEDS}/${id}`)).body as Feed;

async function report(feedId: string): Promise<FeedReport> {
  const { resultFeedDocumentId } = await get(feedId);
  const found = await client.call('GET', `/feeds/2021-06-30/documents/${resultFeedDocumentId}`);
  const answer = await fetch((found.body as { url: string }).url);
  return JSON.parse(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString('utf8')) as FeedReport;
}

test('waits in its queue, is carried out in its time, and the listings are there', async () => {
  const id = await create([offer('a', FR), offer('b', FR)]);
  expect(await get(id)).toMatchObject({ processingStatus: 'IN_QUEUE' });
  expect(amazon.listings.find(sellerId, 'a', FR)).toBeUndefined();
  later(30_000);
  expect(await get(id)).toMatchObject({ processingStatus: 'IN_PROGRESS' });
  later(30_000);
  expect(amazon.listings.find(sellerId, 'a', FR)).toMatchObject({ asin: 'B000000001' });
  expect(await get(id)).toMatchObject({ processingStatus: 'DONE' });
  const { summary, issues } = await report(id);
  expect(summary).toMatchObject({ messagesProcessed: 2, messagesAccepted: 2, messagesInvalid: 0 });
  expect(issues).toEqual([]);
});

test('says of each message what is wrong, and does the others', async () => {
  const messages = [
    offer('good', FR),
    { ...offer('no price', FR), attributes: { nonsense: [{ value: 1 }] } },
    { sku: 'x', operationType: 'UPDATE', productType: 'MUG' },
    { sku: 'y', operationType: 'SELL' },
    { sku: 'z', operationType: 'DELETE', productType: 'MUG' },
  ];
  const id = await create(messages);
  later(60_000);
  const { summary, issues } = await report(id);
  expect(summary).toMatchObject({ messagesProcessed: 5, messagesAccepted: 1, messagesInvalid: 4 });
  expect(new Set(issues.map(({ sku }) => sku))).toEqual(new Set(['no price', 'x', 'y', 'z']));
  expect(issues.find(({ code }) => code === '90000900')).toMatchObject({
    messageId: 2,
    attributeName: 'nonsense',
  });
});

test('PARTIAL_UPDATE offers a known SKU in one more store, and leaves its stock alone', async () => {
  const { requirements: _, attributes, ...message } = offer('known', DE);
  const { fulfillment_availability: __, ...others } = attributes;
  const partial = { ...message, operationType: 'PARTIAL_UPDATE', attributes: others };
  const id = await create([partial, { ...partial, sku: 'unheard of' }], DE);
  later(60_000);
  expect((await report(id)).issues).toMatchObject([{ sku: 'unheard of', code: '13013' }]);
  expect(amazon.listings.find(sellerId, 'known', DE)).toMatchObject({ asin: 'B000000001' });
  expect(amazon.listings.quantity(sellerId, 'known', 'DEFAULT')).toBe(7);
});

test('a file that is none is fatal, and so is one of another seller', async () => {
  const { documentId } = await upload('not json');
  const [none, foreign] = [
    await createFrom(documentId),
    await create([offer('a', FR)], FR, amazon.sellers[1]?.sellerId),
  ];
  later(60_000);
  expect(await get(none)).toMatchObject({ processingStatus: 'FATAL' });
  expect(await get(foreign)).toMatchObject({ processingStatus: 'FATAL' });
});

test('a document must be uploaded as it was announced, and in time', async () => {
  expect((await upload('{}', 'text/plain')).status).toBe(403);
  const opened = await client.call('POST', '/feeds/2021-06-30/documents', { contentType: TYPE });
  later(5 * 60_000);
  const { url, feedDocumentId } = opened.body as { url: string; feedDocumentId: string };
  expect((await fetch(url, { method: 'PUT', headers: { 'content-type': TYPE }, body: '{}' })).status).toBe(
    403,
  );
  expect(await createFrom(feedDocumentId)).toBe('400');
});

test('the sixth feed within five minutes is one too many', async () => {
  const answers: string[] = [];
  for (let index = 0; index < 6; index += 1) answers.push(await create([offer(`s${index}`, FR)]));
  expect(answers.slice(0, 5).every((id) => id.length > 3)).toBe(true);
  expect(answers[5]).toBe('429');
  later(5 * 60_000 + 1);
  expect((await create([offer('s7', FR)])).length).toBeGreaterThan(3);
});
