import {
  brandId,
  type ConnectionId,
  type MarketplaceId,
  type SubmissionId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type { Submission } from '@quayside/core/domain/submission';
import type { Transaction } from '@quayside/core/ports/storage';
import type { Prisma, Submission as SubmissionRow } from './generated/client.ts';
import { LostUpdate } from './lost-update.ts';
import type { RepositoryContext } from './repository-context.ts';
import { fromDate, fromDateOrNull, toDate, toDateOrNull } from './rows.ts';

/** What goes to channels in one piece. */
export function submissionRepository({
  client,
  workspaceId,
}: Pick<RepositoryContext, 'client' | 'workspaceId'>): Transaction['submissions'] {
  return {
    async get(id) {
      const row = await client.submission.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row === null ? undefined : toSubmission(row);
    },
    async gathering(connectionId, marketplace) {
      const row = await client.submission.findFirst({
        where: { workspaceId, connectionId, gatheringFor: marketplace },
      });
      return row === null ? undefined : toSubmission(row);
    },
    async byChannelId(connectionId, channelId) {
      const row = await client.submission.findFirst({ where: { workspaceId, connectionId, channelId } });
      return row === null ? undefined : toSubmission(row);
    },
    async due(connectionId, now, limit) {
      const ids = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM submission
        WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND due_at <= ${toDate(now)}
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      if (ids.length === 0) return [];
      const rows = await client.submission.findMany({
        where: { workspaceId, id: { in: ids.map((row) => row.id) } },
        orderBy: { dueAt: 'asc' },
      });
      return rows.map(toSubmission);
    },
    async insert(submission) {
      await client.submission.create({ data: fromSubmission(workspaceId, submission) });
    },
    async save(submission) {
      const { id, version } = submission;
      const { count } = await client.submission.updateMany({
        where: { workspaceId, id, version },
        data: { ...fromSubmission(workspaceId, submission), version: version + 1 },
      });
      if (count === 0) throw new LostUpdate(`submission ${id}`);
    },
  };
}

function toSubmission(row: SubmissionRow): Submission {
  return {
    id: brandId<SubmissionId>(row.id),
    connectionId: brandId<ConnectionId>(row.connectionId),
    marketplace: brandId<MarketplaceId>(row.marketplace),
    state: row.state as Submission['state'],
    offers: row.offers,
    refused: row.refused,
    channelId: row.channelId,
    openedAt: fromDate(row.openedAt),
    sentAt: fromDateOrNull(row.sentAt),
    dueAt: fromDateOrNull(row.dueAt),
    attempts: row.attempts,
    version: row.version,
  };
}

function fromSubmission(
  workspaceId: WorkspaceId,
  submission: Submission,
): Prisma.SubmissionUncheckedCreateInput {
  return {
    workspaceId,
    ...submission,
    gatheringFor: submission.state === 'gathering' ? submission.marketplace : null,
    openedAt: toDate(submission.openedAt),
    sentAt: toDateOrNull(submission.sentAt),
    dueAt: toDateOrNull(submission.dueAt),
  };
}
