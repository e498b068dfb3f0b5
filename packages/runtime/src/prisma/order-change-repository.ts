import { brandId, type ConnectionId, type OrderChangeId, type OrderId } from '@quayside/core/domain/ids';
import type { OrderChange } from '@quayside/core/domain/order-change';
import type { Transaction } from '@quayside/core/ports/storage';
import type { OrderChange as OrderChangeRow, Prisma } from './generated/client.ts';
import { LostUpdate } from './lost-update.ts';
import type { RepositoryContext } from './repository-context.ts';
import { fromDate, fromDateOrNull, toDate, toDateOrNull, toJsonOrNull } from './rows.ts';

/** What one side of an order cancelled or refunded, and the other must learn. */
export function orderChangeRepository({
  client,
  workspaceId,
}: RepositoryContext): Transaction['orderChanges'] {
  const fromChange = ({ to, ...change }: OrderChange): Prisma.OrderChangeUncheckedCreateInput => ({
    workspaceId,
    ...change,
    told: to,
    lines: toJsonOrNull(change.lines),
    shipping: toJsonOrNull(change.shipping),
    noticedAt: toDate(change.noticedAt),
    dueAt: toDateOrNull(change.dueAt),
  });
  return {
    async get(id) {
      const row = await client.orderChange.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
      return row === null ? undefined : toChange(row);
    },
    async ofOrder(orderId) {
      const rows = await client.orderChange.findMany({
        where: { workspaceId, orderId },
        orderBy: [{ noticedAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(toChange);
    },
    async due(connectionId, now, limit) {
      const ids = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM order_change
        WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND due_at <= ${toDate(now)}
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      if (ids.length === 0) return [];
      const rows = await client.orderChange.findMany({
        where: { workspaceId, id: { in: ids.map((row) => row.id) } },
        orderBy: { dueAt: 'asc' },
      });
      return rows.map(toChange);
    },
    async insert(change) {
      await client.orderChange.create({ data: fromChange(change) });
    },
    async save(change) {
      const { id, version } = change;
      const { count } = await client.orderChange.updateMany({
        where: { workspaceId, id, version },
        data: { ...fromChange(change), version: version + 1 },
      });
      if (count === 0) throw new LostUpdate(`order change ${id}`);
    },
  };
}

function toChange(row: OrderChangeRow): OrderChange {
  return {
    id: brandId<OrderChangeId>(row.id),
    orderId: brandId<OrderId>(row.orderId),
    connectionId: brandId<ConnectionId>(row.connectionId),
    to: row.told as OrderChange['to'],
    kind: row.kind as OrderChange['kind'],
    key: row.key,
    lines: row.lines as unknown as OrderChange['lines'],
    shipping: row.shipping as unknown as OrderChange['shipping'],
    state: row.state as OrderChange['state'],
    noticedAt: fromDate(row.noticedAt),
    dueAt: fromDateOrNull(row.dueAt),
    attempts: row.attempts,
    version: row.version,
  };
}
