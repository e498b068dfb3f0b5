import { AsyncLocalStorage } from 'node:async_hooks';
import type { Storage } from '@quayside/core/ports/storage';

/**
 * A storage that refuses a transaction inside a transaction: on a server each holds a connection, and with few of them they would wait for
 * each other.
 */
export function createUnnestedStorage(storage: Storage): Storage {
  const inside = new AsyncLocalStorage<true>();
  return {
    ...storage,
    async transaction(workspaceId, work) {
      if (inside.getStore() === true) throw new Error('A transaction inside a transaction');
      return inside.run(true, () => storage.transaction(workspaceId, work));
    },
  };
}
