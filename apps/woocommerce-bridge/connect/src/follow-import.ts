import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '@quayside/assembly/installation';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { ConnectionId, WorkspaceId } from '@quayside/core/domain/ids';
import { say, type Message } from '@quayside/core/domain/message';

export interface ImportProgress {
  /** Products read so far. */
  readonly done: number;
  /** `null` while the shop has not said how many there are. */
  readonly total: number | null;
  /** The last call was not answered, or refused for now; it is made again by itself. */
  readonly isWaiting: boolean;
}

export interface ImportOutcome {
  readonly variants: number;
  readonly issues: readonly Message[];
}

const lookEveryMs = 250;

/**
 * Follows the reading of a whole catalogue until it is complete, whichever worker does it.
 *
 * @returns what stopped it, when the shop has withdrawn the keys meanwhile or the merchant has paused it; `interrupted` when nobody wants to wait any more.
 */
export async function followImport(
  { storage }: Pick<Installation, 'storage'>,
  place: {
    readonly workspaceId: WorkspaceId;
    readonly connectionId: ConnectionId;
    readonly isReconnected: boolean;
  },
  tell: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<ImportOutcome | { readonly stopped: ConnectorError['message'] } | 'interrupted'> {
  const { workspaceId, connectionId } = place;
  // A refused key has left failures behind; they are no news.
  let before = place.isReconnected ? Infinity : 0;
  for (;;) {
    const seen = await storage.transaction(workspaceId, async (tx) => ({
      poll: await tx.polls.get(connectionId, 'products-all'),
      connection: await tx.connections.get(connectionId),
    }));
    if (seen.connection?.health === 'reconnect' && seen.connection.healthReason !== null) {
      return { stopped: seen.connection.healthReason };
    }
    if (seen.poll?.cursor != null) break;
    if (seen.connection?.health === 'paused') {
      return { stopped: say('connection.store-paused', { connection: seen.connection.name }) };
    }
    const { done = 0, total = null } = seen.poll?.window ?? {};
    const attempts = seen.poll?.attempts ?? 0;
    before = Math.min(before, attempts);
    tell({ done, total, isWaiting: attempts > before });
    await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return 'interrupted';
  }
  return storage.transaction(workspaceId, async (tx) => ({
    variants: await tx.variants.count(connectionId),
    issues: (await tx.issues.list())
      .filter((issue) => issue.connectionId === connectionId)
      .map((issue) => issue.message),
  }));
}
