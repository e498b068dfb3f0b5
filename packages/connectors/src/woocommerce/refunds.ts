import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { parseMoney, sum, type CurrencyCode, type Money } from '@quayside/core/domain/money';
import type { StoreRefund } from '@quayside/core/domain/order-change';
import { err, ok, type Result } from '@quayside/core/domain/result';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import type { StoreRefundRequest } from '@quayside/core/ports/store-connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import type { WooClient } from './client.ts';
import { mapUnreadable, say } from './errors.ts';
import type { WooOrder } from './order-mapper.ts';
import { storeVariantId } from './product-shape.ts';

/**
 * A refund has no custom fields in the order's own document, but its reason is there: it carries our key, written in the same call that makes the refund.
 * Site owners read it as well.
 */
const ours = /^Quayside: (.+)$/;
const reasonFor = (key: string): string => `Quayside: ${key}`;

/** Our key of a refund as the order's document shows it; `null` for everybody else's. */
function refundKey(reason: string | null | undefined): string | null {
  return ours.exec(reason?.trim() ?? '')?.[1] ?? null;
}

/** What we need of a refund (`GET /orders/{id}/refunds`). Quantities and totals of its lines are below zero. */
const wooRefund = z.object({
  id: z.number(),
  reason: z.string().nullish(),
  line_items: z
    .array(
      z.object({
        product_id: z.number().catch(0),
        variation_id: z.number().catch(0),
        quantity: z.number().catch(0),
        total: z.string(),
        total_tax: z.string().nullish(),
      }),
    )
    .catch([]),
  fee_lines: z.array(z.object({ total: z.string() })).catch([]),
  shipping_lines: z.array(z.object({ total: z.string() })).catch([]),
});
type WooRefund = z.infer<typeof wooRefund>;

/** The refunds of an order; their lines are read only where somebody else made one. */
export async function readRefunds(
  client: WooClient,
  order: WooOrder,
): Promise<Result<readonly StoreRefund[], ConnectorError>> {
  const keys = order.refunds.map(({ reason }) => refundKey(reason));
  if (keys.every((key) => key !== null)) {
    return ok(
      order.refunds.map(({ id }, index) => ({
        id: String(id),
        key: keys[index] ?? null,
        lines: [],
        shipping: null,
      })),
    );
  }
  const answer = await client.call({
    method: 'get',
    endpoint: `orders/${order.id}/refunds`,
    query: { per_page: 100 },
    schema: z.array(wooRefund),
  });
  if (!answer.ok) return answer;
  const shown: StoreRefund[] = [];
  for (const refund of answer.value) {
    const mapped = mapRefund(refund, order.currency ?? '');
    if (!mapped.ok) return mapUnreadable('read', 'get refunds', mapped.error);
    shown.push(mapped.value);
  }
  return ok(shown);
}

/** @returns what could not be read: never values. */
function mapRefund(refund: WooRefund, currency: string): Result<StoreRefund, string> {
  const read = (text: string): Money | undefined => {
    const money = parseMoney(text.replace(/^-/, ''), currency);
    return money.ok ? money.value : undefined;
  };
  const lines: StoreRefund['lines'][number][] = [];
  for (const line of refund.line_items) {
    const net = read(line.total);
    const tax = line.total_tax ? read(line.total_tax) : undefined;
    if (net === undefined) return err('refund line total (not a decimal)');
    const total = tax === undefined ? net : sum([net, tax], net.currency);
    const variant = storeVariantId(line.product_id, line.variation_id);
    const quantity = Math.abs(line.quantity);
    lines.push({ storeVariantId: variant, quantity, total, tax: tax ?? null });
  }
  const others = [...refund.fee_lines, ...refund.shipping_lines].map(({ total }) => read(total));
  const [first] = others;
  if (others.includes(undefined)) return err('refund shipping total (not a decimal)');
  const shipping = first === undefined ? null : sum(others as Money[], first.currency);
  return ok({ id: String(refund.id), key: refundKey(refund.reason), lines, shipping });
}

/** What we need of an order to give back a part of it. */
const refundable = z.object({
  id: z.number(),
  line_items: z.array(
    z.object({ id: z.number(), product_id: z.number(), variation_id: z.number(), quantity: z.number() }),
  ),
  fee_lines: z.array(z.object({ id: z.number() })).catch([]),
  refunds: z.array(z.object({ id: z.number(), reason: z.string().nullish() })).catch([]),
});

/**
 * Enters a refund on an order. `api_refund: false`: no payment service is asked, since the marketplace gives the money back. One with our key is looked
 * for first.
 */
export async function enterRefund(
  client: WooClient,
  context: ConnectorContext,
  request: StoreRefundRequest,
): Answer<void> {
  const endpoint = `orders/${request.storeOrderId}`;
  const found = await client.call({
    method: 'get',
    endpoint,
    query: { _fields: 'id,line_items,fee_lines,refunds' },
    schema: refundable,
  });
  if (!found.ok) return found;
  const order = found.value;
  if (order.refunds.some(({ reason }) => refundKey(reason) === request.key)) return ok(undefined);
  const items: Record<string, unknown>[] = [];
  for (const { storeVariantId: variant, quantity, total } of request.lines) {
    const line = order.line_items.find(
      (each) => storeVariantId(each.product_id, each.variation_id) === variant,
    );
    if (line === undefined) {
      return fail({ kind: 'not-found' }, say('woocommerce.not-found'), 'refund: no such line');
    }
    items.push({ id: line.id, quantity, refund_total: total.amount });
  }
  const [fee] = order.fee_lines;
  if (request.shipping !== null && fee !== undefined) {
    items.push({ id: fee.id, quantity: 0, refund_total: request.shipping.amount });
  }
  const answer = await client.call({
    method: 'post',
    endpoint: `${endpoint}/refunds`,
    body: {
      amount: amountOf(request),
      reason: reasonFor(request.key),
      api_refund: false,
      api_restock: request.isRestocked,
      line_items: items,
    },
    schema: z.object({ id: z.number() }),
    maySend: () => context.clock.now() <= request.sendBy,
  });
  return answer.ok ? ok(undefined) : answer;
}

function amountOf({ lines, shipping }: StoreRefundRequest): string {
  const parts = [...lines.map(({ total }) => total), ...(shipping === null ? [] : [shipping])];
  const currency: CurrencyCode | undefined = parts[0]?.currency;
  return currency === undefined ? '0' : sum(parts, currency).amount;
}
