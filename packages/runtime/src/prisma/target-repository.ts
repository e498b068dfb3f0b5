import type { Instant } from '@quayside/core/domain/instant';
import { aspectOf, type TargetLane } from '@quayside/core/domain/target';
import type { Transaction } from '@quayside/core/ports/storage';
import { Prisma } from './generated/client.ts';
import { insertRows } from './insert-rows.ts';
import { LostUpdate } from './lost-update.ts';
import { fromTarget, fromValue, toTarget } from './offer-rows.ts';
import type { RepositoryContext } from './repository-context.ts';
import { toDate } from './rows.ts';

/** What channels should show. */
export function targetRepository({
  client,
  workspaceId,
}: Pick<RepositoryContext, 'client' | 'workspaceId'>): Transaction['targets'] {
  async function byIds(ids: readonly string[]) {
    if (ids.length === 0) return [];
    const rows = await client.target.findMany({ where: { workspaceId, id: { in: [...ids] } } });
    return rows.map(toTarget);
  }
  return {
    async get(id) {
      const row = await client.target.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row === null ? undefined : toTarget(row);
    },
    getMany: byIds,
    async ofChannelSkus(connectionId, channelSkus) {
      const rows = await client.target.findMany({
        where: { workspaceId, connectionId, channelSku: { in: [...channelSkus] } },
      });
      return rows.map(toTarget);
    },
    async insertMany(targets) {
      const rows = targets.map((target) => fromTarget(workspaceId, target));
      await insertRows(client, 'target', rows);
    },
    async save(target) {
      const { id, version } = target;
      const { count } = await client.target.updateMany({
        where: { workspaceId, id, version },
        data: { ...fromTarget(workspaceId, target), version: version + 1 },
      });
      if (count === 0) throw new LostUpdate(`target ${id}`);
    },
    async raise(ids, lane, now) {
      if (ids.length === 0) return;
      // Locked in id order first, so that two transactions that raise the same targets wait instead of locking each other out.
      await client.$executeRaw`
        WITH raised AS (
          SELECT id FROM target WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${[...ids]}::uuid[])
          ORDER BY id FOR UPDATE
        )
        UPDATE target SET ${raised(lane, now)}
        FROM raised WHERE target.workspace_id = ${workspaceId}::uuid AND target.id = raised.id`;
    },
    async raiseAll(connectionId, lane, now) {
      await client.$executeRaw`
        WITH raised AS (
          SELECT id FROM target
          WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND aspect = ${aspectOf(lane)}
          ORDER BY id FOR UPDATE
        )
        UPDATE target SET ${raised(lane, now)}
        FROM raised WHERE target.workspace_id = ${workspaceId}::uuid AND target.id = raised.id`;
    },
    async approve(approvals, lane, now) {
      if (approvals.length === 0) return;
      const distinct = new Map(approvals.map(({ id, value }) => [id, { id, ...fromValue(value) }]));
      await client.$executeRaw`
        WITH approved AS (
          SELECT target.id, approval.value, approval.currency, approval.parts FROM target
          JOIN jsonb_to_recordset(${JSON.stringify([...distinct.values()])}::jsonb)
            AS approval (id uuid, value numeric, currency text, parts jsonb) ON approval.id = target.id
          WHERE target.workspace_id = ${workspaceId}::uuid
          ORDER BY target.id FOR UPDATE OF target
        )
        UPDATE target SET
          approved_value = approved.value,
          approved_currency = approved.currency,
          approved_parts = approved.parts,
          ${raised(lane, now)}
        FROM approved WHERE target.workspace_id = ${workspaceId}::uuid AND target.id = approved.id`;
    },
    async due(connectionId, lane, now, limit) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM target
        WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND lane = ${lane}
          AND due_at <= ${toDate(now)}
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      return byIds(rows.map((row) => row.id));
    },
    async toVerify(connectionId, now, limit) {
      const rows = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM target
        WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND verify_at <= ${toDate(now)}
        ORDER BY verify_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      return byIds(rows.map((row) => row.id));
    },
    async releaseAwaiting(connectionId, importedUntil, now) {
      await client.$executeRaw`
        WITH released AS (
          SELECT id FROM target
          WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid
            AND awaits_orders_after < ${toDate(importedUntil)}
          ORDER BY id FOR UPDATE
        )
        UPDATE target SET awaits_orders_after = NULL, due_at = ${toDate(now)}, version = version + 1
        FROM released WHERE target.workspace_id = ${workspaceId}::uuid AND target.id = released.id`;
    },
  };
}

/** What every way of raising a target sets: the newest row is what it begins from, whoever has written that. */
function raised(lane: TargetLane, now: Instant): Prisma.Sql {
  return Prisma.sql`
    wanted_version = wanted_version + 1,
    version = version + 1,
    raised_at = COALESCE(raised_at, ${toDate(now)}),
    lane = CASE WHEN due_at IS NOT NULL AND lane = 'quantity-down' THEN lane ELSE ${lane} END,
    awaits_orders_after = NULL,
    due_at = CASE WHEN in_flight_version IS NULL THEN ${toDate(now)} ELSE due_at END`;
}
