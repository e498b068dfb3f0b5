import type { Connection } from '../domain/connection.ts';
import type { ConnectorError } from '../domain/connector-error.ts';
import { say, type Message } from '../domain/message.ts';
import type { Scope } from './commit.ts';

/** The key of the issue that says a connection must be reconnected, or lacks a permission. */
export function connectionIssueKey(connection: Pick<Connection, 'id'>): string {
  return `connection/${connection.id}/access`;
}

/**
 * Records what a failed call says of its connection. Refused credentials stop all of the connection's lanes until the merchant reconnects; its
 * due rows stay as they are, and other connections go on.
 */
export async function noteConnectionFailure(
  scope: Scope,
  connection: Connection,
  error: ConnectorError,
): Promise<void> {
  if (error.kind !== 'auth-expired' && error.kind !== 'permission') return;
  if (error.kind === 'permission') return openConnectionIssue(scope, connection, error.message);
  await stopConnection(scope, connection, error.message);
}

/** Stops all lanes of a connection that may be called no longer, until it is reconnected: an issue says why. */
export async function stopConnection(scope: Scope, connection: Connection, reason: Message): Promise<void> {
  await openConnectionIssue(scope, connection, reason);
  const current = await scope.tx.connections.get(connection.id);
  if (current?.health === 'paused') {
    // A call that was under way when it was paused. Resuming will ask for new credentials.
    await scope.tx.connections.save({ ...current, healthReason: reason });
    return;
  }
  if (current?.health !== 'healthy') return;
  await scope.tx.connections.save({ ...current, health: 'reconnect', healthReason: reason });
  await scope.note(connection.id, say('connection.reconnect', { connection: connection.name }));
}

async function openConnectionIssue(scope: Scope, connection: Connection, message: Message): Promise<void> {
  await scope.tx.issues.open({
    key: connectionIssueKey(connection),
    severity: 'error',
    connectionId: connection.id,
    message,
    openedAt: scope.now,
  });
}
