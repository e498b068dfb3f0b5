import type { LocationId } from '@quayside/core/domain/ids';
import { ok } from '@quayside/core/domain/result';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import type { StoreOrderRequest } from '@quayside/core/ports/store-connector';
import { fail } from '../_kit/failure.ts';
import type { ShopifyClient } from './client.ts';
import {
  CreateOrderDocument,
  DefineKeyDocument,
  FulfillmentOrdersDocument,
  KeyDefinitionDocument,
  MoveFulfillmentOrderDocument,
  type OrderFactsFragment,
} from './documents.gen.ts';
import { mapUnreadable, say, userErrorDetail, userErrorText, type UserError } from './errors.ts';
import { globalId } from './global-id.ts';
import { createOrderInput, keyField } from './order-input.ts';

/** What became of a creation: an order, or the answer that another order has its key. */
export type Placed =
  { readonly kind: 'created'; readonly order: OrderFactsFragment } | { readonly kind: 'key-taken' };

/** Creates one order. Nothing is sent twice. */
export async function placeOrder(
  client: ShopifyClient,
  context: ConnectorContext,
  request: StoreOrderRequest,
): Answer<Placed> {
  const answer = await client.call({
    operation: 'write',
    document: CreateOrderDocument,
    variables: createOrderInput(request),
    maySend: () => context.clock.now() <= request.sendBy,
  });
  if (!answer.ok) return answer;
  const { order = null, userErrors = [] } = answer.value.orderCreate ?? {};
  if (order !== null) {
    if (request.locations !== null && request.status === 'open') {
      await moveToLocations(client, context, order.id, request.locations);
    }
    return ok({ kind: 'created', order });
  }
  if (userErrors.some(isAboutKey)) return ok({ kind: 'key-taken' });
  if (userErrors.length === 0) {
    return mapUnreadable({ operation: 'CreateOrder', effect: 'write' }, 'neither order nor error');
  }
  return refusal(userErrors);
}

/** Our only metafield is the key; what is said of it is that another order has it. */
function isAboutKey({ field }: UserError): boolean {
  return (field ?? []).includes('metafields');
}

function refusal(errors: readonly UserError[]): Awaited<Answer<never>> {
  const detail = userErrorDetail('CreateOrder', errors);
  const code = errors[0]?.code ?? 'INVALID';
  if (code === 'SHOP_DORMANT') return fail({ kind: 'permission' }, say('shopify.shop-dormant'), detail);
  const kind = code === 'INVENTORY_CLAIM_FAILED' ? 'conflict' : 'invalid-input';
  return fail({ kind }, say('shopify.order-refused', { code, text: userErrorText(errors) }), detail);
}

/**
 * Makes sure that the key's definition is there: values of the type `id` are unique in the shop, and only with a definition (README, Orders). Asked once by each opened
 * connector; two that define at once are told so, and both are right.
 */
export function keyDefinition(client: ShopifyClient): () => Answer<void> {
  let isThere = false;
  return async () => {
    if (isThere) return ok(undefined);
    const found = await client.call({ operation: 'read', document: KeyDefinitionDocument, variables: {} });
    if (!found.ok) return found;
    if (found.value.metafieldDefinition === null) {
      const defined = await define(client);
      if (!defined.ok) return defined;
    }
    isThere = true;
    return ok(undefined);
  };
}

async function define(client: ShopifyClient): Answer<void> {
  const answer = await client.call({
    operation: 'write',
    effect: 'read',
    document: DefineKeyDocument,
    variables: {
      definition: {
        ...keyField,
        ownerType: 'ORDER',
        type: 'id',
        name: 'Marketplace order',
        description: 'The marketplace order that this order stands for. Written by Quayside, and unique.',
      },
    },
  });
  if (!answer.ok) return answer;
  const { createdDefinition = null, userErrors = [] } = answer.value.metafieldDefinitionCreate ?? {};
  if (createdDefinition !== null || userErrors.some(({ code }) => code === 'TAKEN')) return ok(undefined);
  const code = userErrors[0]?.code ?? 'INVALID';
  return fail(
    { kind: 'invalid-input' },
    say('shopify.refused', { code }),
    userErrorDetail('DefineKey', userErrors),
  );
}

/**
 * Shopify takes the units where its own routing puts the order; what is put elsewhere than the pool's locations is moved to the first of them, and its units with it
 * (README, Locations). The order stands whatever comes of it: a move that fails is in the log, and staff sees where the order lies.
 */
async function moveToLocations(
  client: ShopifyClient,
  context: ConnectorContext,
  orderId: string,
  locations: readonly LocationId[],
): Promise<void> {
  const [first] = locations;
  if (first === undefined) return;
  const wanted = locations.map((id) => globalId('Location', id));
  const note = (detail: string): void =>
    context.log.warn('order-not-moved', { connector: 'shopify', reason: detail });
  const variables = { id: orderId };
  const found = await client.call({ operation: 'read', document: FulfillmentOrdersDocument, variables });
  if (!found.ok) return note(found.error.detail);
  for (const { id, status, assignedLocation } of found.value.order?.fulfillmentOrders.nodes ?? []) {
    if (status !== 'OPEN' || wanted.includes(assignedLocation.location?.id ?? '')) continue;
    const moved = await client.call({
      operation: 'write',
      document: MoveFulfillmentOrderDocument,
      variables: { id, locationId: globalId('Location', first) },
    });
    if (!moved.ok) note(moved.error.detail);
    const errors = moved.ok ? (moved.value.fulfillmentOrderMove?.userErrors ?? []) : [];
    if (errors.length > 0) note(userErrorDetail('MoveFulfillmentOrder', errors));
  }
}
