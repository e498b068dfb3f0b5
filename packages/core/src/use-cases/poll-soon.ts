import type { ConnectionId } from '../domain/ids.ts';
import type { PollKind } from '../domain/poll.ts';
import type { Scope } from './commit.ts';

/** Makes a poll due now, unless it is running. */
export async function pollSoon(scope: Scope, connectionId: ConnectionId, kind: PollKind): Promise<void> {
  const poll = await scope.tx.polls.get(connectionId, kind);
  if (poll === undefined || poll.window !== null || poll.dueAt <= scope.now) return;
  await scope.tx.polls.save({ ...poll, dueAt: scope.now });
  scope.ring(connectionId, 'poll');
}
