import { expect, test } from 'vitest';
import { TokenBucket } from './rate-limits.ts';
import { SellerClient } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';

const PATH = '/orders/2026-01-01/orders?createdAfter=2026-01-01T00:00:00Z';

test('a bucket gives its burst, then one token per 1/rate seconds, and never more than its size', () => {
  let now = 0;
  const bucket = new TokenBucket({ ratePerSecond: 5, burst: 5 }, () => new Date(now));
  const taken = (): number => {
    let count = 0;
    while (bucket.take()) count += 1;
    return count;
  };
  expect(taken()).toBe(5);
  now += 199;
  expect(taken()).toBe(0);
  now += 1;
  expect(taken()).toBe(1);
  now += 1000;
  expect(taken()).toBe(5);
  now += 3_600_000;
  expect(taken()).toBe(5);
});

test('searchOrders: 20 at once, then one in 179 seconds, each seller by itself', async () => {
  let now = new Date('2026-11-01T10:00:00Z').getTime();
  const amazon = await startAmazonSimulator({ clock: () => new Date(now), sellers: [{}, {}] });
  const first = await SellerClient.of(amazon, amazon.sellers[0]);
  const second = await SellerClient.of(amazon, amazon.sellers[1]);
  for (let call = 0; call < 20; call += 1) {
    const answer = await first.call('GET', PATH);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-amzn-ratelimit-limit')).toBe('0.0056');
    expect(answer.headers.get('x-amzn-requestid')).not.toBeNull();
  }
  const refused = await first.call('GET', PATH);
  expect(refused).toMatchObject({ status: 429, body: { errors: [{ code: 'QuotaExceeded' }] } });
  expect((await second.call('GET', PATH)).status).toBe(200);
  now += 178_000;
  expect((await first.call('GET', PATH)).status).toBe(429);
  now += 1000;
  expect((await first.call('GET', PATH)).status).toBe(200);
  expect(amazon.calls.throttled).toBe(2);
  expect(amazon.calls.of('orders.search')).toMatchObject({ total: 24, throttled: 2, succeeded: 22 });
  await amazon.close();
});

test('plans can be overridden', async () => {
  const amazon = await startAmazonSimulator({ limits: { 'orders.search': { ratePerSecond: 0, burst: 1 } } });
  const client = await SellerClient.of(amazon);
  expect((await client.call('GET', PATH)).status).toBe(200);
  expect((await client.call('GET', PATH)).status).toBe(429);
  amazon.buckets.overrides = 'off';
  expect((await client.call('GET', PATH)).status).toBe(200);
  await amazon.close();
});

test('a plan of the application is shared by its sellers, and what it refuses costs a seller nothing', async () => {
  let now = 0;
  const amazon = await startAmazonSimulator({
    clock: () => new Date(now),
    sellers: [{}, {}],
    limits: { 'orders.search': { ratePerSecond: 1, burst: 3 } },
    applicationLimits: { 'orders.search': { ratePerSecond: 1, burst: 4 } },
  });
  const first = await SellerClient.of(amazon, amazon.sellers[0]);
  const second = await SellerClient.of(amazon, amazon.sellers[1]);
  const statuses = async (client: SellerClient, calls: number): Promise<number[]> => {
    const seen: number[] = [];
    for (let call = 0; call < calls; call += 1) seen.push((await client.call('GET', PATH)).status);
    return seen;
  };
  expect(await statuses(first, 4)).toEqual([200, 200, 200, 429]);
  expect(await statuses(second, 2)).toEqual([200, 429]);
  // The first seller's own three are back; the second has spent one. Of the application's there are four again.
  now += 10_000;
  expect(await statuses(second, 3)).toEqual([200, 200, 200]);
  expect(await statuses(first, 2)).toEqual([200, 429]);
  expect(amazon.buckets.use('orders.search')).toMatchObject([
    { taken: 4, refused: 1 },
    { taken: 4, refused: 0 },
  ]);
  amazon.buckets.applicationPlans = {};
  expect(await statuses(first, 2)).toEqual([200, 200]);
  await amazon.close();
});
