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
      async openMany(issues) {
        // In key order, so that two transactions that open the same issues wait instead of locking each other out.
        const byKey = [...new Map(issues.map((issue) => [issue.key, issue])).entries()].sort(
          ([one], [other]) => (one < other ? -1 : 1),
        );
        if (byKey.length === 0) return;
        const rows = byKey.map(([key, { severity, connectionId, message, openedAt }]) => ({
          key,
          severity,
          connection_id: connectionId,
          message,
          opened_at: openedAt,
        }));
        await client.$executeRaw`
          INSERT INTO issue (workspace_id, key, severity, connection_id, message, opened_at)
          SELECT ${workspaceId}::uuid, row.key, row.severity, row.connection_id, row.message, row.opened_at
          FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            AS row (key text, severity text, connection_id uuid, message jsonb, opened_at timestamptz(3))
          ON CONFLICT (workspace_id, key) DO UPDATE
          SET severity = excluded.severity, connection_id = excluded.connection_id, message = excluded.message`;
      },
      async clear(key) {
        await client.issue.deleteMany({ where: { workspaceId, key } });
      },
      async clearMany(keys) {
        if (keys.length === 0) return;
        // Locked in key order first, for the same reason.
        await client.$executeRaw`
          WITH cleared AS (
            SELECT key FROM issue WHERE workspace_id = ${workspaceId}::uuid AND key = ANY(${[...keys]}::text[])
            ORDER BY key FOR UPDATE
          )
          DELETE FROM issue USING cleared
          WHERE issue.workspace_id = ${workspaceId}::uuid AND issue.key = cleared.key`;
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
