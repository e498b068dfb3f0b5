import { exact, money } from '../decimal-text.ts';
import type { AdminContext } from './admin-context.ts';
import { checkOrder } from './check-order.ts';
import { fulfillWhole } from './fulfill-order.ts';
import { numberOf } from './global-id.ts';
import { chooseLocation, claimUnits } from './inventory.ts';
import type { CheckedMetafield } from './metafields.ts';
import { writeMetafield } from './metafields.ts';
import type { AddressInput, InventoryBehaviour, LineInput, OrderInput, TaxLineInput } from './order-input.ts';
import type { AddressRecord, LineRecord, OrderRecord, TaxLineRecord } from './order-record.ts';
import { lineTotal } from './order-totals.ts';
import { variantTitle } from './product-record.ts';
import type { VariantRecord } from './product-record.ts';
import type { Shop } from './shop.ts';
import type { Outcome } from './user-error.ts';
import { done, refused } from './user-error.ts';

/**
 * Makes an order (`orderCreate`), or says why not; nothing is changed then. The default behaviour takes no stock (`BYPASS` in the schema).
 *
 * @param appId the app that makes it; null for the shop's own checkout.
 */
export function createOrder(
  context: AdminContext,
  input: OrderInput,
  behaviour: InventoryBehaviour,
  appId: number | null,
): Outcome<OrderRecord> {
  const { shop } = context;
  const { errors, metafields } = checkOrder(context, input, behaviour);
  if (errors.length > 0) return refused(errors);
  const order = draftOrder(shop, input, appId, metafields);
  if (behaviour !== 'BYPASS') {
    for (const line of order.lines) {
      const variant = line.variantId === null ? undefined : shop.variants.get(line.variantId);
      if (variant !== undefined) claimUnits(shop, variant, line);
    }
  }
  assignFulfillment(shop, order);
  shop.orders.set(order.id, order);
  shop.emit({ topic: 'orders/create', order });
  const { fulfillment, fulfillmentStatus } = input;
  if (fulfillment != null || fulfillmentStatus === 'FULFILLED') {
    const numbers = [fulfillment?.trackingNumber, ...(fulfillment?.trackingNumbers ?? [])];
    fulfillWhole(shop, order, {
      locationId: numberOf(fulfillment?.locationId, 'Location'),
      company: fulfillment?.trackingCompany ?? null,
      numbers: numbers.filter((it) => it != null),
    });
  }
  return done(order);
}

function draftOrder(
  shop: Shop,
  input: OrderInput,
  appId: number | null,
  metafields: readonly CheckedMetafield[],
): OrderRecord {
  const number = shop.nextOrderNumber();
  const saved = shop.saved();
  const processedAt = input.processedAt == null ? saved.createdAt : new Date(input.processedAt);
  const order: OrderRecord = {
    ...saved,
    id: shop.nextId(),
    number,
    name: input.name ?? `#${number}`,
    currency: input.currency ?? shop.settings.currency,
    taxesIncluded: input.taxesIncluded ?? false,
    test: input.test ?? false,
    processedAt: processedAt > saved.createdAt ? saved.createdAt : processedAt,
    cancelledAt: null,
    cancelReason: null,
    staffNote: null,
    closedAt: input.closedAt == null ? null : new Date(input.closedAt),
    email: input.email ?? null,
    phone: input.phone ?? null,
    note: input.note ?? null,
    poNumber: input.poNumber ?? null,
    tags: (input.tags ?? []).flatMap((tag) => tag.split(',').map((it) => it.trim())),
    customAttributes: (input.customAttributes ?? []).map(({ key, value }) => ({ key, value })),
    sourceName: input.sourceName ?? (appId === null ? 'web' : String(appId)),
    sourceIdentifier: input.sourceIdentifier ?? null,
    appId,
    billingAddress: addressRecord(shop, input.billingAddress),
    shippingAddress: addressRecord(shop, input.shippingAddress),
    lines: (input.lineItems ?? []).map((line) => lineRecord(shop, line)),
    shippingLines: (input.shippingLines ?? []).map((line) => ({
      id: shop.nextId(),
      title: line.title,
      code: line.code ?? null,
      source: line.source ?? null,
      price: line.priceSet.shopMoney.amount,
      taxLines: (line.taxLines ?? []).map((tax) => taxRecord(tax, line.priceSet.shopMoney.amount)),
    })),
    taxLines: (input.taxLines ?? []).map((tax) => taxRecord(tax, '0')),
    transactions: (input.transactions ?? []).map((it) => ({
      id: shop.nextId(),
      kind: it.kind ?? 'SALE',
      status: it.status ?? 'SUCCESS',
      amount: it.amountSet.shopMoney.amount,
      gateway: it.gateway ?? 'manual',
      test: it.test ?? false,
      parentId: null,
      processedAt: it.processedAt == null ? saved.createdAt : new Date(it.processedAt),
      createdAt: saved.createdAt,
    })),
    statedFinancialStatus: input.financialStatus ?? null,
    fulfillmentOrders: [],
    fulfillments: [],
    refunds: [],
    metafields: [],
  };
  for (const it of metafields) writeMetafield(shop, order.metafields, it);
  return order;
}

function lineRecord(shop: Shop, input: LineInput): LineRecord {
  const variant = shop.variants.get(numberOf(input.variantId, 'ProductVariant') ?? 0);
  const unitPrice = input.priceSet?.shopMoney.amount ?? variant?.price ?? '0';
  const line: LineRecord = {
    id: shop.nextId(),
    variantId: variant?.id ?? null,
    productId: variant?.product.id ?? numberOf(input.productId, 'Product') ?? null,
    title: input.title ?? variant?.product.title ?? '',
    variantTitle: input.variantTitle ?? titleOf(variant),
    sku: input.sku ?? variant?.sku ?? null,
    vendor: input.vendor ?? variant?.product.vendor ?? null,
    quantity: input.quantity,
    unitPrice,
    requiresShipping: variant?.inventoryItem.requiresShipping ?? input.requiresShipping ?? false,
    taxable: input.taxable ?? true,
    taxLines: [],
    properties: (input.properties ?? []).map(({ name, value }) => ({ key: name, value })),
    claims: [],
    removed: 0,
  };
  const total = lineTotal(line).toFixed();
  return { ...line, taxLines: (input.taxLines ?? []).map((tax) => taxRecord(tax, total)) };
}

function titleOf(variant: VariantRecord | undefined): string | null {
  return variant === undefined || variant.values.length === 0 ? null : variantTitle(variant);
}

/** Without an amount, the rate says it. */
function taxRecord(input: TaxLineInput, base: string): TaxLineRecord {
  const amount = input.priceSet?.shopMoney.amount ?? money(exact(base).times(exact(input.rate)));
  return { title: input.title, rate: input.rate, amount, channelLiable: input.channelLiable ?? false };
}

/** An address of an input, or null. The old member `country` is taken where it is a code. */
export function addressRecord(shop: Shop, input: AddressInput | null | undefined): AddressRecord | null {
  if (input == null) return null;
  const { country } = input;
  return {
    id: shop.nextId(),
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    company: input.company ?? null,
    address1: input.address1 ?? null,
    address2: input.address2 ?? null,
    city: input.city ?? null,
    zip: input.zip ?? null,
    province: input.province ?? null,
    provinceCode: input.provinceCode ?? null,
    countryCode: input.countryCode ?? (country?.length === 2 ? country : null),
    phone: input.phone ?? null,
  };
}

/** One fulfillment order for each location that the lines hold units of; lines that hold none go where the shop would take them from. */
function assignFulfillment(shop: Shop, order: OrderRecord): void {
  for (const line of order.lines) {
    const locationId = line.claims[0]?.locationId ?? chooseLocation(shop, line);
    let found = order.fulfillmentOrders.find((it) => it.locationId === locationId);
    if (found === undefined) {
      const { createdAt, updatedAt } = order;
      found = { id: shop.nextId(), locationId, isCancelled: false, lines: [], createdAt, updatedAt };
      order.fulfillmentOrders.push(found);
    }
    const { id: lineId, quantity } = line;
    found.lines.push({ id: shop.nextId(), lineId, total: quantity, remaining: quantity });
  }
}
