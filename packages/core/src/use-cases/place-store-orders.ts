import type { ConnectorError } from '../domain/connector-error.ts';
import type { OrderId } from '../domain/ids.ts';
import { plus, type Instant } from '../domain/instant.ts';
import { say } from '../domain/message.ts';
import { moveTo, type Order, type Placement } from '../domain/order.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { StoreOrderRequest } from '../ports/store-connector.ts';
import type { OpenedStore } from '../ports/connectors.ts';
import { cancelDoubles } from './cancel-doubles.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import { holdOrder } from './hold-order.ts';
import { redecide } from './import-order.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import { placementPlan } from './placement-plan.ts';
import { recordPlaced } from './record-placed.ts';
import { makeStoreOrderRequest, storeOrderKey } from './store-order-request.ts';

/** How long one look-up may take before another worker may try. */
const lookUpLeaseMs = 60_000;

type Sending = Extract<Placement, { state: 'sending' }>;

type Claim =
  | {
      readonly kind: 'create';
      readonly orderId: OrderId;
      readonly sending: Sending;
      readonly request: StoreOrderRequest;
    }
  | { readonly kind: 'look-up'; readonly order: Order };

/**
 * Places marketplace orders in the store: the protocol that keeps promise P1 (ADR 0007).
 *
 * ready -> sending -> placed, or -> unconfirmed -> look-ups until the settle time has passed -> placed, or one new creation.
 */
export function placeStoreOrders(run: LaneRun, store: OpenedStore): LaneWork<Claim> {
  return {
    concurrency: 4,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const claims: Claim[] = [];
        const orders = await scope.tx.orders.due(run.connection.id, scope.now, limit);
        for (const order of orders) {
          const claim = await claimOrder(scope, run, store, order);
          if (claim !== null) claims.push(claim);
        }
        return { seen: orders.length, claims };
      }),
    work: (claim) => (claim.kind === 'create' ? create(run, store, claim) : lookUp(run, store, claim.order)),
  };
}

async function claimOrder(
  scope: Scope,
  run: LaneRun,
  store: OpenedStore,
  order: Order,
): Promise<Claim | null> {
  const { placement } = order;
  switch (placement.state) {
    case 'ready': {
      const { attempts, firstSentAt } = placement;
      // It may have been cancelled while an earlier creation was in doubt: then there is nothing left to place.
      if ((await placementPlan(scope, order)).kind !== 'place') {
        await redecide(scope, order);
        return null;
      }
      const repeated = firstSentAt !== undefined;
      return claimCreation(scope, store, order, {
        attempts,
        repeated,
        firstSentAt: firstSentAt ?? scope.now,
      });
    }
    case 'sending': {
      // Its worker died, or is late: whether the shop has the order is unknown.
      const lost = moveTo(order, { ...placement, state: 'unconfirmed' }, scope.now);
      await scope.tx.orders.save(lost);
      await scope.note(
        order.connectionId,
        say('activity.order-unconfirmed', { order: order.marketplaceOrderId }),
      );
      scope.ring(run.connection.id, 'place-orders');
      return null;
    }
    case 'unconfirmed':
    case 'placed': {
      const claimed = moveTo(order, placement, plus(scope.now, lookUpLeaseMs));
      await scope.tx.orders.save(claimed);
      return { kind: 'look-up', order: { ...claimed, version: order.version + 1 } };
    }
    default:
      // Held, closed or not paid yet: nothing is due.
      await scope.tx.orders.save({ ...order, dueAt: null });
      return null;
  }
}

/**
 * Moves the order to `sending`: from here on, this creation is the only one in flight. An order for something that the store no longer has is held instead.
 *
 * @returns `null` when it is held.
 */
async function claimCreation(
  scope: Scope,
  store: OpenedStore,
  order: Order,
  earlier: Pick<Sending, 'attempts' | 'repeated' | 'firstSentAt'>,
): Promise<Extract<Claim, { kind: 'create' }> | null> {
  const { timing, orderCreation } = store.manifest;
  const sendBy = plus(scope.now, timing.sendWindowMs);
  const answeredBy = plus(sendBy, timing.createTimeoutMs);
  const sending: Sending = {
    state: 'sending',
    attempts: earlier.attempts + 1,
    repeated: earlier.repeated,
    firstSentAt: earlier.firstSentAt,
    sendBy,
    settlesAt: orderCreation === 'unique-key' ? sendBy : plus(answeredBy, timing.createSettleMs),
  };
  const request = await makeStoreOrderRequest(scope, order, sendBy);
  if (!request.ok) {
    const values = { order: order.marketplaceOrderId, skus: request.error.join(', ') };
    const doubt = earlier.repeated ? earlier.firstSentAt : undefined;
    const held = await holdOrder(scope, order, say('order.held.product-gone', values), doubt);
    await scope.tx.orders.save(held);
    return null;
  }
  await scope.tx.orders.save(moveTo(askedFor(order), sending, answeredBy));
  await scope.note(order.connectionId, say('activity.order-sending', { order: order.marketplaceOrderId }));
  return { kind: 'create', orderId: order.id, sending, request: request.value };
}

/** Keeps with its lines what the store is asked for. */
function askedFor(order: Order): Order {
  const lines = order.lines.map((line) => {
    const { quantity, total } = line;
    return { ...line, placed: quantity === 0 ? null : { quantity, total } };
  });
  return { ...order, lines };
}

async function create(
  run: LaneRun,
  store: OpenedStore,
  claim: Extract<Claim, { kind: 'create' }>,
): Promise<void> {
  const answer = await store.connector.orders.create(claim.request);
  if (answer.ok) {
    const extra = await commit(run.engine, run.workspaceId, (scope) =>
      recordPlaced(scope, run.connection, claim.orderId, [answer.value]),
    );
    await cancelDoubles(run, store, claim.orderId, extra);
    return;
  }
  await commit(run.engine, run.workspaceId, async (scope) => {
    await noteConnectionFailure(scope, run.connection, answer.error);
    const order = await scope.tx.orders.get(claim.orderId);
    // Somebody took over after our deadline and knows more than we do.
    if (order?.placement.state !== 'sending' || order.placement.sendBy !== claim.sending.sendBy) return;
    await recordFailure(scope, run, order, claim.sending, answer.error);
  });
}

async function recordFailure(
  scope: Scope,
  run: LaneRun,
  order: Order,
  sending: Sending,
  error: ConnectorError,
): Promise<void> {
  const plan = planAfterFailure(error, sending.attempts);
  const ready = { state: 'ready', attempts: sending.attempts } as const;
  // An earlier creation of this order may still be unknown to us: then nothing but look-ups until it has settled.
  const again = sending.repeated ? { ...sending, state: 'unconfirmed' as const } : ready;
  switch (plan.kind) {
    case 'unknown':
      await scope.tx.orders.save(moveTo(order, { ...sending, state: 'unconfirmed' }, scope.now));
      await scope.note(
        order.connectionId,
        say('activity.order-unconfirmed', { order: order.marketplaceOrderId }),
      );
      scope.ring(run.connection.id, 'place-orders');
      return;
    case 'retry':
      await scope.tx.orders.save(moveTo(order, again, plus(scope.now, plan.afterMs)));
      await scope.note(
        order.connectionId,
        say('activity.retry-later', {
          order: order.marketplaceOrderId,
          seconds: Math.ceil(plan.afterMs / 1000),
        }),
      );
      return;
    case 'reconnect':
      await scope.tx.orders.save(moveTo(order, again, scope.now));
      return;
    case 'refused': {
      if ((await placementPlan(scope, order)).kind === 'close') {
        await scope.tx.orders.save(moveTo(order, ready, scope.now));
        scope.ring(run.connection.id, 'place-orders');
        return;
      }
      const reason = say('order.held.store-refused', {
        order: order.marketplaceOrderId,
        detail: error.detail,
      });
      const firstSentAt = sending.repeated ? sending.firstSentAt : undefined;
      await scope.tx.orders.save(await holdOrder(scope, order, reason, firstSentAt));
    }
  }
}

/** Looks in the store for an order whose creation had an unknown outcome, or for a double of a placed one. */
async function lookUp(run: LaneRun, store: OpenedStore, order: Order): Promise<void> {
  const { placement } = order;
  if (placement.state !== 'unconfirmed' && placement.state !== 'placed') return;
  const { timing } = store.manifest;
  const channel = await run.engine.storage.transaction(run.workspaceId, (tx) =>
    tx.connections.get(order.connectionId),
  );
  if (channel === undefined) throw new Error('An order without its channel account');
  const beganAt = run.engine.clock.now();
  const answer = await store.connector.orders.find(
    storeOrderKey(order, channel.connector),
    plus(placement.firstSentAt, -timing.clockSkewMs),
  );
  if (!answer.ok) {
    await commit(run.engine, run.workspaceId, async (scope) => {
      await noteConnectionFailure(scope, run.connection, answer.error);
      const current = await scope.tx.orders.get(order.id);
      if (current === undefined || current.dueAt !== order.dueAt) return;
      const plan = planAfterFailure(answer.error, 3);
      const delay = plan.kind === 'retry' ? plan.afterMs : timing.clockSkewMs;
      await scope.tx.orders.save({ ...current, dueAt: plus(scope.now, delay) });
    });
    return;
  }
  const living = answer.value.filter((found) => found.status !== 'cancelled');
  if (living.length === 0 && placement.state === 'unconfirmed' && answer.value.length > 0) {
    // It had been created, and somebody in the shop has cancelled it by now: it is not made again.
    await commit(run.engine, run.workspaceId, (scope) =>
      recordPlaced(scope, run.connection, order.id, answer.value.slice(0, 1)),
    );
    return;
  }
  if (living.length > 0) {
    const extra = await commit(run.engine, run.workspaceId, (scope) =>
      recordPlaced(scope, run.connection, order.id, living),
    );
    const lookAgainAt = await cancelDoubles(run, store, order.id, extra);
    await endSecondLook(run, order, lookAgainAt);
    return;
  }
  const claim = await commit(run.engine, run.workspaceId, async (scope) => {
    const current = await scope.tx.orders.get(order.id);
    if (current === undefined || current.dueAt !== order.dueAt) return null;
    if (current.placement.state === 'placed') {
      await scope.tx.orders.save(moveTo(current, { ...current.placement, verifyAfter: null }, null));
      return null;
    }
    if (current.placement.state !== 'unconfirmed') return null;
    const { settlesAt, attempts, firstSentAt } = current.placement;
    if (beganAt > settlesAt) {
      // Cancelled meanwhile, and the store does not have it.
      if ((await placementPlan(scope, current)).kind !== 'close')
        return claimCreation(scope, store, current, { attempts, repeated: true, firstSentAt });
      await redecide(scope, current);
      return null;
    }
    // Look again soon, and certainly right after the settle time.
    const soon = plus(scope.now, Math.max(1_000, timing.createSettleMs / 4));
    const dueAt = soon < settlesAt || scope.now > settlesAt ? soon : plus(settlesAt, 1);
    await scope.tx.orders.save(moveTo(current, current.placement, dueAt));
    return null;
  });
  if (claim !== null) await create(run, store, claim);
}

/** The second look is over once every double it found is gone, or is the merchant's. */
async function endSecondLook(run: LaneRun, looked: Order, lookAgainAt: Instant | null): Promise<void> {
  await commit(run.engine, run.workspaceId, async (scope) => {
    const order = await scope.tx.orders.get(looked.id);
    if (looked.placement.state !== 'placed' || order?.placement.state !== 'placed') return;
    if (order.dueAt !== looked.dueAt) return;
    const verifyAfter = lookAgainAt === null ? null : order.placement.verifyAfter;
    await scope.tx.orders.save(moveTo(order, { ...order.placement, verifyAfter }, lookAgainAt));
  });
}
