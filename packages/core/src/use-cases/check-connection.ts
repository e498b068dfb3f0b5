import type { ConnectorError } from '../domain/connector-error.ts';
import type { ConnectionKey } from '../domain/ids.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';
import { connectionIssueKey, noteConnectionFailure } from './fail-connection.ts';

export type CheckProblem = { readonly kind: 'unknown-connection' | 'disconnected' } | ConnectorError;

/** What a platform said when it was asked. */
export type ConnectionFacts =
  | { readonly role: 'store'; readonly name: string; readonly currency: string }
  | { readonly role: 'channel'; readonly marketplaces: readonly string[] };

/**
 * Asks a connection's platform, with calls that need the rights that the engine needs. What it says is recorded as that of any other call: a missing right is an issue
 * that names it, and one that is there again clears it.
 */
export async function checkConnection(
  engine: Engine,
  { workspaceId, connectionId }: ConnectionKey,
): Promise<Result<ConnectionFacts, CheckProblem>> {
  const connection = await engine.storage.transaction(workspaceId, (tx) => tx.connections.get(connectionId));
  if (connection === undefined) return err({ kind: 'unknown-connection' });
  if (connection.health === 'disconnected') return err({ kind: 'disconnected' });
  const answer = await ask();
  await commit(engine, workspaceId, async (scope) => {
    if (!answer.ok) return noteConnectionFailure(scope, connection, answer.error);
    const current = await scope.tx.connections.get(connectionId);
    if (current?.health === 'healthy') await scope.tx.issues.clear(connectionIssueKey(connection));
  });
  return answer;

  async function ask(): Promise<Result<ConnectionFacts, ConnectorError>> {
    if (connection?.role === 'channel') {
      const { connector } = await engine.connectors.channel(workspaceId, connection);
      const tested = await connector.test();
      if (!tested.ok) return tested;
      return ok({ role: 'channel', marketplaces: tested.value.marketplaces.map(({ name }) => name) });
    }
    if (connection === undefined) throw new Error('A connection that is not there cannot be asked');
    const { connector } = await engine.connectors.store(workspaceId, connection);
    const tested = await connector.test();
    return tested.ok ? ok({ role: 'store', ...tested.value }) : tested;
  }
}
