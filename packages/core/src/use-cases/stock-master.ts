import type { ConnectionId } from '../domain/ids.ts';
import type { Scope } from './commit.ts';

/** The store whose counts are the truth; `null` while the workspace has none. */
export async function stockMaster(scope: Scope): Promise<ConnectionId | null> {
  const [pool] = await scope.tx.pools.list();
  return pool?.masterConnectionId ?? null;
}
