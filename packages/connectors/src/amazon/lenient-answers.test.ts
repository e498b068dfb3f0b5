import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import { afterEach, describe, expect, it } from 'vitest';
import { createShiftedClock, createWatchedContext, expectOk } from '../_contract/watched-context.ts';
import { definition } from './definition.ts';
import { manifest } from './manifest.ts';
import { readOrder } from './orders.ts';
import taxFixture from './fixtures/order-with-tax.json' with { type: 'json' };
import searchFixture from './fixtures/catalogue-search.json' with { type: 'json' };
import listingFixture from './fixtures/listing.json' with { type: 'json' };

interface Told {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const usa = brandId<MarketplaceId>('ATVPDKIKX0DER');
const address = { channelSku: brandId<ChannelSku>('GM-ZDPI-9B4E'), marketplace: usa };

/** The connector before a server that answers by the beginning of the path. */
async function openBefore(answers: Readonly<Record<string, Told>>) {
  const token = { access_token: 'Atza|1', expires_in: 3600, refresh_token: 'Atzr|1' };
  const server = createServer((request, response) => {
    const all: Readonly<Record<string, Told>> = { '/auth': { body: token }, ...answers };
    const told = Object.entries(all).find(([path]) => request.url?.startsWith(path))?.[1] ?? { body: {} };
    response.writeHead(told.status ?? 200, { 'content-type': 'application/json', ...told.headers });
    response.end(JSON.stringify(told.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { clientId: 'id', clientSecret: 'secret', refreshToken: 'Atzr|1' };
  const context = createWatchedContext(createShiftedClock(), { credentials });
  const settings = {
    region: 'NA',
    sellerId: 'A1',
    marketplaceIds: [usa],
    apiUrl: url,
    tokenUrl: `${url}/auth`,
  };
  return { connector: definition.open({ credentials, settings }, context, manifest), context };
}

const listing = listingFixture.body;
const odd = (logged: readonly string[]) => logged.filter((line) => line.startsWith('platform-answer-odd'));

describe('a rate that is none', () => {
  const quota = { errors: [{ code: 'QuotaExceeded', message: 'You exceeded your quota.' }] };

  it.each(['not-a-number', 'NaN', '', '0', '-1', 'Infinity', '1e-30', '0x10', '1e9'])(
    'in the header (%j) never becomes a wait: the published rate holds, and the log says so',
    async (rate) => {
      const { connector, context } = await openBefore({
        '/listings': { status: 429, body: quota, headers: { 'x-amzn-RateLimit-Limit': rate } },
      });
      const answer = await connector.listings.read(address);
      const { perSecond } = manifest.rateLimits['getListingsItem'] ?? { perSecond: 0 };
      expect(answer).toMatchObject({
        ok: false,
        error: { kind: 'rate-limited', retryAfterMs: 1_000 / perSecond },
      });
      expect(context.paused).toEqual([{ operation: 'getListingsItem', milliseconds: 1_000 / perSecond }]);
      expect(odd(context.logged)).toHaveLength(1);
    },
  );

  it('does not stand in the way of an answer', async () => {
    const { connector, context } = await openBefore({
      '/listings': { body: listing, headers: { 'x-amzn-RateLimit-Limit': 'not-a-number' } },
    });
    expect(expectOk(await connector.listings.read(address))).toMatchObject({ quantity: 100 });
    expect(odd(context.logged)[0]).toContain('x-amzn-ratelimit-limit (not a rate)');
  });
});

describe('what the model promises and the answer does not keep', () => {
  it('is logged once in the life of a connector, by path and word (P7)', async () => {
    const [summary, ...others] = listing.summaries;
    const summaries = [{ ...summary, status: ['BUYABLE', 'ON_THE_MOON'], asin: undefined }, ...others];
    const { connector, context } = await openBefore({ '/listings': { body: { ...listing, summaries } } });
    for (let reading = 0; reading < 2; reading += 1)
      expect(expectOk(await connector.listings.read(address))).toMatchObject({
        status: 'active',
        quantity: 100,
      });
    expect(odd(context.logged)).toHaveLength(1);
    expect(odd(context.logged)[0]).toContain('summaries.status (unknown: ON_THE_MOON)');
    expect(odd(context.logged)[0]).not.toContain('Suitcase');
  });

  it('a listing without its own SKU is read', async () => {
    const { connector } = await openBefore({ '/listings': { body: { ...listing, sku: undefined } } });
    expect(expectOk(await connector.listings.read(address))).toMatchObject({ quantity: 100 });
  });

  it('a listing whose marketplace is not said does not look as if it were gone', async () => {
    const summaries = listing.summaries.map((each) => ({ ...each, marketplaceId: undefined }));
    const { connector } = await openBefore({ '/listings': { body: { ...listing, summaries } } });
    expect(await connector.listings.read(address)).toMatchObject({ ok: false, error: { kind: 'transient' } });
  });

  it('one item of the catalogue that cannot be read does not hide the others', async () => {
    const [item] = searchFixture.body.items;
    const items = [{ ...item, asin: undefined }, item];
    const { connector } = await openBefore({
      '/catalog': { body: { ...searchFixture.body, items, pagination: {} } },
    });
    const found = await connector.catalogue.lookUp({
      marketplace: usa,
      by: 'catalogue-id',
      catalogueIds: ['B07N4M94X4'],
    });
    expect(expectOk(found).map(({ catalogueId }) => catalogueId)).toEqual(['B07N4M94X4']);
  });

  it('a connection is proven by what it may ask for, whatever is left out of the answers', async () => {
    const joined = { payload: [{ marketplace: { id: usa }, participation: {} }] };
    const { connector } = await openBefore({ '/sellers': { body: joined } });
    expect(expectOk(await connector.test())).toEqual({ marketplaces: [{ id: usa, name: 'Amazon.com' }] });
  });

  it('an order whose unit price is broken is read from its proceeds', () => {
    const { order } = taxFixture.body;
    const orderItems = order.orderItems.map((each) => ({
      ...each,
      product: { ...each.product, price: { unitPrice: { amount: '39.99' } } },
    }));
    expect(readOrder({ ...order, orderItems })).toEqual(readOrder(order));
  });
});
