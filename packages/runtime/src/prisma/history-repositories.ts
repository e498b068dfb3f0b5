import { searchTextOfActivity } from '@quayside/core/domain/search-text';
import type { HistoryRepositories } from '@quayside/core/ports/history-storage';
import { toActivity, toIssue } from './history-rows.ts';
import type { RepositoryContext } from './repository-context.ts';
import { toDate, toJson } from './rows.ts';

/** What the merchant is told: open issues, and the workspace's history. */
export function historyRepositories({ client, workspaceId }: RepositoryContext): HistoryRepositories {
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
      async byKeys(keys) {
        if (keys.length === 0) return [];
        const rows = await client.issue.findMany({
          where: { workspaceId, key: { in: [...keys] } },
          orderBy: { key: 'asc' },
        });
        return rows.map(toIssue);
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
        return rows.map(toIssue);
      },
    },
    unknownIssues: {
      async count(connector, codes, now) {
        // In the order of their codes, as issues are.
        for (const { code, text } of codes.toSorted((one, other) => (one.code < other.code ? -1 : 1))) {
          const news = { text: toJson(text), lastAt: toDate(now) };
          await client.unknownIssue.upsert({
            where: { workspaceId_connector_code: { workspaceId, connector, code } },
            create: { workspaceId, connector, code, count: 1, firstAt: toDate(now), ...news },
            update: { count: { increment: 1 }, ...news },
          });
        }
      },
    },
    activities: {
      async append(activity) {
        const { id, at, connectionId, memberId, message } = activity;
        await client.activity.create({
          data: {
            workspaceId,
            id,
            at: toDate(at),
            connectionId,
            memberId,
            message: toJson(message),
            searchText: searchTextOfActivity(activity),
          },
        });
      },
      async latest(limit) {
        const rows = await client.activity.findMany({
          where: { workspaceId },
          orderBy: [{ at: 'desc' }, { id: 'desc' }],
          take: limit,
        });
        return rows.map(toActivity);
      },
    },
  };
}
