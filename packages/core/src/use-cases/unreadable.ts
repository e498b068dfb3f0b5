import type { ConnectionId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import type { UnreadableItem } from '../ports/connector.ts';
import type { Scope } from './commit.ts';

export type UnreadableCode = 'listing.unreadable' | 'order.unreadable' | 'product.unreadable';

function issueKey(connectionId: ConnectionId, code: UnreadableCode, id: string): string {
  return `connection/${connectionId}/${code}/${id}`;
}

/** What a platform sent and its connector could not read is never dropped silently (P2, P8). */
export async function openUnreadable(
  scope: Scope,
  connectionId: ConnectionId,
  code: UnreadableCode,
  { id, problem }: UnreadableItem,
): Promise<void> {
  await scope.tx.issues.open({
    key: issueKey(connectionId, code, id),
    severity: 'error',
    connectionId,
    message: say(code, { id, problem }),
    openedAt: scope.now,
  });
}

/** They could be read now. */
export async function clearUnreadable(
  scope: Scope,
  connectionId: ConnectionId,
  code: UnreadableCode,
  ids: readonly string[],
): Promise<void> {
  await scope.tx.issues.clearMany(ids.map((id) => issueKey(connectionId, code, id)));
}
