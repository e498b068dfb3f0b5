import { connectorDefinitions } from '@quayside/connectors/registry.gen';
import { createConnectorDirectory } from '@quayside/assembly/connector-directory';
import type { Connection } from '@quayside/core/domain/connection';
import { brandId, type MarketplaceId, type Sku, type WorkspaceId } from '@quayside/core/domain/ids';
import { instant, toMilliseconds } from '@quayside/core/domain/instant';
import { plainSellingRules } from '@quayside/core/domain/selling-rules';
import type { Variant } from '@quayside/core/domain/variant';
import { lanes, type Lane } from '@quayside/core/jobs/catalogue';
import type { RateLimit } from '@quayside/core/ports/manifest';
import type { RateBudget } from '@quayside/core/ports/rate-budget';
import { drain } from '@quayside/core/use-cases/drain';
import type { Engine } from '@quayside/core/use-cases/engine';
import { listVariants } from '@quayside/core/use-cases/list-variants';
import { TokenBucket } from '@quayside/simulators/amazon/rate-limits';
import { startAmazonSimulator, type AmazonSimulator } from '@quayside/simulators/amazon/server';
import { aConnection, aPolicy, aStockPool, aVariant, euros } from '@quayside/testkit/builders';
import { aGtin } from '@quayside/testkit/trade-item-number';
import type { Benchmark } from './benchmark.ts';
import { connectSeller } from './connect-seller.ts';
import { openBench } from './open-bench.ts';
import { settleDatabase } from './settle-database.ts';

const count = 25_000;
const units = 7;
const together = 2_500;
const stepMs = 1_000;
const patches = 'listings.patch';
const minute = 60_000;

/**
 * A shop's whole catalogue, listed on a simulated Amazon at its official limits for the first time: looked up, sent by feeds, looked for, and filled. Amazon, the engine
 * and its budgets share a clock that stands while there is work, and then goes on by a second; storage and HTTP are real.
 */
export const firstListing: Benchmark = {
  summary: `{offers, feeds, patchRatio, minutes, filledAfterMinutes}: the first listing of ${count} offers, on the simulator’s clock`,
  async run(progress) {
    const installation = await openBench();
    const { storage } = installation;
    const clock = createSteppedClock();
    const amazon = await startAmazonSimulator({ clock: clock.date });
    const stepped = openSteppedEngine(installation, clock);
    const { engine } = stepped;
    const workspaceId = engine.ids.next() as WorkspaceId;
    await storage.createWorkspace({ id: workspaceId, name: 'Benchmark', createdAt: clock.now() });
    try {
      const began = toMilliseconds(clock.now());
      const minutesSince = (from: number): number => (toMilliseconds(clock.now()) - from) / minute;
      const { account, variants } = await seed(engine, workspaceId, amazon);
      await settleDatabase(installation);
      const marketplace = brandId<MarketplaceId>(amazon.sellers[0]?.marketplaceIds[0] ?? '');
      const key = { workspaceId, connectionId: account.id };
      const requests = variants.map(({ id }) => ({ variantId: id }));
      const listed = await listVariants(engine, key, marketplace, requests);
      if (!listed.ok || listed.value.some((outcome) => outcome !== 'started'))
        throw new Error('Not all listed');
      let firstPatchAt: number | null = null;
      let told = 0;
      while (amazon.listings.acceptedQuantities.length < count) {
        await drainDue(stepped);
        const sent = amazon.listings.acceptedQuantities.length;
        if (sent > 0) firstPatchAt ??= toMilliseconds(clock.now());
        if (minutesSince(began) >= told) {
          const feeds = amazon.feeds.all().map(({ status }) => status);
          progress(`minute ${told}: feeds ${feeds.join(', ') || 'none'}; ${sent} quantities`);
          told += 10;
        }
        if (minutesSince(began) > 300) throw new Error('Not all quantities came within five hours');
        if (sent < count) clock.step();
      }
      const [use] = amazon.buckets.use(patches);
      if (use === undefined || firstPatchAt === null) throw new Error('Nothing was sent');
      const minutes = minutesSince(firstPatchAt);
      const filledAfter = minutesSince(began);
      // The last ones are accepted, and not yet in effect.
      clock.step(10_000);
      const wrong = amazon.listings
        .all()
        .filter(({ sellerId, sku }) => amazon.listings.quantity(sellerId, sku, 'DEFAULT') !== units);
      if (wrong.length > 0) throw new Error(`${wrong.length} listings show something else`);
      const throttled = Object.values(amazon.calls.dump()).reduce((sum, each) => sum + each.throttled, 0);
      return {
        offers: count,
        feeds: amazon.feeds.all().length,
        patchRatio: Math.round((use.taken / use.given) * 10_000) / 10_000,
        minutes: Math.round(minutes * 10) / 10,
        filledAfterMinutes: Math.round(filledAfter * 10) / 10,
        throttled,
      };
    } finally {
      await storage.deleteWorkspace(workspaceId);
      await installation.close();
      await amazon.close();
    }
  },
};

type SteppedClock = ReturnType<typeof createSteppedClock>;

function createSteppedClock() {
  let now = Date.now();
  return {
    now: () => instant(now),
    date: () => new Date(now),
    step(milliseconds = stepMs) {
      now += milliseconds;
    },
  };
}

interface SteppedEngine {
  readonly engine: Engine;
  /** The last run of a lane. */
  readonly lastTurn: () => { readonly isSentAway: boolean };
}

/** An engine whose budgets go by the stepped clock: the database’s own clock does not wait. */
function openSteppedEngine(
  { engine, storage, log }: Awaited<ReturnType<typeof openBench>>,
  clock: SteppedClock,
): SteppedEngine {
  let turn = { isSentAway: false };
  const connectors = createConnectorDirectory({
    definitions: connectorDefinitions,
    storage,
    clock,
    log,
    tuning: {},
    registrations: {},
    budgetFor: (_, limits) =>
      steppedBudget(limits, clock, () => {
        turn.isSentAway = true;
      }),
    // One lane at a time.
    inLane: (_, work) => {
      turn = { isSentAway: false };
      return work(turn);
    },
  });
  const doorbell = { ring: () => Promise.resolve() };
  return { engine: { ...engine, clock, connectors, doorbell }, lastTurn: () => turn };
}

function steppedBudget(
  limits: Readonly<Record<string, RateLimit>>,
  clock: SteppedClock,
  sendAway: () => void,
): RateBudget {
  const buckets = new Map<string, TokenBucket>();
  return {
    take(operation) {
      const limit = limits[operation];
      if (limit === undefined) throw new Error(`No limit for ${operation}`);
      const plan = { ratePerSecond: limit.perSecond, burst: limit.burst };
      const bucket = buckets.get(operation) ?? new TokenBucket(plan, clock.date);
      buckets.set(operation, bucket);
      if (bucket.take()) return Promise.resolve(0);
      sendAway();
      return Promise.resolve(Math.ceil(1_000 / limit.perSecond));
    },
    pause: () => Promise.resolve(),
  };
}

/** Works through everything that is due at this moment, lanes that matter more first. A lane that was sent away without a token comes again at the next step, as the sweeper rings. */
async function drainDue({ engine, lastTurn }: SteppedEngine): Promise<void> {
  const sentAway = new Set<Lane>();
  for (;;) {
    const jobs = await engine.storage.dueJobs(engine.clock.now(), 100);
    const open = jobs.filter(({ lane }) => !sentAway.has(lane));
    if (open.length === 0) return;
    for (const job of open.sort((one, other) => lanes.indexOf(one.lane) - lanes.indexOf(other.lane))) {
      await drain(engine, job);
      if (lastTurn().isSentAway) sentAway.add(job.lane);
    }
  }
}

/** A shop with so many things that Amazon’s catalogue knows, and an account that follows a plain policy. */
async function seed(
  engine: Engine,
  workspaceId: WorkspaceId,
  amazon: AmazonSimulator,
): Promise<{ readonly account: Connection; readonly variants: readonly Variant[] }> {
  const [seller] = amazon.sellers;
  if (seller === undefined) throw new Error('No seller');
  const store = aConnection({ connector: 'woocommerce', health: 'paused' });
  const policy = aPolicy({ rules: plainSellingRules });
  const pool = aStockPool({ masterConnectionId: store.id });
  const variants = Array.from({ length: count }, (_, index) => {
    const gtin = aGtin(withCheckDigit(300_000_000_000 + index));
    amazon.seedItem({
      asin: `B${String(index).padStart(9, '0')}`,
      title: `Thing ${index}`,
      gtins: [gtin.slice(1)],
    });
    return aVariant({
      connectionId: store.id,
      sku: brandId<Sku>(`SKU-${index}`),
      title: `Thing ${index}`,
      gtin,
      price: euros((6 + (index % 997) * 0.37).toFixed(2)),
      stock: { kind: 'tracked', quantity: units },
    });
  });
  await engine.storage.transaction(workspaceId, async (tx) => {
    await tx.connections.insert(store);
    await tx.pools.insert(pool);
    await tx.policies.insert(policy);
  });
  for (let from = 0; from < count; from += together) {
    await engine.storage.transaction(workspaceId, (tx) =>
      tx.variants.insertMany(variants.slice(from, from + together)),
    );
  }
  const account = await connectSeller(engine, workspaceId, amazon, seller);
  await engine.storage.transaction(workspaceId, async (tx) => {
    const current = await tx.connections.get(account.id);
    if (current === undefined) throw new Error('No account');
    const policies = { ...current.policies, selling: policy.id };
    await tx.connections.save({ ...current, poolId: pool.id, policies });
  });
  return { account, variants };
}

/** An EAN-13 of twelve digits. */
function withCheckDigit(digits: number): string {
  const text = String(digits);
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum += Number(text[index]) * (index % 2 === 0 ? 1 : 3);
  return `${text}${(10 - (sum % 10)) % 10}`;
}
