import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { Storage } from '@quayside/core/ports/storage';
import { aConnection, aWorkspace } from './builders.ts';

/** Stores a connection in a workspace of its own. */
export async function newConnection(storage: Storage): Promise<ConnectionKey> {
  const workspace = aWorkspace();
  const connection = aConnection();
  await storage.createWorkspace(workspace);
  await storage.transaction(workspace.id, (tx) => tx.connections.insert(connection));
  return { workspaceId: workspace.id, connectionId: connection.id };
}
