import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLogCapture } from './log-capture.ts';
import { SecretRegistry } from './secret-registry.ts';

/** Tokens of every alphabet that platforms use, and passwords with what needs escaping in JSON, URLs and regular expressions. */
const secret = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]{12,40}$/),
  fc.stringMatching(/^[A-Za-z0-9+/=_.~-]{12,60}$/),
  fc
    .array(
      fc.constantFrom(
        '"',
        '\\',
        '/',
        '%',
        '+',
        ' ',
        '&',
        '=',
        '?',
        '$',
        '(',
        '[',
        '*',
        '^',
        '|',
        'é',
        '漢',
        '😀',
        '\n',
        'x',
        '7',
      ),
      {
        minLength: 8,
        maxLength: 30,
      },
    )
    // A core that no other part of a line can have by chance.
    .map((parts) => `q7Zk${parts.join('')}kZ7q`),
);

/** Something that holds the secret somewhere: in a text, a key, an error, a URL, a list, a map. */
function holding(value: string): fc.Arbitrary<unknown> {
  const text = fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before} ${value} ${after}`);
  const { node } = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.constant(value),
      fc.constant(new Error(`failed with ${value}`, { cause: new Error(value) })),
      fc.constant(Object.assign(new Error('failed'), { code: value, name: value })),
      fc.constant(`https://shop.example/wp-json?consumer_secret=${encodeURIComponent(value)}&page=2`),
      fc.constant(new URL(`https://shop.example/?q=${encodeURIComponent(value)}`)),
      fc.constant(JSON.stringify({ anything: value })),
      fc.constant(`Basic ${Buffer.from(value).toString('base64')}`),
      fc.constant({ toJSON: () => value }),
      fc.constant(new Map([[value, 1]])),
      fc.constant(new Set([value])),
      fc.constant({ [value]: 1 }),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('node'), { maxKeys: 3 }),
    ),
  }));
  return node;
}

function spellings(value: string): string[] {
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
    new URLSearchParams({ v: value }).toString().slice(2),
  ];
}

test('a registered secret never comes out, wherever it was put', () => {
  fc.assert(
    fc.property(
      secret.chain((value) =>
        fc.tuple(fc.constant(value), fc.array(holding(value), { minLength: 1, maxLength: 4 })),
      ),
      ([value, parts]) => {
        const secrets = new SecretRegistry();
        secrets.register(value);
        const { log, lines } = createLogCapture(secrets);
        log.warn('something-happened', { parts, [value]: value, error: parts[0] });
        log.info(value, { text: value });
        expect(lines).toHaveLength(2);
        for (const line of lines) {
          expect(() => JSON.parse(line) as unknown).not.toThrow();
          for (const spelling of spellings(value)) expect(line).not.toContain(spelling);
        }
      },
    ),
    { numRuns: 500 },
  );
});

const sensitiveNames = [
  ...[
    'authorization',
    'Authorization',
    'consumer_secret',
    'consumerSecret',
    'consumer_key',
    'refresh_token',
    'refreshToken',
  ],
  ...[
    'access_token',
    'accessToken',
    'x-amz-access-token',
    'client_secret',
    'password',
    'DB_PASSWORD',
    'address',
    'addressLine1',
  ],
  ...[
    'shippingAddress',
    'ipAddress',
    'name',
    'firstName',
    'last_name',
    'recipientName',
    'email',
    'buyerEmail',
    'phone',
  ],
  ...[
    'phoneNumber',
    'buyer',
    'BuyerInfo',
    'buyer-name',
    'customer',
    'postalCode',
    'zip',
    'city',
    'street',
    'cookie',
    'Set-Cookie',
  ],
  ...[
    'apiKey',
    'X-Api-Key',
    'encryptionKey',
    'signature',
    'hmac',
    'credentials',
    'vatNumber',
    'iban',
    'id_token',
  ],
];

test('fields with sensitive names are dropped at any depth, whatever they hold', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...sensitiveNames),
      fc.stringMatching(/^[a-z]{10,20}$/),
      fc.array(fc.constantFrom('list', 'object', 'map', 'error'), { maxLength: 6 }),
      (name, value, wraps) => {
        let held: unknown = { [name]: { deep: [value] }, kept: 'kept' };
        for (const wrap of wraps) {
          if (wrap === 'list') held = [held];
          else if (wrap === 'object') held = { held };
          else if (wrap === 'map') held = new Map([['held', held]]);
          else held = Object.assign(new Error('failed'), { response: held });
        }
        const { log, lines } = createLogCapture();
        log.error('it-failed', { held });
        expect(lines[0]).not.toContain(value);
        expect(lines[0]).toContain('it-failed');
      },
    ),
  );
});

test('counts, ids and our own words pass', () => {
  const { log, last } = createLogCapture();
  log.info('budget-leased', {
    tokens: 12,
    tokensLeft: 0.5,
    workspaceId: 'w1',
    orderId: '028-1234567-1234567',
    sku: 'MUG-1',
    ok: true,
    none: null,
  });
  expect(last()).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    event: 'budget-leased',
    tokens: 12,
    tokensLeft: 0.5,
    workspaceId: 'w1',
    orderId: '028-1234567-1234567',
    sku: 'MUG-1',
    ok: true,
    none: null,
  });
});

test('an event that is no fixed name is not written', () => {
  const { log, last } = createLogCapture();
  for (const event of ['Order of Ada imported', '', 'order imported', 'a@b.example', 'Upper-Case']) {
    log.info(event);
    expect(last()['event']).toBe('misnamed-event');
  }
});

test('fields cannot take the place of level, time and event', () => {
  const { log, last } = createLogCapture();
  log.warn('real-event', { event: 'forged', level: 'debug', time: 'never' });
  expect(last()).toMatchObject({
    event: 'real-event',
    level: 'warn',
    field_event: 'forged',
    field_time: 'never',
  });
});

test('an error keeps type, code, stack and causes', () => {
  const { log, last } = createLogCapture();
  const error = Object.assign(new TypeError('no route', { cause: new Error('socket closed') }), {
    code: 'ENETDOWN',
  });
  log.error('call-failed', { error });
  expect(last()['error']).toMatchObject({
    type: 'TypeError',
    message: 'no route',
    code: 'ENETDOWN',
    cause: { message: 'socket closed' },
  });
  expect((last()['error'] as { stack: string }).stack).toContain('create-log.test.ts');
});

test('never throws, and always writes a line of JSON, whatever it is given', () => {
  const cyclic: Record<string, unknown> = { a: 1 };
  cyclic['self'] = cyclic;
  const hostile = [
    cyclic,
    {
      get broken(): never {
        throw new Error('no');
      },
    },
    {
      toJSON(): never {
        throw new Error('no');
      },
    },
    new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('no');
        },
      },
    ),
    {
      big: 10n ** 30n,
      symbol: Symbol('s'),
      fn: () => 1,
      date: new Date(Number.NaN),
      bytes: Buffer.alloc(1e6),
      nan: Number.NaN,
    },
    { long: 'x'.repeat(1e6), list: Array.from({ length: 1e5 }, (_, n) => n) },
    JSON.parse('{"__proto__":{"polluted":true}}') as Record<string, unknown>,
  ];
  const { log, lines } = createLogCapture();
  for (const each of hostile) log.error('hostile', each);
  expect(lines).toHaveLength(hostile.length - 1);
  for (const line of lines) {
    expect(line.length).toBeLessThan(20_000);
    expect(JSON.parse(line)).toMatchObject({ event: 'hostile' });
  }
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withMap: true,
        withSet: true,
        withDate: true,
        withNullPrototype: true,
      }),
      (anything) => {
        const capture = createLogCapture();
        capture.log.info('anything', { anything });
        expect(() => capture.last()).not.toThrow();
        expect(capture.lines).toHaveLength(1);
      },
    ),
  );
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('stays fast on long hostile text', () => {
  const { log } = createLogCapture();
  const began = performance.now();
  for (const text of [
    'a'.repeat(2e5),
    '@'.repeat(2e5),
    'a@'.repeat(1e5),
    '//a:'.repeat(5e4),
    'token='.repeat(3e4),
    '"secret":"'.repeat(2e4),
    'eyJ'.repeat(6e4),
  ]) {
    log.info('long-text', { text });
  }
  expect(performance.now() - began).toBeLessThan(5000);
});

test('a level below the threshold costs nothing', () => {
  const { log, lines } = createLogCapture(new SecretRegistry(), 'info');
  let read = false;
  log.debug('details', {
    get field() {
      read = true;
      return 1;
    },
  });
  expect(lines).toEqual([]);
  expect(read).toBe(false);
});
