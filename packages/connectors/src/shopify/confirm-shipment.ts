import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { ok, type Err } from '@quayside/core/domain/result';
import type { ShipmentConfirmation } from '@quayside/core/ports/channel-connector';
import type { Answer } from '@quayside/core/ports/connector';
import { fail } from '../_kit/failure.ts';
import type { ShopifyClient } from './client.ts';
import {
  CreateFulfillmentDocument,
  ShippableLinesDocument,
  ShippableOrderDocument,
  type CreateFulfillmentMutationVariables,
  type ShippableListFragment,
  type ShippableOrderQuery,
} from './documents.gen.ts';
import { mapUnreadable, say, userErrorDetail, userErrorText } from './errors.ts';
import { globalId } from './global-id.ts';
import { hasLeft, orderKey } from './order-mapper.ts';
import { ownOrderNumber } from './own-order-mapper.ts';
import { readOn } from './read-on.ts';
import { readPacked } from './read-order.ts';

type Shippable = NonNullable<ShippableOrderQuery['order']>;
type FulfillmentParts = CreateFulfillmentMutationVariables['fulfillment']['lineItemsByFulfillmentOrder'];
/** Units by the global id of an order's line. */
type Units = ReadonlyMap<string, number>;

/**
 * Enters a parcel. Shopify keeps neither a package number of ours nor a key for `fulfillmentCreate`; the tracking number is written in the same call, so what has left
 * under it is told already, and only the rest is entered (README, Following another shop). The buyer is written to by Shopify, as for every parcel of the shop.
 */
export async function confirmShipment(
  client: ShopifyClient,
  shop: string,
  confirmation: ShipmentConfirmation,
): Answer<void> {
  const { marketplaceOrderId, carrier, trackingNumber } = confirmation;
  const number = ownOrderNumber(shop, marketplaceOrderId);
  if (number === null) return notFound('no order of this shop');
  const answer = await client.call({
    operation: 'read',
    document: ShippableOrderDocument,
    variables: { id: globalId('Order', number) },
  });
  if (!answer.ok) return answer;
  const { order } = answer.value;
  if (order === null || orderKey(order) !== null) return notFound('no order of its own');
  const told = await unitsUnder(client, order, trackingNumber);
  if (!told.ok) return told;
  const rest = restOf(confirmation, told.value);
  if (rest.size === 0) return ok(undefined);
  const parts = await findUnits(client, order, rest);
  if (!parts.ok) return parts;
  if (parts.value === null) {
    const detail = 'CreateFulfillment: fewer units to be shipped';
    return fail({ kind: 'conflict' }, say('shopify.not-shippable'), detail);
  }
  for (const lineItemsByFulfillmentOrder of parts.value) {
    const trackingInfo = { company: carrier, number: trackingNumber };
    const entered = await enter(client, { lineItemsByFulfillmentOrder, trackingInfo, notifyCustomer: true });
    if (!entered.ok) return entered;
  }
  return ok(undefined);
}

/** What has left under a tracking number, in whichever parcels. */
async function unitsUnder(client: ShopifyClient, order: Shippable, trackingNumber: string): Answer<Units> {
  const units = new Map<string, number>();
  for (const fulfillment of order.fulfillments.filter(hasLeft)) {
    if (!fulfillment.trackingInfo.some(({ number }) => number?.trim() === trackingNumber.trim())) continue;
    const packed = await readPacked(client, fulfillment);
    if (!packed.ok) return packed;
    for (const { lineItem, quantity } of packed.value) {
      units.set(lineItem.id, (units.get(lineItem.id) ?? 0) + (quantity ?? 0));
    }
  }
  return ok(units);
}

function restOf({ lines }: ShipmentConfirmation, told: Units): Units {
  const rest = new Map<string, number>();
  for (const { marketplaceLineId, quantity } of lines) {
    const id = globalId('LineItem', marketplaceLineId);
    rest.set(id, (rest.get(id) ?? -(told.get(id) ?? 0)) + quantity);
  }
  return new Map([...rest].filter(([, units]) => units > 0));
}

/**
 * Where the units lie: parts of fulfillment orders that may be shipped (those of a cancelled order may not), together for each location, since a fulfillment leaves from one (S). `null` when there are
 * not as many.
 */
async function findUnits(
  client: ShopifyClient,
  order: Shippable,
  wanted: Units,
): Answer<readonly FulfillmentParts[] | null> {
  const left = new Map(wanted);
  const byLocation = new Map<string | undefined, FulfillmentParts[number][]>();
  for (const { id, status, assignedLocation, lineItems } of order.fulfillmentOrders.nodes) {
    if (status !== 'OPEN' && status !== 'IN_PROGRESS') continue;
    const lines = await readShippable(client, id, lineItems);
    if (!lines.ok) return lines;
    const taken = lines.value.flatMap(({ id: lineId, lineItem, remainingQuantity }) => {
      const quantity = Math.min(left.get(lineItem.id) ?? 0, remainingQuantity);
      if (quantity <= 0) return [];
      left.set(lineItem.id, (left.get(lineItem.id) ?? 0) - quantity);
      return [{ id: lineId, quantity }];
    });
    if (taken.length === 0) continue;
    const location = assignedLocation.location?.id;
    const part = { fulfillmentOrderId: id, fulfillmentOrderLineItems: taken };
    byLocation.set(location, [...(byLocation.get(location) ?? []), part]);
  }
  return ok([...left.values()].some((units) => units > 0) ? null : [...byLocation.values()]);
}

function readShippable(client: ShopifyClient, id: string, first: ShippableListFragment) {
  return readOn(first, async (after) => {
    const variables = { id, after };
    const part = await client.call({ operation: 'read', document: ShippableLinesDocument, variables });
    return part.ok ? ok(part.value.fulfillmentOrder?.lineItems ?? null) : part;
  });
}

async function enter(
  client: ShopifyClient,
  fulfillment: CreateFulfillmentMutationVariables['fulfillment'],
): Answer<void> {
  const answer = await client.call({
    operation: 'write',
    document: CreateFulfillmentDocument,
    variables: { fulfillment },
  });
  if (!answer.ok) return answer;
  const { fulfillment: entered = null, userErrors = [] } = answer.value.fulfillmentCreate ?? {};
  if (entered !== null) return ok(undefined);
  if (userErrors.length === 0) {
    return mapUnreadable({ operation: 'CreateFulfillment', effect: 'write' }, 'neither parcel nor error');
  }
  const message = say('shopify.parcel-refused', { text: userErrorText(userErrors) });
  return fail({ kind: 'conflict' }, message, userErrorDetail('CreateFulfillment', userErrors));
}

function notFound(why: string): Err<ConnectorError> {
  return fail({ kind: 'not-found' }, say('shopify.not-found'), `CreateFulfillment: ${why}`);
}
