import { setTimeout as sleep } from 'node:timers/promises';
import { brandId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { err, ok } from '@quayside/core/domain/result';
import type { Answer } from '@quayside/core/ports/connector';
import { aConnection, at, aWorkspace } from '@quayside/testkit/builders';
import { createFakeClock } from '@quayside/testkit/fake-clock';
import { createMemoryStorage } from '@quayside/testkit/memory-storage';
import { describe, expect, it } from 'vitest';
import { renewalOf } from './renew-credentials.ts';

interface Token {
  readonly token: number;
}

async function bench() {
  const storage = createMemoryStorage();
  const clock = createFakeClock(at('2026-03-02T12:00:00.000Z'));
  const workspace = aWorkspace();
  const connection = aConnection();
  await storage.createWorkspace(workspace);
  const key = { workspaceId: workspace.id, connectionId: connection.id };
  const stored = () => storage.transaction(workspace.id, (tx) => tx.secrets.get(connection.id));
  const put = (token: number) =>
    storage.transaction(workspace.id, (tx) =>
      tx.secrets.put(connection.id, { credentials: { token }, webhookSecret: 'w' }),
    );
  await storage.transaction(workspace.id, (tx) => tx.connections.insert(connection));
  await put(1);
  return { storage, clock, key, stored, put, renew: renewalOf({ storage, clock }, key) };
}

const isFirst = (stored: unknown): boolean => (stored as Token).token === 1;

describe('renewing credentials (ADR 0016)', () => {
  it('one renews, however many ask at once over processes, and all get what it got', async () => {
    const { renew, stored, storage, clock, key } = await bench();
    const other = renewalOf({ storage, clock }, key);
    let renewals = 0;
    const renewal = async (spent: unknown): Answer<unknown> => {
      renewals += 1;
      await sleep(20);
      return ok({ token: (spent as Token).token + 1 });
    };
    const answers = await Promise.all([renew, other, renew, other].map((ask) => ask(isFirst, renewal)));
    expect(answers).toEqual(Array.from({ length: 4 }, () => ok({ token: 2 })));
    expect(renewals).toBe(1);
    expect(await stored()).toMatchObject({ credentials: { token: 2 }, webhookSecret: 'w' });
  });

  it('what serves still is answered without asking anybody', async () => {
    const { renew, put } = await bench();
    await put(7);
    expect(await renew(isFirst, () => Promise.reject(new Error('not asked')))).toEqual(ok({ token: 7 }));
  });

  it('after a failure the next one may try at once', async () => {
    const { renew, stored } = await bench();
    const problem = { kind: 'transient', message: { code: 'x', values: {} }, detail: 'x' } as const;
    expect(await renew(isFirst, () => Promise.resolve(err(problem)))).toMatchObject({ ok: false });
    await expect(renew(isFirst, () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug');
    expect(await renew(isFirst, () => Promise.resolve(ok({ token: 2 })))).toEqual(ok({ token: 2 }));
    expect(await stored()).toMatchObject({ credentials: { token: 2 } });
  });

  it('a process that died while it renewed is waited for half a minute, no longer', async () => {
    const { renew, storage, key, clock } = await bench();
    const now = clock.now();
    await storage.transaction(key.workspaceId, (tx) =>
      tx.secrets.beginRenewal(brandId(key.connectionId), now, plus(now, 30_000)),
    );
    const waiting = renew(isFirst, () => Promise.resolve(ok({ token: 2 })));
    expect(await Promise.race([waiting, sleep(150).then(() => 'waits')])).toBe('waits');
    clock.advance(30_000);
    expect(await waiting).toEqual(ok({ token: 2 }));
  });

  it('a reconnection meanwhile is not undone', async () => {
    const { renew, put, stored } = await bench();
    const renewed = await renew(isFirst, async () => {
      await put(99);
      return ok({ token: 2 });
    });
    expect(renewed).toEqual(ok({ token: 99 }));
    expect(await stored()).toMatchObject({ credentials: { token: 99 } });
  });
});
