import { createHash } from 'node:crypto';
import { isPositive, sum, type Money } from '@quayside/core/domain/money';
import { ok } from '@quayside/core/domain/result';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import type { StoreRefundRequest } from '@quayside/core/ports/store-connector';
import { fail } from '../_kit/failure.ts';
import type { ShopifyClient } from './client.ts';
import {
  CreateRefundDocument,
  RefundableLinesDocument,
  RefundableOrderDocument,
  type CreateRefundMutationVariables,
  type RefundableListFragment,
  type RefundableOrderQuery,
} from './documents.gen.ts';
import { mapUnreadable, say, userErrorDetail, userErrorText } from './errors.ts';
import { globalId } from './global-id.ts';
import { readOn } from './read-on.ts';
import { noteFor, refundKey } from './read-refunds.ts';

type Refundable = NonNullable<RefundableOrderQuery['order']>;
type RefundInput = CreateRefundMutationVariables['input'];
type RefundLines = NonNullable<RefundInput['refundLineItems']>[number][];

/**
 * Enters a refund on an order. One with our key is looked for first; and Shopify keeps the key of `@idempotent`, so that two that are sent at once are one. The
 * money goes back by the transaction that stands for the marketplace: no payment service is asked.
 */
export async function enterRefund(
  client: ShopifyClient,
  context: ConnectorContext,
  request: StoreRefundRequest,
): Answer<void> {
  const id = globalId('Order', request.storeOrderId);
  const found = await client.call({
    operation: 'read',
    document: RefundableOrderDocument,
    variables: { id },
  });
  if (!found.ok) return found;
  const { order } = found.value;
  if (order === null) return fail({ kind: 'not-found' }, say('shopify.not-found'), 'CreateRefund: no order');
  if (order.refunds.some(({ note }) => refundKey(note) === request.key)) return ok(undefined);
  const there = await readOn(order.lineItems, async (after) => {
    const part = await client.call({
      operation: 'read',
      document: RefundableLinesDocument,
      variables: { id, after },
    });
    return part.ok ? ok(part.value.order?.lineItems ?? null) : part;
  });
  if (!there.ok) return there;
  const lines = refundLines(there.value, request);
  if (lines === null) {
    const detail = 'CreateRefund: more units than there are';
    return fail({ kind: 'conflict' }, say('shopify.refund-too-large'), detail);
  }
  const answer = await client.call({
    operation: 'write',
    document: CreateRefundDocument,
    variables: { input: inputOf(order, lines, request), key: idempotencyKey(request) },
    maySend: () => context.clock.now() <= request.sendBy,
  });
  if (!answer.ok) return answer;
  const { refund = null, userErrors = [] } = answer.value.refundCreate ?? {};
  if (refund !== null) return ok(undefined);
  if (userErrors.length === 0) {
    return mapUnreadable({ operation: 'CreateRefund', effect: 'write' }, 'neither refund nor error');
  }
  const message = say('shopify.refund-refused', { text: userErrorText(userErrors) });
  return fail({ kind: 'invalid-input' }, message, userErrorDetail('CreateRefund', userErrors));
}

/** Our keys are unique in an order, Shopify's in a shop. */
function idempotencyKey({ storeOrderId, key }: StoreRefundRequest): string {
  return createHash('sha256').update(`${storeOrderId}/${key}`).digest('base64url');
}

/** Which units of which lines; a variant may be on several. `null`: there are not as many left. */
function refundLines(
  there: RefundableListFragment['nodes'],
  request: StoreRefundRequest,
): RefundLines | null {
  const lines: RefundLines = [];
  const left = new Map(there.map(({ id, refundableQuantity }) => [id, refundableQuantity]));
  for (const { storeVariantId, quantity } of request.lines) {
    let wanted = quantity;
    const variant = globalId('ProductVariant', storeVariantId);
    for (const line of there.filter((each) => each.variant?.id === variant)) {
      const units = Math.min(wanted, left.get(line.id) ?? 0);
      if (units <= 0) continue;
      left.set(line.id, (left.get(line.id) ?? 0) - units);
      wanted -= units;
      lines.push({
        lineItemId: line.id,
        quantity: units,
        restockType: restockType(request, line.unfulfilledQuantity >= units),
      });
    }
    if (wanted > 0) return null;
  }
  return lines;
}

/** `CANCEL` gives units back that never left, `RETURN` those that came back. */
function restockType(
  { isRestocked }: StoreRefundRequest,
  isHere: boolean,
): RefundLines[number]['restockType'] {
  if (!isRestocked) return 'NO_RESTOCK';
  return isHere ? 'CANCEL' : 'RETURN';
}

function inputOf(order: Refundable, lines: RefundLines, request: StoreRefundRequest): RefundInput {
  const { shipping, key } = request;
  const parts: readonly Money[] = [
    ...request.lines.map(({ total }) => total),
    ...(shipping === null ? [] : [shipping]),
  ];
  const [first] = parts;
  const total = first === undefined ? null : sum(parts, first.currency);
  const paid = order.transactions.find(
    ({ kind, status }) => (kind === 'SALE' || kind === 'CAPTURE') && status === 'SUCCESS',
  );
  return {
    orderId: order.id,
    currency: order.presentmentCurrencyCode,
    note: noteFor(key),
    notify: false,
    refundLineItems: lines,
    ...(shipping !== null && { shipping: { amount: shipping.amount } }),
    // What goes back is what the marketplace says, whatever Shopify would reckon.
    discrepancyReason: 'OTHER',
    transactions:
      total === null || paid === undefined || !isPositive(total)
        ? []
        : [
            {
              orderId: order.id,
              parentId: paid.id,
              kind: 'REFUND',
              gateway: paid.gateway ?? '',
              amount: total.amount,
            },
          ],
  };
}
