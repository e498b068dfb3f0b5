import { checkConnection } from '@quayside/core/use-cases/check-connection';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createShopifyWorld, type ShopifyWorld } from './shopify-world.ts';
import { host } from './shop-tokens.ts';

let world: ShopifyWorld;

beforeEach(async () => {
  world = await createShopifyWorld({
    shops: [{ domain: 'first.myshopify.com' }, { domain: 'second.myshopify.com' }],
  });
});
afterEach(() => world.close());

const exchanges = (): number => world.simulator.calls.of('oauth.token').total;

/** What the library answers to who is not let in. */
async function refusalOf(request: Request): Promise<Response> {
  try {
    await world.host.admit(request);
  } catch (answer) {
    if (answer instanceof Response) return answer;
    throw answer;
  }
  throw new Error('It was let in');
}

function withBearer(token: string): Request {
  return new Request('https://quayside.example/app.data', { headers: { authorization: `Bearer ${token}` } });
}

describe('the first visit of a shop', () => {
  it('exchanges its session token, installs the shop and makes the visitor its owner', async () => {
    const actor = await world.host.admit(world.open('/app?locale=fr-CA', await world.mint()));
    expect(actor).toMatchObject({ locale: 'fr', member: { role: 'owner' } });
    const installed = await world.engine.storage.hostShop(host, world.shop);
    expect(installed).toMatchObject({ workspaceId: actor.workspaceId, uninstalledAt: null });
    const connections = await world.engine.storage.transaction(actor.workspaceId, (tx) =>
      tx.connections.list(),
    );
    expect(connections).toMatchObject([{ role: 'store', connector: 'shopify', health: 'healthy' }]);
  });

  it('exchanges once, however many requests come at once and with however many tokens', async () => {
    const requests = [
      ...Array.from({ length: 3 }, async () => world.open('/app', await world.mint())),
      ...Array.from({ length: 3 }, async () => withBearer(await world.mint())),
    ];
    const actors = await Promise.all(requests.map(async (request) => world.host.admit(await request)));
    expect(new Set(actors.map(({ workspaceId }) => workspaceId)).size).toBe(1);
    expect(exchanges()).toBe(1);
    await world.host.admit(withBearer(await world.mint()));
    expect(exchanges()).toBe(1);
  });

  it('lets the next one try when an exchange fails', async () => {
    world.simulator.faults.add({ operation: 'oauth.token', kind: 'server-error', times: 1 });
    const both = [world.open('/app', await world.mint()), world.open('/app', await world.mint())];
    const outcomes = await Promise.allSettled(both.map((request) => world.host.admit(request)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(exchanges()).toBe(2);
  });

  it('says why a shop cannot be installed, in the language of the visitor', async () => {
    world.simulator.hosted.installation.scopes = ['read_products'];
    const answer = await refusalOf(world.open('/app?locale=fr', await world.mint()));
    expect(answer.status).toBe(409);
    const { sentence } = (await answer.json()) as { sentence: string };
    expect(sentence).toContain('write_orders');
    expect(sentence).toMatch(/autoris|droit|accès/i);
  });
});

describe('P6: who is not let in', () => {
  it.each(['expired', 'wrong-audience', 'bad-signature'] as const)(
    'a session token that is %s',
    async (kind) => {
      const page = await refusalOf(world.open('/app', await world.mint({ kind })));
      expect(page.status).toBe(302);
      expect(page.headers.get('location')).toContain('/auth/session-token');
      const call = await refusalOf(withBearer(await world.mint({ kind })));
      expect(call.status).toBe(401);
      expect(exchanges()).toBe(0);
      expect(await world.engine.storage.hostShop(host, world.shop)).toBeUndefined();
    },
  );

  it('nobody without a token', async () => {
    expect((await refusalOf(new Request('https://quayside.example/app'))).status).toBe(302);
    expect((await refusalOf(withBearer('nonsense'))).status).toBe(401);
  });

  it('another shop than the token’s: what the address says decides nothing', async () => {
    const own = await world.host.admit(world.open('/app', await world.mint()));
    const token = await world.mint({ shop: 'second.myshopify.com' });
    const other = await world.host.admit(world.open('/app', token, world.shop));
    expect(other.workspaceId).not.toBe(own.workspaceId);
    const shop = await world.engine.storage.hostShop(host, 'second.myshopify.com');
    expect(shop?.workspaceId).toBe(other.workspaceId);
  });
});

describe('the tokens of a shop', () => {
  it('that were refused are asked for again at the next visit, which reconnects the shop', async () => {
    const { workspaceId } = await world.host.admit(world.open('/app', await world.mint()));
    const known = await world.engine.storage.hostShop(host, world.shop);
    world.simulator.platform.tokens.revoke(world.shop);
    const key = { workspaceId, connectionId: known!.connectionId! };
    expect(await checkConnection(world.engine, key)).toMatchObject({
      ok: false,
      error: { kind: 'auth-expired' },
    });
    const again = await world.host.admit(world.open('/app', await world.mint()));
    expect(again.workspaceId).toBe(workspaceId);
    const connection = await world.engine.storage.transaction(workspaceId, (tx) =>
      tx.connections.get(key.connectionId),
    );
    expect(connection?.health).toBe('healthy');
  });
});

it('a second visitor of a shop joins its workspace as an operator', async () => {
  const [, staff] = world.simulator.hosted.staff;
  const owner = await world.host.admit(world.open('/app', await world.mint()));
  const other = await world.host.admit(withBearer(await world.mint({ userId: staff!.id })));
  expect(other).toMatchObject({ workspaceId: owner.workspaceId, member: { role: 'operator' } });
});

it('P7: no token is ever logged, neither of a session nor of a shop', async () => {
  const token = await world.mint();
  await world.host.admit(world.open('/app', token));
  await refusalOf(withBearer(`${token}x`));
  const tokens = await world.tokens.read(world.shop);
  const logged = JSON.stringify((world.log as { lines?: unknown }).lines);
  expect(logged.length).toBeGreaterThan(10);
  for (const secret of [token, tokens?.accessToken, tokens?.refreshToken]) {
    expect(secret).toBeTruthy();
    expect(logged).not.toContain(secret);
  }
});
