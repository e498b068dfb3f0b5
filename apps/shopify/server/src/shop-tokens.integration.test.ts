import { readEnvironment } from '@quayside/assembly/environment';
import { openInstallation, type Installation } from '@quayside/assembly/installation';
import { createTestDatabase, type TestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { createShopifyWorld, type ShopifyWorld } from './shopify-world.ts';
import type { ShopTokens } from './shop-tokens.ts';

let database: TestDatabase;
let installation: Installation;
let world: ShopifyWorld;
let logged: string[];

beforeEach(async () => {
  database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
  logged = [];
  world = await createShopifyWorld({ tokenLifeSeconds: 60 }, async ({ clientId, clientSecret }) => {
    installation = await openInstallation({
      environment: readEnvironment({
        DATABASE_URL: database.url,
        QUAYSIDE_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
        QUAYSIDE_LOG_LEVEL: 'debug',
        QUAYSIDE_REGISTRATIONS: JSON.stringify({ shopify: { clientId, clientSecret } }),
      }),
      role: 'shopify',
      logStream: { write: (text) => void logged.push(text) },
    });
    return installation;
  });
});
afterEach(async () => {
  await world.close();
  await installation.close();
  await database.drop();
});

const visit = async () => world.host.admit(world.open('/app', await world.mint()));
const tokenCalls = (): number => world.simulator.calls.of('oauth.token').total;

/** @throws Error with the table's name when a row of any table has the text. */
function expectInNoRow(text: string): Promise<void> {
  return database.run(`DO $$
    DECLARE name text; is_there boolean;
    BEGIN
      FOR name IN SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s r WHERE strpos(row_to_json(r)::text, %L) > 0)', name, '${text}')
          INTO is_there;
        IF is_there THEN RAISE EXCEPTION 'It stands in %', name; END IF;
      END LOOP;
    END $$`);
}

it('P7: the tokens of a shop are encrypted at rest, and never logged', async () => {
  const session = await world.mint();
  await world.host.admit(world.open('/app', session));
  const tokens = await world.tokens.read(world.shop);
  await expect(expectInNoRow(world.shop)).rejects.toThrow('It stands in');
  for (const secret of [tokens?.accessToken, tokens?.refreshToken, world.simulator.clientSecret, session]) {
    if (!secret) throw new Error('There is nothing to look for');
    await expectInNoRow(secret);
    expect(logged.join('')).not.toContain(secret);
  }
});

it('tokens that end within two minutes are renewed by the engine, once for all who ask, and never exchanged anew', async () => {
  await visit();
  // Read past the app, which would renew them.
  const { workspaceId, connectionId } = (await installation.storage.hostShop('shopify', world.shop))!;
  const secrets = await installation.storage.transaction(workspaceId, (tx) => tx.secrets.get(connectionId!));
  const first = secrets?.credentials as ShopTokens;
  world.simulator.platform.tokens.lifeSeconds = 3600;
  const before = tokenCalls();
  const read = await Promise.all(Array.from({ length: 5 }, () => world.tokens.read(world.shop)));
  expect(new Set(read.map((tokens) => tokens?.accessToken)).size).toBe(1);
  expect(read[0]?.refreshToken).not.toBe(first.refreshToken);
  expect(tokenCalls()).toBe(before + 1);
  await visit();
  expect(tokenCalls()).toBe(before + 1);
});

it('a shop that comes back is reconnected in its workspace, with what is known of it', async () => {
  const before = await visit();
  world.simulator.platform.tokens.revoke(world.shop);
  const after = await visit();
  expect(after.workspaceId).toBe(before.workspaceId);
  const connections = await installation.storage.transaction(after.workspaceId, (tx) =>
    tx.connections.list(),
  );
  expect(connections).toMatchObject([{ role: 'store', health: 'healthy' }]);
});
