import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import { mintSessionToken } from './session-token.ts';
import type { SessionTokenKind } from './session-token.ts';
import { at, startShopUnderTest } from './shop-under-test.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

const DOMAIN = 'quayside-demo.myshopify.com';
let shop: ShopUnderTest;
beforeEach(async () => {
  shop = await startShopUnderTest();
});
afterEach(() => shop.close());

const post = async (body: JsonObject, domain = DOMAIN) => {
  const { clientId, clientSecret } = shop.simulator;
  const answer = await fetch(`${shop.simulator.shopUrl(domain)}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: clientId, client_secret: clientSecret, ...body }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};
const exchange = async (kind: SessionTokenKind = 'valid', more: JsonObject = {}) => {
  const { platform, hosted } = shop.simulator;
  const subject = { app: platform.app, shopDomain: DOMAIN, userId: hosted.staff[0]?.id ?? 0 };
  return post({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: await mintSessionToken(subject, platform.clock, kind),
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    expiring: '1',
    ...more,
  });
};
const refresh = (token: string | undefined) =>
  post({ grant_type: 'refresh_token', refresh_token: token ?? '' });
const works = async (token: string | undefined) => {
  shop.client.token = token ?? '';
  return (await shop.client.ask('{ shop { name } }')).status === 200;
};

describe('token exchange', () => {
  test('gives an hour, and a refresh token for 90 days', async () => {
    const { status, body } = await exchange();
    expect(status).toBe(200);
    expect(body).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 90 * 86_400 });
    expect(body['scope']).toContain('write_orders');
    expect(await works(body['access_token'])).toBe(true);
    shop.pass(3_600_000);
    expect(await works(body['access_token'])).toBe(false);
  });

  test.each(['expired', 'wrong-audience', 'bad-signature'] as const)(
    'a session token that is %s is refused',
    async (kind) => {
      expect(await exchange(kind)).toMatchObject({ status: 400, body: { error: 'invalid_subject_token' } });
    },
  );

  test('tokens without end, another secret and a shop without the app are refused', async () => {
    expect((await exchange('valid', { expiring: '0' })).status).toBe(400);
    expect(await exchange('valid', { client_secret: 'x' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
    shop.simulator.platform.uninstall(DOMAIN);
    expect((await exchange()).status).toBe(400);
  });

  test('a new pair ends the ones before it', async () => {
    const first = (await exchange()).body;
    const second = (await exchange()).body;
    expect(await works(first['access_token'])).toBe(false);
    expect(await works(second['access_token'])).toBe(true);
    expect((await refresh(first['refresh_token'])).status).toBe(400);
  });
});

describe('refresh tokens', () => {
  test('rotate: the used one serves again until its successor is used', async () => {
    const first = (await exchange()).body;
    const lost = (await refresh(first['refresh_token'])).body;
    const second = (await refresh(first['refresh_token'])).body;
    expect(second['refresh_token']).not.toBe(first['refresh_token']);
    expect(await works(lost['access_token'])).toBe(false);
    expect(await works(second['access_token'])).toBe(true);
    expect((await refresh(second['refresh_token'])).status).toBe(200);
    expect(await refresh(first['refresh_token'])).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect((await refresh(lost['refresh_token'])).status).toBe(400);
  });

  test('end after 90 days and when the app is removed', async () => {
    const { body } = await exchange();
    shop.pass(90 * 86_400_000);
    expect((await refresh(body['refresh_token'])).status).toBe(400);
    const again = (await exchange()).body;
    shop.simulator.platform.uninstall(DOMAIN);
    expect((await refresh(again['refresh_token'])).status).toBe(400);
    expect(await works(again['access_token'])).toBe(false);
  });
});

describe('scopes', () => {
  test('a field whose scope is missing is denied, and says which', async () => {
    shop.simulator.platform.changeScopes(DOMAIN, ['read_products']);
    const { data, errors } = await shop.client.ask('{ orders(first: 1) { nodes { id } } }');
    expect(data['orders']).toBeUndefined();
    const { errors: denied } = await shop.client.ask('{ order(id: "gid://shopify/Order/1") { id } }');
    for (const [error] of [errors, denied])
      expect(error?.extensions).toMatchObject({
        code: 'ACCESS_DENIED',
        requiredAccess: expect.stringContaining('`read_orders`') as string,
      });
    expect(
      (await shop.client.ask('SimulatorOrderCreate', { order: {} })).errors[0]?.extensions?.['code'],
    ).toBe('ACCESS_DENIED');
  });

  test('a write scope contains its read scope', async () => {
    shop.simulator.platform.changeScopes(DOMAIN, ['write_products']);
    expect((await shop.client.ask('{ products(first: 1) { nodes { id } } }')).errors).toEqual([]);
  });

  test('orders older than 60 days need read_all_orders', async () => {
    const { simulator, client, pass } = shop;
    simulator.operations.sell({ sku: 'LAMP', quantity: 1 });
    pass(61 * 86_400_000);
    client.token = simulator.platform.issueTokens(DOMAIN).accessToken;
    const seen = async () =>
      at((await client.ask('{ orders(first: 5) { nodes { id } } }')).data, 'orders', 'nodes');
    expect(await seen()).toEqual([]);
    simulator.platform.changeScopes(DOMAIN, ['read_orders', 'read_all_orders']);
    expect(await seen()).toHaveLength(1);
  });
});

test('buyers are hidden from an app that is not approved, with an error for each field', async () => {
  const { simulator, client } = shop;
  const order = simulator.operations.sell({ sku: 'LAMP', quantity: 1 });
  const query = `{ order(id: "gid://shopify/Order/${order.id}") { name shippingAddress { lastName city } email } }`;
  expect(at((await client.ask(query)).data, 'order', 'email')).toBe('camille.martin@example.com');
  simulator.hosted.shop.settings.protectedDataApproved = false;
  const { data, errors } = await client.ask(query);
  expect(data['order']).toEqual({
    name: '#1001',
    shippingAddress: { lastName: null, city: 'Lyon' },
    email: null,
  });
  expect(errors.map(({ path }) => path)).toEqual([
    ['order', 'shippingAddress', 'lastName'],
    ['order', 'email'],
  ]);
});

test('an unknown version or shop is not there, an unknown token is not authorised', async () => {
  expect((await shop.client.ask('{ shop { name } }', {}, '2025-01')).status).toBe(404);
  expect(await works('shpat_unknown')).toBe(false);
});
