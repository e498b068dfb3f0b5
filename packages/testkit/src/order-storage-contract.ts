import type { Connection } from '@quayside/core/domain/connection';
import { brandId, type ShipmentId, type WorkspaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { say } from '@quayside/core/domain/message';
import { plainOrderImport } from '@quayside/core/domain/order-import';
import type { Order } from '@quayside/core/domain/order';
import type { Shipment } from '@quayside/core/domain/shipment';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aConnection, anOrder, anOrderChange, anOrderLine, at, euros } from './builders.ts';
import { contractSteps, type StorageUnderContract } from './contract-steps.ts';

const noon = at('2026-03-02T12:00:00.000Z');
const held: Order['placement'] = { state: 'held', reason: say('order.held.no-store', { order: '1' }) };

/** The part of the storage contract that is about what becomes of orders after they were bought. */
export function describeOrderStorage(under: StorageUnderContract): void {
  const { within } = contractSteps(under);

  async function stored(changes: Partial<Order> = {}): Promise<{ connection: Connection; order: Order }> {
    const connection = aConnection();
    const order = anOrder({ connectionId: connection.id, ...changes });
    await within(async (tx) => {
      await tx.connections.insert(connection);
      await tx.orders.insert(order);
    });
    return { connection, order };
  }

  describe('orders both ways', () => {
    it('the policy of an account comes back as it went in', async () => {
      const orderImport = { ...plainOrderImport, tags: ['à offrir'], carriers: { 'La Poste': 'Colissimo' } };
      const connection = aConnection({ role: 'channel', orderImport });
      await within((tx) => tx.connections.insert(connection));
      expect(await within((tx) => tx.connections.get(connection.id))).toEqual(connection);
    });

    it('taxes, refunds and what was placed come back to the last digit', async () => {
      const { order } = await stored({
        shippingService: 'EXPEDITED',
        refunds: [
          {
            id: 'R-1',
            key: null,
            lines: [{ marketplaceLineId: '1', quantity: 0, total: euros('0.1'), tax: euros('0.016667') }],
            shipping: euros('3.99'),
          },
        ],
        lines: [
          anOrderLine({ tax: euros('3.316667'), placed: { quantity: 2, total: euros('19.900000000001') } }),
        ],
      });
      expect(await within((tx) => tx.orders.get(order.id))).toEqual(order);
    });

    it('changes come back as they went in, oldest first, and due ones by their time', async () => {
      const { connection, order } = await stored();
      const of = { orderId: order.id, connectionId: connection.id };
      const first = anOrderChange({ ...of, dueAt: plus(noon, 2) });
      const second = anOrderChange({
        ...of,
        to: 'channel',
        kind: 'refund',
        key: 'refund/7',
        lines: [{ marketplaceLineId: '1', quantity: 1, total: euros('9.99'), tax: null }],
        shipping: euros('1'),
        noticedAt: plus(noon, 1),
        dueAt: plus(noon, 1),
      });
      await within(async (tx) => {
        await tx.orderChanges.insert(second);
        await tx.orderChanges.insert(first);
      });
      expect(await within((tx) => tx.orderChanges.ofOrder(order.id))).toEqual([first, second]);
      expect(await within((tx) => tx.orderChanges.due(connection.id, noon, 5))).toEqual([]);
      expect(await within((tx) => tx.orderChanges.due(connection.id, plus(noon, 2), 5))).toEqual([
        second,
        first,
      ]);
      expect(await under().storage.dueJobs(plus(noon, 2), 100_000)).toContainEqual({
        workspaceId: under().workspaceId,
        connectionId: connection.id,
        lane: 'change-orders',
      });
    });

    it('a change has one row for its key and direction', async () => {
      const { connection, order } = await stored();
      const of = { orderId: order.id, connectionId: connection.id };
      let runs = 0;
      await within(async (tx) => {
        runs += 1;
        const known = await tx.orderChanges.ofOrder(order.id);
        if (runs === 1) await within((other) => other.orderChanges.insert(anOrderChange(of)));
        if (known.length === 0) await tx.orderChanges.insert(anOrderChange(of));
      });
      expect(runs).toBe(2);
      expect(await within((tx) => tx.orderChanges.ofOrder(order.id))).toHaveLength(1);
      await within((tx) => tx.orderChanges.insert(anOrderChange({ ...of, to: 'channel' })));
    });

    it('P6: changes of another workspace are not there', async () => {
      const { connection, order } = await stored();
      const change = anOrderChange({ orderId: order.id, connectionId: connection.id, dueAt: noon });
      await within((tx) => tx.orderChanges.insert(change));
      const other = brandId<WorkspaceId>(randomUUID());
      await under().storage.transaction(other, async (tx) => {
        expect(await tx.orderChanges.get(change.id)).toBeUndefined();
        expect(await tx.orderChanges.ofOrder(order.id)).toEqual([]);
        expect(await tx.orderChanges.due(connection.id, noon, 5)).toEqual([]);
      });
    });

    it('held orders of all accounts come page by page', async () => {
      const orders = [];
      for (let count = 0; count < 3; count += 1) orders.push((await stored({ placement: held })).order);
      await stored();
      const ids = orders.map(({ id }) => id).toSorted();
      const first = await within((tx) => tx.orders.heldPage(null, 2));
      expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const rest = await within((tx) => tx.orders.heldPage(first.at(-1)?.id ?? null, 2));
      expect(rest.map(({ id }) => id)).toEqual(ids.slice(2));
    });

    it('held shipments of the account are due again, and no others', async () => {
      const { connection, order } = await stored();
      const shipments = (['held', 'refused', 'confirmed'] as const).map((state, index): Shipment => ({
        id: brandId<ShipmentId>(randomUUID()),
        connectionId: connection.id,
        orderId: order.id,
        packageNumber: index + 1,
        storeParcelId: state,
        carrier: 'Pigeons',
        trackingNumber: 'P1',
        shippedAt: noon,
        lines: [{ marketplaceLineId: '1', quantity: 1 }],
        state,
        dueAt: null,
        attempts: 0,
        version: 0,
      }));
      await within(async (tx) => {
        for (const shipment of shipments) await tx.shipments.insert(shipment);
      });
      await within((tx) => tx.shipments.releaseHeld(connection.id, noon));
      const due = await within((tx) => tx.shipments.due(connection.id, noon, 5));
      expect(due).toMatchObject([{ storeParcelId: 'held', state: 'to-confirm', version: 1 }]);
    });
  });
}
