/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asObject, asObjects } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { readSharedJson, sharedFactsFolder } from '../shared-facts.ts';
import { MARKETPLACES } from './marketplaces.ts';
import { ModelCheck } from './model-check.ts';
import type { ModelOperation } from './model-check.ts';
import { OFFICIAL_PLANS } from './rate-limits.ts';
import { SellerClient } from './seller-client.ts';
import type { AmazonAnswer } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

interface SandboxCase {
  readonly id: string;
  readonly model: string;
  readonly method: string;
  readonly path: string;
  readonly request: { readonly parameters: JsonObject };
  readonly response: unknown;
  readonly status: number;
}

const published = sharedFactsFolder() !== undefined;
const CASES = published ? (readSharedJson('apis/amazon-sp-api/sandbox-cases.json') as SandboxCase[]) : [];
const of = (prefix: string): SandboxCase[] => CASES.filter((it) => it.id.startsWith(prefix));
const US = 'ATVPDKIKX0DER';
const CA = 'A2EUQ1WTGCTBG2';

describe.skipIf(!published)('Amazon as published', () => {
  const check = new ModelCheck();
  let amazon: AmazonSimulator;
  let client: SellerClient;
  let sellerId: string;
  beforeAll(async () => {
    const sellers = [{ sellerId: 'SellerId', marketplaceIds: [US, CA] }];
    amazon = await startAmazonSimulator({
      limits: 'off',
      acceptanceDelayMs: 0,
      orderWindowLagMs: 0,
      sellers,
    });
    sellerId = amazon.sellers[0]?.sellerId ?? '';
    client = await SellerClient.of(amazon);
    for (const sku of [
      'GM-ZDPI-9B4E',
      'HW-ZDPI-9B4E',
      'TC-ZDPI-9B4E',
      'VALIDATION_VALID',
      'VALIDATION_INVALID',
      'SOLD',
    ]) {
      amazon.seedListing({
        sku,
        title: sku,
        price: '100.00',
        quantity: 100,
        productType: 'LUGGAGE',
        asin: 'B07N4M94X4',
      });
    }
  });
  afterAll(async () => {
    await amazon.close();
  });

  /** Sends an official case to the simulator; a body given here replaces the case's own. */
  async function send(it: SandboxCase, body?: unknown): Promise<AmazonAnswer> {
    const parameters: JsonObject = { sellerId, sku: 'GM-ZDPI-9B4E', ...it.request.parameters };
    const path = it.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(parameters[name])),
    );
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(it.request.parameters)) {
      if (!['body', 'sellerId', 'sku', 'orderId'].includes(name)) query.set(name, [value].flat().join(','));
    }
    if (it.path.includes('/listings/') && !query.has('marketplaceIds')) query.set('marketplaceIds', US);
    const posted = asObject(parameters['body']);
    const own = Object.keys(posted).length > 0 ? posted : undefined;
    return client.call(it.method, `${path}?${query.toString()}`, body ?? own);
  }

  const operation = (it: SandboxCase): ModelOperation => ({
    model: it.model,
    path: it.path,
    method: it.method,
  });
  const expectFits = (it: SandboxCase, answer: AmazonAnswer): void => {
    expect(check.answerProblems(operation(it), answer.status, answer.body)).toEqual([]);
  };

  test('the embedded usage plans are the official ones', () => {
    const operations = asObject(
      asObject(readSharedJson('apis/amazon-sp-api/rate-limits.json'))['operations'],
    );
    for (const { key, ratePerSecond, burst } of Object.values(OFFICIAL_PLANS)) {
      expect({ key, ...asObject(operations[key]) }).toMatchObject({ key, ratePerSecond, burst });
    }
  });

  test('the embedded stores are those of marketplaces.json', () => {
    const stores = asObjects(
      asObject(readSharedJson('apis/amazon-sp-api/marketplaces.json'))['marketplaces'],
    );
    for (const store of MARKETPLACES) {
      const found = stores.find((it) => it['marketplaceId'] === store.id);
      expect(found).toMatchObject({
        countryCode: store.countryCode,
        currency: store.currency,
        site: `https://${store.domain}`,
      });
    }
  });

  test('sandbox: participations', async () => {
    for (const it of of('sellers.v1.getMarketplaceParticipations')) {
      const answer = await send(it);
      expect(answer.status).toBe(it.status);
      expectFits(it, answer);
      const [expected] = asObjects(asObject(it.response)['payload']);
      expect(asObjects(answer.body.payload)[0]?.['marketplace']).toEqual(expected?.['marketplace']);
    }
  });

  test('sandbox: get and search listings', async () => {
    const [get] = of('listings-items.2021-08-01.getListingsItem');
    const [search, invalid] = of('listings-items.2021-08-01.searchListingsItems');
    if (get === undefined || search === undefined || invalid === undefined)
      throw new Error('cases are missing');
    const single = await client.call(
      'GET',
      `${get.path.replace('{sellerId}', sellerId).replace('{sku}', 'GM-ZDPI-9B4E')}?marketplaceIds=${US},${CA}&includedData=summaries,attributes,issues,offers,fulfillmentAvailability,relationships,productTypes`,
    );
    expectFits(get, single);
    expect(single.body).toMatchObject({
      sku: 'GM-ZDPI-9B4E',
      fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity: 100 }],
    });
    const found = await send(search);
    expectFits(search, found);
    expect(found.body).toMatchObject({
      numberOfResults: 3,
      pagination: {},
      items: [
        {
          offers: [{ price: { amount: '100.00', currencyCode: 'USD' } }, { price: { currencyCode: 'CAD' } }],
        },
      ],
    });
    const refused = await send(invalid);
    expect(refused.status).toBe(400);
    expectFits(invalid, refused);
    expect(asObjects(refused.body.errors)[0]?.['code']).toBe(
      asObjects(asObject(invalid.response)['errors'])[0]?.['code'],
    );
  });

  test('sandbox: put, patch and delete listings', async () => {
    const attributes = { condition_type: [{ value: 'new_new' }], item_name: [{ value: 'Suitcase' }] };
    const patches = [{ op: 'replace', path: '/attributes/item_name', value: [{ value: 'Suitcase' }] }];
    const wrongPatches = [{ op: 'replace', path: '/attributes/fake_attribute', value: [{ value: 'x' }] }];
    for (const it of [
      ...of('listings-items.2021-08-01.putListingsItem'),
      ...of('listings-items.2021-08-01.patchListingsItem'),
    ]) {
      if (it.request.parameters['sku'] === 'BadSKU') continue;
      const invalid = it.request.parameters['sku'] === 'VALIDATION_INVALID';
      const body =
        it.method === 'PUT'
          ? {
              productType: 'LUGGAGE',
              requirements: 'LISTING_OFFER_ONLY',
              attributes: invalid ? { fake_attribute: [] } : attributes,
            }
          : { productType: 'LUGGAGE', patches: invalid ? wrongPatches : patches };
      const answer = await send(it, body);
      expect([it.id, answer.status]).toEqual([it.id, it.status]);
      expectFits(it, answer);
      const expected = asObject(it.response);
      expect(answer.body.status).toBe(expected['status']);
      expect(asObjects(answer.body.issues).map((issue) => issue['code'])).toEqual(
        asObjects(expected['issues']).map((issue) => issue['code']),
      );
      expect(answer.body.identifiers).toEqual(expected['identifiers']);
    }
    const [remove] = of('listings-items.2021-08-01.deleteListingsItem');
    if (remove === undefined) throw new Error('case is missing');
    amazon.seedListing({ sku: 'gone', price: '1', quantity: 1 });
    const answer = await client.call(
      'DELETE',
      `/listings/2021-08-01/items/${sellerId}/gone?marketplaceIds=${US}`,
    );
    expectFits(remove, answer);
    expect(answer.body).toMatchObject({ status: 'ACCEPTED', issues: [] });
  });

  test('sandbox: bad requests of listings are refused in the words of the sandbox', async () => {
    for (const it of CASES.filter(
      (one) => /listings-items.*ListingsItem#/.test(one.id) && one.status === 400,
    )) {
      // The trigger value BadSKU means nothing to a shop with state; a missing parameter is as bad.
      const path = it.path.replace('{sellerId}', sellerId).replace('{sku}', 'BadSKU');
      const answer = await client.call(
        it.method,
        path,
        it.method === 'PUT' || it.method === 'PATCH' ? {} : undefined,
      );
      expect(answer.status).toBe(400);
      expectFits(it, answer);
      const { code, message } = asObject(asObjects(asObject(it.response)['errors'])[0]);
      expect(answer.body.errors[0]).toMatchObject({ code, message });
    }
  });

  test('sandbox: orders', async () => {
    const placed = amazon.placeBuyerOrder({ sku: 'SOLD', quantity: 2, shippingPrice: '3.00' });
    for (const it of [...of('orders.2026-01-01.searchOrders'), ...of('orders.2026-01-01.getOrder')]) {
      const isGet = it.id.includes('getOrder#');
      const parameters = { ...it.request.parameters };
      if (parameters['paginationToken'] !== undefined) continue;
      if (it.status === 200 && isGet) parameters['orderId'] = placed.orderId;
      if (it.status === 200 && !isGet) parameters['marketplaceIds'] = [US];
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(parameters))
        if (name !== 'orderId') query.set(name, [value].flat().join(','));
      const path = it.path.replace('{orderId}', String(parameters['orderId']));
      const answer = await client.call('GET', `${path}?${query.toString()}`);
      expect([it.id, answer.status]).toEqual([it.id, it.status]);
      expectFits(it, answer);
      if (it.status === 200) {
        const order = isGet ? answer.body.order : answer.body.orders[0];
        const expected = asObject(
          isGet ? asObject(it.response)['order'] : asObjects(asObject(it.response)['orders'])[0],
        );
        for (const name of ['salesChannel', 'proceeds', 'fulfillment', 'orderItems']) {
          expect(Object.hasOwn(order, name), `${it.id} ${name}`).toBe(Object.hasOwn(expected, name));
        }
      } else {
        const { code, message } = asObject(asObjects(asObject(it.response)['errors'])[0]);
        expect(answer.body.errors[0]).toMatchObject({ code, message });
      }
    }
  });

  test('sandbox: confirmShipment', async () => {
    for (const it of of('orders.v0.confirmShipment')) {
      const order = amazon.placeBuyerOrder({ sku: 'SOLD', quantity: 1 });
      const body = structuredClone(asObject(it.request.parameters['body']));
      const [item] = asObjects(asObject(body['packageDetail'])['orderItems']);
      if (item !== undefined) item['orderItemId'] = order.items[0]?.orderItemId;
      const answer = await client.call('POST', it.path.replace('{orderId}', order.orderId), body);
      expect([it.id, answer.status]).toEqual([it.id, it.status]);
      if (it.status === 204) expect(answer.body).toBeUndefined();
      else {
        expectFits(it, answer);
        const { code, message } = asObject(asObjects(asObject(it.response)['errors'])[0]);
        expect(answer.body.errors[0]).toMatchObject({ code, message });
      }
    }
  });

  test('requests are taken strictly', async () => {
    const path = `/listings/2021-08-01/items/${sellerId}/GM-ZDPI-9B4E`;
    const patch = {
      productType: 'LUGGAGE',
      patches: [{ op: 'merge', path: '/attributes/item_name', value: [] }],
    };
    const wrong: [string, unknown][] = [
      [`${path}?marketplaceIds=${US}&locale=fr`, patch],
      [`${path}?marketplaceIds=${US}`, { ...patch, extra: 1 }],
      [`${path}?marketplaceIds=${US}`, { ...patch, patches: [] }],
      [
        `${path}?marketplaceIds=${US}`,
        { ...patch, patches: [{ op: 'set', path: '/attributes/item_name', value: [] }] },
      ],
      [`${path}?marketplaceIds=${US}&mode=DRY_RUN`, patch],
    ];
    for (const [url, body] of wrong) expect((await client.call('PATCH', url, body)).status).toBe(400);
    expect((await client.call('PATCH', `${path}?marketplaceIds=${US}`, patch)).status).toBe(200);
    const put = { productType: 'LUGGAGE', attributes: {} };
    expect((await client.call('PUT', `${path}?marketplaceIds=${US},${CA}`, put)).status).toBe(400);
    expect(
      (
        await client.call(
          'GET',
          `/orders/2026-01-01/orders?createdAfter=2026-01-01T00:00:00Z&includedData=EVERYTHING`,
        )
      ).status,
    ).toBe(400);
  });
});
