/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-call --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SellerClient, requestToken } from './seller-client.ts';
import type { AmazonAnswer } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

const FR = 'A13V1IB3VIYZZH';
const DE = 'A1PA6795UKMFR9';
let now: Date;
let amazon: AmazonSimulator;
let client: SellerClient;
beforeEach(async () => {
  now = new Date('2026-11-01T10:00:00Z');
  amazon = await startAmazonSimulator({
    clock: () => now,
    limits: 'off',
    sellers: [{ sellerId: 'S1', marketplaceIds: [FR, DE] }, { sellerId: 'S2' }],
  });
  amazon.seedListing({
    sellerId: 'S1',
    sku: 'mug/1 é',
    title: 'Mug',
    price: '12.30',
    quantity: 4,
    handlingDays: 2,
  });
  client = await SellerClient.of(amazon);
});
afterEach(async () => {
  await amazon.close();
});
const later = (ms: number): void => {
  now = new Date(now.getTime() + ms);
};
const path = (sku: string, query: string): string =>
  `/listings/2021-08-01/items/S1/${encodeURIComponent(sku)}?${query}`;
const get = async (sku = 'mug/1 é', stores = FR): Promise<AmazonAnswer['body']> => {
  const included = 'summaries,attributes,issues,offers,fulfillmentAvailability,productTypes';
  return (await client.call('GET', path(sku, `marketplaceIds=${stores}&includedData=${included}`))).body;
};
const patch = (
  op: string,
  attribute: string,
  value: unknown,
  query = `marketplaceIds=${FR}`,
): Promise<AmazonAnswer> =>
  client.call('PATCH', path('mug/1 é', query), {
    productType: 'PRODUCT',
    patches: [{ op, path: `/attributes/${attribute}`, value }],
  });

describe('access', () => {
  test('a token is needed, must be ours, and expires', async () => {
    const token = client.token;
    client.token = '';
    const missing = await client.call('GET', '/sellers/v1/marketplaceParticipations');
    expect(missing).toMatchObject({
      status: 403,
      body: { errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.' }] },
    });
    client.token = 'Atza|wrong';
    expect((await client.call('GET', '/sellers/v1/marketplaceParticipations')).status).toBe(403);
    client.token = token;
    expect((await client.call('GET', '/sellers/v1/marketplaceParticipations')).status).toBe(200);
    later(3_600_000);
    const expired = await client.call('GET', '/sellers/v1/marketplaceParticipations');
    expect(expired.body.errors[0].details).toBe('The access token you provided has expired.');
  });

  test('the token endpoint refuses wrong clients, grants and revoked sellers', async () => {
    expect((await requestToken(amazon)).body).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
    expect(await requestToken(amazon, { client_secret: 'x' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    expect(await requestToken(amazon, { grant_type: 'password' })).toMatchObject({
      body: { error: 'unsupported_grant_type' },
    });
    expect(await requestToken(amazon, { refresh_token: 'Atzr|x' })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    amazon.accounts.seller('S1').revoked = true;
    expect(await requestToken(amazon)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await client.call('GET', '/sellers/v1/marketplaceParticipations')).status).toBe(403);
    amazon.accounts.seller('S1').revoked = false;
    expect((await requestToken(amazon)).status).toBe(200);
  });

  test('a seller sees its own listings only', async () => {
    const other = await SellerClient.of(amazon, amazon.sellers[1]);
    expect((await other.call('GET', path('mug/1 é', `marketplaceIds=${FR}`))).status).toBe(403);
    expect(amazon.userAgents).toContain('Tests/1.0 (Language=TypeScript)');
  });
});

describe('patch', () => {
  test('merge of the quantity is accepted at once, in effect later, and leaves the handling time', async () => {
    const value = [{ fulfillment_channel_code: 'DEFAULT', quantity: 0 }];
    const answer = await patch('merge', 'fulfillment_availability', value);
    expect(answer).toMatchObject({ status: 200, body: { status: 'ACCEPTED', sku: 'mug/1 é', issues: [] } });
    expect((await get()).fulfillmentAvailability).toEqual([
      { fulfillmentChannelCode: 'DEFAULT', quantity: 4 },
    ]);
    later(2999);
    expect((await get()).fulfillmentAvailability[0].quantity).toBe(4);
    later(1);
    const shown = await get();
    expect(shown.fulfillmentAvailability[0].quantity).toBe(0);
    expect(shown.attributes.fulfillment_availability[0].lead_time_to_ship_max_days).toBe(2);
    expect(shown.summaries[0].status).toEqual(['DISCOVERABLE']);
  });

  test('replace of the quantity drops the handling time', async () => {
    await patch('replace', 'fulfillment_availability', [
      { fulfillment_channel_code: 'DEFAULT', quantity: 9 },
    ]);
    later(3000);
    expect((await get()).attributes.fulfillment_availability).toEqual([
      { fulfillment_channel_code: 'DEFAULT', quantity: 9 },
    ]);
  });

  test('the quantity holds for all stores, the price for one', async () => {
    await patch('merge', 'fulfillment_availability', [{ fulfillment_channel_code: 'DEFAULT', quantity: 7 }]);
    await patch('replace', 'purchasable_offer', [
      {
        marketplace_id: FR,
        currency: 'EUR',
        audience: 'ALL',
        our_price: [{ schedule: [{ value_with_tax: 13.5 }] }],
      },
    ]);
    later(3000);
    const both = await get('mug/1 é', `${FR},${DE}`);
    expect(both.fulfillmentAvailability).toEqual([{ fulfillmentChannelCode: 'DEFAULT', quantity: 7 }]);
    expect(both.offers.map((it: { price: unknown }) => it.price)).toEqual([
      { amount: '13.50', currencyCode: 'EUR' },
      { amount: '12.30', currencyCode: 'EUR' },
    ]);
  });

  test('changes take effect in the order of acceptance', async () => {
    for (const quantity of [1, 2, 3]) {
      await patch('merge', 'fulfillment_availability', [{ fulfillment_channel_code: 'DEFAULT', quantity }]);
    }
    expect(amazon.listings.waiting).toBe(3);
    later(3000);
    expect(amazon.listings.quantity('S1', 'mug/1 é', 'DEFAULT')).toBe(3);
  });

  test('delete removes, with or without a value', async () => {
    await patch('delete', 'item_name', undefined);
    await patch('delete', 'purchasable_offer', [{ marketplace_id: FR, currency: 'EUR' }]);
    later(3000);
    const shown = await get();
    expect(shown.attributes).not.toHaveProperty('item_name');
    expect(shown.offers).toEqual([]);
  });

  test('problems of a value come later as issues, and the value is not taken', async () => {
    expect(
      (
        await patch('merge', 'fulfillment_availability', [
          { fulfillment_channel_code: 'DEFAULT', quantity: -1 },
        ])
      ).body.status,
    ).toBe('ACCEPTED');
    expect((await get()).issues).toEqual([]);
    later(3000);
    const shown = await get();
    expect(shown.issues[0]).toMatchObject({
      severity: 'ERROR',
      attributeNames: ['fulfillment_availability'],
    });
    expect(shown.fulfillmentAvailability[0].quantity).toBe(4);
    await patch('merge', 'fulfillment_availability', [{ fulfillment_channel_code: 'DEFAULT', quantity: 5 }]);
    later(3000);
    expect((await get()).issues).toEqual([]);
  });

  test('a preview validates and changes nothing', async () => {
    const query = `marketplaceIds=${FR}&mode=VALIDATION_PREVIEW&includedData=identifiers,issues`;
    const fine = await patch(
      'merge',
      'fulfillment_availability',
      [{ fulfillment_channel_code: 'DEFAULT', quantity: 1 }],
      query,
    );
    expect(fine.body).toMatchObject({ status: 'VALID', identifiers: [{ marketplaceId: FR }] });
    const wrong = await patch('replace', 'fake_attribute', [{ value: 'x' }], query);
    expect(wrong.body).toMatchObject({ status: 'INVALID', identifiers: [], issues: [{ code: '90000900' }] });
    later(3000);
    expect((await get()).fulfillmentAvailability[0].quantity).toBe(4);
    expect(
      (await patch('replace', 'item_name', [], `marketplaceIds=${FR}&includedData=identifiers`)).status,
    ).toBe(400);
  });

  test('only top-level attributes can be patched; an unknown SKU is INVALID', async () => {
    expect((await patch('replace', 'purchasable_offer/0/our_price', [])).status).toBe(400);
    const body = { productType: 'PRODUCT', patches: [{ op: 'delete', path: '/attributes/brand' }] };
    const unknown = await client.call('PATCH', path('nothing', `marketplaceIds=${FR}`), body);
    expect(unknown.body).toMatchObject({ status: 'INVALID', issues: [{ severity: 'ERROR' }] });
  });
});

describe('put, delete, search', () => {
  test('put creates a listing with the suggested ASIN, delete takes it away', async () => {
    amazon.seedItem({ asin: 'B071VG5N9D', title: 'Suitcase' });
    const attributes = {
      condition_type: [{ value: 'new_new', marketplace_id: FR }],
      merchant_suggested_asin: [{ value: 'B071VG5N9D', marketplace_id: FR }],
      purchasable_offer: [
        { marketplace_id: FR, currency: 'EUR', our_price: [{ schedule: [{ value_with_tax: 8 }] }] },
      ],
      fulfillment_availability: [{ fulfillment_channel_code: 'DEFAULT', quantity: 0 }],
    };
    const body = { productType: 'PRODUCT', requirements: 'LISTING_OFFER_ONLY', attributes };
    expect((await client.call('PUT', path('new', `marketplaceIds=${FR}`), body)).body.status).toBe(
      'ACCEPTED',
    );
    expect((await client.call('GET', path('new', `marketplaceIds=${FR}`))).status).toBe(404);
    later(3000);
    expect((await get('new')).summaries[0]).toMatchObject({
      asin: 'B071VG5N9D',
      conditionType: 'new_new',
      status: ['DISCOVERABLE'],
    });
    await client.call('DELETE', path('new', `marketplaceIds=${FR}`));
    later(3000);
    expect((await client.call('GET', path('new', `marketplaceIds=${FR}`))).status).toBe(404);
  });

  test('put names what is missing', async () => {
    const body = { productType: 'PRODUCT', attributes: { fake_attribute: [{ value: 'x' }] } };
    const query = `marketplaceIds=${FR}&mode=VALIDATION_PREVIEW`;
    const { body: answer } = await client.call('PUT', path('new', query), body);
    expect(answer.status).toBe('INVALID');
    expect(
      answer.issues.map((it: { code: string; attributeNames: string[] }) => [it.code, it.attributeNames[0]]),
    ).toEqual([
      ['90220', 'condition_type'],
      ['90220', 'item_name'],
      ['90000900', 'fake_attribute'],
    ]);
  });

  test('search filters and pages', async () => {
    for (let number = 1; number <= 12; number += 1) {
      amazon.seedListing({
        sellerId: 'S1',
        sku: `p${number}`,
        price: '5',
        quantity: number % 2,
        marketplaceIds: [FR],
      });
    }
    const search = (query: string): Promise<AmazonAnswer> =>
      client.call('GET', `/listings/2021-08-01/items/S1?marketplaceIds=${FR}&${query}`);
    const named = await search('identifiersType=SKU&identifiers=p1,p2,nothing');
    expect(named.body.items.map((it: { sku: string }) => it.sku).sort()).toEqual(['p1', 'p2']);
    expect((await search('withStatus=BUYABLE')).body.numberOfResults).toBe(7);
    const first = await search('sortBy=sku&sortOrder=ASC&pageSize=8');
    expect(first.body.items).toHaveLength(8);
    const second = await search(
      `sortBy=sku&sortOrder=ASC&pageSize=8&pageToken=${first.body.pagination.nextToken}`,
    );
    expect(second.body.items.map((it: { sku: string }) => it.sku)).toEqual(['p5', 'p6', 'p7', 'p8', 'p9']);
    expect((await search('identifiers=p1')).status).toBe(400);
  });
});
