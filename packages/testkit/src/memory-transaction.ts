import { patientKinds } from '@quayside/core/domain/inbox';
import type { Issue } from '@quayside/core/domain/issue';
import type { Transaction } from '@quayside/core/ports/storage';
import { isOpen } from '@quayside/core/domain/reservation';
import { memoryCatalogue } from './memory-catalogue.ts';
import { memoryPeople } from './memory-people.ts';
import { memoryPolicies } from './memory-policies.ts';
import { memorySearches } from './memory-searches.ts';
import { memoryListings } from './memory-listings.ts';
import { memoryMatching } from './memory-matching.ts';
import { byText, isDue, pageOf, type TakeTurn, type Turn } from './memory-rows.ts';
import { inboxKey, pollKey, unknownIssueKey, type TableViews } from './memory-tables.ts';

/** The storage's transaction over tables in memory. `nextSequence` never repeats, also after a row was removed. */
export function memoryTransaction(views: TableViews, turn: Turn, nextSequence: () => number): Transaction {
  const then: TakeTurn =
    (act) =>
    async (...values) => {
      await turn();
      return act(...values);
    };
  const { connections, secrets, pools, polls, inbox, subscriptions } = views;
  const { orders, reservations, shipments, orderChanges, issues, unknownIssues, activities } = views;
  function openIssue(issue: Issue): void {
    const current = issues.get(issue.key);
    issues.remove(issue.key);
    issues.insert({ ...issue, openedAt: current?.openedAt ?? issue.openedAt });
  }
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
        const row = secrets.get(connectionId);
        if (row === undefined) secrets.insert({ ...value, connectionId, renewalUntil: null, version: 0 });
        else secrets.save({ ...row, ...value, renewalUntil: null });
      }),
      beginRenewal: then((connectionId, now, until) => {
        const row = secrets.get(connectionId);
        if (row === undefined || (row.renewalUntil !== null && now < row.renewalUntil)) return false;
        secrets.save({ ...row, renewalUntil: until });
        return true;
      }),
      endRenewal: then((connectionId) => {
        const row = secrets.get(connectionId);
        if (row !== undefined) secrets.save({ ...row, renewalUntil: null });
      }),
    },
    pools: {
      insert: then((row) => pools.insert(row)),
      get: then((id) => pools.get(id)),
      list: then(() => pools.select(() => true).sort(byText((row) => row.id))),
      save: then((row) => pools.save(row)),
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
          .sort(byText((row) => `${patientKinds.includes(row.kind)} ${row.dueAt}`))
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
    subscriptions: {
      get: then((connectionId) => subscriptions.get(connectionId)),
      insert: then((row) => subscriptions.insert(row)),
      setEnsured: then((connectionId, ensuredAt) => {
        const row = subscriptions.get(connectionId);
        if (row !== undefined) subscriptions.save({ ...row, ensuredAt });
      }),
    },
    ...memoryCatalogue(views, then),
    ...memoryListings(views, then),
    ...memoryMatching(views, then),
    ...memoryPolicies(views, then),
    ...memoryPeople(views, then),
    searches: memorySearches(views, then),
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
      heldForChannelSkus: then((connectionId, channelSkus) =>
        orders.select(
          (row) =>
            row.connectionId === connectionId &&
            row.placement.state === 'held' &&
            row.lines.some((line) => channelSkus.includes(line.channelSku)),
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
      purgeable: then((now, limit) =>
        orders
          .select((row) => isDue(row.forgetBuyerAt, now))
          .sort(byText((row) => `${row.forgetBuyerAt ?? ''}${row.id}`))
          .slice(0, limit),
      ),
      heldPage: then((after, limit) =>
        pageOf(
          orders.select((row) => row.placement.state === 'held'),
          after,
          limit,
        ),
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
      releaseHeld: then((connectionId, now) => {
        const held = shipments.select((row) => row.connectionId === connectionId && row.state === 'held');
        for (const row of held) shipments.save({ ...row, state: 'to-confirm', dueAt: now });
      }),
      insert: then((row) => shipments.insert(row)),
      save: then((row) => shipments.save(row)),
    },
    orderChanges: {
      get: then((id) => orderChanges.get(id)),
      ofOrder: then((orderId) =>
        orderChanges.select((row) => row.orderId === orderId).sort(byText((row) => row.noticedAt + row.id)),
      ),
      due: then((connectionId, now, limit) =>
        orderChanges
          .select((row) => row.connectionId === connectionId && isDue(row.dueAt, now))
          .sort(byText((row) => row.dueAt ?? ''))
          .slice(0, limit),
      ),
      insert: then((row) => orderChanges.insert(row)),
      save: then((row) => orderChanges.save(row)),
    },
    issues: {
      open: then(openIssue),
      openMany: then((opened) => opened.forEach(openIssue)),
      clear: then((key) => issues.remove(key)),
      clearMany: then((keys) => keys.forEach((key) => issues.remove(key))),
      byKeys: then((keys) => issues.select((row) => keys.includes(row.key)).sort(byText((row) => row.key))),
      list: then(() => issues.select(() => true).sort(byText((row) => row.key))),
    },
    unknownIssues: {
      count: then((connector, codes, now) => {
        for (const { code, text } of codes) {
          const row = unknownIssues.get(unknownIssueKey({ connector, code }));
          if (row === undefined) {
            const moments = { firstAt: now, lastAt: now };
            unknownIssues.insert({ connector, code, count: 1, text, ...moments, version: 0 });
          } else unknownIssues.save({ ...row, count: row.count + 1, text, lastAt: now });
        }
      }),
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
