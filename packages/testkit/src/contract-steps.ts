import type { Connection } from '@quayside/core/domain/connection';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import type { Storage, Transaction } from '@quayside/core/ports/storage';
import { aConnection, aWorkspace } from './builders.ts';

/** The storage that a contract is held against, and the workspace it is held in. */
export type StorageUnderContract = () => { readonly storage: Storage; readonly workspaceId: WorkspaceId };

/** What every part of the storage contract does again and again. */
export function contractSteps(under: StorageUnderContract) {
  /** One transaction of the workspace. */
  const within = <Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> =>
    under().storage.transaction(under().workspaceId, work);
  /** A connection that is there. */
  const connected = async (changes: Partial<Connection> = {}): Promise<Connection> => {
    const connection = aConnection(changes);
    await within((tx) => tx.connections.insert(connection));
    return connection;
  };
  /** One transaction of another workspace. */
  const elsewhere = async <Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> => {
    const other = aWorkspace();
    await under().storage.createWorkspace(other);
    return under().storage.transaction(other.id, work);
  };
  return { within, connected, elsewhere };
}
