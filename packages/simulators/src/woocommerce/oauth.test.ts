/* eslint-disable @typescript-eslint/no-unsafe-member-access --
   answers of many shapes are walked here; a wrong step fails its expectation */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWooCommerceSimulator } from './server.ts';
import type { WooCommerceSimulator } from './server.ts';
import { signedFetch } from './signed-fetch.ts';

let shop: WooCommerceSimulator;
beforeAll(async () => {
  shop = await startWooCommerceSimulator();
});
afterAll(async () => {
  await shop.close();
});

const AUTH_ERROR = 'woocommerce_rest_authentication_error';

test('a signed request passes, with characters that need encoding', async () => {
  const answer = await signedFetch(
    shop,
    'GET',
    "/wc/v3/products?search=a b*(c)'!~&include[0]=1&include[1]=2",
  );
  expect(answer.status).toBe(200);
});

test('Basic auth and keys in the query get 401 over http', async () => {
  const { consumerKey, consumerSecret, url } = shop;
  const basic = Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64');
  const withBasic = await fetch(`${url}/wp-json/wc/v3/orders`, {
    headers: { authorization: `Basic ${basic}` },
  });
  const withQuery = await fetch(
    `${url}/wp-json/wc/v3/orders?consumer_key=${consumerKey}&consumer_secret=${consumerSecret}`,
  );
  expect([withBasic.status, withQuery.status]).toEqual([401, 401]);
  expect(await withBasic.json()).toEqual({
    code: 'woocommerce_rest_cannot_view',
    message: 'Sorry, you cannot list resources.',
    data: { status: 401 },
  });
});

test('a wrong secret, an unknown key and an old timestamp are refused', async () => {
  const wrong = await signedFetch(shop, 'GET', '/wc/v3/orders', { secret: 'cs_wrong' });
  expect(wrong).toMatchObject({ status: 401, body: { code: AUTH_ERROR, data: { status: 401 } } });
  expect(wrong.body.message).toContain('provided signature does not match');
  const unknown = await signedFetch(shop, 'GET', '/wc/v3/orders', { consumerKey: 'ck_unknown' });
  expect(unknown).toMatchObject({ status: 401, body: { message: 'Consumer key is invalid.' } });
  const old = await signedFetch(shop, 'GET', '/wc/v3/orders', {
    timestamp: Math.floor(Date.now() / 1000) - 901,
  });
  expect(old).toMatchObject({ status: 401, body: { message: 'Invalid timestamp.' } });
});

test('a nonce works once', async () => {
  expect((await signedFetch(shop, 'GET', '/wc/v3/orders', { nonce: 'once' })).status).toBe(200);
  const again = await signedFetch(shop, 'GET', '/wc/v3/orders', { nonce: 'once' });
  expect(again).toMatchObject({ status: 401, body: { code: AUTH_ERROR } });
});

test('arrays are signed as PHP sees them: include[] does not match', async () => {
  const answer = await signedFetch(shop, 'GET', '/wc/v3/products?include[]=1&include[]=2');
  expect(answer).toMatchObject({ status: 401, body: { code: AUTH_ERROR } });
});

test('missing parameters are named', async () => {
  const answer = await fetch(`${shop.url}/wp-json/wc/v3/orders?oauth_consumer_key=${shop.consumerKey}`);
  expect(answer.status).toBe(401);
  const body = (await answer.json()) as { code: string; message: string };
  expect(body.code).toBe('woocommerce_rest_authentication_missing_parameter');
  expect(body.message).toContain('oauth_signature');
});

test('a read-only key may not write, a revoked key is unknown until it is restored', async () => {
  shop.key.permissions = 'read';
  const write = await signedFetch(shop, 'POST', '/wc/v3/orders', { body: {} });
  expect(write).toMatchObject({ status: 401, body: { code: AUTH_ERROR } });
  expect(write.body.message).toContain('write permissions');
  expect(shop.shop.orders.size).toBe(0);
  shop.key.permissions = 'read_write';
  shop.key.revoked = true;
  expect((await signedFetch(shop, 'GET', '/wc/v3/orders')).body.message).toBe('Consumer key is invalid.');
  shop.key.revoked = false;
  expect((await signedFetch(shop, 'GET', '/wc/v3/orders')).status).toBe(200);
});

test('unknown routes and ids answer in the shape of the platform', async () => {
  const route = await signedFetch(shop, 'GET', '/wc/v3/nothing');
  expect(route).toMatchObject({ status: 404, body: { code: 'rest_no_route', data: { status: 404 } } });
  const product = await signedFetch(shop, 'GET', '/wc/v3/products/999999');
  expect(product).toMatchObject({ status: 404, body: { code: 'woocommerce_rest_product_invalid_id' } });
});
