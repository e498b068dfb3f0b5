import type { PolicyRepositories } from '@quayside/core/ports/policy-storage';
import { LostUpdate } from './lost-update.ts';
import { fromPolicy, fromPolicyChange, toAsk, toPolicy, toPolicyChange } from './policy-rows.ts';
import type { RepositoryContext } from './repository-context.ts';
import { toDate } from './rows.ts';

/** The merchant's rules, and what was and is to be changed of them. */
export function policyRepositories({ client, workspaceId }: RepositoryContext): PolicyRepositories {
  return {
    policies: {
      async get(id) {
        const row = await client.policy.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
        return row === null ? undefined : toPolicy(row);
      },
      async list() {
        const rows = await client.policy.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } });
        return rows.map(toPolicy);
      },
      async insert(policy) {
        await client.policy.create({ data: fromPolicy(workspaceId, policy) });
      },
      async save(policy) {
        const { id, version } = policy;
        const { count } = await client.policy.updateMany({
          where: { workspaceId, id, version },
          data: { ...fromPolicy(workspaceId, policy), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`policy ${id}`);
      },
      async remove(id) {
        await client.policy.deleteMany({ where: { workspaceId, id } });
      },
    },
    policyChanges: policyChangeRepository({ client, workspaceId }),
  };
}

function policyChangeRepository({
  client,
  workspaceId,
}: Pick<RepositoryContext, 'client' | 'workspaceId'>): PolicyRepositories['policyChanges'] {
  return {
    async get(id) {
      const row = await client.policyChange.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row === null ? undefined : toPolicyChange(row);
    },
    async latest(limit) {
      const rows = await client.policyChange.findMany({
        where: { workspaceId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return rows.map(toPolicyChange);
    },
    async due(connectionId, now, limit) {
      const ids = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM policy_change
        WHERE workspace_id = ${workspaceId}::uuid AND at_connection_id = ${connectionId}::uuid AND due_at <= ${toDate(now)}
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      if (ids.length === 0) return [];
      const rows = await client.policyChange.findMany({
        where: { workspaceId, id: { in: ids.map((row) => row.id) } },
        orderBy: { dueAt: 'asc' },
      });
      return rows.map(toPolicyChange);
    },
    async insert(change) {
      await client.policyChange.create({ data: fromPolicyChange(workspaceId, change) });
    },
    async save(change) {
      const { id, version } = change;
      const { count } = await client.policyChange.updateMany({
        where: { workspaceId, id, version },
        data: { ...fromPolicyChange(workspaceId, change), version: version + 1 },
      });
      if (count === 0) throw new LostUpdate(`policy change ${id}`);
    },
    async addAsks(id, asks) {
      if (asks.length === 0) return;
      // One row per target within the statement too; in their order, so that two that add the same wait instead of locking each other out.
      const distinct = new Map(asks.map((ask) => [ask.targetId, ask]));
      await client.$executeRaw`
        INSERT INTO policy_change_ask (workspace_id, change_id, target_id, aspect, before, after)
        SELECT change.workspace_id, change.id, ask."targetId", ask.aspect, ask.before, ask.after
        FROM policy_change AS change, jsonb_to_recordset(${JSON.stringify([...distinct.values()])}::jsonb)
          AS ask ("targetId" uuid, aspect text, before jsonb, after jsonb)
        WHERE change.workspace_id = ${workspaceId}::uuid AND change.id = ${id}::uuid
        ORDER BY ask."targetId"
        ON CONFLICT (workspace_id, change_id, target_id) DO UPDATE
        SET aspect = excluded.aspect, before = excluded.before, after = excluded.after`;
    },
    async asksPage(id, after, limit) {
      const rows = await client.policyChangeAsk.findMany({
        where: { workspaceId, changeId: id, ...(after === null ? {} : { targetId: { gt: after } }) },
        orderBy: { targetId: 'asc' },
        take: limit,
      });
      return rows.map(toAsk);
    },
  };
}
