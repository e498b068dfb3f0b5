import { expect, test } from 'vitest';
import { asObject, asObjects } from '../json-object.ts';
import { SellerClient } from './seller-client.ts';
import { startAmazonSimulator, type AmazonSimulatorOptions } from './server.ts';

const place = 'marketplaceIds=A13V1IB3VIYZZH&includedData=fulfillmentAvailability';

async function region(options: AmazonSimulatorOptions = {}) {
  let now = Date.parse('2026-11-01T10:00:00Z');
  const amazon = await startAmazonSimulator({
    clock: () => new Date(now),
    sellers: [{ sellerId: 'A1SELLER' }],
    limits: 'off',
    ...options,
  });
  amazon.seedListing({ sku: 'LAMP', price: '19.90', quantity: 5 });
  const client = await SellerClient.of(amazon);
  return {
    amazon,
    client,
    pass: (milliseconds: number): void => {
      now += milliseconds;
    },
    sell: (quantity: number) =>
      client.call('PATCH', `/listings/2021-08-01/items/A1SELLER/LAMP?marketplaceIds=A13V1IB3VIYZZH`, {
        productType: 'PRODUCT',
        patches: [
          {
            op: 'replace',
            path: '/attributes/fulfillment_availability',
            value: [{ fulfillment_channel_code: 'DEFAULT', quantity }],
          },
        ],
      }),
    /** By a get and by a search. */
    shown: async (): Promise<unknown[]> => {
      const got = await client.call('GET', `/listings/2021-08-01/items/A1SELLER/LAMP?${place}`);
      const found = await client.call('GET', `/listings/2021-08-01/items/A1SELLER?${place}`);
      const items = [asObject(got.body), ...asObjects(asObject(found.body)['items'])];
      return items.map((item) => asObjects(item['fulfillmentAvailability'])[0]?.['quantity']);
    },
  };
}

test('reads show what was so some time ago, counted from the moment a change takes effect', async () => {
  const { amazon, pass, sell, shown } = await region();
  amazon.staleReads.setting = { milliseconds: 60_000 };
  expect((await sell(2)).body).toMatchObject({ status: 'ACCEPTED' });
  // In effect after three seconds, though nobody looks.
  pass(62_000);
  expect(await shown()).toEqual([5, 5]);
  expect(amazon.listings.quantity('A1SELLER', 'LAMP', 'DEFAULT')).toBe(2);
  pass(1_000);
  expect(await shown()).toEqual([2, 2]);
  await sell(1);
  pass(10_000);
  await sell(0);
  pass(58_000);
  expect(await shown()).toEqual([1, 1]);
  pass(10_000);
  expect(await shown()).toEqual([0, 0]);
  await amazon.close();
});

test('for so many reads only, and not once it is switched off', async () => {
  const { amazon, pass, sell, shown } = await region();
  amazon.staleReads.setting = { milliseconds: 60_000, times: 1 };
  await sell(2);
  pass(3_000);
  expect(await shown()).toEqual([5, 2]);
  amazon.staleReads.setting = { milliseconds: 60_000 };
  expect(await shown()).toEqual([5, 5]);
  amazon.staleReads.setting = { milliseconds: 0 };
  expect(await shown()).toEqual([2, 2]);
  await amazon.close();
});

test('what was made or taken away lately', async () => {
  const { amazon, client, pass } = await region({ staleReads: { milliseconds: 60_000 } });
  const status = async (): Promise<number> =>
    (await client.call('GET', `/listings/2021-08-01/items/A1SELLER/LAMP?${place}`)).status;
  expect(await status()).toBe(404);
  pass(60_000);
  expect(await status()).toBe(200);
  amazon.listings.remove('A1SELLER', 'LAMP', 'A13V1IB3VIYZZH');
  expect(await status()).toBe(200);
  pass(60_000);
  expect(await status()).toBe(404);
  await amazon.close();
});
