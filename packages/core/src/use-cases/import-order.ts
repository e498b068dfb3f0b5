import type { Connection } from '../domain/connection.ts';
import type { ChannelSku, MarketplaceId, OrderId, OrderLineId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import { moveTo, type Order, type OrderLine, type OrderSnapshot } from '../domain/order.ts';
import { forgetBuyerAt } from '../planning/plan-forgetting.ts';
import { isShippedElsewhere } from '../planning/plan-placement.ts';
import type { Scope } from './commit.ts';
import { followChannelOrder } from './follow-order.ts';
import { heldIssueKey, holdOrder } from './hold-order.ts';
import { placementPlan } from './placement-plan.ts';
import { reserve } from './reserve.ts';
import { storeOf } from './stock-master.ts';
import { clearUnreadable } from './unreadable.ts';

export type ImportOutcome = 'new' | 'changed' | 'unchanged' | 'before-start';

/**
 * Stores what a channel showed of one order, with its reservations, in one transaction, and decides what it waits for. Importing the same
 * state again, or an older one, changes nothing.
 */
export async function importOrder(
  scope: Scope,
  account: Connection,
  snapshot: OrderSnapshot,
): Promise<ImportOutcome> {
  const existing = await scope.tx.orders.byMarketplaceOrderId(account.id, snapshot.marketplaceOrderId);
  if (existing === undefined && snapshot.updatedAt < account.ordersFrom) return 'before-start';
  if (existing !== undefined && existing.updatedAt >= snapshot.updatedAt) return 'unchanged';

  await clearUnreadable(scope, account.id, 'order.unreadable', [snapshot.marketplaceOrderId]);
  const order = await merge(scope, account, snapshot, existing);
  if (existing === undefined) {
    const isPromised = !isShippedElsewhere(order) && order.status !== 'cancelled';
    const known = order.lines.filter((line) => isPromised && line.variantId !== null);
    const values = { order: order.marketplaceOrderId, units: units(order.lines), reserved: units(known) };
    await scope.note(account.id, say('activity.order-imported', values));
    const decided = await decide(scope, order);
    await scope.tx.orders.insert(decided);
    await reserve(scope, decided);
    return 'new';
  }
  if (isOnItsWay(existing)) {
    await scope.tx.orders.save(order);
    await followChannelOrder(scope, { ...order, version: order.version + 1 });
  } else await redecide(scope, order);
  return 'changed';
}

/** Decides again what a stored order waits for, after its lines, its links or its store have changed. @returns the order as it is now. */
export async function redecide(scope: Scope, order: Order): Promise<Order> {
  const decided = await decide(scope, order);
  await scope.tx.orders.save(decided);
  await reserve(scope, decided);
  const isReleased = decided.placement.state === 'closed' && order.placement.state !== 'closed';
  if (isReleased && order.status === 'cancelled') {
    await scope.note(order.connectionId, say('activity.order-released', { order: order.marketplaceOrderId }));
  }
  return decided;
}

/** Links an order's lines by the listings that exist now, to variants of the store that it is placed in. */
export async function linkLines(
  scope: Scope,
  order: Pick<Order, 'connectionId' | 'marketplace' | 'storeConnectionId' | 'lines'>,
  lines: readonly OrderLine[],
): Promise<readonly OrderLine[]> {
  const skus = [...new Set(lines.map((line) => line.channelSku))];
  const store = await storeOf(scope, order);
  const found = await scope.tx.listings.byChannelSkus(order.connectionId, skus);
  const variants = await scope.tx.variants.getMany(found.flatMap(({ variantId }) => variantId ?? []));
  const own = new Set(variants.filter((each) => each.connectionId === store).map(({ id }) => id));
  const listings = found.filter(({ variantId }) => variantId !== null && own.has(variantId));
  return lines.map((line) => {
    if (line.variantId !== null) return line;
    const listing = listingFor(listings, line.channelSku, order.marketplace);
    if (listing === undefined) return line;
    return { ...line, variantId: listing.variantId, unitsPerListing: listing.unitsPerListing };
  });
}

/** The listing of that marketplace; else one of the same seller's SKU elsewhere, since a SKU is one thing to its seller. */
function listingFor(
  listings: readonly Listing[],
  channelSku: ChannelSku,
  marketplace: MarketplaceId,
): Listing | undefined {
  const linked = listings.filter(
    (listing) => listing.channelSku === channelSku && listing.variantId !== null,
  );
  return linked.find((listing) => listing.marketplace === marketplace) ?? linked[0];
}

async function merge(
  scope: Scope,
  account: Connection,
  snapshot: OrderSnapshot,
  existing: Order | undefined,
): Promise<Order> {
  const known = new Map(existing?.lines.map((line) => [line.marketplaceLineId, line]));
  const shown: OrderLine[] = snapshot.lines.map((line) => ({
    ...line,
    id: known.get(line.marketplaceLineId)?.id ?? scope.newId<OrderLineId>(),
    variantId: known.get(line.marketplaceLineId)?.variantId ?? null,
    unitsPerListing: known.get(line.marketplaceLineId)?.unitsPerListing ?? 1,
    placed: known.get(line.marketplaceLineId)?.placed ?? null,
  }));
  // A line that the channel no longer shows is kept with nothing wanted, so that its reservation is found and released.
  const shownIds = new Set(snapshot.lines.map((line) => line.marketplaceLineId));
  const dropped = (existing?.lines ?? [])
    .filter((line) => !shownIds.has(line.marketplaceLineId))
    .map((line) => ({ ...line, quantity: 0 }));
  const placed = {
    connectionId: account.id,
    marketplace: snapshot.marketplace,
    storeConnectionId: existing?.storeConnectionId ?? null,
    lines: existing?.lines ?? [],
  };
  return {
    ...snapshot,
    id: existing?.id ?? scope.newId<OrderId>(),
    connectionId: account.id,
    storeConnectionId: await storeOf(scope, placed),
    lines: await linkLines(scope, placed, [...shown, ...dropped]),
    // The channel may stop showing the buyer (permissions, age); what is needed to ship is kept until it is purged.
    buyer: existing?.buyerForgottenAt == null ? (snapshot.buyer ?? existing?.buyer ?? null) : null,
    forgetBuyerAt: await forgettingOf(scope, snapshot, existing),
    buyerForgottenAt: existing?.buyerForgottenAt ?? null,
    placement: existing?.placement ?? { state: 'awaiting-payment' },
    dueAt: existing?.dueAt ?? null,
    importedAt: existing?.importedAt ?? scope.now,
    version: existing?.version ?? 0,
  };
}

async function forgettingOf(
  scope: Scope,
  snapshot: OrderSnapshot,
  existing: Order | undefined,
): Promise<Order['forgetBuyerAt']> {
  if (existing === undefined) return forgetBuyerAt(snapshot, null);
  if (existing.buyerForgottenAt !== null) return null;
  const shipped = (await scope.tx.shipments.ofOrder(existing.id)).map(({ shippedAt }) => shippedAt).sort();
  return forgetBuyerAt(snapshot, shipped.at(-1) ?? null);
}

/** A creation was sent, or the store order exists: what the channel says now no longer decides about placing it. */
function isOnItsWay(order: Order): boolean {
  return ['sending', 'unconfirmed', 'placed'].includes(order.placement.state);
}

async function decide(scope: Scope, order: Order): Promise<Order> {
  if (order.placement.state === 'closed') return order;
  const storeConnectionId = await storeOf(scope, order);
  const known = { ...order, storeConnectionId };
  const { placement } = order;
  const doubt = 'firstSentAt' in placement ? { firstSentAt: placement.firstSentAt } : {};
  const plan = await placementPlan(scope, known);
  if (plan.kind === 'hold') return holdOrder(scope, known, plan.reason, doubt.firstSentAt);
  await scope.tx.issues.clear(heldIssueKey(order));
  if (plan.kind === 'close') return moveTo(known, { state: 'closed' }, null);
  if (plan.kind === 'await-payment') return moveTo(known, { state: 'awaiting-payment' }, null);
  if (plan.kind === 'await-channel') return moveTo(known, { state: 'awaiting-channel' }, null);
  if (storeConnectionId !== null) scope.ring(storeConnectionId, 'place-orders');
  return placement.state === 'ready'
    ? known
    : moveTo(known, { state: 'ready', attempts: 0, ...doubt }, scope.now);
}

function units(lines: readonly OrderLine[]): number {
  return lines.reduce((total, line) => total + line.quantity, 0);
}
