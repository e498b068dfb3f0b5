import { brandId, type ActivityId, type ConnectionId } from '@quayside/core/domain/ids';
import type { Issue } from '@quayside/core/domain/issue';
import type { Transaction } from '@quayside/core/ports/storage';
import type { RepositoryContext } from './repository-context.ts';
import { fromDate, fromMessage, idOrNull, toDate, toJson } from './rows.ts';

type Repositories = Pick<Transaction, 'issues' | 'activities'>;

/** What the merchant is told: open issues, and the workspace's history. */
export function historyRepositories({ client, workspaceId }: RepositoryContext): Repositories {
  return {
    issues: {
      async open({ key, severity, connectionId, message, openedAt }) {
        const words = { severity, connectionId, message: toJson(message) };
        await client.issue.upsert({
          where: { workspaceId_key: { workspaceId, key } },
          create: { workspaceId, key, ...words, openedAt: toDate(openedAt) },
          update: words,
        });
      },
      async clear(key) {
        await client.issue.deleteMany({ where: { workspaceId, key } });
      },
      async list() {
        const rows = await client.issue.findMany({ where: { workspaceId }, orderBy: { key: 'asc' } });
        return rows.map((row) => ({
          key: row.key,
          severity: row.severity as Issue['severity'],
          connectionId: idOrNull<ConnectionId>(row.connectionId),
          message: fromMessage(row.message),
          openedAt: fromDate(row.openedAt),
        }));
      },
    },
    activities: {
      async append({ id, at, connectionId, message }) {
        await client.activity.create({
          data: { workspaceId, id, at: toDate(at), connectionId, message: toJson(message) },
        });
      },
      async latest(limit) {
        const rows = await client.activity.findMany({
          where: { workspaceId },
          orderBy: [{ at: 'desc' }, { id: 'desc' }],
          take: limit,
        });
        return rows.map((row) => ({
          id: brandId<ActivityId>(row.id),
          at: fromDate(row.at),
          connectionId: idOrNull<ConnectionId>(row.connectionId),
          message: fromMessage(row.message),
        }));
      },
    },
  };
}
