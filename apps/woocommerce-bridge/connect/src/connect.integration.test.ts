import { createTestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import {
  startWooCommerceSimulator,
  type WooCommerceSimulator,
} from '@quayside/simulators/woocommerce/server';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { openConnectBench } from './connect-bench.ts';

const variants = 240;

let bench: ReturnType<typeof openConnectBench>;
let shop: WooCommerceSimulator;

beforeEach(async () => {
  bench = openConnectBench(await createTestDatabase({ serverUrl: inject('postgresUrl') }));
  shop = await startWooCommerceSimulator({ generatedVariants: variants });
});

afterEach(async () => {
  await bench.close();
  await shop.close();
});

const keys = (): string => `${shop.consumerKey}\n${shop.consumerSecret}\n`;
const run = (words: readonly string[], input = keys()) => bench.start(words, input).ended;

describe('connecting a shop from the command line', () => {
  test('proves the key, imports the catalogue, and says what it lacks', async () => {
    const { code, out, err } = await run(['--url', `${shop.url}/`, '--name', 'My shop', '--json']);
    expect(code, err).toBe(0);
    const document = JSON.parse(out) as Record<string, unknown>;
    expect(document).toMatchObject({ variants });
    expect(err).toContain('My shop: 240 variants read');
    expect(err).toContain('every minute');
    expect(await bench.count('variant')).toBe(variants);
    expect(await bench.query('SELECT name FROM workspace')).toEqual([{ name: 'My business' }]);
    // P7: nowhere a key that can be read.
    const rows = JSON.stringify(await bench.query('SELECT * FROM connection, connection_secret'));
    for (const text of [out, err, rows]) {
      expect(text).not.toContain(shop.consumerKey);
      expect(text).not.toContain(shop.consumerSecret);
    }
  }, 60_000);

  test('a second time, with the address typed otherwise, it is the same shop with a new key', async () => {
    expect(await run(['--url', shop.url])).toMatchObject({ code: 0 });
    const again = await run(['--url', `${shop.url.toUpperCase().replace('HTTP', 'http')}/`, '--lang', 'fr']);
    expect(again.code, again.err).toBe(0);
    expect(again.err).toContain('accepte la nouvelle clé');
    expect(await bench.count('connection')).toBe(1);
    expect(await bench.count('variant')).toBe(variants);
  }, 60_000);

  test.each([
    ['a wrong key', () => [shop.url], () => 'ck_wrong\ncs_wrong\n', /no longer accepts/],
    ['no key at all', () => [shop.url], () => '', /nothing was entered/],
    [
      'an address where nobody answers',
      () => ['http://127.0.0.1:9'],
      keys,
      /could not be reached|unreachable/,
    ],
    ['an address that is none', () => ['ftp://shop example'], keys, /not complete or not in the right form/],
    ['another language', () => [shop.url, '--lang', 'de'], keys, /choose en or fr/],
  ])(
    '%s is refused in one sentence, and nothing is stored',
    async (_, address, input, sentence) => {
      const { code, out, err } = await run(['--url', ...address()], input());
      expect(code).toBe(1);
      expect(err).toMatch(sentence);
      expect(err).not.toMatch(/\bat .*\.ts:\d+/);
      expect(out).toBe('');
      expect(await bench.count('connection')).toBe(0);
    },
    60_000,
  );

  test('a read-only key is refused: orders could not be placed with it', async () => {
    shop.key.permissions = 'read';
    const { code, err } = await run(['--url', shop.url]);
    expect(code).toBe(1);
    expect(err).toMatch(/Read\/Write/);
    expect(await bench.count('connection')).toBe(0);
  }, 60_000);

  test('a shop that does not answer for a while is waited for, and that is said once', async () => {
    shop.faults.add({ operation: 'products.list', kind: 'html', status: 503, after: 1, times: 2 });
    const { code, err } = await run(['--url', shop.url]);
    expect(code, err).toBe(0);
    expect(err.match(/does not answer at the moment/g)).toHaveLength(1);
    expect(await bench.count('variant')).toBe(variants);
  }, 60_000);

  test('a key that is withdrawn in the middle stops it; with a new one it goes on', async () => {
    shop.faults.add({ operation: 'products.list', kind: 'slow', delayMs: 1_000, after: 1 });
    const first = bench.start(['--url', shop.url], keys());
    await expect.poll(() => bench.count('connection'), { timeout: 20_000, interval: 20 }).toBe(1);
    shop.key.revoked = true;
    const stopped = await first.ended;
    expect(stopped.code, stopped.err).toBe(1);
    expect(stopped.err).toMatch(/Create a new key/);
    shop.key.revoked = false;
    shop.faults.clear();
    const again = await run(['--url', shop.url]);
    expect(again.code, again.err).toBe(0);
    expect(again.err).not.toContain('does not answer');
    expect(await bench.count('variant')).toBe(variants);
  }, 60_000);

  test('Ctrl-C in the middle loses nothing: the next run goes on', async () => {
    const first = bench.start(['--url', shop.url], keys());
    await expect.poll(() => bench.count('connection'), { timeout: 20_000, interval: 20 }).toBe(1);
    first.child.kill('SIGINT');
    const ended = await first.ended;
    expect(ended.code, ended.err).toBe(130);
    expect(ended.err).toContain('Nothing is lost');
    const again = await run(['--url', shop.url]);
    expect(again.code, again.err).toBe(0);
    expect(await bench.count('variant')).toBe(variants);
  }, 60_000);
});
