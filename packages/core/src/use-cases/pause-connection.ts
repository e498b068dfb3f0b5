import type { Connection } from '../domain/connection.ts';
import type { ConnectionKey } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';
import { startAgain } from './start-again.ts';

export interface PauseProblem {
  readonly kind: 'unknown-connection' | 'already-paused' | 'disconnected';
}

export interface ResumeProblem {
  readonly kind: 'unknown-connection' | 'not-paused';
}

export function pausedIssueKey(connection: Pick<Connection, 'id'>): string {
  return `connection/${connection.id}/paused`;
}

/**
 * Stops a connection by the merchant's hand: nothing more is asked of it or sent to it until it is resumed. Its due rows stay as they are, and notices of its
 * platform are kept. An issue says what that means for as long as it lasts.
 */
export async function pauseConnection(
  engine: Engine,
  key: ConnectionKey,
): Promise<Result<Connection, PauseProblem>> {
  return commit(engine, key.workspaceId, async (scope) => {
    const current = await scope.tx.connections.get(key.connectionId);
    if (current === undefined) return err({ kind: 'unknown-connection' });
    if (current.health === 'paused') return err({ kind: 'already-paused' });
    if (current.health === 'disconnected') return err({ kind: 'disconnected' });
    // Why it must be reconnected is kept: it still must when it is resumed.
    const paused: Connection = { ...current, health: 'paused' };
    await scope.tx.connections.save(paused);
    const values = { connection: current.name };
    await scope.tx.issues.open({
      key: pausedIssueKey(current),
      severity: 'warning',
      connectionId: current.id,
      message:
        current.role === 'channel'
          ? say('connection.channel-paused', values)
          : say('connection.store-paused', values),
      openedAt: scope.now,
    });
    await scope.note(current.id, say('activity.paused', values));
    return ok({ ...paused, version: paused.version + 1 });
  });
}

/**
 * Lets a paused connection go on: its orders are asked for at once and everything that it should show is decided again. One whose credentials were refused meanwhile,
 * or before, waits for the merchant to reconnect it.
 */
export async function resumeConnection(
  engine: Engine,
  key: ConnectionKey,
): Promise<Result<Connection, ResumeProblem>> {
  return commit(engine, key.workspaceId, async (scope) => {
    const current = await scope.tx.connections.get(key.connectionId);
    if (current === undefined) return err({ kind: 'unknown-connection' });
    if (current.health !== 'paused') return err({ kind: 'not-paused' });
    await scope.tx.issues.clear(pausedIssueKey(current));
    await scope.note(current.id, say('activity.resumed', { connection: current.name }));
    if (current.healthReason === null) return ok(await startAgain(scope, current));
    const refused: Connection = { ...current, health: 'reconnect' };
    await scope.tx.connections.save(refused);
    return ok({ ...refused, version: refused.version + 1 });
  });
}
