import { afterEach, beforeEach, expect, test } from 'vitest';
import { fourteenDigits } from './catalogue-store.ts';
import { SellerClient } from './seller-client.ts';
import type { AmazonAnswer } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

const FR = 'A13V1IB3VIYZZH';
const DE = 'A1PA6795UKMFR9';
let amazon: AmazonSimulator;
let client: SellerClient;
beforeEach(async () => {
  amazon = await startAmazonSimulator({ limits: 'off', sellers: [{ marketplaceIds: [FR, DE] }] });
  client = await SellerClient.of(amazon);
  const image = 'https://images.example/lamp.jpg';
  amazon.seedItem({ asin: 'B000000001', title: 'Desk lamp', brand: 'Lux', image, gtins: ['3017620422003'] });
  amazon.seedItem({ asin: 'B000000002', title: 'Lamp, again', gtins: ['3017620422003', '012345678905'] });
  amazon.seedItem({
    asin: 'B000000003',
    title: 'Only there',
    marketplaceIds: [DE],
    gtins: ['4006381333931'],
  });
});
afterEach(async () => {
  await amazon.close();
});
const search = (query: string, store = FR): Promise<AmazonAnswer> =>
  client.call('GET', `/catalog/2022-04-01/items?marketplaceIds=${store}&${query}`);
const asins = async (query: string, store = FR): Promise<string[]> => {
  const answer = await search(query, store);
  return (answer.body as { items: { asin: string }[] }).items.map(({ asin }) => asin);
};

test('a number is found in every form, and on every item that carries it', async () => {
  expect(await asins('identifiersType=EAN&identifiers=3017620422003')).toEqual(['B000000001', 'B000000002']);
  expect(await asins('identifiersType=GTIN&identifiers=03017620422003')).toHaveLength(2);
  expect(await asins('identifiersType=UPC&identifiers=012345678905')).toEqual(['B000000002']);
  expect(await asins('identifiersType=EAN&identifiers=0012345678905,9999999999999')).toEqual(['B000000002']);
  expect(fourteenDigits('0306406152')).toBe('09780306406157');
});

test('items are of a store, found by ASIN or SKU, too', async () => {
  expect(await asins('identifiersType=ASIN&identifiers=B000000003,B000000001')).toEqual(['B000000001']);
  expect(await asins('identifiersType=ASIN&identifiers=B000000003', DE)).toEqual(['B000000003']);
  amazon.seedListing({ sku: 'mine', asin: 'B000000001', price: '1' });
  const sellerId = amazon.sellers[0]?.sellerId ?? '';
  expect(await asins(`identifiersType=SKU&identifiers=mine&sellerId=${sellerId}`)).toEqual(['B000000001']);
});

test('words stand in title and brand, and pages follow each other', async () => {
  expect(await asins('keywords=lamp')).toEqual(['B000000001', 'B000000002']);
  expect(await asins('keywords=lamp,lux')).toEqual(['B000000001']);
  expect(await asins('keywords=lamp&brandNames=lux')).toEqual(['B000000001']);
  const first = await search('keywords=lamp&pageSize=1');
  expect(first.body).toMatchObject({ numberOfResults: 2, items: [{ asin: 'B000000001' }] });
  const { nextToken } = (first.body as { pagination: { nextToken: string } }).pagination;
  expect(await asins(`keywords=lamp&pageSize=1&pageToken=${nextToken}`)).toEqual(['B000000002']);
});

test('shows the data sets asked for', async () => {
  const path = `/catalog/2022-04-01/items/B000000001?marketplaceIds=${FR}`;
  const plain = await client.call('GET', path);
  expect(plain.body).toEqual({
    asin: 'B000000001',
    summaries: [
      { marketplaceId: FR, brand: 'Lux', itemClassification: 'BASE_PRODUCT', itemName: 'Desk lamp' },
    ],
  });
  const full = await client.call('GET', `${path}&includedData=identifiers,images,productTypes`);
  expect(full.body).toMatchObject({
    identifiers: [{ identifiers: [{ identifierType: 'EAN', identifier: '3017620422003' }, {}] }],
    images: [{ images: [{ variant: 'MAIN' }, { height: 500 }] }],
    productTypes: [{ productType: 'PRODUCT' }],
  });
  const missing = await client.call('GET', `/catalog/2022-04-01/items/B000000003?marketplaceIds=${FR}`);
  expect(missing).toMatchObject({ status: 404, body: { errors: [{ code: 'NOT_FOUND' }] } });
});

test.each([
  'identifiers=1',
  'identifiersType=EAN',
  'identifiersType=SKU&identifiers=x',
  'identifiersType=EAN&identifiers=1&keywords=x',
  `identifiersType=EAN&identifiers=${Array.from({ length: 21 }, (_, index) => index).join(',')}`,
  'keywords=lamp&pageToken=x',
])('refuses %s', async (query) => {
  expect((await search(query)).status).toBe(400);
});

test('an item that is put again takes the place of the old one', async () => {
  amazon.seedItem({ asin: 'B000000001', title: 'New lamp', gtins: ['4006381333931'] });
  expect(await asins('identifiersType=EAN&identifiers=3017620422003')).toEqual(['B000000002']);
  expect(await asins('identifiersType=EAN&identifiers=4006381333931')).toEqual(['B000000001']);
});
