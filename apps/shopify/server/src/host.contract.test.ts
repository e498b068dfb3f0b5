import { brandId, type ConnectionKey } from '@quayside/core/domain/ids';
import { signatureOf } from '@quayside/simulators/shopify/webhooks';
import { describeHostContract, type HostUnderTest } from '@quayside/testkit/host-contract';
import { afterAll, beforeAll } from 'vitest';
import { browserAgent, serve, type ServedWorld } from './served-world.ts';
import { createShopifyWorld, type ShopifyWorld } from './shopify-world.ts';
import { host as hostName } from './shop-tokens.ts';

let world: ShopifyWorld;
let served: ServedWorld;
let host: HostUnderTest;

beforeAll(async () => {
  world = await createShopifyWorld({
    shops: [{ domain: 'first.myshopify.com' }, { domain: 'second.myshopify.com' }],
  });
  served = await serve(world);
  host = {
    engine: world.engine,
    shops: [await install('first.myshopify.com'), await install('second.myshopify.com')],
    session: (flaw) => world.mint(flaw === undefined ? {} : { kind: kindOf[flaw] }),
    async call(operation, body, session) {
      const answer = await post(`/api/${operation}`, body, {
        ...(session !== undefined && { authorization: `Bearer ${session}` }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    },
    async deliver(body, signature) {
      const secret = signature === 'good' ? world.simulator.clientSecret : 'another';
      const answer = await post('/webhooks', body, {
        'x-shopify-topic': 'products/update',
        'x-shopify-shop-domain': world.shop,
        ...(signature !== 'missing' && { 'x-shopify-hmac-sha256': signatureOf(body, secret) }),
      });
      return answer.status;
    },
    news: JSON.stringify({ id: 632910392 }),
  };
}, 180_000);
afterAll(async () => {
  await served.close();
  await world.close();
});

const kindOf = {
  expired: 'expired',
  forged: 'bad-signature',
  'of-another-app': 'wrong-audience',
} as const;

async function install(shop: string): Promise<ConnectionKey> {
  const { workspaceId } = await world.host.admit(world.open('/app', await world.mint({ shop }), shop));
  const installed = await world.engine.storage.hostShop(hostName, shop);
  return { workspaceId, connectionId: installed?.connectionId ?? brandId('') };
}

function post(path: string, body: string, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(new URL(path, served.url), {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: { 'user-agent': browserAgent, 'content-type': 'application/json', ...headers },
  });
}

describeHostContract(() => host);
