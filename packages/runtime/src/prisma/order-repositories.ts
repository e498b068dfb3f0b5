import { isDeepStrictEqual } from 'node:util';
import type { Order } from '@quayside/core/domain/order';
import type { Transaction } from '@quayside/core/ports/storage';
import type { OrderId } from '@quayside/core/domain/ids';
import { LostUpdate } from './lost-update.ts';
import {
  buyerSealOf,
  fromLine,
  fromOrder,
  fromReservation,
  fromShipment,
  toOrder,
  toReservation,
  toShipment,
} from './order-rows.ts';
import type { RepositoryContext } from './repository-context.ts';
import { toDate } from './rows.ts';

type Repositories = Pick<Transaction, 'orders' | 'reservations' | 'shipments'>;

/** Orders with their lines, what they reserve, and what was shipped of them. */
export function orderRepositories(context: RepositoryContext): Repositories {
  const { client, workspaceId } = context;
  return {
    orders: ordersRepository(context),
    reservations: {
      async get(id) {
        const row = await client.reservation.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
        return row === null ? undefined : toReservation(row);
      },
      async ofOrder(orderId) {
        return (await client.reservation.findMany({ where: { workspaceId, orderId } })).map(toReservation);
      },
      async openOfVariants(variantIds) {
        if (variantIds.length === 0) return [];
        const rows = await client.reservation.findMany({
          where: { workspaceId, variantId: { in: [...variantIds] }, state: { in: ['held', 'committed'] } },
        });
        return rows.map(toReservation);
      },
      async insert(reservation) {
        await client.reservation.create({ data: fromReservation(workspaceId, reservation) });
      },
      async save(reservation) {
        const { id, version } = reservation;
        const { count } = await client.reservation.updateMany({
          where: { workspaceId, id, version },
          data: { ...fromReservation(workspaceId, reservation), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`reservation ${id}`);
      },
    },
    shipments: {
      async get(id) {
        const row = await client.shipment.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
        return row === null ? undefined : toShipment(row);
      },
      async ofOrder(orderId) {
        return (await client.shipment.findMany({ where: { workspaceId, orderId } })).map(toShipment);
      },
      async due(connectionId, now, limit) {
        const rows = await client.$queryRaw<{ id: string }[]>`
          SELECT id FROM shipment
          WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid AND due_at <= ${toDate(now)}
          ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
        const shipments = await client.shipment.findMany({
          where: { workspaceId, id: { in: rows.map((row) => row.id) } },
        });
        return shipments.map(toShipment);
      },
      async releaseHeld(connectionId, now) {
        await client.shipment.updateMany({
          where: { workspaceId, connectionId, state: 'held' },
          data: { state: 'to-confirm', dueAt: toDate(now), version: { increment: 1 } },
        });
      },
      async insert(shipment) {
        await client.shipment.create({ data: fromShipment(workspaceId, shipment) });
      },
      async save(shipment) {
        const { id, version } = shipment;
        const { count } = await client.shipment.updateMany({
          where: { workspaceId, id, version },
          data: { ...fromShipment(workspaceId, shipment), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`shipment ${id}`);
      },
    },
  };
}

function ordersRepository({ client, workspaceId, cipher }: RepositoryContext): Transaction['orders'] {
  const buyerSeal = buyerSealOf({ workspaceId, cipher });
  const include = { lines: true } as const;
  // As read in this transaction: a save writes only the lines that differ.
  const read = new Map<OrderId, Order>();
  const remember = (row: Parameters<typeof toOrder>[0]): Order => {
    const order = toOrder(row, buyerSeal);
    read.set(order.id, order);
    return order;
  };
  return {
    async get(id) {
      const row = await client.marketplaceOrder.findUnique({
        where: { workspaceId_id: { workspaceId, id } },
        include,
      });
      return row === null ? undefined : remember(row);
    },
    async byMarketplaceOrderId(connectionId, marketplaceOrderId) {
      const row = await client.marketplaceOrder.findUnique({
        where: {
          workspaceId_connectionId_marketplaceOrderId: { workspaceId, connectionId, marketplaceOrderId },
        },
        include,
      });
      return row === null ? undefined : remember(row);
    },
    async byStoreOrderId(storeConnectionId, storeOrderId) {
      const row = await client.marketplaceOrder.findFirst({
        where: { workspaceId, storeConnectionId, storeOrderId },
        include,
      });
      return row === null ? undefined : remember(row);
    },
    async heldForChannelSkus(connectionId, channelSkus) {
      const rows = await client.marketplaceOrder.findMany({
        where: {
          workspaceId,
          connectionId,
          placementState: 'held',
          lines: { some: { channelSku: { in: [...channelSkus] } } },
        },
        include,
      });
      return rows.map(remember);
    },
    async due(storeConnectionId, now, limit) {
      const ids = await client.$queryRaw<{ id: string }[]>`
        SELECT id FROM marketplace_order
        WHERE workspace_id = ${workspaceId}::uuid AND store_connection_id = ${storeConnectionId}::uuid
          AND due_at <= ${toDate(now)}
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
      if (ids.length === 0) return [];
      const rows = await client.marketplaceOrder.findMany({
        where: { workspaceId, id: { in: ids.map((row) => row.id) } },
        orderBy: { dueAt: 'asc' },
        include,
      });
      return rows.map(remember);
    },
    async page(connectionId, after, limit) {
      const rows = await client.marketplaceOrder.findMany({
        where: { workspaceId, connectionId, ...(after === null ? {} : { id: { gt: after } }) },
        orderBy: { id: 'asc' },
        take: limit,
        include,
      });
      return rows.map(remember);
    },
    async purgeable(now, limit) {
      const rows = await client.marketplaceOrder.findMany({
        where: { workspaceId, forgetBuyerAt: { lte: toDate(now) } },
        orderBy: [{ forgetBuyerAt: 'asc' }, { id: 'asc' }],
        take: limit,
        include,
      });
      return rows.map(remember);
    },
    async heldPage(after, limit) {
      const rows = await client.marketplaceOrder.findMany({
        where: { workspaceId, placementState: 'held', ...(after === null ? {} : { id: { gt: after } }) },
        orderBy: { id: 'asc' },
        take: limit,
        include,
      });
      return rows.map(remember);
    },
    async insert(order) {
      await client.marketplaceOrder.create({ data: fromOrder(workspaceId, order, buyerSeal) });
      await client.orderLine.createMany({
        data: order.lines.map((line, position) => fromLine(workspaceId, order.id, line, position)),
      });
    },
    async save(order) {
      const { id, version } = order;
      const { count } = await client.marketplaceOrder.updateMany({
        where: { workspaceId, id, version },
        data: { ...fromOrder(workspaceId, order, buyerSeal), version: version + 1 },
      });
      if (count === 0) throw new LostUpdate(`order ${id}`);
      const known = new Map(read.get(id)?.lines.map((line) => [line.id, line]));
      for (const [position, line] of order.lines.entries()) {
        if (isDeepStrictEqual(known.get(line.id), line)) continue;
        const data = fromLine(workspaceId, id, line, position);
        await client.orderLine.upsert({
          where: { workspaceId_id: { workspaceId, id: line.id } },
          create: data,
          update: data,
        });
      }
      read.set(id, { ...order, version: version + 1 });
    },
  };
}
