import type { Connection } from '../domain/connection.ts';
import type { ConnectionId, MemberId, WorkspaceId } from '../domain/ids.ts';
import { brandId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Message } from '../domain/message.ts';
import { doorbellKey, type DrainJob, type Lane } from '../jobs/catalogue.ts';
import type { ChannelManifest, StoreManifest } from '../ports/manifest.ts';
import type { Transaction } from '../ports/storage.ts';
import type { LogFields } from '../ports/log.ts';
import type { Engine } from './engine.ts';

/** What a use-case works with inside one transaction. */
export interface Scope {
  readonly tx: Transaction;
  readonly now: Instant;
  /** On whose command; `null`: by itself. */
  readonly memberId: MemberId | null;
  /** Rings after the commit; nothing is rung when the transaction is undone. */
  ring(connectionId: ConnectionId, lane: Lane): void;
  /** Adds a line to the workspace's history. */
  note(connectionId: ConnectionId | null, message: Message): Promise<void>;
  /** A warning for whoever runs Quayside, written after the commit. */
  log(event: string, fields: LogFields): void;
  newId<Id extends string>(): Id;
  /** What a channel account's connector declares, with the times in force. */
  manifestOf(account: Connection): ChannelManifest;
  /** By what its platform's notifications name a channel account; `null` where there are none. */
  notifiedAs(account: Connection): string | null;
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
  let events: (readonly [event: string, fields: LogFields])[] = [];
  const value = await engine.storage.transaction(workspaceId, async (tx) => {
    bells = new Map();
    events = [];
    const now = engine.clock.now();
    return work({
      tx,
      now,
      memberId: engine.memberId ?? null,
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
      log(event, fields) {
        events.push([event, fields]);
      },
      newId: <Id extends string>() => engine.ids.next() as Id,
      manifestOf: (account) => engine.connectors.channelManifest(account.connector),
      notifiedAs: ({ role, connector, settings }) =>
        role === 'channel' ? engine.connectors.notifiedAs(connector, settings) : null,
      storeManifestOf: (store) => engine.connectors.storeManifest(store.connector),
    });
  });
  for (const event of events) engine.log.warn(...event);
  if (bells.size > 0) await engine.doorbell.ring([...bells.values()]);
  return value;
}
