import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import { connectStore } from '@quayside/core/use-cases/connect';
import { createTestDatabase, type TestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { childEnvironment, readEnvironment, repositoryRoot } from '@quayside/runtime/env';
import {
  startWooCommerceSimulator,
  type WooCommerceSimulator,
} from '@quayside/simulators/woocommerce/server';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openInstallation, type Installation } from './installation.ts';

const variants = 5_000;
const tuning = {
  worker: { lockMs: 1_000, sweepEveryMs: 200 },
  // Slow enough to be killed in the middle.
  connectors: { woocommerce: { rateLimits: { read: { perSecond: 40, burst: 20 } } } },
};
const patience = { timeout: 60_000, interval: 20 };

let database: TestDatabase;
let shop: WooCommerceSimulator;
let installation: Installation;
let variables: Record<string, string>;
let workers: ChildProcess[];

beforeEach(async () => {
  workers = [];
  database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
  shop = await startWooCommerceSimulator({ generatedVariants: variants });
  variables = {
    DATABASE_URL: database.url,
    QUAYSIDE_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    QUAYSIDE_TUNING: JSON.stringify(tuning),
    QUAYSIDE_LOG_LEVEL: 'silent',
  };
  installation = await openInstallation({ environment: readEnvironment(variables), role: 'test' });
});

afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await installation.close();
  await shop.close();
  await database.drop();
});

async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [path.join(repositoryRoot, 'apps/worker/src/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: childEnvironment(variables),
  });
  workers.push(worker);
  await once(worker, 'message');
  return worker;
}

async function run(sql: string): Promise<readonly { count: string }[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<{ count: string }>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function count(sql: string): Promise<number> {
  return Number((await run(sql))[0]!.count);
}

test('a worker killed again and again in the middle of an import: it goes on where it was, nothing twice, nothing missing', async () => {
  const { engine, storage } = installation;
  const workspaceId = engine.ids.next() as WorkspaceId;
  await storage.createWorkspace({ id: workspaceId, name: 'Killed', createdAt: engine.clock.now() });
  const store = await connectStore(engine, workspaceId, {
    connector: 'woocommerce',
    name: 'Shop',
    settings: { url: shop.url },
    credentials: { consumerKey: shop.consumerKey, consumerSecret: shop.consumerSecret },
  });
  if (!store.ok) throw new Error(store.error.detail);
  const poll = () => storage.transaction(workspaceId, (tx) => tx.polls.get(store.value.id, 'products-all'));
  const done = async (): Promise<number> => (await poll())?.window?.done ?? 0;

  let reached = 0;
  for (let kill = 0; kill < 2; kill += 1) {
    const worker = await startWorker();
    await expect.poll(done, patience).toBeGreaterThan(reached + 100);
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    const kept = await done();
    // Nothing that was stored is forgotten: an import that began again would count from nothing.
    expect(kept).toBeGreaterThan(reached);
    reached = kept;
    // The dead worker's lease is over at once instead of in a minute and a half.
    await run(`UPDATE poll SET due_at = now() WHERE kind = 'products-all'`);
  }
  const stored = await count('SELECT count(*) FROM variant');
  expect(stored).toBeGreaterThan(0);
  expect(stored).toBeLessThan(variants);

  await startWorker();
  await expect.poll(async () => (await poll())?.cursor ?? null, patience).not.toBeNull();
  const products = shop.shop.products.size;
  expect(await count('SELECT count(*) FROM variant WHERE gone_at IS NULL')).toBe(variants);
  expect(await count('SELECT count(DISTINCT store_variant_id) FROM variant')).toBe(variants);
  expect(await count('SELECT count(*) FROM product')).toBeLessThanOrEqual(products);
}, 120_000);
