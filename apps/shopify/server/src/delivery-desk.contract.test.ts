import { brandId, type ConnectionKey, type StoreOrderId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { WebhookRequest } from '@quayside/core/ports/webhooks';
import { signatureOf } from '@quayside/simulators/shopify/webhooks';
import { aBuyer, aConnection, anOrder, at } from '@quayside/testkit/builders';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createShopifyWorld, type ShopifyWorld } from './shopify-world.ts';
import { host } from './shop-tokens.ts';

let world: ShopifyWorld;
let key: ConnectionKey;

beforeEach(async () => {
  world = await createShopifyWorld({
    shops: [{ domain: 'first.myshopify.com' }, { domain: 'second.myshopify.com' }],
  });
  key = await install(world.shop);
});
afterEach(() => world.close());

async function install(shop: string): Promise<ConnectionKey> {
  const { workspaceId } = await world.host.admit(world.open('/app', await world.mint({ shop }), shop));
  const installed = await world.engine.storage.hostShop(host, shop);
  return { workspaceId, connectionId: installed!.connectionId! };
}

interface Sent {
  readonly shop?: string;
  readonly secret?: string;
  readonly signature?: string | null;
}

function delivery(topic: string, body: unknown, sent: Sent = {}): WebhookRequest {
  const { shop = world.shop, secret = world.simulator.clientSecret } = sent;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = sent.signature === undefined ? signatureOf(text, secret) : sent.signature;
  return {
    rawBody: Buffer.from(text),
    headers: {
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': shop,
      'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
      ...(signature !== null && { 'x-shopify-hmac-sha256': signature }),
    },
  };
}

const receive = (request: WebhookRequest) => world.host.deliveries.receive(request);

async function hints(of: ConnectionKey = key): Promise<string[]> {
  const rows = await world.engine.storage.transaction(of.workspaceId, (tx) =>
    tx.inbox.due(of.connectionId, plus(world.engine.clock.now(), 60_000), 100),
  );
  return rows.map(({ kind, entityId }) => `${kind} ${entityId}`);
}

const installed = () => world.engine.storage.hostShop(host, world.shop);
const health = async () =>
  (await world.engine.storage.transaction(key.workspaceId, (tx) => tx.connections.get(key.connectionId)))
    ?.health;

describe('news of products, stock and orders', () => {
  it('become hints of the shop that the delivery names, one for each thing however often it comes', async () => {
    const other = await install('second.myshopify.com');
    const news = delivery('products/update', { id: 632910392 });
    for (let times = 0; times < 3; times += 1)
      expect(await receive(news)).toEqual({ status: 200, outcome: 'stored' });
    expect(await hints()).toEqual(['product 632910392']);
    expect(await hints(other)).toEqual([]);
  });

  it.each([
    ['a wrong signature', { secret: 'another' }, 401],
    ['a signature of another body', { signature: signatureOf('{}', 'another') }, 401],
    ['no signature', { signature: null }, 401],
    ['an unknown shop and a good signature', { shop: 'nobody.myshopify.com' }, 200],
    ['an unknown shop and a wrong signature', { shop: 'nobody.myshopify.com', secret: 'another' }, 401],
  ] as const)('with %s store nothing', async (_, sent, status) => {
    expect(await receive(delivery('products/update', { id: 1 }, sent))).toMatchObject({ status });
    expect(await hints()).toEqual([]);
  });

  it.each([
    ['too large', JSON.stringify({ id: 1, text: 'x'.repeat(2 * 1024 * 1024) })],
    ['nested too deep', `${'['.repeat(80)}${']'.repeat(80)}`],
  ])('that are %s are refused before anything reads them', async (_, body) => {
    expect(await receive(delivery('products/update', body))).toEqual({
      status: 413,
      outcome: 'too-large',
    });
    expect(await receive(delivery('app/uninstalled', body))).toEqual({ status: 413, outcome: 'too-large' });
    expect(await hints()).toEqual([]);
  });
});

describe('the end of an installation', () => {
  const uninstalled = () => delivery('app/uninstalled', { id: 1 });

  it('deletes the tokens and stops the connection', async () => {
    world.simulator.platform.uninstall(world.shop);
    expect(await receive(uninstalled())).toEqual({ status: 200, outcome: 'stored' });
    expect((await installed())?.uninstalledAt).not.toBeNull();
    expect(await health()).toBe('reconnect');
    const secrets = await world.engine.storage.transaction(key.workspaceId, (tx) =>
      tx.secrets.get(key.connectionId),
    );
    expect(secrets?.credentials).toBeNull();
    expect(await world.tokens.read(world.shop)).toBeUndefined();
  });

  it.each(['app/uninstalled', 'shop/redact'])(
    'by an old %s does not end a new installation',
    async (topic) => {
      world.simulator.platform.uninstall(world.shop);
      await receive(uninstalled());
      world.simulator.platform.install(world.shop);
      expect(await install(world.shop)).toEqual(key);

      expect(await receive(delivery(topic, { id: 1 }))).toEqual({ status: 200, outcome: 'ignored' });
      expect((await installed())?.uninstalledAt).toBeNull();
      expect(await health()).toBe('healthy');
    },
  );

  it('with a wrong signature changes nothing', async () => {
    world.simulator.platform.uninstall(world.shop);
    expect(await receive(delivery('app/uninstalled', { id: 1 }, { secret: 'another' }))).toMatchObject({
      status: 401,
    });
    expect((await installed())?.uninstalledAt).toBeNull();
  });
});

it('P7: shop/redact forgets the shop with everything in its workspace, and is harmless the second time', async () => {
  world.simulator.platform.uninstall(world.shop);
  await receive(delivery('app/uninstalled', { id: 1 }));
  const redact = delivery('shop/redact', { shop_id: 1, shop_domain: world.shop });
  expect(await receive(redact)).toEqual({ status: 200, outcome: 'stored' });
  expect(await installed()).toBeUndefined();
  expect((await world.engine.storage.listWorkspaces()).map(({ id }) => id)).not.toContain(key.workspaceId);
  expect(await receive(redact)).toEqual({ status: 200, outcome: 'ignored' });
});

describe('P7: what the law asks for of a buyer', () => {
  const buyer = aBuyer({ name: 'Margit Olsen', email: 'margit@buyers.example' });

  beforeEach(async () => {
    const account = aConnection({ role: 'channel', connector: 'amazon' });
    await world.engine.storage.transaction(key.workspaceId, async (tx) => {
      await tx.connections.insert(account);
      await tx.orders.insert(
        anOrder({
          connectionId: account.id,
          storeConnectionId: key.connectionId,
          marketplaceOrderId: brandId('902-1'),
          buyer,
          placement: {
            state: 'placed',
            storeOrderId: brandId<StoreOrderId>('299938'),
            storeOrderNumber: '#1001',
            at: at('2026-11-20T10:00:00.000Z'),
            firstSentAt: at('2026-11-20T10:00:00.000Z'),
            verifyAfter: null,
            adjustment: null,
          },
        }),
      );
    });
  });

  const look = () =>
    world.engine.storage.transaction(key.workspaceId, async (tx) => ({
      order: await tx.orders.byStoreOrderId(key.connectionId, brandId<StoreOrderId>('299938')),
      said: (await tx.activities.latest(5)).map((each) => each.message),
    }));
  const about = (member: string) => ({
    shop_domain: world.shop,
    customer: { id: 191167, email: buyer.email },
    [member]: [299938, 280263],
  });

  it('customers/data_request tells the merchant which orders hold their data, and not the data', async () => {
    expect(await receive(delivery('customers/data_request', about('orders_requested')))).toMatchObject({
      status: 200,
    });
    const { said } = await look();
    expect(said).toContainEqual({
      code: 'activity.buyer-data-requested',
      values: { count: 1, orders: '902-1' },
    });
  });

  it('customers/redact forgets the buyer of these orders, also when it comes again', async () => {
    const redact = delivery('customers/redact', about('orders_to_redact'));
    for (let times = 0; times < 2; times += 1) expect(await receive(redact)).toMatchObject({ status: 200 });
    const { order, said } = await look();
    expect(order?.buyer).toBeNull();
    expect(said).toContainEqual({ code: 'activity.buyers-forgotten', values: { orders: 1 } });
  });

  it('of another shop’s order does nothing', async () => {
    await install('second.myshopify.com');
    const redact = delivery('customers/redact', about('orders_to_redact'), { shop: 'second.myshopify.com' });
    expect(await receive(redact)).toMatchObject({ status: 200 });
    expect((await look()).order?.buyer).toEqual(buyer);
  });
});

it('app/scopes_update asks the shop again, and a scope that is missing now is told', async () => {
  world.simulator.hosted.installation.scopes = ['read_products'];
  expect(await receive(delivery('app/scopes_update', { id: 1 }))).toMatchObject({ status: 200 });
  const issues = await world.engine.storage.transaction(key.workspaceId, (tx) => tx.issues.list());
  expect(issues.map(({ message }) => message.code)).toEqual(['shopify.scope-missing']);
});

it.each(['', 'not json', '[]'.slice(0, 1), 'null'])(
  'a signed body that cannot be read is 400: %j',
  async (body) => {
    expect(await receive(delivery('shop/redact', body))).toMatchObject({ status: 400 });
  },
);
