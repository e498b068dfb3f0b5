import type { Storage } from '@quayside/core/ports/storage';
import { WorkerKilled } from './call-levers.ts';

/** Where a worker dies: before its transaction has any effect, or after it is committed and before anybody is told. */
export type Death = 'before-commit' | 'after-commit';

/** A storage whose callers may die at any of its transactions. */
export function createMortalStorage(storage: Storage, dies: () => Death | null): Storage {
  return {
    ...storage,
    async transaction(workspaceId, work) {
      const death = dies();
      if (death === 'before-commit') throw new WorkerKilled();
      const value = await storage.transaction(workspaceId, work);
      if (death === 'after-commit') throw new WorkerKilled();
      return value;
    },
  };
}
