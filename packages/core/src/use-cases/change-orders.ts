import type { ConnectorError } from '../domain/connector-error.ts';
import { plus, type Instant } from '../domain/instant.ts';
import { say } from '../domain/message.ts';
import type { OrderChange, OrderChangeLine } from '../domain/order-change.ts';
import type { Order } from '../domain/order.ts';
import type { Result } from '../domain/result.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { StoreRefundRequest } from '../ports/store-connector.ts';
import type { OpenedChannel, OpenedStore } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import { clearByHand, openByHand } from './order-change-issue.ts';

/** A change that nobody heard of for so long is worth the merchant's attention; it is tried on all the same. */
const attemptsUntilTold = 5;

interface Claim {
  readonly change: OrderChange;
  readonly call: () => Promise<Result<void, ConnectorError>>;
}

/** How one side takes a change; `null` where it takes none of this kind, so that the merchant must tell it. */
type CallFor = (
  scope: Scope,
  order: Order,
  change: OrderChange,
  sendBy: Instant,
) => Promise<Claim['call'] | null>;

/** Tells a store or a channel account what the other side has cancelled or refunded. Under a key of its own, so that telling twice is harmless. */
export function changeOrders(run: LaneRun, to: OpenedStore | OpenedChannel): LaneWork<Claim> {
  const { timing } = to.manifest;
  const timeoutMs = 'createTimeoutMs' in timing ? timing.createTimeoutMs : timing.writeTimeoutMs;
  // After an unknown outcome the key is looked for only once it must show.
  const settleMs = 'createSettleMs' in timing ? timing.createSettleMs : timing.offerSettleMs;
  const callFor = isStore(to) ? storeCall(to) : channelCall(to);
  return {
    concurrency: 2,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const claims: Claim[] = [];
        const changes = await scope.tx.orderChanges.due(run.connection.id, scope.now, limit);
        const sendBy = plus(scope.now, timing.sendWindowMs);
        for (const change of changes) {
          const order = await scope.tx.orders.get(change.orderId);
          if (order === undefined) throw new Error('A change without its order');
          const call = await callFor(scope, order, change, sendBy);
          if (call === null) {
            await scope.tx.orderChanges.save({ ...change, state: 'by-hand', dueAt: null });
            await openByHand(scope, order, change, unableTo(to, change));
            continue;
          }
          const claimed = { ...change, dueAt: plus(sendBy, timeoutMs), attempts: change.attempts + 1 };
          await scope.tx.orderChanges.save(claimed);
          claims.push({ change: claimed, call });
        }
        return { seen: changes.length, claims };
      }),
    async work({ change, call }) {
      const answer = await call();
      await commit(run.engine, run.workspaceId, async (scope) => {
        const current = await scope.tx.orderChanges.get(change.id);
        // Somebody took over after our deadline, or both sides agree by now.
        if (current?.state !== 'to-send' || current.dueAt !== change.dueAt) return;
        const order = await scope.tx.orders.get(change.orderId);
        if (order === undefined) return;
        if (answer.ok) await recordTold(scope, order, current);
        else {
          await noteConnectionFailure(scope, run.connection, answer.error);
          await recordFailure(scope, order, current, answer.error, settleMs);
        }
      });
    },
  };
}

function isStore(opened: OpenedStore | OpenedChannel): opened is OpenedStore {
  return opened.manifest.role === 'store';
}

/** The name of a channel that takes no change of this kind from anybody but the merchant; `null`: it does, or it is a store. */
function unableTo(to: OpenedStore | OpenedChannel, { kind }: OrderChange): string | null {
  if (isStore(to)) return null;
  const { name, orders } = to.manifest;
  return (kind === 'refund' ? orders.takesRefunds : orders.takesCancellations) ? null : name;
}

function storeCall({ manifest, connector }: OpenedStore): CallFor {
  return async (scope, order, change, sendBy) => {
    const { placement } = order;
    if (placement.state !== 'placed') return null;
    const { storeOrderId } = placement;
    if (change.kind === 'cancellation' && change.lines === null) {
      // What has left cannot be called back.
      const shipments = await scope.tx.shipments.ofOrder(order.id);
      return shipments.length > 0 ? null : () => connector.orders.cancel(storeOrderId);
    }
    const { refund } = connector.orders;
    if (!manifest.orders.takesRefunds || refund === undefined) return null;
    const lines = await storeLines(scope, order, change.lines ?? []);
    if (lines === null) return null;
    const request: StoreRefundRequest = {
      key: change.key,
      storeOrderId,
      lines,
      shipping: change.shipping,
      isRestocked: change.kind === 'cancellation',
      sendBy,
    };
    return () => refund(request);
  };
}

/** In units of the store; `null` when one of the lines names no product of it. */
async function storeLines(
  scope: Scope,
  order: Order,
  lines: readonly OrderChangeLine[],
): Promise<StoreRefundRequest['lines'] | null> {
  const ids = order.lines.flatMap(({ variantId }) => (variantId === null ? [] : [variantId]));
  const variants = await scope.tx.variants.getMany(ids);
  const found = lines.flatMap(({ marketplaceLineId, quantity, total, tax }) => {
    const line = order.lines.find((each) => each.marketplaceLineId === marketplaceLineId);
    const variant = variants.find(({ id }) => id === line?.variantId);
    if (line === undefined || variant === undefined) return [];
    const { storeVariantId } = variant;
    return [{ storeVariantId, quantity: quantity * line.unitsPerListing, total, tax }];
  });
  return found.length === lines.length ? found : null;
}

function channelCall({ manifest, connector }: OpenedChannel): CallFor {
  return (_scope, order, change, sendBy) => {
    const { marketplaceOrderId, marketplace } = order;
    const address = { key: change.key, marketplaceOrderId, marketplace, sendBy };
    const { cancel, refund } = connector.orders;
    if (change.kind === 'cancellation') {
      if (!manifest.orders.takesCancellations || cancel === undefined) return Promise.resolve(null);
      return Promise.resolve(() => cancel({ ...address, lines: change.lines }));
    }
    const lines = change.lines ?? [];
    // Money that belongs to no line cannot be given back through the channel.
    const isNothing = lines.length === 0 && change.shipping === null;
    if (!manifest.orders.takesRefunds || refund === undefined || isNothing) return Promise.resolve(null);
    return Promise.resolve(() => refund({ ...address, lines, shipping: change.shipping }));
  };
}

async function recordTold(scope: Scope, order: Order, change: OrderChange): Promise<void> {
  await scope.tx.orderChanges.save({ ...change, state: 'done', dueAt: null });
  await clearByHand(scope, change);
  const values = { order: order.marketplaceOrderId, where: change.to };
  const message =
    change.kind === 'refund'
      ? say('activity.refund-followed', values)
      : say('activity.cancellation-followed', values);
  await scope.note(change.connectionId, message);
}

async function recordFailure(
  scope: Scope,
  order: Order,
  change: OrderChange,
  error: ConnectorError,
  settleMs: number,
): Promise<void> {
  const plan = planAfterFailure(error, change.attempts);
  if (plan.kind === 'refused') {
    await scope.tx.orderChanges.save({ ...change, state: 'refused', dueAt: null });
    await openByHand(scope, order, change);
    return;
  }
  const delay = plan.kind === 'retry' ? plan.afterMs : plan.kind === 'unknown' ? settleMs : 0;
  await scope.tx.orderChanges.save({ ...change, dueAt: plus(scope.now, delay) });
  if (change.attempts >= attemptsUntilTold) await openByHand(scope, order, change);
}
