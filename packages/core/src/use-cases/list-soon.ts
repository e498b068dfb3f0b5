import type { ConnectionId } from '../domain/ids.ts';
import type { Policy } from '../domain/policy.ts';
import { rulesOf } from './account-rules.ts';
import type { Scope } from './commit.ts';
import { pollSoon } from './poll-soon.ts';

/** Looks through the store at once for what a synchronization policy wants listed. */
export async function listSoon(scope: Scope, connectionId: ConnectionId, policy: Policy): Promise<void> {
  if (!rulesOf(policy, 'synchronization').list.isOn) return;
  const poll = await scope.tx.polls.get(connectionId, 'listings-by-policy');
  const fresh = { cursor: null, window: null, dueAt: scope.now, attempts: 0 };
  if (poll === undefined) {
    await scope.tx.polls.insert({ connectionId, kind: 'listings-by-policy', ...fresh, version: 0 });
  } else await scope.tx.polls.save({ ...poll, ...fresh });
  scope.ring(connectionId, 'poll');
}

/** Lets the accounts that sell from a store look through it again, because something of it changed. */
export async function listSoonFrom(scope: Scope, store: ConnectionId): Promise<void> {
  const pools = (await scope.tx.pools.list()).filter((pool) => pool.masterConnectionId === store);
  for (const account of await scope.tx.connections.list()) {
    const isFed = pools.some((pool) => pool.id === account.poolId);
    if (isFed && account.policies.synchronization !== null) {
      await pollSoon(scope, account.id, 'listings-by-policy');
    }
  }
}
