import type { Instant } from '@quayside/core/domain/instant';
import type { Transaction } from '@quayside/core/ports/storage';
import { isOpen } from '@quayside/core/domain/reservation';
import { inboxKey, pollKey, type TableViews } from './memory-tables.ts';

/** Gives other transactions a turn; called at the start of every method. */
export type Turn = () => Promise<void>;

const isDue = (moment: Instant | null, now: Instant): boolean => moment !== null && moment <= now;
const byText =
  <Row>(text: (row: Row) => string) =>
  (one: Row, other: Row): number =>
    text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0;

/** The storage's transaction over tables in memory. `nextSequence` never repeats, also after a row was removed. */
export function memoryTransaction(views: TableViews, turn: Turn, nextSequence: () => number): Transaction {
  /** Each method waits its turn first, so that transactions interleave wherever they would on a server. */
  function then<Arguments extends unknown[], Value>(
    act: (...values: Arguments) => Value,
  ): (...values: Arguments) => Promise<Value> {
    return async (...values) => {
      await turn();
      return act(...values);
    };
  }
  const { connections, secrets, pools, polls, inbox, variants, listings, targets } = views;
  const { orders, reservations, shipments, issues, activities } = views;
  return {
    connections: {
      get: then((id) => connections.get(id)),
      list: then(() => connections.select(() => true)),
      insert: then((row) => connections.insert(row)),
      save: then((row) => connections.save(row)),
    },
    secrets: {
      get: then((connectionId) => secrets.get(connectionId)),
      put: then((connectionId, value) => {
        secrets.remove(connectionId);
        secrets.insert({ ...value, connectionId });
      }),
    },
    pools: {
      insert: then((row) => pools.insert(row)),
      get: then((id) => pools.get(id)),
      list: then(() => pools.select(() => true).sort(byText((row) => row.id))),
    },
    polls: {
      get: then((connectionId, kind) => polls.get(pollKey({ connectionId, kind }))),
      due: then((connectionId, now) =>
        polls
          .select((row) => row.connectionId === connectionId && row.dueAt <= now)
          .sort(byText((row) => row.dueAt)),
      ),
      insert: then((row) => polls.insert(row)),
      save: then((row) => polls.save(row)),
    },
    inbox: {
      add: then((connectionId, hints, dueAt) => {
        for (const hint of hints) {
          const key = inboxKey({ ...hint, connectionId });
          const current = inbox.get(key);
          if (current !== undefined) inbox.remove(key);
          const due = current !== undefined && current.dueAt < dueAt ? current.dueAt : dueAt;
          inbox.insert({ ...hint, connectionId, sequence: nextSequence(), dueAt: due, attempts: 0 });
        }
      }),
      due: then((connectionId, now, limit) =>
        inbox
          .select((row) => row.connectionId === connectionId && row.dueAt <= now)
          .sort(byText((row) => row.dueAt))
          .slice(0, limit),
      ),
      postpone: then((entry) => {
        if (inbox.get(inboxKey(entry))?.sequence === entry.sequence) inbox.save(entry);
      }),
      clear: then((entry) => {
        if (inbox.get(inboxKey(entry))?.sequence === entry.sequence) inbox.remove(inboxKey(entry));
      }),
      count: then((connectionId) => inbox.select((row) => row.connectionId === connectionId).length),
    },
    variants: {
      get: then((id) => variants.get(id)),
      getMany: then((ids) => variants.select((row) => ids.includes(row.id))),
      ofProduct: then((connectionId, productId) =>
        variants.select((row) => row.connectionId === connectionId && row.storeProductId === productId),
      ),
      bySku: then((connectionId, sku) =>
        variants.select((row) => row.connectionId === connectionId && row.sku === sku && row.goneAt === null),
      ),
      page: then((connectionId, after, limit) =>
        variants
          .select((row) => row.connectionId === connectionId && (after === null || row.id > after))
          .sort(byText((row) => row.id))
          .slice(0, limit),
      ),
      insert: then((row) => variants.insert(row)),
      save: then((row) => variants.save(row)),
    },
    listings: {
      get: then((id) => listings.get(id)),
      byChannelSkus: then((connectionId, skus) =>
        listings
          .select((row) => row.connectionId === connectionId && skus.includes(row.channelSku))
          .sort(byText((row) => row.id)),
      ),
      ofVariants: then((ids) =>
        listings.select((row) => row.variantId !== null && ids.includes(row.variantId)),
      ),
      page: then((connectionId, after, limit) =>
        listings
          .select((row) => row.connectionId === connectionId && (after === null || row.id > after))
          .sort(byText((row) => row.id))
          .slice(0, limit),
      ),
      insert: then((row) => listings.insert(row)),
      save: then((row) => listings.save(row)),
    },
    targets: {
      get: then((id) => targets.get(id)),
      getMany: then((ids) => targets.select((row) => ids.includes(row.id))),
      find: then((connectionId, channelSku, marketplace) =>
        targets
          .select((row) => row.connectionId === connectionId && row.channelSku === channelSku)
          .find((row) => row.marketplace === marketplace),
      ),
      insert: then((row) => targets.insert(row)),
      save: then((row) => targets.save(row)),
      raise: then((ids, lane, now) => {
        for (const row of targets.select((target) => ids.includes(target.id))) {
          const staysDown = row.dueAt !== null && row.lane === 'quantity-down';
          targets.save({
            ...row,
            wantedVersion: row.wantedVersion + 1,
            lane: staysDown ? row.lane : lane,
            awaitsOrdersAfter: null,
            // What is in flight is waited for: its own end makes the newer version due.
            dueAt: row.inFlight === null ? now : row.dueAt,
          });
        }
      }),
      due: then((connectionId, lane, now, limit) =>
        targets
          .select((row) => row.connectionId === connectionId && row.lane === lane && isDue(row.dueAt, now))
          .sort(byText((row) => row.dueAt ?? ''))
          .slice(0, limit),
      ),
      toVerify: then((connectionId, now, limit) =>
        targets
          .select((row) => row.connectionId === connectionId && isDue(row.verifyAt, now))
          .sort(byText((row) => row.verifyAt ?? ''))
          .slice(0, limit),
      ),
      releaseAwaiting: then((connectionId, importedUntil, now) => {
        for (const row of targets.select((target) => target.connectionId === connectionId)) {
          if (row.awaitsOrdersAfter === null || row.awaitsOrdersAfter >= importedUntil) continue;
          targets.save({ ...row, awaitsOrdersAfter: null, dueAt: now });
        }
      }),
    },
    orders: {
      get: then((id) => orders.get(id)),
      byMarketplaceOrderId: then((connectionId, id) =>
        orders
          .select((row) => row.connectionId === connectionId)
          .find((row) => row.marketplaceOrderId === id),
      ),
      byStoreOrderId: then((storeConnectionId, id) =>
        orders
          .select((row) => row.storeConnectionId === storeConnectionId)
          .find((row) => row.placement.state === 'placed' && row.placement.storeOrderId === id),
      ),
      heldForChannelSku: then((connectionId, channelSku) =>
        orders.select(
          (row) =>
            row.connectionId === connectionId &&
            row.placement.state === 'held' &&
            row.lines.some((line) => line.channelSku === channelSku),
        ),
      ),
      due: then((storeConnectionId, now, limit) =>
        orders
          .select((row) => row.storeConnectionId === storeConnectionId && isDue(row.dueAt, now))
          .sort(byText((row) => row.dueAt ?? ''))
          .slice(0, limit),
      ),
      page: then((connectionId, after, limit) =>
        orders
          .select((row) => row.connectionId === connectionId && (after === null || row.id > after))
          .sort(byText((row) => row.id))
          .slice(0, limit),
      ),
      insert: then((row) => orders.insert(row)),
      save: then((row) => orders.save(row)),
    },
    reservations: {
      get: then((id) => reservations.get(id)),
      ofOrder: then((orderId) => reservations.select((row) => row.orderId === orderId)),
      openOfVariants: then((ids) => reservations.select((row) => ids.includes(row.variantId) && isOpen(row))),
      insert: then((row) => reservations.insert(row)),
      save: then((row) => reservations.save(row)),
    },
    shipments: {
      get: then((id) => shipments.get(id)),
      ofOrder: then((orderId) => shipments.select((row) => row.orderId === orderId)),
      due: then((connectionId, now, limit) =>
        shipments
          .select((row) => row.connectionId === connectionId && isDue(row.dueAt, now))
          .sort(byText((row) => row.dueAt ?? ''))
          .slice(0, limit),
      ),
      insert: then((row) => shipments.insert(row)),
      save: then((row) => shipments.save(row)),
    },
    issues: {
      open: then((issue) => {
        const current = issues.get(issue.key);
        issues.remove(issue.key);
        issues.insert({ ...issue, openedAt: current?.openedAt ?? issue.openedAt });
      }),
      clear: then((key) => issues.remove(key)),
      list: then(() => issues.select(() => true).sort(byText((row) => row.key))),
    },
    activities: {
      append: then((activity) => activities.insert(activity)),
      latest: then((limit) =>
        activities
          .select(() => true)
          .sort((one, other) => byText<typeof one>((row) => row.at + row.id)(other, one))
          .slice(0, limit),
      ),
    },
  };
}
