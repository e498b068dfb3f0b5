import { setTimeout as sleep } from 'node:timers/promises';
import { shownQuantity, type MemoryMarket } from '@quayside/connectors/memory/memory-market';
import { placeMemoryOrder, type MemoryShop } from '@quayside/connectors/memory/memory-shop';
import { brandId, type ConnectionId, type StoreVariantId } from '@quayside/core/domain/ids';
import type { Buyer, Order } from '@quayside/core/domain/order';
import { reconnect } from '@quayside/core/use-cases/connect';
import { toyKey } from '@quayside/testkit/toy-engine';
import { createTestDatabase, type TestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { createShopWithoutKey, type ShopWithoutKey } from '@quayside/testkit/shop-without-key';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import type { Installation } from './installation.ts';
import { createToyWorld, type ToyWorld } from './toy-world.ts';

const skus = ['LAMP', 'CHAIR', 'TABLE', 'SHELF', 'STOOL', 'BENCH'];
const stock = Object.fromEntries(skus.map((sku) => [sku, 100]));
const patience = { timeout: 45_000, interval: 100 };

let database: TestDatabase;
let world: ToyWorld | undefined;

beforeEach(async () => {
  database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
});

afterEach(async () => {
  await world?.close();
  const failed = world?.logged.filter((line) => line.includes('"doorbell-handler-failed"')) ?? [];
  world = undefined;
  await database.drop();
  // A drain that throws is a bug, whatever the test is about.
  expect(failed).toEqual([]);
});

/** A shop that would take any number of orders with the same key: what keeps it from doubles is the engine alone. */
function worldWithoutKey(): { world: ToyWorld; keyless: ShopWithoutKey } {
  let keyless: ShopWithoutKey | undefined;
  const made = createToyWorld({
    databaseUrl: database.url,
    stock,
    store(shop) {
      keyless = createShopWithoutKey(shop);
      return keyless.definition;
    },
  });
  world = made;
  if (keyless === undefined) throw new Error('The shop was not made');
  return { world: made, keyless };
}

function ordersOf(
  { storage }: Installation,
  { workspaceId }: ToyWorld,
  account: ConnectionId,
): Promise<readonly Order[]> {
  return storage.transaction(workspaceId, (tx) => tx.orders.page(account, null, 1_000));
}

async function untilImported(installation: Installation, { workspaceId }: ToyWorld, store: ConnectionId) {
  const variants = () =>
    installation.storage.transaction(workspaceId, (tx) => tx.variants.page(store, null, 100));
  await expect.poll(async () => (await variants()).length, patience).toBe(skus.length);
}

function stockOf(shop: MemoryShop): Record<string, number> {
  const variants = [...shop.products.values()].flatMap((product) => product.variants);
  return Object.fromEntries(variants.map(({ sku, stock: units }): [string, number] => [sku ?? '', units]));
}

function shownBy(market: MemoryMarket): Record<string, number> {
  return Object.fromEntries(
    [...market.listings.values()].map((listing) => [listing.channelSku, shownQuantity(market, listing)]),
  );
}

function sellInShop({ shop }: ToyWorld, sku: string): void {
  placeMemoryOrder(shop, [{ variantId: brandId<StoreVariantId>(sku), quantity: 1 }]);
}

test('a queue that is emptied again and again costs time and nothing else: 60 orders each placed once, every quantity right (P1, P2, P4)', async () => {
  const { world: toys, keyless } = worldWithoutKey();
  const installation = await toys.open();
  await toys.startWorker(installation);
  const { store, accounts } = await toys.connect(installation);
  const [account] = accounts;
  const [market] = toys.markets;
  await untilImported(installation, toys, store.id);
  for (const sku of skus) await toys.link(installation, account!.id, market!, sku);

  let emptied = 0;
  let isSelling = true;
  const vandal = (async () => {
    while (isSelling) {
      await installation.emptyQueue();
      emptied += 1;
      await sleep(60);
    }
  })();
  for (let sold = 0; sold < 60; sold += 1) {
    const sku = skus[sold % skus.length]!;
    toys.buy(market!, sku);
    // The shop sells as well, so that quantities go on moving.
    if (sold % 4 === 0) sellInShop(toys, sku);
    await sleep(40);
  }
  // Until most of it is done, so that the queue is emptied while orders are under way.
  await expect.poll(() => keyless.creations.length, patience).toBeGreaterThan(45);
  isSelling = false;
  await vandal;
  expect(emptied).toBeGreaterThan(10);

  await expect
    .poll(async () => {
      const orders = await ordersOf(installation, toys, account!.id);
      return orders.filter(({ placement }) => placement.state === 'placed').length;
    }, patience)
    .toBe(60);
  expect(keyless.creations).toHaveLength(60);
  for (const id of market!.orders.keys()) expect(keyless.ordersWithKey(`memory:${id}`), id).toBe(1);
  // 75 units have left: 60 for the market and 15 over the counter.
  expect(Object.values(stockOf(toys.shop)).reduce((sum, n) => sum + n, 0)).toBe(600 - 75);
  await expect.poll(() => shownBy(market!), patience).toEqual(stockOf(toys.shop));
  // Every unit has been counted by the shop: nothing stays reserved.
  const open = () =>
    installation.storage.transaction(toys.workspaceId, async (tx) =>
      tx.reservations.openOfVariants((await tx.variants.page(store.id, null, 100)).map(({ id }) => id)),
    );
  await expect.poll(async () => (await open()).length, patience).toBe(0);
  await expect.poll(() => shownBy(market!), patience).toEqual(stockOf(toys.shop));
}, 120_000);

test('two workers side by side on one database place no order twice (P1, P2)', async () => {
  const { world: toys, keyless } = worldWithoutKey();
  const [one, other] = [await toys.open(), await toys.open()];
  await toys.startWorker(one);
  const { store, accounts } = await toys.connect(one);
  const [account] = accounts;
  const [market] = toys.markets;
  await untilImported(one, toys, store.id);
  for (const sku of skus) await toys.link(one, account!.id, market!, sku);
  await toys.startWorker(other);
  for (let sold = 0; sold < 60; sold += 1) toys.buy(market!, skus[sold % skus.length]!);
  await expect
    .poll(async () => {
      // Both are rung for the same lanes, again and again.
      for (const { engine } of [one, other]) {
        await engine.doorbell.ring([
          { workspaceId: toys.workspaceId, connectionId: store.id, lane: 'place-orders' },
          { workspaceId: toys.workspaceId, connectionId: account!.id, lane: 'quantity-down' },
        ]);
      }
      const orders = await ordersOf(one, toys, account!.id);
      return orders.filter(({ placement }) => placement.state === 'placed').length;
    }, patience)
    .toBe(60);
  expect(keyless.creations).toHaveLength(60);
  for (const id of market!.orders.keys()) expect(keyless.ordersWithKey(`memory:${id}`), id).toBe(1);
  await expect.poll(() => shownBy(market!), patience).toEqual(stockOf(toys.shop));
}, 120_000);

test('an account whose credential is revoked in the middle waits untouched and is shown; the other goes on; reconnecting makes its work go on (P2, P4, P8, P9)', async () => {
  const toys = (world = createToyWorld({ databaseUrl: database.url, stock, markets: 2 }));
  const installation = await toys.open();
  await toys.startWorker(installation);
  const { store, accounts } = await toys.connect(installation);
  const [revoked, healthy] = toys.markets;
  const [revokedAccount, healthyAccount] = accounts;
  await untilImported(installation, toys, store.id);
  for (const [index, market] of toys.markets.entries()) {
    for (const sku of skus) await toys.link(installation, accounts[index]!.id, market, sku);
  }
  await expect.poll(() => [shownBy(revoked!), shownBy(healthy!)], patience).toEqual([stock, stock]);

  revoked!.gate.key = 'another-key-0123456789';
  toys.buy(revoked!, 'LAMP');
  toys.buy(healthy!, 'LAMP');
  for (const sku of skus) sellInShop(toys, sku);

  const look = () =>
    installation.storage.transaction(toys.workspaceId, async (tx) => ({
      health: (await tx.connections.get(revokedAccount!.id))?.health,
      issues: (await tx.issues.list()).filter(({ connectionId }) => connectionId === revokedAccount!.id),
    }));
  await expect.poll(async () => (await look()).health, patience).toBe('reconnect');
  const [issue] = (await look()).issues;
  expect(issue).toMatchObject({ severity: 'error', message: { code: 'memory.key-refused' } });
  expect(installation.say(issue!.message, 'en')).toContain('reconnect');

  // The other account is served all the while.
  const left = { ...stock, ...Object.fromEntries(skus.map((sku) => [sku, 99])), LAMP: 98 };
  await expect.poll(() => shownBy(healthy!), patience).toEqual(left);
  await expect
    .poll(async () => {
      const [order] = await ordersOf(installation, toys, healthyAccount!.id);
      return order?.placement.state;
    }, patience)
    .toBe('placed');
  // The refused one is left alone once the runs under way have ended, and nothing of its work is dropped.
  let calls = -1;
  await expect
    .poll(
      () => {
        const before = calls;
        calls = revoked!.gate.calls;
        return calls - before;
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(0);
  await sleep(1_500);
  expect(revoked!.gate.calls - calls).toBe(0);
  expect(await ordersOf(installation, toys, revokedAccount!.id)).toEqual([]);
  const waiting = await installation.storage.transaction(toys.workspaceId, async (tx) => {
    const listings = await tx.listings.page(revokedAccount!.id, null, 100);
    return tx.targets.getMany(listings.flatMap(({ quantityTargetId: id }) => (id === null ? [] : [id])));
  });
  expect(
    waiting.filter(
      ({ dueAt, acknowledged, wantedVersion }) => dueAt !== null && acknowledged?.version !== wantedVersion,
    ),
  ).toHaveLength(skus.length);

  const key = { workspaceId: toys.workspaceId, connectionId: revokedAccount!.id };
  const wrong = await reconnect(installation.engine, key, { key: toyKey });
  expect(wrong).toMatchObject({ ok: false });
  expect((await look()).health).toBe('reconnect');
  const mended = await reconnect(installation.engine, key, { key: 'another-key-0123456789' });
  expect(mended).toMatchObject({ ok: true });
  await expect
    .poll(async () => {
      const [order] = await ordersOf(installation, toys, revokedAccount!.id);
      return order?.placement.state;
    }, patience)
    .toBe('placed');
  await expect.poll(() => shownBy(revoked!), patience).toEqual(stockOf(toys.shop));
  await expect.poll(() => shownBy(healthy!), patience).toEqual(stockOf(toys.shop));
  expect(await look()).toEqual({ health: 'healthy', issues: [] });
}, 120_000);

test('neither credentials nor a buyer can be read in any table or in the log (P7)', async () => {
  const toys = (world = createToyWorld({ databaseUrl: database.url, stock }));
  const installation = await toys.open();
  await toys.startWorker(installation);
  const { store, accounts } = await toys.connect(installation);
  const [account] = accounts;
  const [market] = toys.markets;
  await untilImported(installation, toys, store.id);
  for (const sku of skus) await toys.link(installation, account!.id, market!, sku);
  const buyer: Buyer = {
    name: 'Ségolène Quatrefages',
    email: 'segolene.quatrefages@courriel.example',
    phone: '+33 6 12 34 56 78',
    company: 'Quatrefages & Filles SARL',
    addressLines: ['17 bis impasse des Goélands', 'Escalier "C"'],
    city: 'Saint-Quay-Portrieux',
    region: 'Bretagne-Nord',
    postalCode: '22410-9',
    countryCode: 'FR',
  };
  toys.buy(market!, 'LAMP', buyer);
  // One that stays held, one that fails: messages and issues are written from them.
  market!.gate.faults.push('server-error', 'throttled');
  await expect
    .poll(async () => (await ordersOf(installation, toys, account!.id))[0]?.placement.state, patience)
    .toBe('placed');
  const [order] = await ordersOf(installation, toys, account!.id);
  // It is there, and we can read it.
  expect(order?.buyer).toEqual(buyer);
  const secrets = await installation.storage.transaction(toys.workspaceId, (tx) => tx.secrets.get(store.id));
  expect(secrets?.credentials).toEqual({ key: toyKey });

  const rows = await dump(database.url);
  const forbidden = {
    credentials: toyKey,
    'webhook secret': secrets?.webhookSecret ?? '',
    name: buyer.name,
    surname: 'Quatrefages',
    'e-mail': buyer.email ?? '',
    phone: buyer.phone ?? '',
    street: buyer.addressLines[0]!,
    floor: 'Escalier',
    city: buyer.city,
    'postal code': buyer.postalCode,
  };
  // The dump really holds what is no secret, in every way in which the secrets are searched.
  expect(rows.some(({ text }) => holds(text, order!.marketplaceOrderId))).toBe(true);
  expect(rows.some(({ table }) => table === 'public.connection_secret')).toBe(true);
  for (const [what, value] of Object.entries(forbidden)) {
    const found = rows.filter(({ text }) => holds(text, value)).map(({ table }) => table);
    expect(found, what).toEqual([]);
    expect(toys.logged.filter((line) => holds(line, value)).length, `${what} in the log`).toBe(0);
  }
  expect(toys.logged.length).toBeGreaterThan(0);
}, 60_000);

/** Every row of every table as PostgreSQL writes it. */
async function dump(url: string): Promise<{ table: string; text: string }[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const rows: { table: string; text: string }[] = [];
    for (const { name } of tables.rows) {
      const found = await client.query<{ text: string }>(`SELECT row::text AS text FROM ${name} AS row`);
      rows.push(...found.rows.map(({ text }) => ({ table: name, text })));
    }
    return rows;
  } finally {
    await client.end();
  }
}

/** Whether a text holds a value: plain, escaped as JSON or for a URL, in base64 or in hexadecimal. */
function holds(text: string, value: string): boolean {
  const bytes = Buffer.from(value);
  const spellings = [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    bytes.toString('hex'),
    // Without its ends, which depend on what stands beside it.
    ...[0, 1, 2].map((shift) =>
      Buffer.from(`${' '.repeat(shift)}${value}`)
        .toString('base64')
        .slice(4, -4),
    ),
  ].filter((spelling) => spelling.length >= 5);
  const unescaped = text.replaceAll('""', '"').replaceAll('\\\\', '\\');
  return spellings.some((spelling) => text.includes(spelling) || unescaped.includes(spelling));
}
