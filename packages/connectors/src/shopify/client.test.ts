import { plus } from '@quayside/core/domain/instant';
import { describe, expect, it } from 'vitest';
import { fixtureBuyer } from '../_contract/open-store.ts';
import { expectFailure, expectOk } from '../_contract/watched-context.ts';
import { openAtHost, profile, type Asked, type Reply } from './host-under-contract.ts';

const cost = (currentlyAvailable: number, requestedQueryCost = 300) => ({
  cost: {
    requestedQueryCost,
    throttleStatus: { maximumAvailable: 2_000, currentlyAvailable, restoreRate: 100 },
  },
});
const errors = (code: string, more: object = {}, data: object = { data: null }): Reply => ({
  body: { ...data, errors: [{ message: 'told to nobody', extensions: { code, ...more } }] },
});
/** Of a request that was refused as a whole. */
const refused = (code: string): Reply => errors(code, {}, {});

describe('a call', () => {
  it('goes to the version that is spoken, with the token and the name of its document', async () => {
    const { connector, asked } = await openAtHost(() => profile());
    expect(expectOk(await connector.test())).toEqual({
      name: 'Demo',
      currency: 'EUR',
      platformVersion: 'Basic',
    });
    expect(asked).toMatchObject([
      {
        path: '/admin/api/2026-10/graphql.json',
        headers: { 'x-shopify-access-token': 'shpat_never_ending' },
        body: { operationName: 'ShopProfile' },
      },
    ]);
  });

  it('to a version that is over is in the log, once', async () => {
    const headers = { 'x-shopify-api-version': '2027-01' };
    const { connector, context } = await openAtHost(() => ({ ...profile(), headers }));
    expectOk(await connector.test());
    expectOk(await connector.test());
    const told = context.logged.filter((line) => line.startsWith('platform-version-changed'));
    expect(told).toHaveLength(1);
  });

  it.each([
    ['a frozen shop', { status: 402, body: { errors: 'x' } }, 'permission', 'shopify.shop-closed'],
    ['a locked shop', { status: 423, body: { errors: 'x' } }, 'permission', 'shopify.shop-closed'],
    ['no such shop', { status: 404, body: { errors: 'x' } }, 'permission', 'shopify.shop-unknown'],
    [
      'a token that is withdrawn',
      { status: 401, body: { errors: 'x' } },
      'auth-expired',
      'shopify.access-withdrawn',
    ],
    [
      'an error of Shopify',
      { status: 502, type: 'text/html', body: '<html>' },
      'transient',
      'shopify.server-error',
    ],
    ['a page', { type: 'text/html', body: '<html>' }, 'transient', 'shopify.unreadable-answer'],
    ['half an answer', { body: '{"data":' }, 'transient', 'shopify.unreadable-answer'],
    ['an inner error', errors('INTERNAL_SERVER_ERROR'), 'transient', 'shopify.server-error'],
    ['a request that cannot be', refused('undefinedField'), 'invalid-input', 'shopify.refused'],
    [
      'a redirect',
      { status: 301, headers: { location: 'https://elsewhere.example' }, body: '' },
      'invalid-input',
      'shopify.refused',
    ],
  ] as const)('that meets %s says so', async (_, reply, kind, code) => {
    const { connector, about, asked } = await openAtHost(() => reply);
    const error = expectFailure(await connector.test(), [kind], about);
    expect(error.message.code).toBe(code);
    expect(error.detail).not.toContain('told to nobody');
    expect(asked).toHaveLength(1);
  });

  it('without a scope names it', async () => {
    const requiredAccess = '`read_orders` access scope or `read_marketplace_orders` access scope.';
    const { connector } = await openAtHost(() => errors('ACCESS_DENIED', { requiredAccess }));
    expect(await connector.test()).toMatchObject({
      error: {
        kind: 'permission',
        message: { code: 'shopify.scope-missing', values: { scopes: 'read_orders' } },
      },
    });
  });
});

describe('the test of a connection', () => {
  it('names every scope that is missing; whoever may write may read', async () => {
    const granted = [
      'write_products',
      'read_inventory',
      'read_locations',
      'write_merchant_managed_fulfillment_orders',
    ];
    const { connector } = await openAtHost(() => profile(granted));
    expect(await connector.test()).toMatchObject({
      error: { kind: 'permission', message: { values: { scopes: 'write_orders' } } },
    });
  });
});

describe('points', () => {
  it('that are missing are waited for, by everybody', async () => {
    const { connector, context, about } = await openAtHost(() => ({
      body: { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: cost(100) },
    }));
    const error = expectFailure(await connector.test(), ['rate-limited'], about);
    expect(error).toMatchObject({ retryAfterMs: 2_000 });
    expect(context.paused).toEqual([{ operation: 'read', milliseconds: 2_000 }]);
  });

  it('are left for orders: readings wait below a quarter', async () => {
    const { connector, context } = await openAtHost(() => ({
      body: { ...(profile().body as object), extensions: cost(400) },
    }));
    expectOk(await connector.test());
    expect(context.paused).toEqual([{ operation: 'read', milliseconds: 1_000 }]);
  });

  it('do not matter while there are enough', async () => {
    const { connector, context } = await openAtHost(() => ({
      body: { ...(profile().body as object), extensions: cost(1_900) },
    }));
    expectOk(await connector.test());
    expect(context.paused).toEqual([]);
  });

  it('are not what a status 429 is about: its header is', async () => {
    const { connector, context, about } = await openAtHost(() => ({
      status: 429,
      headers: { 'retry-after': '7' },
      body: '',
    }));
    expectFailure(await connector.test(), ['rate-limited'], about);
    expect(context.paused).toEqual([{ operation: 'read', milliseconds: 7_000 }]);
  });
});

describe('a mutation', () => {
  /** The definition of the key is there; the order is answered as told. */
  const creating =
    (reply: Reply) =>
    (asked: Asked): Reply =>
      asked.body.operationName === 'KeyDefinition'
        ? { body: { data: { metafieldDefinition: { id: 'x' } } } }
        : reply;
  const order = {
    id: 'gid://shopify/Order/7',
    name: '#1007',
    createdAt: '2026-11-20T09:30:00Z',
    cancelledAt: null,
    displayFulfillmentStatus: 'UNFULFILLED',
    sourceIdentifier: 'quayside:amazon:1',
    key: { value: 'amazon:1' },
    totalPriceSet: { presentmentMoney: { amount: '5.00', currencyCode: 'EUR' } },
  };

  async function create(reply: Reply) {
    const opened = await openAtHost(creating(reply));
    const { clock, connector } = opened;
    const currency = 'EUR' as never;
    const answer = await connector.orders.create({
      key: 'amazon:1',
      channelName: 'Amazon',
      marketplaceOrderId: '1' as never,
      number: '1',
      tags: [],
      currency,
      lines: [],
      shippingTotal: { amount: '5', currency },
      shippingMethod: null,
      tax: 'channel-collected',
      status: 'open',
      buyer: fixtureBuyer,
      locations: null,
      sendBy: plus(clock.now(), 10_000),
    });
    return { ...opened, answer };
  }

  it.each([
    ['an error of the server', { status: 500, body: '' }, 'unknown-outcome'],
    ['a page', { type: 'text/html', body: '<html>' }, 'unknown-outcome'],
    ['an inner error', errors('INTERNAL_SERVER_ERROR'), 'unknown-outcome'],
    [
      'neither order nor error',
      { body: { data: { orderCreate: { order: null, userErrors: [] } } } },
      'unknown-outcome',
    ],
    ['a missing scope', errors('ACCESS_DENIED'), 'permission'],
    ['a refused input', refused('INVALID_VARIABLE'), 'invalid-input'],
    [
      'a refused order',
      {
        body: {
          data: {
            orderCreate: {
              order: null,
              userErrors: [{ code: 'INVALID', field: ['order', 'lineItems'], message: 'is invalid' }],
            },
          },
        },
      },
      'invalid-input',
    ],
    [
      'a dormant shop',
      {
        body: {
          data: {
            orderCreate: {
              order: null,
              userErrors: [{ code: 'SHOP_DORMANT', field: null, message: 'is dormant' }],
            },
          },
        },
      },
      'permission',
    ],
  ] as const)('that meets %s says what is certain (P1)', async (_, reply, kind) => {
    const { answer, about, context } = await create(reply);
    expectFailure(answer, [kind], about);
    expect(context.logged.join('\n')).not.toContain('Durand');
  });

  it('whose order is there has happened, whatever else is told with it (P1)', async () => {
    const told = {
      message: 'x',
      path: ['orderCreate', 'order', 'key'],
      extensions: { code: 'ACCESS_DENIED' },
    };
    const { answer } = await create({
      body: { data: { orderCreate: { order: { ...order, key: null }, userErrors: [] } }, errors: [told] },
    });
    expect(expectOk(answer)).toMatchObject({ storeOrderId: '7', number: '#1007', key: 'amazon:1' });
  });
});
