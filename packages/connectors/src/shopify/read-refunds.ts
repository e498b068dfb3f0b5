import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { add, sum, type Money } from '@quayside/core/domain/money';
import type { StoreRefund } from '@quayside/core/domain/order-change';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ShopifyClient } from './client.ts';
import { RefundDocument, RefundLinesDocument, type RefundLineListFragment } from './documents.gen.ts';
import { globalId, numberIn } from './global-id.ts';
import { readMoney } from './order-mapper.ts';
import { readOn } from './read-on.ts';

/** A refund has no custom fields; its note carries our key, written in the call that makes it. Staff reads it as well. */
const ours = /^Quayside: (.+)$/;

export const noteFor = (key: string): string => `Quayside: ${key}`;

/** Our key of a refund; `null` for everybody else's. */
export function refundKey(note: string | null | undefined): string | null {
  return ours.exec(note?.trim() ?? '')?.[1] ?? null;
}

interface Noted {
  readonly id: string;
  readonly note: string | null;
}

export const isOurs = ({ note }: Noted): boolean => refundKey(note) !== null;

/** The refunds of an order; what is in them is read only where somebody else made one. */
export async function readRefunds(
  client: ShopifyClient,
  refunds: readonly Noted[],
): Promise<Result<readonly StoreRefund[], ConnectorError>> {
  const shown: StoreRefund[] = [];
  for (const { id, note } of refunds) {
    const key = refundKey(note);
    const known = { id: numberIn(id), key, lines: [], shipping: null };
    const refund = key === null ? await readRefund(client, known) : ok(known);
    if (!refund.ok) return refund;
    shown.push(refund.value);
  }
  return ok(shown);
}

async function readRefund(
  client: ShopifyClient,
  known: StoreRefund,
): Promise<Result<StoreRefund, ConnectorError>> {
  const parts = await readRefundParts(client, globalId('Refund', known.id));
  if (!parts.ok) return parts;
  if (parts.value === null) return ok(known);
  const { lines, shipping } = parts.value;
  return ok({
    ...known,
    // A line that names no product any more is no unit of ours.
    lines: lines.flatMap(({ variant, quantity, total, tax }) =>
      variant === null ? [] : [{ storeVariantId: numberIn(variant), quantity, total, tax }],
    ),
    shipping,
  });
}

/** What a refund gives back. */
export interface RefundParts {
  readonly lines: readonly {
    /** Global ids of the order's line and, while there is one, of its variant. */
    readonly lineItem: string;
    readonly variant: string | null;
    readonly restockType: RefundLineListFragment['nodes'][number]['restockType'];
    readonly quantity: number;
    /** Tax contained. */
    readonly total: Money;
    readonly tax: Money | null;
  }[];
  readonly shipping: Money | null;
}

/** A refund with all of its lines; `null` when there is none under this global id. */
export async function readRefundParts(
  client: ShopifyClient,
  id: string,
): Promise<Result<RefundParts | null, ConnectorError>> {
  const answer = await client.call({ operation: 'read', document: RefundDocument, variables: { id } });
  if (!answer.ok) return answer;
  const { refund } = answer.value;
  if (refund === null) return ok(null);
  const { taxesIncluded } = refund.order;
  const lines = await readOn(refund.refundLineItems, async (after) => {
    const variables = { id, after };
    const part = await client.call({ operation: 'read', document: RefundLinesDocument, variables });
    return part.ok ? ok(part.value.refund?.refundLineItems ?? null) : part;
  });
  if (!lines.ok) return lines;
  const shipping = refund.refundShippingLines.nodes.flatMap(
    ({ subtotalAmountSet, taxAmountSet }) =>
      withTax(readMoney(subtotalAmountSet), readMoney(taxAmountSet), taxesIncluded) ?? [],
  );
  const [first] = shipping;
  return ok({
    lines: lines.value.flatMap((line) => mapLine(line, taxesIncluded)),
    shipping: first === undefined ? null : sum(shipping, first.currency),
  });
}

function mapLine(
  { lineItem, quantity, restockType, subtotalSet, totalTaxSet }: RefundLineListFragment['nodes'][number],
  taxesIncluded: boolean,
): RefundParts['lines'] {
  const tax = readMoney(totalTaxSet);
  const total = withTax(readMoney(subtotalSet), tax, taxesIncluded);
  if (total === null) return [];
  return [
    { lineItem: lineItem.id, variant: lineItem.variant?.id ?? null, restockType, quantity, total, tax },
  ];
}

/** Subtotals contain the tax where the order's prices do. */
export function withTax(subtotal: Money | null, tax: Money | null, isIncluded: boolean): Money | null {
  return subtotal === null || tax === null || isIncluded ? subtotal : add(subtotal, tax);
}
