import { signMemoryWebhook } from '@quayside/connectors/memory/memory-store';
import type { WebhookRequest } from '@quayside/core/ports/webhooks';
import type { Storage } from '@quayside/core/ports/storage';
import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { Hint } from '@quayside/core/domain/inbox';
import { plus } from '@quayside/core/domain/instant';
import { aConnection, aWorkspace } from '@quayside/testkit/builders';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { createMemoryStorage } from '@quayside/testkit/memory-storage';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWebhookReceiver, type ReceiveWebhook } from './receive-webhook.ts';

const secret = 'toySecret0123456789';

let bench: EngineHarness;
let receive: ReceiveWebhook;
/** Of the hints; each waits for the gate first. */
let commits: number;
let gate: Promise<void>;
/** What the storage cannot take. */
const poison = 'poison';

beforeEach(async () => {
  commits = 0;
  gate = Promise.resolve();
  const inner = createMemoryStorage();
  const storage: Storage = {
    ...inner,
    async addHints(hints, dueAt) {
      await gate;
      if (hints.some(({ entityId }) => entityId === poison)) throw new Error('no such text');
      await inner.addHints(hints, dueAt);
      commits += 1;
    },
  };
  bench = await createEngineHarness({ storage });
  await bench.settle();
  commits = 0;
  receive = createWebhookReceiver(bench.engine);
});

function delivery(id: string, by = secret): WebhookRequest {
  const rawBody = new TextEncoder().encode(JSON.stringify({ kind: 'product', id }));
  return { headers: { 'x-memory-signature': signMemoryWebhook(rawBody, by) }, rawBody };
}

const keyOf = (who: 'store' | 'account') => ({
  workspaceId: bench.workspaceId,
  connectionId: bench[who].id,
});

/** A connected shop in a workspace of its own. */
async function anotherShop(): Promise<ConnectionKey> {
  const workspace = aWorkspace();
  const connection = aConnection({ connector: 'memory' });
  await bench.storage.createWorkspace(workspace);
  await bench.storage.transaction(workspace.id, async (tx) => {
    await tx.connections.insert(connection);
    await tx.secrets.put(connection.id, { credentials: {}, webhookSecret: secret });
  });
  return { workspaceId: workspace.id, connectionId: connection.id };
}

async function stored(key: ConnectionKey = keyOf('store')): Promise<string[]> {
  const later = plus(bench.clock.now(), 60_000);
  const rows = await bench.storage.transaction(key.workspaceId, (tx) =>
    tx.inbox.due(key.connectionId, later, 10_000),
  );
  return rows.map(({ entityId }: Hint) => entityId).sort();
}

/** Holds every commit until it is let go. */
function holdCommits(): () => void {
  let letGo = (): void => undefined;
  gate = new Promise((go) => {
    letGo = go;
  });
  return letGo;
}

describe('P2, P4: deliveries that come together', () => {
  it('are stored by a few transactions, and every one that is answered with 200 is there', async () => {
    const ids = Array.from({ length: 500 }, (_, index) => `p${String(index).padStart(3, '0')}`);
    const answers = await Promise.all(ids.map((id) => receive(keyOf('store'), delivery(id))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    // The first alone, then what came meanwhile, 200 at a time.
    expect(commits).toBe(4);
    expect(await stored()).toEqual(ids);
  });

  it('are answered only after the commit, never before', async () => {
    const letGo = holdCommits();
    const answered: string[] = [];
    const all = ['a', 'b', 'c'].map(async (id) => {
      await receive(keyOf('store'), delivery(id));
      answered.push(id);
    });
    await new Promise((soon) => setTimeout(soon, 30));
    expect(answered).toEqual([]);
    letGo();
    await Promise.all(all);
    expect(answered.sort()).toEqual(['a', 'b', 'c']);
  });

  it('P9: one that cannot be stored costs those of other workspaces nothing, and those beside it are told', async () => {
    const other = await anotherShop();
    const settled = await Promise.allSettled([
      receive(keyOf('store'), delivery('a')),
      receive(keyOf('store'), delivery('b')),
      receive(keyOf('store'), delivery(poison)),
      receive(other, delivery('c')),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await stored()).toEqual(['a']);
    expect(await stored(other)).toEqual(['c']);
    expect((await receive(keyOf('store'), delivery('d'))).status).toBe(200);
    expect(await stored()).toEqual(['a', 'd']);
  });

  it('P6: are judged one by one: a forged one or one for nobody takes no other with it, and is not stored', async () => {
    const answers = await Promise.all([
      receive(keyOf('store'), delivery('a')),
      receive(keyOf('store'), delivery('b', 'another secret')),
      receive(keyOf('account'), delivery('c')),
      receive(keyOf('store'), { headers: {}, rawBody: new TextEncoder().encode('ping') }),
      receive(keyOf('store'), delivery('d')),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      'stored',
      'bad-signature',
      'unknown-connection',
      'ping',
      'stored',
    ]);
    expect(await stored()).toEqual(['a', 'd']);
  });

  it('ring at once, and once more for all that came meanwhile', async () => {
    // Time stands still, so that what comes comes meanwhile.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const before = bench.rung.length;
    await receive(keyOf('store'), delivery('a'));
    expect(bench.rung.slice(before).map(({ lane }) => lane)).toEqual(['inbox']);
    for (const id of ['b', 'c', 'd']) await receive(keyOf('store'), delivery(id));
    expect(bench.rung.slice(before)).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(bench.rung.slice(before)).toHaveLength(2);
  });
});
