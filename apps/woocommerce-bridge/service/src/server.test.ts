import { wordMatcher } from '@quayside/testkit/word-matcher';
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { randomIds } from '@quayside/assembly/random-ids';
import { createConnectorDirectory } from '@quayside/assembly/connector-directory';
import { definition } from '@quayside/connectors/woocommerce/definition';
import { brandId, type ConnectionId, type ConnectionKey, type WorkspaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { InboxEntry } from '@quayside/core/domain/inbox';
import type { DrainJob } from '@quayside/core/jobs/catalogue';
import type { Engine } from '@quayside/core/use-cases/engine';
import { createRecordingLog, type RecordingLog } from '@quayside/runtime/log/recording-log';
import { aConnection, at, aWorkspace } from '@quayside/testkit/builders';
import { createFakeClock } from '@quayside/testkit/fake-clock';
import { createMemoryStorage } from '@quayside/testkit/memory-storage';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServer } from './server.ts';

const secret = 'bridgeSecret0123456789';
const changed = JSON.stringify({ id: 31, parent_id: 0, stock_quantity: 4, name: 'Lamp' });

let engine: Engine;
let log: RecordingLog;
let rung: DrainJob[];
let server: FastifyInstance;
let key: ConnectionKey;
let other: ConnectionKey;

beforeEach(async () => {
  const clock = createFakeClock(at('2026-03-02T09:00:00.000Z'));
  const storage = createMemoryStorage();
  log = createRecordingLog();
  // Of this test alone: a bell may ring a moment after its delivery was answered.
  const ownRung: DrainJob[] = [];
  rung = ownRung;
  engine = {
    storage,
    clock,
    log,
    matcher: wordMatcher,
    connectors: createConnectorDirectory({
      definitions: [definition],
      storage,
      clock,
      log,
      tuning: {},
      registrations: {},
      budgetFor: () => ({ take: () => Promise.resolve(0), pause: () => Promise.resolve() }),
    }),
    doorbell: {
      ring(jobs) {
        ownRung.push(...jobs);
        return Promise.resolve();
      },
    },
    ids: randomIds,
    webhookUrl: () => null,
  };
  key = await connectShop();
  other = await connectShop();
  server = createServer(engine);
});

afterEach(() => server.close());

/** A connected shop in a workspace of its own. */
async function connectShop(): Promise<ConnectionKey> {
  const workspace = aWorkspace();
  const connection = aConnection({ connector: 'woocommerce', settings: { url: 'https://shop.example' } });
  await engine.storage.createWorkspace(workspace);
  await engine.storage.transaction(workspace.id, async (tx) => {
    await tx.connections.insert(connection);
    await tx.secrets.put(connection.id, {
      credentials: { consumerKey: 'ck_1', consumerSecret: 'cs_1' },
      webhookSecret: secret,
    });
  });
  return { workspaceId: workspace.id, connectionId: connection.id };
}

function pathOf({ workspaceId, connectionId }: ConnectionKey = key): string {
  return `/webhooks/${workspaceId}/${connectionId}`;
}

function sign(body: string | Buffer, with_ = secret): string {
  return createHmac('sha256', with_).update(body).digest('base64');
}

function delivery(body: string | Buffer = changed, headers: Record<string, string | undefined> = {}) {
  const all: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'x-wc-webhook-topic': 'product.updated',
    'x-wc-webhook-signature': sign(body),
    ...headers,
  };
  const given = Object.entries(all).filter((header) => header[1] !== undefined);
  return { method: 'POST' as const, url: pathOf(), headers: Object.fromEntries(given), body };
}

/** The hints that wait for a connection, whoever's they are. */
function inbox({ workspaceId, connectionId }: ConnectionKey = key): Promise<readonly InboxEntry[]> {
  return engine.storage.transaction(workspaceId, (tx) =>
    tx.inbox.due(connectionId, plus(engine.clock.now(), 60_000), 100),
  );
}

async function expectNothingStored(): Promise<void> {
  expect(await inbox(key)).toEqual([]);
  expect(await inbox(other)).toEqual([]);
  expect(rung).toEqual([]);
}

describe('a delivery with a good signature', () => {
  it('is answered with 200 after one hint was stored and one bell rung', async () => {
    const answer = await server.inject(delivery());
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('');
    expect(await inbox()).toMatchObject([{ kind: 'product', entityId: '31' }]);
    expect(await inbox(other)).toEqual([]);
    expect(rung).toEqual([{ ...key, lane: 'inbox' }]);
  });

  it('makes one row when it comes twice: hints are kept by entity', async () => {
    await server.inject(delivery());
    const [first] = await inbox();
    const again = await server.inject(delivery());
    expect(again.statusCode).toBe(200);
    const rows = await inbox();
    expect(rows).toHaveLength(1);
    // The second one counts all the same: it may tell of a change that the read under way has missed.
    expect(rows[0]!.sequence).toBeGreaterThan(first!.sequence);
  });

  it.each([
    'application/json',
    'application/json; charset=UTF-8',
    'text/plain',
    'application/octet-stream',
    'application/x-www-form-urlencoded',
    'no type at all',
    undefined,
  ])('is read whatever its content type says: %s', async (contentType) => {
    const answer = await server.inject(delivery(changed, { 'content-type': contentType }));
    expect(answer.statusCode).toBe(200);
    expect(await inbox()).toHaveLength(1);
  });

  it('is judged by the very bytes that came, not by what they mean', async () => {
    const spaced = '{ "id" : 31,\n\t"name" : "Ligne\\u00e9e \u00e9t\u00e9" }';
    expect((await server.inject(delivery(spaced))).statusCode).toBe(200);
    const rewritten = JSON.stringify(JSON.parse(spaced));
    const answer = await server.inject(
      delivery(rewritten, { 'x-wc-webhook-signature': sign(spaced), 'x-wc-webhook-topic': 'order.updated' }),
    );
    expect(answer.statusCode).toBe(401);
    expect(await inbox()).toMatchObject([{ kind: 'product' }]);
  });

  it('about something that we do not follow is answered well, so that the shop does not switch its webhook off', async () => {
    const answer = await server.inject(delivery(changed, { 'x-wc-webhook-topic': 'coupon.updated' }));
    expect(answer.statusCode).toBe(200);
    await expectNothingStored();
  });

  it('and a body that is no JSON is refused with 400', async () => {
    const answer = await server.inject(delivery('{"id": 31'));
    expect(answer.statusCode).toBe(400);
    await expectNothingStored();
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { outcome: 'unreadable' } }]);
  });

  it('and a body that is no text is refused with 400', async () => {
    const answer = await server.inject(delivery(Buffer.from([0x22, 0xff, 0xfe, 0x22])));
    expect(answer.statusCode).toBe(400);
    await expectNothingStored();
  });
});

describe('a delivery that cannot be trusted', () => {
  it.each([
    ['no signature', undefined],
    ['an empty signature', ''],
    ['a signature by another secret', sign(changed, 'bridgeSecret0123456780')],
    ['the signature of another body', sign(changed.replace('31', '32'))],
    ['the signature in hexadecimal', createHmac('sha256', secret).update(changed).digest('hex')],
    ['a signature that is too short', sign(changed).slice(0, 20)],
    ['a signature that is no base64', '<script>'],
  ])('with %s is refused with 401 and nothing is stored (P6)', async (_case, signature) => {
    const answer = await server.inject(delivery(changed, { 'x-wc-webhook-signature': signature }));
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toBe('');
    await expectNothingStored();
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { ...key, outcome: 'bad-signature' } }]);
  });

  it('leaves neither its body nor its signature in the log (P7)', async () => {
    const signature = sign(changed, 'somebodyElse');
    await server.inject(delivery(changed, { 'x-wc-webhook-signature': signature }));
    await server.inject(delivery('no json'));
    const text = JSON.stringify(log.lines);
    for (const word of [signature, 'Lamp', 'no json', secret]) expect(text).not.toContain(word);
  });

  it('with an empty body is refused', async () => {
    const answer = await server.inject({ ...delivery(''), headers: {} });
    expect(answer.statusCode).toBe(401);
    await expectNothingStored();
  });

  it('signed well for a shop of another workspace finds nothing there (P6)', async () => {
    const ids = {
      'their workspace, our connection': { ...key, workspaceId: other.workspaceId },
      'our workspace, their connection': { ...key, connectionId: other.connectionId },
      'no such workspace': { ...key, workspaceId: brandId<WorkspaceId>(randomIds.next()) },
      'no such connection': { ...key, connectionId: brandId<ConnectionId>(randomIds.next()) },
    };
    for (const [forged, forgedKey] of Object.entries(ids)) {
      const answer = await server.inject({ ...delivery(), url: pathOf(forgedKey) });
      expect(answer.statusCode, forged).toBe(404);
    }
    await expectNothingStored();
  });

  it('for a connection without a webhook secret finds nothing, even signed by an empty one', async () => {
    await engine.storage.transaction(key.workspaceId, (tx) =>
      tx.secrets.put(key.connectionId, { credentials: {}, webhookSecret: null }),
    );
    const unsigned = delivery(changed, { 'x-wc-webhook-signature': sign(changed, '') });
    expect((await server.inject(unsigned)).statusCode).toBe(404);
    await engine.storage.transaction(key.workspaceId, (tx) =>
      tx.secrets.put(key.connectionId, { credentials: {}, webhookSecret: '' }),
    );
    expect((await server.inject(unsigned)).statusCode).toBe(401);
    await expectNothingStored();
  });

  it.each([
    '/webhooks/x/y',
    "/webhooks/'%20OR%201=1/--",
    '/webhooks/..%2f..%2fetc/passwd',
    '/webhooks/%00/%00',
    '/webhooks/%E0%A4%A/1',
    `/webhooks/${'a'.repeat(5_000)}/b`,
    '/webhooks/one',
    '/webhooks//',
    '/',
  ])('with garbage instead of ids is refused as the caller’s mistake: %s', async (url) => {
    const answer = await server.inject({ ...delivery(), url });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    await expectNothingStored();
  });

  it('that is larger than any product or order is refused with 413', async () => {
    const large = JSON.stringify({ id: 31, name: 'x'.repeat(2 * 1024 * 1024) });
    expect((await server.inject(delivery(large))).statusCode).toBe(413);
    await expectNothingStored();
    const fits = JSON.stringify({ id: 31, name: 'x'.repeat(1024 * 1024) });
    expect((await server.inject(delivery(fits))).statusCode).toBe(200);
  });
});

describe('the ping of a new webhook', () => {
  const ping = { 'content-type': 'application/x-www-form-urlencoded', 'x-wc-webhook-signature': undefined };

  it('comes unsigned, is answered with 200, and stores nothing', async () => {
    const answer = await server.inject(delivery('webhook_id=17', ping));
    expect(answer.statusCode).toBe(200);
    await expectNothingStored();
    expect(log.lines).toEqual([]);
  });

  it.each(['webhook_id=', 'webhook_id=17&id=31', '{"webhook_id":17}', `webhook_id=${'1'.repeat(100)}`])(
    'is nothing else than a number: %s',
    async (body) => {
      expect((await server.inject(delivery(body, ping))).statusCode).toBe(401);
      await expectNothingStored();
    },
  );
});

describe('a header that comes twice', () => {
  let origin: string;
  beforeEach(async () => {
    // Only over a socket a header can really be sent twice.
    origin = await server.listen({ host: '127.0.0.1', port: 0 });
  });

  async function send(headers: readonly [string, string][]): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const sent = request(`${origin}${pathOf()}`, {
        method: 'POST',
        headers: [['host', 'shop'], ['content-length', String(changed.length)], ...headers].flat(),
      });
      sent.once('error', reject);
      sent.once('response', (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.end(changed);
    });
  }
  const topic: [string, string] = ['x-wc-webhook-topic', 'product.updated'];
  const good: [string, string] = ['x-wc-webhook-signature', sign(changed)];
  const bad: [string, string] = ['x-wc-webhook-signature', sign(changed, 'another')];

  it('does no harm: a doubled topic still names its resource', async () => {
    expect(await send([topic, topic, good])).toBe(200);
    expect(await inbox()).toMatchObject([{ kind: 'product', entityId: '31' }]);
  });

  it('does no harm: a doubled content type is one of two', async () => {
    expect(await send([topic, good, ['content-type', 'text/plain'], ['content-type', 'x/y']])).toBe(200);
  });

  it('smuggles no bad signature in', async () => {
    expect(await send([topic, bad, good])).toBe(401);
    expect(await send([topic, bad, bad])).toBe(401);
    await expectNothingStored();
  });
});

describe('the service itself', () => {
  it('says that it is up', async () => {
    const answer = await server.inject({ url: '/health' });
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('answers 500 without a word about why when the database fails, and says it in the log (P8)', async () => {
    const failure = 'connect ECONNREFUSED quayside:hunter2@db.internal';
    engine.storage.webhookSecrets = () => Promise.reject(new Error(failure));
    const answer = await server.inject(delivery());
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('db.internal');
    expect(log.lines).toMatchObject([{ level: 'error', event: 'webhook-failed' }]);
  });
});
