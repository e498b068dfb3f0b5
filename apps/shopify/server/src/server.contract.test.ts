import { plus } from '@quayside/core/domain/instant';
import type { Actor } from '@quayside/host-kit/admin-api/operation';
import type { RecordingLog } from '@quayside/runtime/log/recording-log';
import { anOrder } from '@quayside/testkit/builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserAgent, serve, type ServedWorld } from './served-world.ts';
import { createShopifyWorld, type ShopifyWorld } from './shopify-world.ts';

let world: ShopifyWorld;
let served: ServedWorld;
let actor: Actor;

beforeAll(async () => {
  world = await createShopifyWorld({
    shops: [
      { domain: 'first.myshopify.com', products: [{ title: 'Lamp', variants: [{ sku: 'LAMP', stock: 5 }] }] },
      { domain: 'second.myshopify.com' },
    ],
  });
  served = await serve(world);
  actor = await world.host.admit(world.open('/app', await world.mint()));
}, 180_000);
afterAll(async () => {
  await served.close();
  await world.close();
});

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(new URL(path, served.url), {
    headers: { 'user-agent': browserAgent, ...headers },
    redirect: 'manual',
  });
}

/** A page as Shopify opens it. */
async function open(path: string, shop = world.shop): Promise<Response> {
  const { pathname, search } = new URL(world.open(path, await world.mint({ shop }), shop).url);
  return get(pathname + search);
}

async function post(operation: string, body: string, token?: string): Promise<Response> {
  return fetch(new URL(`/api/${operation}`, served.url), {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: {
      'user-agent': browserAgent,
      'content-type': 'application/json',
      authorization: `Bearer ${token ?? (await world.mint())}`,
    },
  });
}

describe('pages', () => {
  it.each([
    '/app',
    '/app/channels',
    '/app/listings',
    '/app/orders',
    '/app/activity',
    '/app/channels/connect/amazon',
  ])(
    '%s is rendered in the language of the admin, with App Bridge before every other script',
    async (path) => {
      const answer = await open(`${path}?locale=fr`);
      // The Shopify connector alone is there: no channel can be connected.
      expect(answer.status).toBe(path.endsWith('amazon') ? 404 : 200);
      const page = await answer.text();
      expect(page).toContain('<html lang="fr">');
      const [first] = /<script[^>]*>/.exec(page) ?? [];
      expect(first).toContain('https://cdn.shopify.com/shopifycloud/app-bridge.js');
      expect(first).toContain(`data-api-key="${world.simulator.clientId}"`);
      expect(page).toContain('Vue d’ensemble');
    },
  );

  it('may be framed by the admin of their own shop and by nobody else', async () => {
    for (const shop of ['first.myshopify.com', 'second.myshopify.com']) {
      const answer = await open('/app', shop);
      expect(answer.headers.get('content-security-policy')).toBe(
        `frame-ancestors https://${shop} https://admin.shopify.com;`,
      );
    }
    const without = await get('/app?shop=evil.example%20https://evil.example');
    expect(without.headers.get('content-security-policy') ?? "frame-ancestors 'none';").toContain("'none'");
    const bounce = await get('/auth/session-token?shop=first.myshopify.com');
    expect(bounce.headers.get('content-security-policy')).toBe(
      'frame-ancestors https://first.myshopify.com https://admin.shopify.com;',
    );
    expect(await bounce.text()).toContain('app-bridge.js');
  });

  it('that do not exist are 404, and who comes without a shop is told where the app is', async () => {
    expect((await get('/nothing')).status).toBe(404);
    const login = await get('/app');
    expect(login.headers.get('location')).toBe('/auth/login');
    expect((await get('/auth/login')).headers.get('location')).toBe('/start');
    const start = await get('/start', { 'accept-language': 'fr-FR,fr;q=0.9' });
    expect(await start.text()).toContain('Ouvrez Quayside depuis votre boutique');
    expect(start.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('P6: of a thing of another workspace are not there, by whatever way one comes', async () => {
    const shop = 'second.myshopify.com';
    const other = await world.host.admit(world.open('/app', await world.mint({ shop }), shop));
    const order = await world.engine.storage.transaction(other.workspaceId, async (tx) => {
      const [store] = await tx.connections.list();
      const made = anOrder({ connectionId: store!.id, storeConnectionId: store!.id });
      await tx.orders.insert(made);
      return made;
    });
    const page = `/app/orders/${order.id}`;
    expect((await open(page, shop)).status).toBe(200);
    const answer = await open(page);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain(order.marketplaceOrderId);
    // The shop in the address is the other one, the session is not.
    const { pathname, search } = new URL(world.open(page, await world.mint(), shop).url);
    expect((await get(pathname + search)).status).not.toBe(200);
  });
});

it('the admin API answers a member of the shop, by the session alone', async () => {
  const answer = await post('members', '{}');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ me: actor.member.id, rows: [{ role: 'owner' }] });
});

describe('webhooks', () => {
  it('of a sale in the shop are taken as they come, and become hints', async () => {
    const { webhooks, operations } = world.simulator;
    webhooks.subscriptions = [
      { topics: ['orders/create', 'inventory_levels/update'], url: `${served.url}/webhooks` },
    ];
    const order = operations.sell({ sku: 'LAMP', quantity: 2 });
    await webhooks.run();
    expect(webhooks.attempts.map(({ status }) => status)).toEqual(webhooks.attempts.map(() => 200));
    const { connectionId } = (await world.engine.storage.hostShop('shopify', world.shop)) ?? {};
    const rows = await world.engine.storage.transaction(actor.workspaceId, (tx) =>
      tx.inbox.due(connectionId!, plus(world.engine.clock.now(), 60_000), 100),
    );
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['product', 'store-order']);
    expect(rows.map(({ entityId }) => entityId)).toContain(String(order.id));
  });

  it('without a signature are 401, with an empty answer', async () => {
    const answer = await fetch(`${served.url}/webhooks`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('');
  });
});

it('a consent that nobody asked for is refused in the visitor’s language, on a page that runs nothing', async () => {
  const answer = await get('/consent/amazon?state=x&code=secret-code', { 'accept-language': 'fr' });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  const page = await answer.text();
  expect(page).toContain('Autorisation non reçue');
  expect(page).not.toContain('secret-code');
});

it('assets are kept for ever, and one that is gone is 404', async () => {
  const page = await (await open('/app')).text();
  const asset = /\/assets\/[^"]+\.js/.exec(page)?.[0] ?? '';
  const answer = await get(asset);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect((await get('/assets/gone-12345.js')).status).toBe(404);
});

it('every answer tells browsers not to guess types, and no page is kept', async () => {
  const answer = await open('/app');
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin',
    'cache-control': 'no-store',
  });
  expect(answer.headers.has('x-powered-by')).toBe(false);
});

it('P7: the access log has the path and no query: neither session tokens nor codes nor what is looked for', async () => {
  await open('/app/orders?text=Margit');
  await get('/consent/amazon?code=secret-code');
  const { lines } = world.log as RecordingLog;
  const requests = lines.filter(({ event }) => event === 'request');
  expect(requests.map(({ fields }) => fields['path'])).toContain('/app/orders');
  expect(JSON.stringify(lines)).not.toMatch(/id_token|eyJ|Margit|secret-code|\?/);
});

it('health says that the process answers', async () => {
  expect(await (await get('/health')).json()).toEqual({ status: 'ok' });
});
