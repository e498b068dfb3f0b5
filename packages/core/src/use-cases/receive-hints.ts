import type { ConnectionKey } from '../domain/ids.ts';
import type { Hint } from '../domain/inbox.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';

/** Stores hints of a delivery whose signature has been checked. Nothing of the delivery but these ids is kept. */
export async function receiveHints(
  engine: Engine,
  key: ConnectionKey,
  hints: readonly Hint[],
): Promise<void> {
  if (hints.length === 0) return;
  await commit(engine, key.workspaceId, async (scope) => {
    await scope.tx.inbox.add(key.connectionId, hints, scope.now);
    scope.ring(key.connectionId, 'inbox');
  });
}
