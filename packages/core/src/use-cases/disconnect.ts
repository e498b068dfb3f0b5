import type { Connection } from '../domain/connection.ts';
import type { ConnectionKey } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';
import { connectionIssueKey } from './fail-connection.ts';
import { pausedIssueKey } from './pause-connection.ts';
import { authorizationIssueKey } from './remind-of-authorization.ts';

export interface DisconnectProblem {
  readonly kind: 'unknown-connection' | 'disconnected' | 'store';
}

/**
 * Takes our access to a channel account away by the merchant's hand: its credentials are deleted and nothing is asked of it or sent to it again. What was known of
 * it stays, so that it can be connected again without loss. A store goes with its host's app.
 */
export async function disconnect(
  engine: Engine,
  key: ConnectionKey,
): Promise<Result<Connection, DisconnectProblem>> {
  return commit(engine, key.workspaceId, async (scope): Promise<Result<Connection, DisconnectProblem>> => {
    const current = await scope.tx.connections.get(key.connectionId);
    if (current === undefined) return err({ kind: 'unknown-connection' });
    if (current.role === 'store') return err({ kind: 'store' });
    if (current.health === 'disconnected') return err({ kind: 'disconnected' });
    const disconnected: Connection = {
      ...current,
      health: 'disconnected',
      healthReason: null,
      authorizedAt: null,
    };
    await scope.tx.connections.save(disconnected);
    await scope.tx.secrets.put(current.id, { credentials: null, webhookSecret: null });
    await scope.tx.issues.clearMany([
      connectionIssueKey(current),
      pausedIssueKey(current),
      authorizationIssueKey(current),
    ]);
    await scope.note(current.id, say('activity.disconnected', { connection: current.name }));
    return ok({ ...disconnected, version: disconnected.version + 1 });
  });
}
