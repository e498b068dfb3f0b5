import type { ConnectionId } from '../domain/ids.ts';
import type { Scope } from './commit.ts';

/**
 * The channel says that it has read a submission: what became of it is looked at now, instead of with the next look of its own. One that is not known is nobody's of
 * ours, or its answer is not stored yet; its own look finds it.
 *
 * @param channelId by what the channel knows it.
 */
export async function hastenSubmission(
  scope: Scope,
  connectionId: ConnectionId,
  channelId: string,
): Promise<void> {
  const submission = await scope.tx.submissions.byChannelId(connectionId, channelId);
  if (submission?.state !== 'sent' || submission.dueAt === null || submission.dueAt <= scope.now) return;
  await scope.tx.submissions.save({ ...submission, dueAt: scope.now });
  scope.ring(connectionId, 'publish');
}
