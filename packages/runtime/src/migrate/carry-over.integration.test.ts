import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { plainOrderImport } from '@quayside/core/domain/order-import';
import { plainSellingRules, sellingRules } from '@quayside/core/domain/selling-rules';
import { Client } from 'pg';
import { expect, inject, test } from 'vitest';
import { createEmptyDatabase } from '../embedded/test-database.ts';
import { repositoryRoot } from '../env.ts';
import { silentLog } from '../log/silent-log.ts';
import { migrateDatabase } from './migrate-database.ts';

const prisma = path.join(repositoryRoot, 'prisma');
const id = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/**
 * Brings a database to where it was before a migration, fills it, and takes it to where it is now.
 *
 * @param added how the name of the migration ends.
 */
async function carryOver(
  added: string,
  before: string,
  look: (client: Client) => Promise<void>,
): Promise<void> {
  const database = await createEmptyDatabase(inject('postgresUrl'));
  const earlier = await mkdtemp(path.join(os.tmpdir(), 'quayside-earlier-'));
  const client = new Client({ connectionString: database.url });
  try {
    await cp(path.join(prisma, 'migrations'), earlier, { recursive: true });
    const names = (await readdir(earlier)).filter((name) => /^\d{14}_/.test(name)).sort();
    const first = names.findIndex((name) => name.endsWith(added));
    expect(first).toBeGreaterThan(0);
    for (const name of names.slice(first)) await rm(path.join(earlier, name), { recursive: true });
    const options = {
      connectionString: database.url,
      schemaFile: path.join(prisma, 'schema.prisma'),
      log: silentLog,
    };
    await migrateDatabase({ ...options, migrationsDirectory: earlier });
    await client.connect();
    await client.query(before);
    await migrateDatabase({ ...options, migrationsDirectory: path.join(prisma, 'migrations') });
    await look(client);
  } finally {
    await client.end();
    await database.drop();
    await rm(earlier, { recursive: true, force: true });
  }
}

/** One workspace with a pool, one whose store has none, one with an account alone. */
const ordersBefore = `
INSERT INTO workspace (id, name, created_at) VALUES ('${id(1)}', 'One', now()), ('${id(2)}', 'Two', now()), ('${id(3)}', 'Three', now());
INSERT INTO connection (workspace_id, id, role, connector, name, settings, health, orders_from, connected_at, version) VALUES
  ('${id(1)}', '${id(11)}', 'store', 'toys', 'A shop', '{}', 'healthy', now(), now(), 0),
  ('${id(1)}', '${id(12)}', 'channel', 'toys', 'A market', '{}', 'healthy', now(), now(), 0),
  ('${id(2)}', '${id(21)}', 'store', 'toys', 'Another shop', '{}', 'healthy', now(), now(), 0),
  ('${id(2)}', '${id(22)}', 'channel', 'toys', 'A market', '{}', 'healthy', now(), now(), 0),
  ('${id(3)}', '${id(32)}', 'channel', 'toys', 'A market', '{}', 'healthy', now(), now(), 0);
INSERT INTO stock_pool (workspace_id, id, name, master_connection_id) VALUES ('${id(1)}', '${id(19)}', 'A shop', '${id(11)}');
INSERT INTO variant (workspace_id, id, connection_id, store_product_id, store_variant_id, title, options, images, stock_kind, stock_quantity, read_began_at, version)
  VALUES ('${id(1)}', '${id(13)}', '${id(11)}', '1', '1', 'Lamp', '[]', '{}', 'tracked', 5, now(), 0);
INSERT INTO marketplace_order (workspace_id, id, connection_id, marketplace_order_id, marketplace, status, fulfillment, purchased_at, updated_at, currency, shipping_total, placement_state, placement, imported_at, version)
  VALUES ('${id(1)}', '${id(14)}', '${id(12)}', '1', 'toy', 'unshipped', 'merchant', now(), now(), 'EUR', 0, 'ready', '{}', now(), 0);
INSERT INTO order_line (workspace_id, id, order_id, position, marketplace_line_id, channel_sku, title, quantity, total_amount, total_currency, units_per_listing)
  VALUES ('${id(1)}', '${id(15)}', '${id(14)}', 0, '1', 'LAMP', 'Lamp', 1, 1, 'EUR', 1);
INSERT INTO marketplace_order (workspace_id, id, connection_id, marketplace_order_id, marketplace, status, fulfillment, purchased_at, updated_at, currency, shipping_total, placement_state, placement, imported_at, version)
  VALUES ('${id(1)}', '${id(17)}', '${id(12)}', '2', 'toy', 'unshipped', 'merchant', now(), now(), 'EUR', 0, 'placed', '{"state":"placed","storeOrderId":"7"}', now(), 0);
INSERT INTO order_line (workspace_id, id, order_id, position, marketplace_line_id, channel_sku, title, quantity, total_amount, total_currency, units_per_listing)
  VALUES ('${id(1)}', '${id(18)}', '${id(17)}', 0, '1', 'LAMP', 'Lamp', 2, 39.8, 'EUR', 1);
INSERT INTO reservation (workspace_id, id, order_id, order_line_id, variant_id, units, state, version)
  VALUES ('${id(1)}', '${id(16)}', '${id(14)}', '${id(15)}', '${id(13)}', 1, 'held', 0);
`;

test('P3: accounts, orders and promises of before belong to the pool of their store afterwards, and are as they were', async () => {
  await carryOver('_orders_both_ways', ordersBefore, async (client) => {
    const pools = await client.query<{ workspace_id: string; id: string; master: string }>(
      'SELECT workspace_id, id, master_connection_id AS master, locations, version FROM stock_pool ORDER BY workspace_id',
    );
    expect(pools.rows).toMatchObject([
      { workspace_id: id(1), id: id(19), master: id(11), locations: null, version: 0 },
      { workspace_id: id(2), master: id(21), locations: null, version: 0 },
    ]);
    const accounts = await client.query('SELECT id, pool_id FROM connection ORDER BY id');
    expect(accounts.rows).toEqual([
      { id: id(11), pool_id: null },
      { id: id(12), pool_id: id(19) },
      { id: id(21), pool_id: null },
      { id: id(22), pool_id: pools.rows[1]?.id },
      { id: id(32), pool_id: null },
    ]);
    const policies = await client.query('SELECT DISTINCT order_import FROM connection');
    expect(policies.rows).toEqual([{ order_import: plainOrderImport }]);
    const lines = await client.query(
      'SELECT id, placed_quantity, placed_amount::float AS placed_amount FROM order_line ORDER BY id',
    );
    expect(lines.rows).toEqual([
      { id: id(15), placed_quantity: null, placed_amount: null },
      { id: id(18), placed_quantity: 2, placed_amount: 39.8 },
    ]);
    const orders = await client.query('SELECT refunds, placement FROM marketplace_order ORDER BY id');
    expect(orders.rows).toEqual([
      { refunds: [], placement: {} },
      { refunds: [], placement: { state: 'placed', storeOrderId: '7', adjustment: null } },
    ]);
    const found = await client.query('SELECT search_text FROM marketplace_order ORDER BY id');
    expect(found.rows).toEqual([{ search_text: '1 lamp lamp' }, { search_text: '2 lamp lamp' }]);
    const promises = await client.query('SELECT pool_id FROM reservation');
    expect(promises.rows).toEqual([{ pool_id: id(19) }]);
  });
});

/** One policy of each source; one account that sells by it; one listing that was stopped and one that was not; a price that is shown. */
const policiesBefore = `
INSERT INTO workspace (id, name, created_at) VALUES ('${id(1)}', 'One', now());
INSERT INTO selling_policy (workspace_id, id, name, rules, version) VALUES
  ('${id(1)}', '${id(41)}', 'Plain', '{"price":{"source":"regular","modifier":null},"quantity":{"buffer":0,"maximum":null}}', 3),
  ('${id(1)}', '${id(42)}', 'Plus', '{"price":{"source":"effective","modifier":{"kind":"percent","value":"12.5"}},"quantity":{"buffer":2,"maximum":50}}', 0),
  ('${id(1)}', '${id(43)}', 'Less', '{"price":{"source":"cost","modifier":{"kind":"absolute","value":"-3"}},"quantity":{"buffer":0,"maximum":1}}', 0);
INSERT INTO connection (workspace_id, id, role, connector, name, settings, health, orders_from, order_import, connected_at, selling_policy_id, version) VALUES
  ('${id(1)}', '${id(12)}', 'channel', 'toys', 'A market', '{}', 'healthy', now(), '{}', now(), '${id(42)}', 0);
INSERT INTO target (workspace_id, id, connection_id, aspect, channel_sku, marketplace, wanted_version, shown_value, shown_currency, shown_at, mismatches, lane, attempts, version)
  VALUES ('${id(1)}', '${id(51)}', '${id(12)}', 'price', 'LAMP', 'toy', 1, 19.9, 'EUR', now(), 0, 'price', 0, 0);
INSERT INTO listing (workspace_id, id, connection_id, marketplace, channel_sku, status, gtins, fulfillment, units_per_listing, is_stopped, condition, issues, channel_data, price_target_id, attempts, search_text, version) VALUES
  ('${id(1)}', '${id(61)}', '${id(12)}', 'toy', 'LAMP', 'active', '{}', 'merchant', 1, false, 'new', '[]', '{}', '${id(51)}', 0, 'lamp', 0),
  ('${id(1)}', '${id(62)}', '${id(12)}', 'toy', 'CHAIR', 'active', '{}', 'merchant', 1, true, 'new', '[]', '{}', null, 0, 'chair', 0);
`;

test('selling policies of before say afterwards what they said, in the words of now, and are followed by whom they were', async () => {
  await carryOver('_policies', policiesBefore, async (client) => {
    const { price, quantity } = plainSellingRules;
    const policies = await client.query<{ rules: unknown }>(
      'SELECT id, kind, name, rules, version FROM policy ORDER BY id',
    );
    expect(policies.rows).toEqual([
      { id: id(41), kind: 'selling', name: 'Plain', rules: plainSellingRules, version: 3 },
      {
        id: id(42),
        kind: 'selling',
        name: 'Plus',
        rules: {
          ...plainSellingRules,
          price: {
            ...price,
            source: { kind: 'effective' },
            modifiers: [{ kind: 'percent', value: '12.5' }],
          },
          quantity: { ...quantity, buffer: 2, maximum: 50 },
        },
        version: 0,
      },
      {
        id: id(43),
        kind: 'selling',
        name: 'Less',
        rules: {
          ...plainSellingRules,
          price: { ...price, source: { kind: 'cost' }, modifiers: [{ kind: 'absolute', value: '-3' }] },
          quantity: { ...quantity, maximum: 1 },
        },
        version: 0,
      },
    ]);
    for (const { rules } of policies.rows) expect(sellingRules.parse(rules)).toEqual(rules);
    const accounts = await client.query(
      'SELECT selling_policy_id, synchronization_policy_id, shipping_policy_id, frequency FROM connection',
    );
    expect(accounts.rows).toEqual([
      {
        selling_policy_id: id(42),
        synchronization_policy_id: null,
        shipping_policy_id: null,
        frequency: 'real-time',
      },
    ]);
    const listings = await client.query('SELECT stopped_by, selling_policy_id FROM listing ORDER BY id');
    expect(listings.rows).toEqual([
      { stopped_by: null, selling_policy_id: null },
      { stopped_by: 'hand', selling_policy_id: null },
    ]);
    const targets = await client.query(
      'SELECT shown_value::float AS shown_value, shown_currency, shown_parts, approved_value FROM target',
    );
    expect(targets.rows).toEqual([
      { shown_value: 19.9, shown_currency: 'EUR', shown_parts: null, approved_value: null },
    ]);
    await expect(client.query('DELETE FROM policy')).rejects.toThrow();
  });
});

/** An account whose platform tells of changes, one whose platform does not, and one whose settings say nothing. */
const notificationsBefore = `
INSERT INTO workspace (id, name, created_at) VALUES ('${id(1)}', 'One', now());
INSERT INTO connection (workspace_id, id, role, connector, name, settings, health, orders_from, order_import, connected_at, version) VALUES
  ('${id(1)}', '${id(12)}', 'channel', 'amazon', 'A seller', '{"sellerId":"A1SELLER","region":"EU"}', 'healthy', now(), '{}', now(), 0),
  ('${id(1)}', '${id(13)}', 'channel', 'toys', 'A market', '{"sellerId":"A2OTHER"}', 'healthy', now(), '{}', now(), 0),
  ('${id(1)}', '${id(14)}', 'channel', 'amazon', 'Another seller', '{}', 'healthy', now(), '{}', now(), 0);
`;

test('P8: accounts of before are told of as well: their platform is asked to at the next look', async () => {
  await carryOver('_notifications', notificationsBefore, async (client) => {
    const known = await client.query('SELECT * FROM notification_subscription');
    expect(known.rows).toEqual([
      {
        workspace_id: id(1),
        connection_id: id(12),
        connector: 'amazon',
        account: 'A1SELLER',
        ensured_at: null,
        heard_at: null,
      },
    ]);
    const polls = await client.query(
      'SELECT connection_id, kind, cursor, due_at <= now() AS is_due FROM poll',
    );
    expect(polls.rows).toEqual([
      { connection_id: id(12), kind: 'notifications', cursor: null, is_due: true },
    ]);
  });
});

const issuesBefore = `
INSERT INTO workspace (id, name, created_at) VALUES ('${id(1)}', 'One', now());
INSERT INTO connection (workspace_id, id, role, connector, name, settings, health, orders_from, order_import, connected_at, frequency, version) VALUES
  ('${id(1)}', '${id(12)}', 'channel', 'toys', 'A market', '{}', 'healthy', now(), '{}', now(), 'real-time', 0);
INSERT INTO listing (workspace_id, id, connection_id, marketplace, channel_sku, status, gtins, fulfillment, units_per_listing, condition, issues, channel_data, attempts, search_text, version) VALUES
  ('${id(1)}', '${id(61)}', '${id(12)}', 'toy', 'LAMP', 'error', '{}', 'merchant', 1, 'new', '[{"code":"1","severity":"error","message":{"code":"toys.issue","values":{}}}]', '{}', 0, 'lamp', 0),
  ('${id(1)}', '${id(62)}', '${id(12)}', 'toy', 'CHAIR', 'active', '{}', 'merchant', 1, 'new', '[]', '{}', 0, 'chair', 0);
`;

test('what a channel found wrong before is shown as it was until it is read again', async () => {
  await carryOver('_unknown_issues', issuesBefore, async (client) => {
    const { rows } = await client.query('SELECT issues FROM listing ORDER BY id');
    const message = { code: 'toys.issue', values: {} };
    expect(rows).toEqual([
      {
        issues: [
          { code: '1', severity: 'error', message, words: null, attributes: [], repairs: [], isKnown: true },
        ],
      },
      { issues: [] },
    ]);
  });
});
