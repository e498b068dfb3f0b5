/* eslint-disable @typescript-eslint/no-unsafe-member-access -- answers of many shapes are walked here; a wrong step fails its expectation */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { suppressListing } from './listing-actions.ts';
import { SellerClient } from './seller-client.ts';
import type { AmazonAnswer } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

const FR = 'A13V1IB3VIYZZH';
let amazon: AmazonSimulator;
let client: SellerClient;
beforeEach(async () => {
  amazon = await startAmazonSimulator({
    limits: 'off',
    acceptanceDelayMs: 0,
    sellers: [{ sellerId: 'S1' }],
  });
  client = await SellerClient.of(amazon);
  amazon.seedItem({ asin: 'B071VG5N9D', title: 'Suitcase', gtins: ['3017620422003'] });
});
afterEach(async () => {
  await amazon.close();
});

const marked = (value: string) => [{ value, marketplace_id: FR }];
const priced = (price: unknown, currency = 'EUR') => [
  { marketplace_id: FR, currency, audience: 'ALL', our_price: [{ schedule: [{ value_with_tax: price }] }] },
];
const offer: Readonly<Record<string, unknown>> = {
  merchant_suggested_asin: marked('B071VG5N9D'),
  condition_type: marked('used_good'),
  purchasable_offer: priced(19.9),
  fulfillment_availability: [
    { fulfillment_channel_code: 'DEFAULT', quantity: 2, lead_time_to_ship_max_days: 3 },
  ],
  merchant_shipping_group: marked('By boat'),
};
const path = `/listings/2021-08-01/items/S1/new?marketplaceIds=${FR}`;
const put = (changes: Readonly<Record<string, unknown>> = {}): Promise<AmazonAnswer> => {
  const attributes = Object.fromEntries(
    Object.entries({ ...offer, ...changes }).filter(([, value]) => value !== undefined),
  );
  return client.call('PUT', path, { productType: 'PRODUCT', requirements: 'LISTING_OFFER_ONLY', attributes });
};
const shown = async (): Promise<AmazonAnswer['body']> => {
  const included = 'summaries,attributes,issues,offers,fulfillmentAvailability';
  return (await client.call('GET', `${path}&includedData=${included}`)).body;
};

describe('an offer on an item of the catalogue', () => {
  test('is listed with the item’s title, and buyers pay its price', async () => {
    expect((await put()).body).toMatchObject({ status: 'ACCEPTED', issues: [] });
    expect(await shown()).toMatchObject({
      summaries: [
        {
          asin: 'B071VG5N9D',
          conditionType: 'used_good',
          itemName: 'Suitcase',
          status: ['BUYABLE', 'DISCOVERABLE'],
        },
      ],
      offers: [{ price: { amount: '19.90', currencyCode: 'EUR' } }],
      issues: [],
    });
    const patches = [{ op: 'merge', path: '/attributes/purchasable_offer', value: priced(0.07) }];
    await client.call('PATCH', path, { productType: 'PRODUCT', patches });
    const order = amazon.placeBuyerOrder({ sku: 'new', quantity: 1 });
    expect(order.items).toMatchObject([{ title: 'Suitcase', unitPrice: '0.07' }]);
  });

  test('on no item is refused later, or at once', async () => {
    const unknown = { merchant_suggested_asin: marked('B0NOWHERE0') };
    expect((await put(unknown)).body).toMatchObject({ status: 'ACCEPTED' });
    expect(await shown()).toMatchObject({
      summaries: [{ status: [] }],
      issues: [{ code: '8560', severity: 'ERROR' }],
    });
    expect((await shown()).summaries[0]).not.toHaveProperty('asin');
    amazon.listings.putChecks = 'all-at-once';
    expect((await put(unknown)).body).toMatchObject({ status: 'INVALID', issues: [{ code: '8560' }] });
  });

  test('without a price is listed and cannot be bought', async () => {
    expect((await put({ purchasable_offer: undefined })).body).toMatchObject({ status: 'ACCEPTED' });
    expect(await shown()).toMatchObject({
      summaries: [{ status: ['DISCOVERABLE'] }],
      issues: [{ categories: ['MISSING_PRICE'] }],
      offers: [],
    });
  });

  test.each([
    ['no condition', { condition_type: undefined }, '90220'],
    ['an unknown condition', { condition_type: marked('shiny') }, '90000900'],
    ['no valid ASIN', { merchant_suggested_asin: marked('x') }, '90000900'],
    ['a price of nothing', { purchasable_offer: priced(0) }, '90000900'],
    ['a price as text', { purchasable_offer: priced('19.90') }, '90000900'],
    ['a tenth of a cent', { purchasable_offer: priced(1.999) }, '90000900'],
    ['another currency', { purchasable_offer: priced(5, 'USD') }, '90000900'],
    [
      'weeks of handling',
      {
        fulfillment_availability: [{ fulfillment_channel_code: 'DEFAULT', lead_time_to_ship_max_days: 31 }],
      },
      '90000900',
    ],
  ])('with %s is refused at once, or later', async (_, changes, code) => {
    expect((await put(changes)).body).toMatchObject({ status: 'INVALID', issues: [{ code }] });
    expect((await client.call('GET', path)).status).toBe(404);
    amazon.listings.putChecks = 'all-later';
    expect((await put(changes)).body).toMatchObject({ status: 'ACCEPTED', issues: [] });
    const codes = (await shown()).issues as { code: string }[];
    expect(codes.map((it) => it.code)).toContain(code);
  });

  test('is refused when the test says so, once', async () => {
    amazon.listings.refusals.push({ sku: 'new', code: '5665', message: 'Approval', atOnce: true });
    expect((await put()).body).toMatchObject({ status: 'INVALID', issues: [{ code: '5665' }] });
    expect((await put()).body).toMatchObject({ status: 'ACCEPTED' });
  });
});

test('what Amazon suppresses stays so until it is lifted, whatever the seller sends', async () => {
  await put();
  const { accounts, listings } = amazon;
  suppressListing({ accounts, listings }, { sku: 'new', code: '18027', message: 'Image' });
  await put();
  expect(await shown()).toMatchObject({
    summaries: [{ status: ['DISCOVERABLE'] }],
    issues: [{ code: '18027', enforcements: { actions: [{ action: 'LISTING_SUPPRESSED' }] } }],
  });
});

test('a listing with product facts makes its item', async () => {
  const attributes = {
    item_name: marked('Lamp'),
    brand: marked('Lux'),
    condition_type: marked('new_new'),
    externally_assigned_product_identifier: marked('4006381333931'),
  };
  await client.call('PUT', path, { productType: 'LAMP', requirements: 'LISTING', attributes });
  const { asin } = (await shown()).summaries[0] as { asin: string };
  expect(amazon.catalogue.withNumber(FR, '4006381333931')).toMatchObject([
    { asin, title: 'Lamp', brand: 'Lux', productType: 'LAMP' },
  ]);
});
