import type { Connection } from '@quayside/core/domain/connection';
import { placementSteps, type Order, type PlacementState } from '@quayside/core/domain/order';
import type { OrderChangeId } from '@quayside/core/domain/ids';
import { ok } from '@quayside/core/domain/result';
import { formatAmount, sum } from '@quayside/core/domain/money';
import { retryHeldOrders, retryOrder } from '@quayside/core/use-cases/retry-order';
import { retryOrderChange, settleOrderChange } from '@quayside/core/use-cases/settle-order-change';
import { z } from 'zod';
import {
  connectionId,
  instantText,
  issueView,
  money,
  nextCursor,
  orderId,
  pageSize,
  searchText,
  sentence,
  timeCursor,
  toCursor,
} from '../fields.ts';
import { command, query, type Call } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { issuePages } from '../issue-pages.ts';
import { marketplaceOrderPage, storeOrderPage } from '../platform-pages.ts';
import { refuse } from '../problems.ts';
import { byId, marketplaceName, toIssueView } from '../views.ts';

const states = Object.keys(placementSteps) as [PlacementState, ...PlacementState[]];

const orderRow = z.object({
  id: z.string(),
  number: z.string().meta({ description: 'The marketplace’s own number' }),
  account: z.string(),
  marketplace: z.string(),
  purchasedAt: instantText,
  status: z.enum(['pending', 'unshipped', 'partially-shipped', 'shipped', 'cancelled']),
  fulfillment: z.enum(['merchant', 'channel']),
  state: z.enum(states),
  reason: sentence.nullable().meta({ description: 'Why it is held' }),
  storeOrder: z.string().nullable(),
  marketplacePage: z.url().nullable().meta({ description: 'The order on its marketplace' }),
  storePage: z.url().nullable().meta({ description: 'The order in the shop' }),
  units: z.number(),
  total: money,
});

export const orders = query({
  summary: 'Marketplace orders, newest purchase first',
  input: z.strictObject({
    text: searchText.optional(),
    connectionId: connectionId.optional(),
    placementStates: z.array(z.enum(states)).max(states.length).optional(),
    after: timeCursor.nullable().default(null),
    limit: pageSize,
  }),
  output: z.object({ rows: z.array(orderRow), next: nextCursor }),
  async run(call, { after, limit, ...filter }) {
    const { found, names } = await call.engine.storage.transaction(call.workspaceId, async (tx) => ({
      found: await tx.searches.orders(filter, { after, limit: limit + 1 }),
      names: byId(await tx.connections.list()),
    }));
    const { rows, next } = pageOf(found, limit, (row) => toCursor({ key: row.purchasedAt, id: row.id }));
    return ok({ rows: rows.map((row) => toRow(call, row, names)), next });
  },
});

export const order = query({
  summary: 'One order with its lines, parcels, cancellations, refunds and issues',
  input: z.strictObject({ orderId }),
  output: orderRow.extend({
    lines: z.array(
      z.object({
        sku: z.string(),
        title: z.string(),
        quantity: z.number(),
        total: money,
        isLinked: z.boolean(),
      }),
    ),
    shipping: money,
    adjustment: money.nullable(),
    deliverBy: instantText.nullable(),
    buyer: z.enum(['known', 'forgotten', 'not-given']),
    forgetBuyerAt: instantText.nullable(),
    parcels: z.array(
      z.object({
        carrier: z.string(),
        trackingNumber: z.string(),
        shippedAt: instantText,
        state: z.enum(['to-confirm', 'confirmed', 'held', 'refused', 'nothing-left']),
      }),
    ),
    changes: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['cancellation', 'refund']),
        to: z.enum(['store', 'channel']),
        state: z.enum(['to-send', 'by-hand', 'refused', 'done']),
        noticedAt: instantText,
      }),
    ),
    issues: z.array(issueView),
  }),
  async run(call, input) {
    const found = await call.engine.storage.transaction(call.workspaceId, async (tx) => {
      const known = await tx.searches.order(input.orderId);
      if (known === undefined) return undefined;
      const connections = await tx.connections.list();
      const issues = await tx.searches.issuesAbout(`order/${known.id}/`);
      return {
        known,
        names: byId(connections),
        parcels: await tx.shipments.ofOrder(known.id),
        changes: await tx.orderChanges.ofOrder(known.id),
        issues,
        pages: await issuePages(call, tx, issues, connections),
      };
    });
    if (found === undefined) return refuse({ kind: 'unknown-order' });
    const { known, names, parcels, changes, issues, pages } = found;
    const { placement } = known;
    return ok({
      ...toRow(call, known, names),
      lines: known.lines.map((line) => ({
        sku: line.channelSku,
        title: line.title,
        quantity: line.quantity,
        total: shown(line.total),
        isLinked: line.variantId !== null,
      })),
      shipping: shown(known.shippingTotal),
      adjustment:
        placement.state === 'placed' && placement.adjustment !== null ? shown(placement.adjustment) : null,
      deliverBy: known.deliverBy,
      buyer: buyerOf(known),
      forgetBuyerAt: known.forgetBuyerAt,
      parcels: parcels.map(({ carrier, trackingNumber, shippedAt, state }) => ({
        carrier,
        trackingNumber,
        shippedAt,
        state,
      })),
      changes: changes.map(({ id, kind, to, state, noticedAt }) => ({ id, kind, to, state, noticedAt })),
      issues: issues.map((issue) => toIssueView(call, issue, pages.get(issue.key))),
    });
  },
});

function buyerOf({ buyer, buyerForgottenAt }: Order): 'known' | 'forgotten' | 'not-given' {
  if (buyerForgottenAt !== null) return 'forgotten';
  return buyer === null ? 'not-given' : 'known';
}

function toRow(call: Call, known: Order, names: ReadonlyMap<string, Connection>): z.input<typeof orderRow> {
  const { placement, lines } = known;
  const account = names.get(known.connectionId);
  const store = known.storeConnectionId === null ? undefined : names.get(known.storeConnectionId);
  return {
    id: known.id,
    number: known.marketplaceOrderId,
    account: account?.name ?? '',
    marketplace: marketplaceName(call, account, known.marketplace),
    purchasedAt: known.purchasedAt,
    status: known.status,
    fulfillment: known.fulfillment,
    state: placement.state,
    reason: placement.state === 'held' ? call.say(placement.reason) : null,
    storeOrder: placement.state === 'placed' ? placement.storeOrderNumber : null,
    marketplacePage: marketplaceOrderPage(call, account, known),
    storePage: storeOrderPage(call, store, known),
    units: lines.reduce((total, line) => total + line.quantity, 0),
    total: shown(sum([...lines.map(({ total }) => total), known.shippingTotal], known.currency)),
  };
}

function shown(amount: Order['shippingTotal']): z.input<typeof money> {
  return { amount: formatAmount(amount), currency: amount.currency };
}

export const retry = command({
  summary: 'Decides a held order again, because its reason is gone',
  input: z.strictObject({ orderId }),
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const retried = await retryOrder(engine, workspaceId, input.orderId);
    return retried.ok ? ok({}) : refuse(retried.error);
  },
});

export const retryHeld = command({
  summary: 'Decides all held orders again, or those of one account or one reason',
  input: z.strictObject({ connectionId: connectionId.optional(), reason: z.string().max(100).optional() }),
  output: z.object({ retried: z.number(), stillHeld: z.number() }),
  async run({ engine, workspaceId }, { connectionId: of, reason }) {
    const which = {
      ...(of === undefined ? {} : { connectionId: of }),
      ...(reason === undefined ? {} : { reason }),
    };
    return ok(await retryHeldOrders(engine, workspaceId, which));
  },
});

const changeId = z.strictObject({ changeId: z.uuid().transform((text) => text as OrderChangeId) });

export const settleChange = command({
  summary: 'Says that a cancellation or refund was made on the other side by hand',
  input: changeId,
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const settled = await settleOrderChange(engine, workspaceId, input.changeId);
    return settled.ok ? ok({}) : refuse(settled.error);
  },
});

export const retryChange = command({
  summary: 'Tells the other side of a cancellation or refund again',
  input: changeId,
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const retried = await retryOrderChange(engine, workspaceId, input.changeId);
    return retried.ok ? ok({}) : refuse(retried.error);
  },
});
