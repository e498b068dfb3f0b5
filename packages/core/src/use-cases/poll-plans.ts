import type { ConnectorError } from '../domain/connector-error.ts';
import type { Poll, PollKind } from '../domain/poll.ts';
import type { Result } from '../domain/result.ts';
import { ok } from '../domain/result.ts';
import { planOrdersRead } from '../planning/plan-orders-read.ts';
import type { ListingsPart } from '../ports/channel-connector.ts';
import type { Page } from '../ports/connector.ts';
import type { OpenedChannel, OpenedStore } from '../ports/connectors.ts';
import { applyProducts } from './apply-products.ts';
import { askFees } from './ask-fees.ts';
import { applyStoreOrder } from './apply-store-order.ts';
import type { Scope } from './commit.ts';
import { ensureNotifications } from './ensure-notifications.ts';
import { hintUnseenProducts } from './hint-unseen-products.ts';
import { endUnseenListings, importListings } from './import-listings.ts';
import { importOrder } from './import-order.ts';
import type { LaneRun } from './lane.ts';
import { listByPolicy } from './list-by-policy.ts';
import { leaseFor, nothingLeft, type PlanOf, type PollPlan, type ReadPage } from './poll-plan.ts';
import { remindOfAuthorization } from './remind-of-authorization.ts';
import { openUnreadable, type UnreadableCode } from './unreadable.ts';

/** Opens the connector for the plans of all kinds. Reads the storage, and must not be done inside a transaction. */
export async function openPlans(run: LaneRun): Promise<PlanOf> {
  const { connection, engine, workspaceId } = run;
  if (connection.role === 'channel') {
    const channel = await engine.connectors.channel(workspaceId, connection);
    return (kind) => {
      switch (kind) {
        case 'listings-all':
          return allListings(run, channel);
        case 'fees':
          return askFees(run, channel);
        case 'listings-by-policy':
          return listByPolicy(run, channel);
        case 'notifications':
          return ensureNotifications(run, channel);
        default:
          return channelOrders(run, channel);
      }
    };
  }
  const store = await engine.connectors.store(workspaceId, connection);
  return (kind) => {
    if (isOfChannels(kind)) throw new Error(`A store has no ${kind}`);
    return storeChanges(run, store, kind);
  };
}

const channelPolls = [
  'channel-orders',
  'listings-all',
  'listings-by-policy',
  'fees',
  'notifications',
] as const;
type ChannelPoll = (typeof channelPolls)[number];

function isOfChannels(kind: PollKind): kind is ChannelPoll {
  return (channelPolls as readonly PollKind[]).includes(kind);
}

function channelOrders(run: LaneRun, { manifest, connector }: OpenedChannel): PollPlan {
  const { connection } = run;
  return {
    leaseMs: leaseFor(manifest.timing.writeTimeoutMs),
    everyMs: manifest.timing.orderPollEveryMs,
    overlapMs: manifest.timing.pollOverlapMs,
    lagMs: manifest.timing.orderWindowLagMs,
    startsAt: connection.ordersFrom,
    read: async (window) =>
      readPage(
        await connector.orders.changed(window),
        connection.id,
        'order.unreadable',
        async (scope, orders) => {
          for (const order of orders) await importOrder(scope, connection, order);
        },
      ),
    async finish(scope, window) {
      const current = await scope.tx.connections.get(connection.id);
      if (current === undefined) return;
      const { ordersImportedUntil, ordersRead } = planOrdersRead(current, window.until, scope.now);
      await scope.tx.connections.save({ ...current, ordersImportedUntil, ordersRead });
      if (ordersImportedUntil === null) return;
      await scope.tx.targets.releaseAwaiting(connection.id, ordersImportedUntil, scope.now);
      scope.ring(connection.id, 'quantity-up');
      scope.ring(connection.id, 'quantity-down');
    },
  };
}

function storeChanges(
  run: LaneRun,
  { manifest, connector }: OpenedStore,
  kind: Exclude<PollKind, ChannelPoll>,
): PollPlan {
  const { connection, engine, workspaceId } = run;
  const { timing } = manifest;
  const shared = {
    leaseMs: leaseFor(timing.createTimeoutMs),
    overlapMs: timing.pollOverlapMs,
    lagMs: 0,
    startsAt: connection.connectedAt,
  };
  switch (kind) {
    case 'store-orders':
      return {
        ...shared,
        everyMs: timing.storeOrderPollEveryMs,
        read: async (window) =>
          readPage(
            await connector.orders.changed(window),
            connection.id,
            'order.unreadable',
            async (scope, orders) => {
              for (const order of orders) await applyStoreOrder(scope, connection, order);
            },
          ),
        finish: () => Promise.resolve(),
      };
    case 'products-changed':
    case 'products-all': {
      const isAll = kind === 'products-all';
      return {
        ...shared,
        startsAt: isAll ? null : connection.connectedAt,
        everyMs: isAll ? timing.reconcileEveryMs : timing.productPollEveryMs,
        read: async (window) =>
          readPage(
            await connector.products.changed(isAll ? { ...window, from: null } : window),
            connection.id,
            'product.unreadable',
            (scope, products) => applyProducts(scope, connection, products),
          ),
        finish: (scope, window) =>
          isAll ? hintUnseenProducts(scope, connection, window.until) : Promise.resolve(),
      };
    }
    case 'webhooks':
      return {
        ...shared,
        everyMs: timing.reconcileEveryMs,
        read: async () => {
          const url = engine.webhookUrl(workspaceId, connection.id);
          const secrets = await engine.storage.transaction(workspaceId, (tx) =>
            tx.secrets.get(connection.id),
          );
          const done = ok(nothingLeft);
          if (url === null || !secrets?.webhookSecret || connector.webhooks === undefined) return done;
          const answer = await connector.webhooks.ensure({ url, secret: secrets.webhookSecret });
          return answer.ok ? done : answer;
        },
        finish: () => Promise.resolve(),
      };
  }
}

/**
 * Reading all listings goes on with one stream for as long as this worker has time: a channel may have to send its whole list again for every new start.
 */
function allListings(run: LaneRun, { manifest, connector }: OpenedChannel): PollPlan {
  const { connection } = run;
  let stream: AsyncIterator<Result<ListingsPart, ConnectorError>> | undefined;
  return {
    leaseMs: leaseFor(manifest.timing.writeTimeoutMs),
    everyMs: manifest.timing.listingsPollEveryMs,
    overlapMs: 0,
    lagMs: 0,
    startsAt: null,
    async read(window) {
      stream ??= connector.listings.all(window.pageToken)[Symbol.asyncIterator]();
      const next = await stream.next();
      if (next.done === true) throw new Error('A list of listings ended without saying so');
      if (!next.value.ok) return next.value;
      const part = next.value.value;
      return ok({
        nextPageToken: part.resumeToken,
        count: part.items.length + part.unreadable.length,
        total: null,
        waitMs: part.waitMs,
        async apply(scope) {
          await importListings(scope, connection, part.items);
          for (const item of part.unreadable) {
            await openUnreadable(scope, connection.id, 'listing.unreadable', item);
          }
        },
      });
    },
    finish(scope, window) {
      const ended = endUnseenListings(scope, connection, window.until);
      const { consentGoodForDays } = manifest;
      if (consentGoodForDays === undefined) return ended;
      return ended.then(() => remindOfAuthorization(scope, connection, consentGoodForDays));
    },
    close: async () => {
      await stream?.return?.();
    },
  };
}

/** Turns a page of items into one step to apply; what could not be read becomes an issue and is never dropped silently (P8). */
function readPage<Item>(
  answer: Result<Page<Item>, ConnectorError>,
  connectionId: Poll['connectionId'],
  unreadable: UnreadableCode,
  applyItems: (scope: Scope, items: readonly Item[]) => Promise<void>,
): Result<ReadPage, ConnectorError> {
  if (!answer.ok) return answer;
  const page = answer.value;
  return ok({
    nextPageToken: page.nextPageToken,
    count: page.items.length + page.unreadable.length,
    total: page.total ?? null,
    waitMs: 0,
    async apply(scope) {
      await applyItems(scope, page.items);
      for (const item of page.unreadable) await openUnreadable(scope, connectionId, unreadable, item);
    },
  });
}
