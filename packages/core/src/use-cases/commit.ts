import type { Connection } from '../domain/connection.ts';
import type { ConnectionId, WorkspaceId } from '../domain/ids.ts';
import { brandId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Message } from '../domain/message.ts';
import { doorbellKey, type DrainJob, type Lane } from '../jobs/catalogue.ts';
import type { ChannelManifest, StoreManifest } from '../ports/manifest.ts';
import type { Transaction } from '../ports/storage.ts';
import type { Engine } from './engine.ts';

/** What a use-case works with inside one transaction. */
export interface Scope {
  readonly tx: Transaction;
  readonly now: Instant;
  /** Rings after the commit; nothing is rung when the transaction is undone. */
  ring(connectionId: ConnectionId, lane: Lane): void;
  /** Adds a line to the workspace's history. */
  note(connectionId: ConnectionId | null, message: Message): Promise<void>;
  newId<Id extends string>(): Id;
  /** What a channel account's connector declares, with the times in force. */
  manifestOf(account: Connection): ChannelManifest;
  /** What a store's connector declares. */
  storeManifestOf(store: Connection): StoreManifest;
}

/**
 * Runs one decision: read, decide, write, and ring the bells once it is committed. `work` may run more than once, so it must have no effect
 * but through its scope.
 */
export async function commit<Value>(
  engine: Engine,
  workspaceId: WorkspaceId,
  work: (scope: Scope) => Promise<Value>,
): Promise<Value> {
  let bells = new Map<string, DrainJob>();
  const value = await engine.storage.transaction(workspaceId, async (tx) => {
    bells = new Map();
    const now = engine.clock.now();
    return work({
      tx,
      now,
      ring(connectionId, lane) {
        const job = { workspaceId, connectionId, lane };
        bells.set(doorbellKey(job), job);
      },
      note: (connectionId, message) =>
        tx.activities.append({
          id: brandId(engine.ids.next()),
          at: now,
          connectionId,
          memberId: engine.memberId ?? null,
          message,
        }),
      newId: <Id extends string>() => engine.ids.next() as Id,
      manifestOf: (account) => engine.connectors.channelManifest(account.connector),
      storeManifestOf: (store) => engine.connectors.storeManifest(store.connector),
    });
  });
  if (bells.size > 0) await engine.doorbell.ring([...bells.values()]);
  return value;
}
