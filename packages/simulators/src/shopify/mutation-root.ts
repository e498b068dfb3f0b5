import { randomUUID } from 'node:crypto';
import type { AdminContext } from './admin-context.ts';
import { moment } from './admin-context.ts';
import { cancellationProblem, cancelOrder } from './cancel-order.ts';
import { addressRecord, createOrder } from './create-order.ts';
import { defineMetafield } from './define-metafield.ts';
import type { DefinitionInput } from './define-metafield.ts';
import type { FulfillmentInput, TrackingInput } from './fulfill-order.ts';
import { createFulfillment, findFulfillment, moveFulfillmentOrder, updateTracking } from './fulfill-order.ts';
import { globalId, numberOf } from './global-id.ts';
import { definitionFields, metafieldFields } from './metafield-fields.ts';
import type { OwnerType } from './metafields.ts';
import { checkMetafield, writeMetafield } from './metafields.ts';
import type { InventoryBehaviour, MetafieldInput, OrderInput } from './order-input.ts';
import type { OrderRecord } from './order-record.ts';
import type { MetafieldRecord, ProductRecord, VariantRecord } from './product-record.ts';
import type { RefundInput } from './refund-order.ts';
import { createRefund } from './refund-order.ts';
import type { AdjustQuantitiesInput, SetQuantitiesInput, StockChange } from './set-quantities.ts';
import { adjustmentGroupId, adjustQuantities, setQuantities } from './set-quantities.ts';
import type { VariantInput } from './update-prices.ts';
import { updatePrices } from './update-prices.ts';
import type { Outcome, UserError } from './user-error.ts';

/** `metafieldsSet` takes no more at once (schema). */
const MOST_METAFIELDS = 25;

/** The fields of `Mutation` that the simulator answers. */
export function mutationRoot(context: AdminContext): Record<string, unknown> {
  const { shop } = context;
  return {
    orderCreate: ({ order, options }: { order: OrderInput; options?: OrderOptions | null }) =>
      payload(
        createOrder(context, order, options?.inventoryBehaviour ?? 'BYPASS', context.app.id),
        ['order'],
        (made) => ({ order: context.show.order(made) }),
      ),
    orderUpdate: ({ input }: { input: OrderChange }) => updateOrder(context, input),
    orderCancel: (asked: CancelArguments) => startCancellation(context, asked),
    refundCreate: ({ input }: { input: RefundInput }) =>
      payload(createRefund(shop, input), ['refund', 'order'], ({ order, refund }) => ({
        refund: context.show.refund(order, refund),
        order: context.show.order(order),
      })),
    fulfillmentCreate: ({ fulfillment }: { fulfillment: FulfillmentInput }) =>
      payload(createFulfillment(shop, fulfillment), ['fulfillment'], (made) =>
        shownFulfillment(context, made.id),
      ),
    fulfillmentTrackingInfoUpdate: (asked: { fulfillmentId: string; trackingInfoInput: TrackingInput }) =>
      payload(
        updateTracking(shop, asked.fulfillmentId, asked.trackingInfoInput),
        ['fulfillment'],
        (changed) => shownFulfillment(context, changed.id),
      ),
    fulfillmentOrderMove: (asked: MoveArguments) => {
      const order = orderWith(context, asked.id);
      const lines = asked.fulfillmentOrderLineItems ?? [];
      return payload(
        moveFulfillmentOrder(shop, asked.id, asked.newLocationId, lines),
        ['movedFulfillmentOrder', 'originalFulfillmentOrder', 'remainingFulfillmentOrder'],
        ({ moved, original }) => ({
          movedFulfillmentOrder: order && context.show.fulfillmentOrder(order, moved),
          originalFulfillmentOrder: order && context.show.fulfillmentOrder(order, original),
          remainingFulfillmentOrder: null,
        }),
      );
    },
    inventorySetQuantities: ({ input }: { input: SetQuantitiesInput }) =>
      payload(setQuantities(shop, input), ['inventoryAdjustmentGroup'], (changes) =>
        adjustmentGroup(context, input, changes),
      ),
    inventoryAdjustQuantities: ({ input }: { input: AdjustQuantitiesInput }) =>
      payload(adjustQuantities(shop, input), ['inventoryAdjustmentGroup'], (changes) =>
        adjustmentGroup(context, input, changes),
      ),
    productVariantsBulkUpdate: (asked: { productId: string; variants: readonly VariantInput[] }) =>
      payload(updatePrices(shop, asked.productId, asked.variants), ['productVariants'], (variants) => ({
        productVariants: variants.map((variant) => context.show.variant(variant)),
      })),
    metafieldDefinitionCreate: ({ definition }: { definition: DefinitionInput }) =>
      payload(defineMetafield(context, definition), ['createdDefinition'], (made) => ({
        createdDefinition: definitionFields(made),
      })),
    metafieldsSet: ({ metafields }: { metafields: readonly MetafieldsSetInput[] }) =>
      setMetafields(context, metafields),
    tagsAdd: ({ id, tags }: { id: string; tags: readonly string[] }) => addTags(context, id, tags),
  };
}

/** What a mutation answers: its members, all null where nothing was done, and what was wrong. */
function payload<Value>(
  outcome: Outcome<Value>,
  members: readonly string[],
  show: (value: Value) => Record<string, unknown>,
): Record<string, unknown> {
  if (outcome.ok) return { ...show(outcome.value), userErrors: [] };
  const nothing = Object.fromEntries(members.map((name) => [name, null]));
  return { ...nothing, userErrors: outcome.errors.map(shownError) };
}

function shownError(error: UserError & { readonly elementIndex?: number }): unknown {
  return { code: null, elementIndex: null, ...error };
}

interface OrderOptions {
  readonly inventoryBehaviour?: InventoryBehaviour | null;
}

interface OrderChange extends Pick<
  OrderInput,
  'email' | 'phone' | 'note' | 'poNumber' | 'tags' | 'customAttributes' | 'metafields' | 'shippingAddress'
> {
  readonly id: string;
}

function updateOrder(context: AdminContext, input: OrderChange): unknown {
  const { shop } = context;
  const order = shop.orders.get(numberOf(input.id, 'Order') ?? 0);
  const nothing = (errors: readonly UserError[]) => ({ order: null, userErrors: errors.map(shownError) });
  if (order === undefined) return nothing([{ field: ['id'], message: 'Order does not exist' }]);
  const verdicts = (input.metafields ?? []).map((it, index) =>
    checkMetafield(context, 'ORDER', order.metafields, it, ['metafields', String(index)]),
  );
  const errors = verdicts.flatMap((verdict) => ('error' in verdict ? [verdict.error] : []));
  if (errors.length > 0) return nothing(errors);
  for (const verdict of verdicts)
    if ('checked' in verdict) writeMetafield(shop, order.metafields, verdict.checked);
  if (input.email !== undefined) order.email = input.email;
  if (input.phone !== undefined) order.phone = input.phone;
  if (input.note !== undefined) order.note = input.note;
  if (input.poNumber !== undefined) order.poNumber = input.poNumber;
  if (input.tags != null) order.tags = [...input.tags];
  if (input.customAttributes != null)
    order.customAttributes = input.customAttributes.map(({ key, value }) => ({ key, value }));
  if (input.shippingAddress != null) order.shippingAddress = addressRecord(shop, input.shippingAddress);
  shop.saveOrder(order);
  return { order: context.show.order(order), userErrors: [] };
}

interface CancelArguments {
  readonly orderId: string;
  readonly reason: string;
  readonly restock: boolean;
  readonly refund?: boolean | null;
  readonly refundMethod?: { readonly originalPaymentMethodsRefund?: boolean | null } | null;
  readonly staffNote?: string | null;
}

/** Cancelling goes on after the answer: the order says when it is done. */
function startCancellation({ shop, jobs }: AdminContext, asked: CancelArguments): unknown {
  const order = shop.orders.get(numberOf(asked.orderId, 'Order') ?? 0);
  const problem = cancellationProblem(order);
  if (order === undefined || problem !== undefined) {
    const errors = problem === undefined ? [] : [problem];
    return {
      job: null,
      orderCancelUserErrors: errors.map(shownError),
      userErrors: errors.map(({ field, message }) => ({ field, message })),
    };
  }
  const id = `gid://shopify/Job/${randomUUID()}`;
  jobs.add(id, shop.settings.cancelDelayMs, () => {
    // Somebody else may have been quicker.
    if (cancellationProblem(order) !== undefined) return;
    cancelOrder(shop, order, {
      reason: asked.reason,
      isRestocked: asked.restock,
      isRefunded: asked.refundMethod?.originalPaymentMethodsRefund ?? asked.refund ?? false,
      staffNote: asked.staffNote ?? null,
    });
  });
  return { job: { id, done: jobs.isDone(id) }, orderCancelUserErrors: [], userErrors: [] };
}

function shownFulfillment(context: AdminContext, id: number): Record<string, unknown> {
  const found = findFulfillment(context.shop, globalId('Fulfillment', id));
  return { fulfillment: found && context.show.fulfillment(found.order, found.fulfillment) };
}

interface MoveArguments {
  readonly id: string;
  readonly newLocationId: string;
  readonly fulfillmentOrderLineItems?: readonly { readonly id: string; readonly quantity: number }[] | null;
}

function orderWith({ shop }: AdminContext, fulfillmentOrderId: string): OrderRecord | undefined {
  const number = numberOf(fulfillmentOrderId, 'FulfillmentOrder');
  return [...shop.orders.values()].find((order) => order.fulfillmentOrders.some(({ id }) => id === number));
}

function adjustmentGroup(
  context: AdminContext,
  input: Pick<SetQuantitiesInput, 'reason' | 'referenceDocumentUri'>,
  changes: readonly StockChange[],
): Record<string, unknown> {
  const { shop } = context;
  if (changes.every(({ delta }) => delta === 0)) return { inventoryAdjustmentGroup: null };
  const inventoryAdjustmentGroup = {
    __typename: 'InventoryAdjustmentGroup',
    id: adjustmentGroupId(shop),
    reason: input.reason,
    referenceDocumentUri: input.referenceDocumentUri ?? null,
    createdAt: moment(shop.now()),
    changes: () =>
      changes.map(({ item, level, name, delta, after }) => {
        const location = shop.locations.get(level.locationId);
        return {
          name,
          delta,
          quantityAfterChange: after,
          item: context.show.inventoryItem(item),
          location: location && context.show.location(location),
        };
      }),
  };
  return { inventoryAdjustmentGroup };
}

interface MetafieldsSetInput extends MetafieldInput {
  readonly ownerId: string;
}

/** All or nothing (schema: atomic). */
function setMetafields(context: AdminContext, inputs: readonly MetafieldsSetInput[]): unknown {
  const { shop } = context;
  const errors: (UserError & { elementIndex: number })[] = [];
  if (inputs.length > MOST_METAFIELDS) {
    const message = `Exceeded the maximum metafields input limit of ${MOST_METAFIELDS}.`;
    errors.push({ code: 'LESS_THAN_OR_EQUAL_TO', field: ['metafields'], message, elementIndex: 0 });
  }
  const writes: (() => unknown)[] = [];
  for (const [elementIndex, it] of inputs.entries()) {
    const field = ['metafields', String(elementIndex)];
    const owner = metafieldOwner(context, it.ownerId);
    if (owner === undefined) {
      const message = 'Owner does not exist.';
      errors.push({ code: 'INVALID', field: [...field, 'ownerId'], message, elementIndex });
      continue;
    }
    const verdict = checkMetafield(context, owner.type, owner.metafields, it, field);
    if ('error' in verdict) errors.push({ ...verdict.error, elementIndex });
    else
      writes.push(() => {
        const written = writeMetafield(shop, owner.metafields, verdict.checked);
        owner.save();
        return metafieldFields(owner.type, written);
      });
  }
  if (errors.length > 0) return { metafields: null, userErrors: errors.map(shownError) };
  return { metafields: writes.map((write) => write()), userErrors: [] };
}

function metafieldOwner(
  { shop }: AdminContext,
  id: string,
): { type: OwnerType; metafields: MetafieldRecord[]; save: () => void } | undefined {
  const order = shop.orders.get(numberOf(id, 'Order') ?? 0);
  if (order !== undefined)
    return { type: 'ORDER', metafields: order.metafields, save: () => shop.saveOrder(order) };
  const variant: VariantRecord | undefined = shop.variants.get(numberOf(id, 'ProductVariant') ?? 0);
  if (variant !== undefined)
    return {
      type: 'PRODUCTVARIANT',
      metafields: variant.metafields,
      save: () => shop.saveProduct(variant.product),
    };
  const product: ProductRecord | undefined = shop.products.get(numberOf(id, 'Product') ?? 0);
  if (product === undefined) return undefined;
  return { type: 'PRODUCT', metafields: product.metafields, save: () => shop.saveProduct(product) };
}

function addTags(context: AdminContext, id: string, tags: readonly string[]): unknown {
  const { shop } = context;
  const order = shop.orders.get(numberOf(id, 'Order') ?? 0);
  const product = shop.products.get(numberOf(id, 'Product') ?? 0);
  const tagged = order ?? product;
  if (tagged === undefined)
    return { node: null, userErrors: [{ field: ['id'], message: 'The resource does not exist' }] };
  const added = tags.flatMap((tag) => tag.split(',').map((it) => it.trim()));
  tagged.tags = [...new Set([...tagged.tags, ...added])];
  if (order !== undefined) {
    shop.saveOrder(order);
    return { node: context.show.order(order), userErrors: [] };
  }
  if (product !== undefined) shop.saveProduct(product);
  return { node: product && context.show.product(product), userErrors: [] };
}
