import { setTimeout as sleep } from 'node:timers/promises';
import type { MemoryMarket } from '@quayside/connectors/memory/memory-market';
import { addMemoryListing, shownPrice, shownQuantity } from '@quayside/connectors/memory/memory-market';
import type { Connection } from '@quayside/core/domain/connection';
import { plus } from '@quayside/core/domain/instant';
import type { RateLimit } from '@quayside/core/ports/manifest';
import { createTestDatabase, type TestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { euros } from '@quayside/testkit/builders';
import { createCallLevers, failing, type CallLevers } from '@quayside/testkit/call-levers';
import { insertDueTargets, type DueTarget } from '@quayside/testkit/due-targets';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Installation } from './installation.ts';
import { createToyWorld, type ToyWorld } from './toy-world.ts';

let database: TestDatabase;
let world: ToyWorld;
let levers: CallLevers[];
let installation: Installation;
let accounts: readonly Connection[];
let seeded: number;

beforeEach(async () => {
  database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
  seeded = 0;
});

afterEach(async () => {
  await world.close();
  await database.drop();
});

async function openWorld(markets: number, write: RateLimit): Promise<void> {
  levers = Array.from({ length: markets }, createCallLevers);
  world = createToyWorld({
    databaseUrl: database.url,
    stock: {},
    markets,
    marketLimits: { write },
    watchMarket: (definition, index) => levers[index]!.watch(definition),
  });
  installation = await world.open();
  ({ accounts } = await world.connect(installation));
  await installation.storage.transaction(world.workspaceId, async (tx) => {
    for (const { id } of accounts) {
      // The first reading of an account's own list would find, and store, what `makeDue` is about to store.
      const poll = await tx.polls.get(id, 'listings-all');
      if (poll !== undefined) await tx.polls.save({ ...poll, dueAt: plus(poll.dueAt, 3_600_000) });
    }
  });
}

/** Listings of a market that must all show something else, from now on. @returns how many of them do. */
async function makeDue(index: number, rows: readonly DueTarget[]): Promise<() => number> {
  const market = world.markets[index]!;
  seeded += 1;
  const skuPrefix = `WORK-${seeded}-`;
  const { storage, engine } = installation;
  const listings = rows.map((row, at) => ({
    row,
    listing: addMemoryListing(market, {
      sku: `${skuPrefix}${at + 1}`,
      quantity: row.aspect === 'quantity' ? row.shown : 5,
      price: row.aspect === 'price' ? row.shown : euros('19.9'),
    }),
  }));
  await storage.transaction(world.workspaceId, (tx) =>
    insertDueTargets(tx, {
      accountId: accounts[index]!.id,
      marketplace: market.marketplace,
      skuPrefix,
      now: engine.clock.now(),
      rows,
    }),
  );
  return () => listings.filter(({ row, listing }) => isDone(market, row, listing)).length;
}

function isDone(market: MemoryMarket, row: DueTarget, listing: Parameters<typeof shownPrice>[1]): boolean {
  return row.aspect === 'quantity'
    ? shownQuantity(market, listing) === row.stock
    : Number(shownPrice(market, listing).amount) === Number(row.price.amount);
}

const falls = (count: number): DueTarget[] =>
  Array.from({ length: count }, () => ({ aspect: 'quantity', shown: 9, stock: 2 }));

async function until(isSo: () => boolean): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > 60_000) throw new Error('It never came to be so');
    await sleep(5);
  }
}

describe('P3, P9: quantities and prices from one bucket', () => {
  test('with 1,000 prices waiting at five calls a second, a fall to zero is sent at once', async () => {
    await openWorld(1, { perSecond: 5, burst: 5 });
    const prices = Array.from({ length: 1_000 }, (): DueTarget => ({
      aspect: 'price',
      shown: euros('19.9'),
      price: euros('21'),
    }));
    const changed = await makeDue(0, prices);
    await world.startWorker(installation);
    await until(() => changed() > 8);
    const seconds: number[] = [];
    for (let fall = 0; fall < 5; fall += 1) {
      const isSent = await makeDue(0, [{ aspect: 'quantity', shown: 1, stock: 0 }]);
      const began = performance.now();
      const [account] = accounts;
      await installation.engine.doorbell.ring([
        { workspaceId: world.workspaceId, connectionId: account!.id, lane: 'quantity-down' },
      ]);
      await until(() => isSent() === 1);
      seconds.push((performance.now() - began) / 1_000);
      await sleep(500);
    }
    // A token comes every 0.2 s, and eight prices are always ahead in time: 1.6 s of tokens.
    expect(seconds.sort((one, other) => one - other)[2], seconds.join()).toBeLessThan(1);
    // The prices go on, and 900 of them still wait.
    const before = changed();
    await until(() => changed() > before + 5);
    expect(changed()).toBeLessThan(200);
  }, 90_000);
});

describe('P9: one bad account leaves the others their throughput', () => {
  /** So slow that the bucket decides how long the updates take, and not what else this machine does. */
  const write: RateLimit = { perSecond: 10, burst: 10 };
  const updates = 30;
  const pairs = 5;
  const leastRatio = 0.95;

  /** How long one account takes for its updates, beginning with an empty bucket. */
  async function secondsFor(): Promise<number> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `UPDATE rate_bucket SET tokens = 0, refilled_at = clock_timestamp(), version = version + 1 WHERE connection_id = $1`,
      [accounts[0]!.id],
    );
    await client.end();
    const done = await makeDue(0, falls(updates));
    await installation.engine.doorbell.ring([
      { workspaceId: world.workspaceId, connectionId: accounts[0]!.id, lane: 'quantity-down' },
    ]);
    const began = performance.now();
    await until(() => done() === updates);
    return (performance.now() - began) / 1_000;
  }

  const fates: [string, () => void, () => void][] = [
    [
      'throttled: every call is answered with 429',
      () => world.markets[1]!.gate.faults.push(...Array<'throttled'>(100_000).fill('throttled')),
      () => void world.markets[1]!.gate.faults.splice(0),
    ],
    [
      'failing: every call is answered with an error',
      () => levers[1]!.always('channel.listings.setQuantity', failing('transient')),
      () => levers[1]!.always('channel.listings.setQuantity', (go) => go()),
    ],
    [
      'slow: every call takes most of a second',
      () =>
        levers[1]!.always('channel.listings.setQuantity', async (go) => {
          await sleep(800);
          return go();
        }),
      () => levers[1]!.always('channel.listings.setQuantity', (go) => go()),
    ],
  ];

  test.each(fates)(
    '%s',
    async (_fate, spoil, heal) => {
      await openWorld(2, write);
      await world.startWorker(installation);
      await secondsFor();
      const ratios: number[] = [];
      // Pairs, with and without, in turn: what else this machine does meets both alike.
      for (let pair = 0; pair < pairs; pair += 1) {
        const without = await secondsFor();
        spoil();
        await makeDue(1, falls(500));
        await sleep(300);
        const withIt = await secondsFor();
        ratios.push(without / withIt);
        heal();
        await installation.storage.transaction(world.workspaceId, async (tx) => {
          // Its work is taken away, so that the next run without it is one.
          const account = await tx.connections.get(accounts[1]!.id);
          if (account !== undefined) await tx.connections.save({ ...account, health: 'paused' });
        });
        const client = new Client({ connectionString: database.url });
        await client.connect();
        await client.query(`UPDATE target SET due_at = NULL, verify_at = NULL WHERE connection_id = $1`, [
          accounts[1]!.id,
        ]);
        await client.query(`UPDATE connection SET health = 'healthy', version = version + 1 WHERE id = $1`, [
          accounts[1]!.id,
        ]);
        await client.end();
        await sleep(300);
      }
      // One of them may meet a moment in which the machine does something else.
      const median = ratios.sort((one, other) => one - other)[Math.floor(pairs / 2)];
      expect(median, ratios.join()).toBeGreaterThan(leastRatio);
    },
    240_000,
  );
});
