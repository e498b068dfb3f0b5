import type { Connection } from '../domain/connection.ts';
import type { PollKind } from '../domain/poll.ts';
import { lanesOf } from '../jobs/catalogue.ts';
import type { Scope } from './commit.ts';
import { pollSoon } from './poll-soon.ts';
import { raiseAccount } from './raise-targets.ts';

/** What tells of sales. */
const salesPolls: Readonly<Record<Connection['role'], readonly PollKind[]>> = {
  channel: ['channel-orders'],
  store: ['products-changed', 'store-orders'],
};

/**
 * Lets a connection that stood still go on: what it sold meanwhile is asked for at once, everything that it should show is decided again, and all its lanes are
 * rung; what it tells us by itself is looked after. What was known of its orders says nothing of what it sold meanwhile, so that rises wait until they have been read anew (P3).
 *
 * @returns the connection as it is stored.
 */
export async function startAgain(scope: Scope, connection: Connection): Promise<Connection> {
  const again: Connection = {
    ...connection,
    health: 'healthy',
    healthReason: null,
    ordersImportedUntil: null,
    ordersRead: null,
  };
  await scope.tx.connections.save(again);
  for (const kind of salesPolls[connection.role]) {
    const poll = await scope.tx.polls.get(connection.id, kind);
    // A window that was open ends before the standstill; the new one begins where that one did.
    if (poll !== undefined) await scope.tx.polls.save({ ...poll, window: null, dueAt: scope.now });
  }
  if (connection.role === 'channel') await raiseAccount(scope, connection.id);
  if (scope.notifiedAs(connection) !== null) await pollSoon(scope, connection.id, 'notifications');
  for (const lane of lanesOf[connection.role]) scope.ring(connection.id, lane);
  return { ...again, version: again.version + 1 };
}
