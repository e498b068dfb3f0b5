import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  brandId,
  type ChannelSku,
  type StoreOrderId,
  type TargetId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import { plus, type Instant } from '@quayside/core/domain/instant';
import { say } from '@quayside/core/domain/message';
import { moveTo } from '@quayside/core/domain/order';
import type { Storage } from '@quayside/core/ports/storage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  aConnection,
  aListing,
  anOrder,
  anOrderLine,
  aReservation,
  aStockPool,
  aTarget,
  at,
  aVariant,
  aWorkspace,
  euros,
} from './builders.ts';
import { describeCatalogueStorage } from './catalogue-storage-contract.ts';
import { describeOrderStorage } from './order-storage-contract.ts';
import { describeDeliveryStorage } from './delivery-storage-contract.ts';
import { describeNotificationStorage } from './notification-storage-contract.ts';
import { describePeopleStorage } from './people-storage-contract.ts';
import { describePolicyChangeStorage } from './policy-change-storage-contract.ts';
import { describeMatchStorage } from './match-storage-contract.ts';
import { describeSubmissionStorage } from './submission-storage-contract.ts';
import { describePolicyStorage } from './policy-storage-contract.ts';
import { describeSearchStorage } from './search-storage-contract.ts';

export interface StorageUnderTest {
  readonly storage: Storage;
  close(): Promise<void>;
}

const noon = at('2026-03-02T12:00:00.000Z');
const sku = brandId<ChannelSku>('SKU-1');

/**
 * What every storage must do, with transactions that interleave: the simulation runs on the one in memory and stands for PostgreSQL only because
 * both pass this suite (ADR 0008).
 */
export function describeStorageContract(name: string, open: () => Promise<StorageUnderTest>): void {
  describe(`storage contract: ${name}`, () => {
    let under: StorageUnderTest;
    let storage: Storage;
    let workspaceId: WorkspaceId;

    beforeAll(async () => {
      under = await open();
      storage = under.storage;
    });
    afterAll(() => under.close());
    beforeEach(async () => {
      const workspace = aWorkspace();
      workspaceId = workspace.id;
      await storage.createWorkspace(workspace);
    });

    async function aStore() {
      const connection = aConnection();
      await storage.transaction(workspaceId, (tx) => tx.connections.insert(connection));
      return connection;
    }

    async function aLinkedTarget(changes: Partial<Parameters<typeof aTarget>[0]> = {}) {
      const connection = await aStore();
      const target = aTarget({ connectionId: connection.id, channelSku: sku, ...changes });
      const variant = aVariant({ connectionId: connection.id });
      const listing = aListing({
        connectionId: connection.id,
        channelSku: sku,
        quantityTargetId: target.id,
        variantId: variant.id,
      });
      await storage.transaction(workspaceId, async (tx) => {
        await tx.variants.insertMany([variant]);
        await tx.targets.insertMany([target]);
        await tx.listings.insertMany([listing]);
      });
      return { connection, target, variant, listing };
    }

    describe('transactions', () => {
      it('undo everything when the work throws', async () => {
        const connection = aConnection();
        const failed = storage.transaction(workspaceId, async (tx) => {
          await tx.connections.insert(connection);
          throw new Error('stop');
        });
        await expect(failed).rejects.toThrow('stop');
        expect(
          await storage.transaction(workspaceId, (tx) => tx.connections.get(connection.id)),
        ).toBeUndefined();
      });

      it('see their own writes and nobody else sees them before the commit', async () => {
        const connection = aConnection({ authorizedAt: at('2026-03-01T08:30:00.125Z') });
        await storage.transaction(workspaceId, async (tx) => {
          await tx.connections.insert(connection);
          expect(await tx.connections.get(connection.id)).toEqual(connection);
          const outside = await storage.transaction(workspaceId, (other) =>
            other.connections.get(connection.id),
          );
          expect(outside).toBeUndefined();
        });
      });

      it('repeat when a row was changed by another since it was read, and lose no change', async () => {
        const connection = await aStore();
        let runs = 0;
        let otherIsDone = false;
        await storage.transaction(workspaceId, async (tx) => {
          runs += 1;
          const read = await tx.connections.get(connection.id);
          if (read === undefined) throw new Error('missing');
          if (!otherIsDone) {
            otherIsDone = true;
            await storage.transaction(workspaceId, async (other) => {
              const seen = await other.connections.get(connection.id);
              if (seen !== undefined) await other.connections.save({ ...seen, name: 'renamed' });
            });
          }
          await tx.connections.save({ ...read, health: 'paused' });
        });
        const stored = await storage.transaction(workspaceId, (tx) => tx.connections.get(connection.id));
        expect(stored).toMatchObject({ name: 'renamed', health: 'paused', version: 2 });
        expect(runs).toBe(2);
      });

      it('keep every one of many changes of the same row made at once', async () => {
        const { target } = await aLinkedTarget();
        await Promise.all(
          Array.from({ length: 12 }, () =>
            storage.transaction(workspaceId, async (tx) => {
              const read = await tx.targets.get(target.id);
              if (read === undefined) throw new Error('missing');
              await nextTurn();
              await tx.targets.save({ ...read, attempts: read.attempts + 1 });
            }),
          ),
        );
        const stored = await storage.transaction(workspaceId, (tx) => tx.targets.get(target.id));
        expect(stored).toMatchObject({ attempts: 12, version: 12 });
      });

      it('P2: two imports of the same new order at once leave one', async () => {
        const connection = await aStore();
        const marketplaceOrderId = anOrder({ connectionId: connection.id }).marketplaceOrderId;
        await Promise.all(
          Array.from({ length: 6 }, () =>
            storage.transaction(workspaceId, async (tx) => {
              const known = await tx.orders.byMarketplaceOrderId(connection.id, marketplaceOrderId);
              await nextTurn();
              if (known === undefined) {
                await tx.orders.insert(anOrder({ connectionId: connection.id, marketplaceOrderId }));
              }
            }),
          ),
        );
        const orders = await storage.transaction(workspaceId, (tx) =>
          tx.orders.page(connection.id, null, 10),
        );
        expect(orders).toHaveLength(1);
      });
    });

    describe('P6: workspaces', () => {
      it('find nothing of another workspace, not even by its true ids', async () => {
        const { connection, target, variant, listing } = await aLinkedTarget({ dueAt: noon, verifyAt: noon });
        const order = anOrder({ connectionId: connection.id, storeConnectionId: connection.id, dueAt: noon });
        const pool = aStockPool({ masterConnectionId: connection.id });
        await storage.transaction(workspaceId, async (tx) => {
          await tx.pools.insert(pool);
          await tx.orders.insert(order);
          await tx.secrets.put(connection.id, { credentials: { key: 'k' }, webhookSecret: 's' });
          await tx.inbox.add(connection.id, [{ kind: 'product', entityId: '1' }], noon);
          await tx.issues.open({
            key: 'k',
            severity: 'error',
            connectionId: null,
            message: say('order.unreadable'),
            openedAt: noon,
          });
        });
        const other = aWorkspace();
        await storage.createWorkspace(other);
        await storage.transaction(other.id, async (tx) => {
          expect(await tx.connections.get(connection.id)).toBeUndefined();
          expect(await tx.connections.list()).toEqual([]);
          expect(await tx.pools.get(pool.id)).toBeUndefined();
          expect(await tx.pools.list()).toEqual([]);
          expect(await tx.secrets.get(connection.id)).toBeUndefined();
          expect(await tx.variants.get(variant.id)).toBeUndefined();
          expect(await tx.variants.getMany([variant.id])).toEqual([]);
          expect(await tx.variants.page(connection.id, null, 10)).toEqual([]);
          expect(await tx.listings.get(listing.id)).toBeUndefined();
          expect(await tx.listings.ofVariants([variant.id])).toEqual([]);
          expect(await tx.listings.byChannelSkus(connection.id, [sku])).toEqual([]);
          expect(await tx.targets.get(target.id)).toBeUndefined();
          expect(await tx.targets.due(connection.id, 'quantity-down', noon, 10)).toEqual([]);
          expect(await tx.targets.toVerify(connection.id, noon, 10)).toEqual([]);
          expect(await tx.orders.get(order.id)).toBeUndefined();
          expect(await tx.orders.due(connection.id, noon, 10)).toEqual([]);
          expect(await tx.inbox.due(connection.id, noon, 10)).toEqual([]);
          expect(await tx.inbox.count(connection.id)).toBe(0);
          expect(await tx.issues.list()).toEqual([]);
          await tx.targets.raise([target.id], 'quantity-up', noon);
          await tx.targets.releaseAwaiting(connection.id, noon, noon);
          await tx.issues.clear('k');
        });
        await storage.transaction(workspaceId, async (tx) => {
          expect(await tx.targets.get(target.id)).toEqual(target);
          expect(await tx.issues.list()).toHaveLength(1);
        });
      });

      it('change nothing of another workspace', async () => {
        const connection = await aStore();
        const other = aWorkspace();
        await storage.createWorkspace(other);
        const forged = storage.transaction(other.id, (tx) =>
          tx.connections.save({ ...connection, name: 'stolen' }),
        );
        await expect(forged).rejects.toThrow();
        const stored = await storage.transaction(workspaceId, (tx) => tx.connections.get(connection.id));
        expect(stored?.name).toBe(connection.name);
      });

      it('are listed, oldest first', async () => {
        const older = aWorkspace({ createdAt: plus(noon, -1_000), name: 'Older' });
        await storage.createWorkspace(older);
        const listed = (await storage.listWorkspaces()).map(({ id }) => id);
        expect(listed.indexOf(older.id)).toBeGreaterThanOrEqual(0);
        expect(listed.indexOf(older.id)).toBeLessThan(listed.indexOf(workspaceId));
        expect((await storage.listWorkspaces()).find(({ id }) => id === older.id)).toEqual(older);
      });

      it('go with everything in them', async () => {
        const { connection, variant } = await aLinkedTarget({ dueAt: noon });
        const pool = aStockPool({ masterConnectionId: connection.id });
        const account = aConnection({ role: 'channel', poolId: pool.id });
        const order = anOrder({ connectionId: account.id });
        const [line] = order.lines;
        if (line === undefined) throw new Error('no line');
        const facts = { orderId: order.id, orderLineId: line.id, variantId: variant.id, poolId: pool.id };
        await storage.transaction(workspaceId, async (tx) => {
          await tx.pools.insert(pool);
          await tx.connections.insert(account);
          await tx.orders.insert(order);
          await tx.reservations.insert(aReservation(facts));
        });
        await storage.deleteWorkspace(workspaceId);
        expect((await storage.listWorkspaces()).map(({ id }) => id)).not.toContain(workspaceId);
        expect(
          await storage.transaction(workspaceId, (tx) => tx.connections.get(connection.id)),
        ).toBeUndefined();
      });
    });

    describe('rows come back as they went in', () => {
      it('orders, with buyer, lines and money to the last digit', async () => {
        const connection = await aStore();
        const order = anOrder({
          connectionId: connection.id,
          shippingTotal: euros('4.99'),
          lines: [anOrderLine({ total: euros('12345678901234567.123456789') }), anOrderLine({ quantity: 3 })],
          buyer: {
            name: 'Zoë Ünïcode',
            email: 'zoe@example.com',
            phone: null,
            company: null,
            addressLines: ['1 rue de la Paix'],
            city: 'Paris',
            region: null,
            postalCode: '75002',
            countryCode: 'FR',
          },
        });
        await storage.transaction(workspaceId, (tx) => tx.orders.insert(order));
        expect(await storage.transaction(workspaceId, (tx) => tx.orders.get(order.id))).toEqual(order);
      });

      it('orders, after a change of a line and of the placement', async () => {
        const connection = await aStore();
        const order = anOrder({ connectionId: connection.id, storeConnectionId: connection.id });
        await storage.transaction(workspaceId, (tx) => tx.orders.insert(order));
        const ready = moveTo(order, { state: 'ready', attempts: 0 }, noon);
        const lines = order.lines.map((line) => ({ ...line, quantity: 7 }));
        await storage.transaction(workspaceId, async (tx) => {
          await tx.orders.get(order.id);
          await tx.orders.save({ ...ready, lines });
        });
        const [due] = await storage.transaction(workspaceId, (tx) => tx.orders.due(connection.id, noon, 5));
        expect(due).toEqual({ ...ready, lines, version: 1 });
      });

      it('reservations through their states', async () => {
        const connection = await aStore();
        const variant = aVariant({ connectionId: connection.id, stock: { kind: 'untracked' }, price: null });
        const order = anOrder({ connectionId: connection.id });
        const line = order.lines[0];
        if (line === undefined) throw new Error('no line');
        const pool = aStockPool({ masterConnectionId: connection.id });
        const held = aReservation({
          orderId: order.id,
          orderLineId: line.id,
          variantId: variant.id,
          poolId: pool.id,
          units: 2,
        });
        await storage.transaction(workspaceId, async (tx) => {
          await tx.pools.insert(pool);
          await tx.variants.insertMany([variant]);
          await tx.orders.insert(order);
          await tx.reservations.insert(held);
        });
        const storeOrderId = brandId<StoreOrderId>('81');
        const committed = { ...held, state: { kind: 'committed' as const, storeOrderId, at: noon } };
        await storage.transaction(workspaceId, (tx) => tx.reservations.save(committed));
        await storage.transaction(workspaceId, async (tx) => {
          expect(await tx.variants.get(variant.id)).toEqual(variant);
          expect(await tx.reservations.openOfVariants([variant.id])).toEqual([{ ...committed, version: 1 }]);
          const released = { ...committed, version: 1, state: { kind: 'released' as const, at: noon } };
          await tx.reservations.save(released);
          expect(await tx.reservations.openOfVariants([variant.id])).toEqual([]);
          expect(await tx.reservations.ofOrder(order.id)).toEqual([{ ...released, version: 2 }]);
        });
      });

      it('secrets, and the newest of them', async () => {
        const connection = await aStore();
        const secrets = { credentials: { consumerKey: 'ck', nested: { token: 't' } }, webhookSecret: null };
        await storage.transaction(workspaceId, (tx) => tx.secrets.put(connection.id, secrets));
        await storage.transaction(workspaceId, (tx) =>
          tx.secrets.put(connection.id, { ...secrets, webhookSecret: 'w' }),
        );
        const read = await storage.transaction(workspaceId, (tx) => tx.secrets.get(connection.id));
        expect(read).toMatchObject({ ...secrets, webhookSecret: 'w' });
      });
    });

    describe('targets', () => {
      const raise = (id: TargetId, lane: 'quantity-up' | 'quantity-down') =>
        storage.transaction(workspaceId, (tx) => tx.targets.raise([id], lane, noon));
      const read = (id: TargetId) => storage.transaction(workspaceId, (tx) => tx.targets.get(id));

      it('lose no raise among many at once', async () => {
        const { target } = await aLinkedTarget();
        await Promise.all(Array.from({ length: 10 }, () => raise(target.id, 'quantity-up')));
        expect((await read(target.id))?.wantedVersion).toBe(target.wantedVersion + 10);
      });

      it('P3: a fall that waits is not turned into a rise', async () => {
        const { target } = await aLinkedTarget();
        await raise(target.id, 'quantity-down');
        await raise(target.id, 'quantity-up');
        expect(await read(target.id)).toMatchObject({ lane: 'quantity-down', dueAt: noon });
      });

      it('are not due while a write is in flight', async () => {
        const deadline = plus(noon, 30_000);
        const inFlight = { version: 1, value: 3, deadline };
        const { target } = await aLinkedTarget({ inFlight, dueAt: deadline });
        await raise(target.id, 'quantity-down');
        expect(await read(target.id)).toMatchObject({ dueAt: deadline, wantedVersion: 2, inFlight });
      });

      it('a save that read before a raise loses', async () => {
        const { target } = await aLinkedTarget();
        let raised = false;
        let runs = 0;
        await storage.transaction(workspaceId, async (tx) => {
          runs += 1;
          const seen = await tx.targets.get(target.id);
          if (seen === undefined) throw new Error('missing');
          if (!raised) {
            raised = true;
            await raise(target.id, 'quantity-down');
          }
          await tx.targets.save({ ...seen, dueAt: null });
        });
        expect(runs).toBe(2);
        expect(await read(target.id)).toMatchObject({ wantedVersion: 2, dueAt: null });
      });

      it('that wait for orders are released by a later window only', async () => {
        const { connection, target } = await aLinkedTarget({ awaitsOrdersAfter: noon });
        const release = (until: typeof noon) =>
          storage.transaction(workspaceId, (tx) => tx.targets.releaseAwaiting(connection.id, until, noon));
        await release(noon);
        expect((await read(target.id))?.dueAt).toBeNull();
        await release(plus(noon, 1));
        expect(await read(target.id)).toMatchObject({ dueAt: noon, awaitsOrdersAfter: null });
      });
    });

    describe('the inbox', () => {
      const hint = { kind: 'product' as const, entityId: '7' };

      it('holds one row per entity, however many hints came', async () => {
        const connection = await aStore();
        await Promise.all(
          Array.from({ length: 8 }, () =>
            storage.transaction(workspaceId, (tx) => tx.inbox.add(connection.id, [hint, hint], noon)),
          ),
        );
        expect(await storage.transaction(workspaceId, (tx) => tx.inbox.count(connection.id))).toBe(1);
      });

      it('P4: keeps a row whose hint came after it was read', async () => {
        const connection = await aStore();
        await storage.transaction(workspaceId, (tx) => tx.inbox.add(connection.id, [hint], noon));
        const [entry] = await storage.transaction(workspaceId, (tx) => tx.inbox.due(connection.id, noon, 5));
        if (entry === undefined) throw new Error('missing');
        await storage.transaction(workspaceId, (tx) => tx.inbox.add(connection.id, [hint], noon));
        await storage.transaction(workspaceId, (tx) => tx.inbox.clear(entry));
        await storage.transaction(workspaceId, (tx) =>
          tx.inbox.postpone({ ...entry, dueAt: plus(noon, 60_000) }),
        );
        expect(
          await storage.transaction(workspaceId, (tx) => tx.inbox.due(connection.id, noon, 5)),
        ).toHaveLength(1);
      });

      it('P4: keeps a new row of an entity whose old row was cleared, against a late clear', async () => {
        const connection = await aStore();
        await storage.transaction(workspaceId, (tx) => tx.inbox.add(connection.id, [hint], noon));
        const [old] = await storage.transaction(workspaceId, (tx) => tx.inbox.due(connection.id, noon, 5));
        if (old === undefined) throw new Error('missing');
        await storage.transaction(workspaceId, (tx) => tx.inbox.clear(old));
        await storage.transaction(workspaceId, (tx) => tx.inbox.add(connection.id, [hint], noon));
        await storage.transaction(workspaceId, (tx) => tx.inbox.clear(old));
        expect(await storage.transaction(workspaceId, (tx) => tx.inbox.count(connection.id))).toBe(1);
      });

      it('brings a postponed row back at once when a new hint comes', async () => {
        const connection = await aStore();
        await storage.transaction(workspaceId, (tx) => tx.inbox.add(connection.id, [hint], noon));
        await storage.transaction(workspaceId, async (tx) => {
          const [entry] = await tx.inbox.due(connection.id, noon, 5);
          if (entry !== undefined)
            await tx.inbox.postpone({ ...entry, dueAt: plus(noon, 60_000), attempts: 3 });
        });
        expect(await storage.transaction(workspaceId, (tx) => tx.inbox.due(connection.id, noon, 5))).toEqual(
          [],
        );
        await storage.transaction(workspaceId, (tx) => tx.inbox.add(connection.id, [hint], noon));
        const [again] = await storage.transaction(workspaceId, (tx) => tx.inbox.due(connection.id, noon, 5));
        expect(again).toMatchObject({ attempts: 0 });
      });
    });

    describeDeliveryStorage(() => ({ storage, workspaceId }));
    describeNotificationStorage(() => ({ storage, workspaceId }));
    describePeopleStorage(() => ({ storage, workspaceId }));
    describeSearchStorage(() => ({ storage, workspaceId }));

    describeCatalogueStorage(() => ({ storage, workspaceId }));
    describePolicyStorage(() => ({ storage, workspaceId }));
    describePolicyChangeStorage(() => ({ storage, workspaceId }));
    describeMatchStorage(() => ({ storage, workspaceId }));
    describeSubmissionStorage(() => ({ storage, workspaceId }));
    describeOrderStorage(() => ({ storage, workspaceId }));

    describe('due jobs', () => {
      it('name each lane once, and only lanes of connections that may be called', async () => {
        const { connection } = await aLinkedTarget({ dueAt: noon, verifyAt: noon });
        await storage.transaction(workspaceId, async (tx) => {
          await tx.inbox.add(
            connection.id,
            [
              { kind: 'product', entityId: '1' },
              { kind: 'product', entityId: '2' },
            ],
            noon,
          );
        });
        const mine = async () =>
          (await storage.dueJobs(noon, 10_000))
            .filter((job) => job.workspaceId === workspaceId)
            .map((job) => job.lane)
            .sort();
        expect(await mine()).toEqual(['inbox', 'quantity-down', 'verify']);
        await storage.transaction(workspaceId, async (tx) => {
          const current = await tx.connections.get(connection.id);
          if (current !== undefined) await tx.connections.save({ ...current, health: 'reconnect' });
        });
        expect(await mine()).toEqual([]);
      });
    });

    it('counts codes that nobody explains, by connector, over all workspaces and whatever comes at once', async () => {
      const text = (words: string) => ({ code: 'memory.listing-issue', values: { text: words } });
      const connector = `toys-${randomUUID()}`;
      const other = aWorkspace();
      await storage.createWorkspace(other);
      const count = (id: WorkspaceId, code: string, words: string, now: Instant) =>
        storage.transaction(id, (tx) =>
          tx.unknownIssues.count(connector, [{ code, text: text(words) }], now),
        );
      await Promise.all(Array.from({ length: 5 }, () => count(workspaceId, '77', 'first', noon)));
      await count(other.id, '77', 'last', plus(noon, 60_000));
      await count(other.id, '78', 'once', noon);
      const mine = (await storage.unknownIssueCodes()).filter((each) => each.connector === connector);
      expect(mine).toEqual([
        { connector, code: '77', count: 6, text: text('last'), firstAt: noon, lastAt: plus(noon, 60_000) },
        { connector, code: '78', count: 1, text: text('once'), firstAt: noon, lastAt: noon },
      ]);
    });

    it('issues keep the moment they were opened when their words change', async () => {
      const issue = {
        key: 'order/1/held',
        severity: 'error' as const,
        connectionId: null,
        message: say('order.held.no-store'),
        openedAt: noon,
      };
      await storage.transaction(workspaceId, (tx) => tx.issues.open(issue));
      const message = say('order.held.unknown-sku', { skus: 'A' });
      await storage.transaction(workspaceId, (tx) =>
        tx.issues.open({ ...issue, message, openedAt: plus(noon, 5_000) }),
      );
      const listed = await storage.transaction(workspaceId, (tx) => tx.issues.list());
      expect(listed).toEqual([{ ...issue, message }]);
    });
  });
}
