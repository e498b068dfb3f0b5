import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreOrderId } from '@quayside/core/domain/ids';
import { ok } from '@quayside/core/domain/result';
import type { Answer } from '@quayside/core/ports/connector';
import { fail } from '../_kit/failure.ts';
import type { ShopifyClient } from './client.ts';
import { CancellationDocument, CancelOrderDocument } from './documents.gen.ts';
import { say, userErrorDetail } from './errors.ts';
import { globalId, isNumber } from './global-id.ts';

/** Waits between looks at a cancellation; a quiet shop is done before the first. */
const waitsMs = [100, 300, 900, 2_000];

/**
 * Cancels an order and gives its units back. Shopify answers first and cancels afterwards, so the order is looked at until it is cancelled; one that takes longer is
 * looked at again by the engine, and cancelling a cancelled one does nothing.
 */
export async function cancelOrder(client: ShopifyClient, storeOrderId: StoreOrderId): Answer<void> {
  const absent = (): Awaited<Answer<never>> =>
    fail({ kind: 'not-found' }, say('shopify.not-found'), 'CancelOrder: no order');
  if (!isNumber(storeOrderId)) return absent();
  const id = globalId('Order', storeOrderId);
  const before = await look(client, id);
  if (!before.ok) return before;
  if (before.value === 'absent') return absent();
  if (before.value === 'cancelled') return ok(undefined);
  const answer = await client.call({
    operation: 'write',
    document: CancelOrderDocument,
    variables: { id, note: 'Cancelled by Quayside: the marketplace order was cancelled, or was here twice.' },
  });
  if (!answer.ok) return answer;
  const errors = answer.value.orderCancel?.orderCancelUserErrors ?? [];
  if (errors.length > 0) {
    const code = errors[0]?.code ?? 'INVALID';
    const message = say('shopify.not-cancellable', { code });
    return fail({ kind: 'conflict' }, message, userErrorDetail('CancelOrder', errors));
  }
  for (const waitMs of waitsMs) {
    const after = await look(client, id);
    if (!after.ok) return after;
    if (after.value !== 'open') return ok(undefined);
    await sleep(waitMs);
  }
  return fail({ kind: 'transient' }, say('shopify.still-cancelling'), 'CancelOrder: not done yet');
}

async function look(client: ShopifyClient, id: string): Answer<'absent' | 'cancelled' | 'open'> {
  const answer = await client.call({ operation: 'read', document: CancellationDocument, variables: { id } });
  if (!answer.ok) return answer;
  const { order } = answer.value;
  if (order === null) return ok('absent');
  return ok(order.cancelledAt === null ? 'open' : 'cancelled');
}
