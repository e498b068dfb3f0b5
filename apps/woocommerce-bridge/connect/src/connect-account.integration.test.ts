import { createTestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { startAmazonSimulator, type AmazonSimulator } from '@quayside/simulators/amazon/server';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { openConnectBench } from './connect-bench.ts';

const france = 'A13V1IB3VIYZZH';

let bench: ReturnType<typeof openConnectBench>;
let amazon: AmazonSimulator;

beforeEach(async () => {
  bench = openConnectBench(await createTestDatabase({ serverUrl: inject('postgresUrl') }));
  amazon = await startAmazonSimulator();
});

afterEach(async () => {
  await bench.close();
  await amazon.close();
});

const seller = () => {
  const [only] = amazon.sellers;
  if (only === undefined) throw new Error('A simulator without a seller');
  return only;
};
const places = () => ['--setting', `apiUrl=${amazon.url}`, '--setting', `tokenUrl=${amazon.tokenUrl}`];
/** The fields of the connector's form, in its order. */
const answers = (refreshToken = seller().refreshToken): string =>
  ['EU', seller().sellerId, france, amazon.clientId, amazon.clientSecret, refreshToken, ''].join('\n');
const run = (words: readonly string[] = [], input = answers()) =>
  bench.start(['--channel', 'amazon', ...places(), ...words], input).ended;

describe('connecting a self-authorised Amazon application from the command line', () => {
  test('asks for what the connector needs, proves it, and says what happens next', async () => {
    const { code, out, err } = await run(['--name', 'My Amazon', '--json']);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ isReconnected: false });
    expect(err).toContain('The channel takes the keys');
    expect(err).toContain('No shop is connected here yet');
    expect(err).toContain('A13V1IB3VIYZZH  Amazon.fr');
    expect(await bench.query('SELECT role, connector, name, authorized_at FROM connection')).toEqual([
      { role: 'channel', connector: 'amazon', name: 'My Amazon', authorized_at: null },
    ]);
    // P7: nowhere a key that can be read.
    const rows = JSON.stringify(await bench.query('SELECT * FROM connection, connection_secret'));
    for (const text of [out, err, rows]) {
      expect(text).not.toContain(amazon.clientSecret);
      expect(text).not.toContain(seller().refreshToken);
    }
  }, 60_000);

  test('settings on the command line are not asked for', async () => {
    const { clientId, clientSecret } = amazon;
    const given = ['region=EU', `sellerId=${seller().sellerId}`, `marketplaceIds=${france}`];
    const secrets = [clientId, clientSecret, seller().refreshToken, ''].join('\n');
    const words = given.flatMap((each) => ['--setting', each]);
    expect(await run(words, secrets)).toMatchObject({ code: 0 });
    expect(await bench.query('SELECT settings FROM connection')).toMatchObject([
      { settings: { region: 'EU', marketplaceIds: [france] } },
    ]);
  }, 60_000);

  test('a second time, after the secret was changed, it is the same account with new keys', async () => {
    expect(await run()).toMatchObject({ code: 0 });
    amazon.accounts.rotateSecret();
    amazon.accounts.endPreviousSecret();
    const again = await run(['--lang', 'fr']);
    expect(again.code, again.err).toBe(0);
    expect(again.err).toContain('accepte les nouvelles clés');
    expect(await bench.count('connection')).toBe(1);
  }, 60_000);

  test.each([
    ['listing', 'Product Listing'],
    ['tracking', 'Inventory and Order Tracking'],
  ] as const)(
    'the missing role is named, and nothing is stored: %s',
    async (missing, role) => {
      seller().generalRoles = seller().generalRoles.filter((each) => each !== missing);
      const { code, err } = await run();
      expect(code).toBe(1);
      expect(err).toContain(role);
      expect(await bench.count('connection')).toBe(0);
    },
    60_000,
  );

  test('the missing role for buyers is named', async () => {
    seller().roles = ['tax'];
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain('Direct to Consumer Shipping');
  }, 60_000);

  test.each([
    ['a token of nobody’s', [], () => answers('Atzr|of-nobody'), /withdrawn|authoris|authoriz/i],
    ['an input that ends too early', [], () => 'EU\n', /nothing was entered/],
    [
      'another region than the marketplace’s',
      [],
      () => answers().replace('EU', 'NA'),
      /not complete or not in the right form/,
    ],
    ['a secret on the command line', ['--setting', 'clientSecret=amzn1.oa2-cs.v1.x'], answers, /is a secret/],
    ['a setting without a value', ['--setting', 'region'], answers, /NAME=VALUE/],
    ['a channel that is none', ['--channel', 'elsewhere'], answers, /choose .*amazon/],
    ['a channel and a shop at once', ['--url', 'https://shop.example'], answers, /one of the two/],
  ])(
    '%s is refused in one sentence',
    async (_, words, input, sentence) => {
      const { code, out, err } = await run(words, input());
      expect(code).toBe(1);
      expect(err).toMatch(sentence);
      expect(err).not.toMatch(/\bat .*\.ts:\d+/);
      expect(err).not.toContain('amzn1.oa2-cs.v1.x');
      expect(out).toBe('');
    },
    60_000,
  );
});
