import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import type { Installation } from '@quayside/assembly/installation';
import type { ConnectionKey } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { generateProducts } from '@quayside/simulators/woocommerce/generated-products';
import { productDocument } from '@quayside/simulators/woocommerce/product-document';
import { Shop } from '@quayside/simulators/woocommerce/shop';
import { defaultShopSettings } from '@quayside/simulators/woocommerce/shop-settings';
import { aConnection, aWorkspace } from '@quayside/testkit/builders';
import type { BareServer } from './bare-webhook-server.ts';
import type { Benchmark } from './benchmark.ts';
import { deliverWebhooks, type DeliveryBody, type WebhookAddress } from './deliver-webhooks.ts';
import { openBench } from './open-bench.ts';
import { freePort, start, startServiceProcess } from './start-process.ts';

const shops = 10;
const connections = 64;
const rounds = 5;
const roundMs = 4_000;
const warmUpMs = 2_000;
const secret = 'benchSecret0123456789';

/**
 * Deliveries of products from ten shops to the real companion service, a process of its own, and to a bare server that checks the signature and inserts in batches,
 * in turn: how many each answers in a second. Every delivery that is answered with 200 must stand in the inbox.
 */
export const webhookIntake: Benchmark = {
  summary: `{perSecond, baselineRatio}: webhooks of ${shops} shops received by the service, against a bare server in the same run`,
  async run(progress) {
    const installation = await openBench();
    const { engine, storage, databaseUrl } = installation;
    const children: ChildProcess[] = [];
    const keys: ConnectionKey[] = [];
    try {
      for (let shop = 0; shop < shops; shop += 1) keys.push(await addShop(installation));
      const bare = await startBare({ databaseUrl, secret, isBodyKept: true }, children);
      const idsOnly = await startBare({ databaseUrl, secret, isBodyKept: false }, children);
      const service = await freePort();
      await startServiceProcess(installation, service, children);
      const ours = keys.map(({ workspaceId, connectionId }) => ({
        port: service,
        path: `/webhooks/${workspaceId}/${connectionId}`,
        secret,
      }));
      const addressOf = (port: number): WebhookAddress[] => [{ port, path: '/', secret }];
      const body = aDelivery();
      let firstId = 1;
      const deliver = async (to: readonly WebhookAddress[], milliseconds: number) => {
        const delivered = await deliverWebhooks(to, body, { connections, milliseconds, firstId });
        firstId += delivered.accepted + delivered.refused + connections;
        if (delivered.refused > 0) throw new Error(`${delivered.refused} deliveries were refused`);
        return delivered;
      };
      const warmUp = await deliver(ours, warmUpMs);
      await deliver(addressOf(bare), warmUpMs);
      await deliver(addressOf(idsOnly), warmUpMs);
      let accepted = warmUp.accepted;
      const rates: { ours: number; bare: number; idsOnly: number }[] = [];
      for (let round = 1; round <= rounds; round += 1) {
        const kept = await deliver(addressOf(bare), roundMs);
        const received = await deliver(ours, roundMs);
        const ids = await deliver(addressOf(idsOnly), roundMs);
        accepted += received.accepted;
        rates.push({ ours: received.perSecond, bare: kept.perSecond, idsOnly: ids.perSecond });
        progress(
          `round ${round}: ${[received, kept, ids].map((each) => each.perSecond.toFixed(0)).join(', ')}/s: the service, bare, bare with ids alone`,
        );
      }
      let stored = 0;
      for (const { workspaceId, connectionId } of keys) {
        stored += await storage.transaction(workspaceId, (tx) => tx.inbox.count(connectionId));
      }
      if (stored !== accepted) throw new Error(`${accepted} were answered with 200, ${stored} are stored`);
      return {
        perSecond: Math.round(median(rates.map((each) => each.ours))),
        baselineRatio: Math.round(median(rates.map((each) => each.ours / each.bare)) * 1_000) / 1_000,
        barePerSecond: Math.round(median(rates.map((each) => each.bare))),
        idsOnlyRatio: Math.round(median(rates.map((each) => each.ours / each.idsOnly)) * 1_000) / 1_000,
        idsOnlyPerSecond: Math.round(median(rates.map((each) => each.idsOnly))),
        deliveries: accepted,
        shops,
        connections,
        bytes: Buffer.byteLength(body.before + body.after),
      };
    } finally {
      // The bare servers take their tables with them.
      await Promise.all(
        children.map(async (child) => {
          child.disconnect();
          await once(child, 'exit');
        }),
      );
      for (const { workspaceId } of keys) await storage.deleteWorkspace(workspaceId);
      await installation.close();
    }

    /** A shop of a workspace of its own, connected and at rest. */
    async function addShop({ storage: into }: Installation): Promise<ConnectionKey> {
      const workspace = aWorkspace();
      const connection = aConnection({
        connector: 'woocommerce',
        settings: { url: 'https://shop.example' },
        connectedAt: plus(engine.clock.now(), -1),
      });
      await into.createWorkspace(workspace);
      await into.transaction(workspace.id, async (tx) => {
        await tx.connections.insert(connection);
        await tx.secrets.put(connection.id, {
          credentials: { consumerKey: 'ck_1', consumerSecret: 'cs_1' },
          webhookSecret: secret,
        });
      });
      return { workspaceId: workspace.id, connectionId: connection.id };
    }
  },
};

async function startBare(server: BareServer, children: ChildProcess[]): Promise<number> {
  const bare = start('bench/src/bare-webhook-server.ts', [], {});
  children.push(bare);
  bare.send(server);
  const [{ port }] = (await once(bare, 'message')) as [{ port: number }];
  return port;
}

/** What the simulated shop would send of a product, with a gap for the id. */
function aDelivery(): DeliveryBody {
  const shop = new Shop(defaultShopSettings(), () => new Date());
  generateProducts(shop, 1);
  const [product] = shop.products.values();
  if (product === undefined) throw new Error('A shop without products');
  const text = JSON.stringify(productDocument(shop, product));
  const [before, after] = text.split(`"id":${product.id}`, 2);
  if (before === undefined || after === undefined) throw new Error('A product without an id');
  return { before: `${before}"id":`, after };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
