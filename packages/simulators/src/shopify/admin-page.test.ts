import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hostParameter } from './launch-url.ts';
import { readSessionToken } from './session-token.ts';
import { startShopUnderTest } from './shop-under-test.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

const DOMAIN = 'quayside-demo.myshopify.com';
const APP = '/store/quayside-demo/apps/quayside';
let shop: ShopUnderTest;
beforeEach(async () => {
  shop = await startShopUnderTest({ isInstalled: false });
});
afterEach(() => shop.close());

const visit = async (path: string, init: RequestInit = {}) => {
  const answer = await fetch(`${shop.simulator.url}/admin-host${path}`, { redirect: 'manual', ...init });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const send = (path: string, fields: Record<string, string> = {}) =>
  visit(path, { method: 'POST', body: new URLSearchParams(fields) });
const frameSource = (text: string): URL => {
  const [, source = ''] = /<iframe[^>]*src="([^"]+)"/.exec(text) ?? [];
  return new URL(source.replaceAll('&amp;', '&'));
};

test('a merchant sees what the app asks for, installs it, and has it framed', async () => {
  const consent = await visit(APP);
  expect(consent.text).toContain('<code>write_orders</code>');
  expect(consent.text).not.toContain('<iframe');
  await send(`${APP}/install`);
  expect(shop.simulator.hosted.installation.scopes).toContain('write_orders');
  expect((await visit(APP)).text).toContain('<iframe');
  await send(`${APP}/uninstall`);
  expect((await visit(APP)).text).not.toContain('<iframe');
});

test('the app is launched with the parameters of the platform, signed as its library checks it', async () => {
  shop.simulator.platform.install(DOMAIN);
  const { text } = await visit(`${APP}/listings?page=2&name=a%20b`, { headers: { cookie: 'locale=fr' } });
  const source = frameSource(text);
  expect(source.origin).toBe('https://app.quayside.example');
  expect(source.pathname).toBe('/listings');
  const { hmac, ...parameters } = Object.fromEntries(source.searchParams);
  expect(parameters).toMatchObject({
    embedded: '1',
    shop: DOMAIN,
    locale: 'fr',
    page: '2',
    host: hostParameter(DOMAIN),
  });
  const sorted = Object.entries(parameters).sort(([a], [b]) => a.localeCompare(b));
  const query = sorted.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const signature = createHmac('sha256', shop.simulator.clientSecret).update(query).digest('hex');
  expect(hmac).toBe(signature);
});

test('the staff member who is signed in is the subject of the session token', async () => {
  const { platform, hosted } = shop.simulator;
  platform.install(DOMAIN);
  const [, second] = hosted.staff;
  const { headers } = await send('/store/quayside-demo/preferences', {
    locale: 'fr',
    user: String(second?.id),
  });
  const cookie = headers
    .getSetCookie()
    .map((it) => it.split(';')[0])
    .join('; ');
  const { text } = await visit('/store/quayside-demo/session-token', { method: 'POST', headers: { cookie } });
  const { token } = JSON.parse(text) as { token: string };
  expect(await readSessionToken(token, platform.app, DOMAIN, platform.clock)).toEqual({ userId: second?.id });
});

test('products and orders are shown; units are sold and orders shipped from there', async () => {
  const { operations } = shop.simulator;
  expect((await visit('/store/quayside-demo/products')).text).toContain('LAMP');
  const { id } = operations.variant({ sku: 'LAMP' });
  await send('/store/quayside-demo/sell', { variant: String(id) });
  expect(shop.stock(shop.lamp)).toEqual({ available: 19, committed: 1 });
  const [order] = shop.simulator.hosted.shop.orders.values();
  await send('/store/quayside-demo/ship', { order: String(order?.id), carrier: 'DHL', tracking: '<1>' });
  const { text } = await visit('/store/quayside-demo/orders', { headers: { cookie: 'locale=fr' } });
  expect(text).toContain('Commandes');
  expect(text).toContain('#1001');
  expect(text).toContain('DHL &lt;1&gt;');
});
