import type { ConnectorError } from '../domain/connector-error.ts';
import { latest, plus, type Instant } from '../domain/instant.ts';
import type { Poll, PollKind, PollWindow } from '../domain/poll.ts';
import type { Result } from '../domain/result.ts';
import { ok } from '../domain/result.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { Page } from '../ports/connector.ts';
import type { OpenedChannel, OpenedStore } from '../ports/connectors.ts';
import { applyProduct } from './apply-product.ts';
import { applyStoreOrder } from './apply-store-order.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import { importOrder } from './import-order.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import { hintUnseenProducts } from './hint-unseen-products.ts';
import { openUnreadable, type UnreadableCode } from './unreadable.ts';

const leaseMs = 90_000;

/** How one kind of poll is done. */
interface PollPlan {
  readonly everyMs: number;
  readonly overlapMs: number;
  /** The newest moment a window may reach is this far in the past. */
  readonly lagMs: number;
  /** Where the very first window begins; `null`: with everything. */
  readonly startsAt: Instant | null;
  /** Reads one page, and answers how to apply it. */
  read(window: PollWindow): Promise<Result<ReadPage, ConnectorError>>;
  /** Done in the transaction that moves the cursor. */
  finish(scope: Scope, window: PollWindow): Promise<void>;
}

interface ReadPage {
  readonly nextPageToken: string | null;
  apply(scope: Scope): Promise<void>;
}

/**
 * Asks a platform what has changed. Windows overlap; a page is stored with the token of the next one, so that a crash goes on where it
 * stopped; the cursor moves only with the last page (P2).
 */
export function pollChanges(run: LaneRun): LaneWork<Poll> {
  return {
    concurrency: 1,
    async claim(limit) {
      const planOf = await openPlans(run);
      return commit(run.engine, run.workspaceId, async (scope) => {
        const due = (await scope.tx.polls.due(run.connection.id, scope.now)).slice(0, limit);
        const claimed: Poll[] = [];
        for (const poll of due) {
          const plan = planOf(poll.kind);
          const window = poll.window ?? nextWindow(poll, plan, scope.now);
          const dueAt = plus(scope.now, leaseMs);
          await scope.tx.polls.save({ ...poll, window, dueAt });
          claimed.push({ ...poll, window, dueAt, version: poll.version + 1 });
        }
        return { seen: claimed.length, claims: claimed };
      });
    },
    work: (poll) => readWindow(run, poll),
  };
}

function nextWindow(poll: Poll, plan: PollPlan, now: Instant): PollWindow {
  const until = plus(now, -plan.lagMs);
  const from = poll.cursor === null ? plan.startsAt : plus(poll.cursor, -plan.overlapMs);
  // A start date in the future of the window (a fresh connection behind a lag) must not turn the window around.
  return { from: from !== null && from > until ? until : from, until, pageToken: null };
}

async function readWindow(run: LaneRun, claimed: Poll): Promise<void> {
  const plan = (await openPlans(run))(claimed.kind);
  let poll = claimed;
  while (poll.window !== null) {
    const { window } = poll;
    const answer = await plan.read(window);
    const next = await commit(run.engine, run.workspaceId, (scope) =>
      answer.ok
        ? storePage(scope, run, plan, poll, window, answer.value)
        : postpone(scope, run, poll, answer.error),
    );
    if (next === null) return;
    poll = next;
  }
}

/** @returns the poll to go on with; `null` when it is over, taken over by another worker, or out of time. */
async function storePage(
  scope: Scope,
  run: LaneRun,
  plan: PollPlan,
  poll: Poll,
  window: PollWindow,
  page: ReadPage,
): Promise<Poll | null> {
  const current = await scope.tx.polls.get(poll.connectionId, poll.kind);
  if (current?.dueAt !== poll.dueAt) return null;
  await page.apply(scope);
  if (page.nextPageToken === null) {
    await plan.finish(scope, window);
    const dueAt = plus(scope.now, plan.everyMs);
    await scope.tx.polls.save({ ...current, window: null, cursor: window.until, dueAt, attempts: 0 });
    return null;
  }
  const isOutOfTime = scope.now >= run.sliceEndsAt;
  const next = {
    ...current,
    window: { ...window, pageToken: page.nextPageToken },
    dueAt: isOutOfTime ? scope.now : plus(scope.now, leaseMs),
    attempts: 0,
  };
  await scope.tx.polls.save(next);
  if (isOutOfTime) scope.ring(run.connection.id, 'poll');
  return isOutOfTime ? null : { ...next, version: next.version + 1 };
}

async function postpone(scope: Scope, run: LaneRun, poll: Poll, error: ConnectorError): Promise<null> {
  await noteConnectionFailure(scope, run.connection, error);
  run.engine.log.warn('poll-failed', { kind: poll.kind, reason: error.detail });
  const current = await scope.tx.polls.get(poll.connectionId, poll.kind);
  if (current?.dueAt !== poll.dueAt) return null;
  const attempts = current.attempts + 1;
  const plan = planAfterFailure(error, attempts);
  const delay = plan.kind === 'retry' ? plan.afterMs : plan.kind === 'reconnect' ? 0 : 60_000;
  // A page token may have died with the refusal: the window starts again from its first page.
  const window =
    plan.kind === 'refused' && current.window ? { ...current.window, pageToken: null } : current.window;
  await scope.tx.polls.save({ ...current, window, attempts, dueAt: plus(scope.now, delay) });
  return null;
}

/** Opens the connector for the plans of all kinds. Reads the storage, and must not be done inside a transaction. */
async function openPlans(run: LaneRun): Promise<(kind: PollKind) => PollPlan> {
  const { connection, engine, workspaceId } = run;
  if (connection.role === 'channel') {
    const channel = await engine.connectors.channel(workspaceId, connection);
    return () => channelOrders(run, channel);
  }
  const store = await engine.connectors.store(workspaceId, connection);
  return (kind) => {
    if (kind === 'channel-orders') throw new Error('A store has no orders of a channel');
    return storeChanges(run, store, kind);
  };
}

function channelOrders(run: LaneRun, { manifest, connector }: OpenedChannel): PollPlan {
  const { connection } = run;
  return {
    everyMs: manifest.timing.orderPollEveryMs,
    overlapMs: manifest.timing.pollOverlapMs,
    lagMs: manifest.timing.orderWindowLagMs,
    startsAt: connection.ordersFrom,
    read: async (window) =>
      readPage(
        await connector.orders.changed(window),
        connection.id,
        'order.unreadable',
        async (scope, order) => {
          await importOrder(scope, connection, order);
        },
      ),
    async finish(scope, window) {
      const current = await scope.tx.connections.get(connection.id);
      if (current === undefined) return;
      const importedUntil = latest(current.ordersImportedUntil, window.until);
      if (importedUntil === null) return;
      await scope.tx.connections.save({ ...current, ordersImportedUntil: importedUntil });
      await scope.tx.targets.releaseAwaiting(connection.id, importedUntil, scope.now);
      scope.ring(connection.id, 'quantity-up');
      scope.ring(connection.id, 'quantity-down');
    },
  };
}

function storeChanges(
  run: LaneRun,
  { manifest, connector }: OpenedStore,
  kind: Exclude<PollKind, 'channel-orders'>,
): PollPlan {
  const { connection, engine, workspaceId } = run;
  const { timing } = manifest;
  const shared = { overlapMs: timing.pollOverlapMs, lagMs: 0, startsAt: connection.connectedAt };
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
            (scope, order) => applyStoreOrder(scope, connection, order),
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
            async (scope, product) => {
              await applyProduct(scope, connection, product);
            },
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
          const done = ok({ nextPageToken: null, apply: () => Promise.resolve() });
          if (url === null || !secrets?.webhookSecret || connector.webhooks === undefined) return done;
          const answer = await connector.webhooks.ensure({ url, secret: secrets.webhookSecret });
          return answer.ok ? done : answer;
        },
        finish: () => Promise.resolve(),
      };
  }
}

/** Turns a page of items into one step to apply; what could not be read becomes an issue and is never dropped silently (P8). */
function readPage<Item>(
  answer: Result<Page<Item>, ConnectorError>,
  connectionId: Poll['connectionId'],
  unreadable: UnreadableCode,
  applyItem: (scope: Scope, item: Item) => Promise<void>,
): Result<ReadPage, ConnectorError> {
  if (!answer.ok) return answer;
  const page = answer.value;
  return ok({
    nextPageToken: page.nextPageToken,
    async apply(scope) {
      for (const item of page.items) await applyItem(scope, item);
      for (const item of page.unreadable) await openUnreadable(scope, connectionId, unreadable, item);
    },
  });
}
