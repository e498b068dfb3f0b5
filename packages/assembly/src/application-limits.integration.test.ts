import { createSecretKey, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { definition as amazon } from '@quayside/connectors/amazon/definition';
import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import type { RateLimit } from '@quayside/core/ports/manifest';
import { createCredentialCipher } from '@quayside/runtime/crypto/credential-cipher';
import { createTestDatabase, type TestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { silentLog } from '@quayside/runtime/log/silent-log';
import { createPrismaStorage, type PrismaStorage } from '@quayside/runtime/prisma/prisma-storage';
import { inLane } from '@quayside/runtime/rate-budget/lane-turn';
import { createRateBudgets, type RateBudgets } from '@quayside/runtime/rate-budget/rate-budgets';
import { sellerAccess } from '@quayside/simulators/amazon/seller-access';
import { startAmazonSimulator, type AmazonSimulator } from '@quayside/simulators/amazon/server';
import { aConnection, aWorkspace } from '@quayside/testkit/builders';
import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { createConnectorDirectory } from './connector-directory.ts';
import { systemClock } from './system-clock.ts';

const ours: RateLimit = { perSecond: 5, burst: 10 };
/** Less than two sellers may call by themselves. */
const together = { perSecond: 6, burst: 6 };
const sku = brandId<ChannelSku>('LAMP');
const marketplace = brandId<MarketplaceId>('A13V1IB3VIYZZH');

let database: TestDatabase;
let pool: Pool;
let storage: PrismaStorage;
let budgets: RateBudgets;
let simulator: AmazonSimulator;

beforeEach(async () => {
  database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
  pool = new Pool({ connectionString: database.url, max: 4 });
  // The database is dropped while the last sessions still say good-bye.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const cipher = createCredentialCipher({ current: createSecretKey(randomBytes(32)) });
  storage = createPrismaStorage({ pool, cipher, log: silentLog });
  budgets = createRateBudgets(storage.client);
  simulator = await startAmazonSimulator({
    sellers: [{ sellerId: 'A1SELLER' }, { sellerId: 'A2SELLER' }],
    applicationLimits: { 'listings.get': { ratePerSecond: together.perSecond, burst: together.burst } },
  });
});

afterEach(async () => {
  await simulator.close();
  await budgets.close();
  await storage.close();
  await pool.end();
  await database.drop();
});

/** How often each seller was answered within some seconds in which both ask for a listing again and again. */
async function askFor(milliseconds: number, getListingsItem: RateLimit): Promise<readonly number[]> {
  const connectors = createConnectorDirectory({
    definitions: [amazon],
    storage,
    clock: systemClock,
    log: silentLog,
    tuning: { amazon: { rateLimits: { getListingsItem } } },
    registrations: {},
    budgetFor: (key, limits, as) => budgets.open({ key, ...as }, limits, as.sendWindowMs),
    inLane,
  });
  const until = performance.now() + milliseconds;
  return Promise.all(
    simulator.sellers.map(async (seller) => {
      const { settings, credentials } = sellerAccess(simulator, seller);
      const workspace = aWorkspace();
      const account = aConnection({ role: 'channel', connector: 'amazon', settings });
      await storage.createWorkspace(workspace);
      await storage.transaction(workspace.id, async (tx) => {
        await tx.connections.insert(account);
        await tx.secrets.put(account.id, { credentials, webhookSecret: null });
      });
      const { connector } = await connectors.channel(workspace.id, account);
      let answered = 0;
      const call = async (): Promise<void> => {
        while (performance.now() < until) {
          const read = await inLane('verify', () =>
            connector.listings.read({ channelSku: sku, marketplace }),
          );
          if (read.ok || read.error.kind === 'not-found') answered += 1;
          else if (read.error.kind === 'rate-limited') await sleep(read.error.retryAfterMs);
          else throw new Error(read.error.detail);
        }
      };
      await Promise.all(Array.from({ length: 4 }, call));
      return answered;
    }),
  );
}

describe('P9: a limit that Amazon counts for all sellers of an application', () => {
  test('is shared in halves and never exceeded, once the budget is told of it', async () => {
    const answered = await askFor(5_000, { ...ours, perApplication: together });
    expect(simulator.calls.of('listings.get').throttled).toBe(0);
    const [one = 0, other = 0] = answered;
    // A burst and five seconds of refill.
    expect(one + other).toBeLessThanOrEqual(together.burst + together.perSecond * 6);
    expect(one + other).toBeGreaterThan(0.7 * together.perSecond * 5);
    expect(Math.min(one, other) / Math.max(one, other)).toBeGreaterThan(0.6);
  }, 60_000);

  test('refuses both as long as the budget is not', async () => {
    await askFor(3_000, ours);
    expect(simulator.calls.of('listings.get').throttled).toBeGreaterThan(0);
  }, 60_000);
});
