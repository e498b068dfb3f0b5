import type { Attributes } from '@quayside/core/domain/attributes';
import {
  brandId,
  type Sku,
  type StoreOrderId,
  type StoreProductId,
  type StoreVariantId,
} from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import { parseMoney, sum, times, type CurrencyCode, type Money } from '@quayside/core/domain/money';
import type { Buyer } from '@quayside/core/domain/order';
import type { StoreRefund } from '@quayside/core/domain/order-change';
import type { ProductContent } from '@quayside/core/domain/product';
import type { StoreParcel } from '@quayside/core/domain/shipment';
import type { FieldProblem, Variant } from '@quayside/core/domain/variant';
import type { StoreOrderRequest } from '@quayside/core/ports/store-connector';
import type { WebhookRegistration } from '@quayside/core/ports/webhooks';
import type { Clock } from '@quayside/core/ports/clock';
import { createMemoryGate, type MemoryGate } from './memory-gate.ts';
import { moveUnits, takings, type MemoryCount, type MemoryMove } from './memory-stock.ts';

/** Tests change a variant at will; the shop tells of it once its product's `changedAt` moves. */
export interface MemoryVariant extends MemoryVariantFacts, MemoryCount {
  sku: Sku | null;
}

interface MemoryVariantFacts extends Omit<MemoryCount, 'id' | 'stock'> {
  title: string;
  barcode: string | null;
  options: Variant['options'];
  images: readonly string[];
  /** Decimal text, or whatever a broken plugin keeps there; so are the sale price and the cost. */
  price: string | null;
  sale: { readonly price: string; readonly from: Instant | null; readonly until: Instant | null } | null;
  cost: string | null;
  /** As the shop has them, of whatever length. */
  attributes: Attributes;
  /** Shown beside those that the shop's own texts cause. */
  problems: readonly FieldProblem[];
}

/** A variant as a test adds it: what is left out is empty, and the stock is tracked. Counted by location, its stock is their sum. */
export interface NewMemoryVariant extends Partial<MemoryVariantFacts> {
  readonly id: string;
  readonly sku: string | null;
  readonly stock: number;
}

export interface MemoryProduct {
  readonly id: StoreProductId;
  /** In the order of their making; pages go by it. */
  readonly number: number;
  content: ProductContent;
  /** `false`: a draft. */
  isSold: boolean;
  /** `false`: the shop shows and counts it, and has it off sale. */
  isEnabled: boolean;
  variants: readonly MemoryVariant[];
  changedAt: Instant;
}

export interface MemoryOrder {
  readonly id: StoreOrderId;
  readonly key: string | null;
  /** Units of products of the shop; what only has a name is in the request. */
  lines: readonly MemoryOrderLine[];
  /** Where the units that it still has were taken, and are put back. */
  moves: readonly MemoryMove[];
  readonly buyer: Buyer | null;
  readonly shippingTotal: Money;
  isPaid: boolean;
  status: 'open' | 'shipped' | 'cancelled';
  readonly createdAt: Instant;
  changedAt: Instant;
  parcels: readonly StoreParcel[];
  refunds: readonly StoreRefund[];
  /** What a marketplace order came with; `null` for the shop's own. */
  readonly request: StoreOrderRequest | null;
}

export interface MemoryOrderLine {
  readonly variantId: StoreVariantId;
  readonly quantity: number;
  /** As it was when it was sold. */
  readonly sku: Sku | null;
  readonly total: Money;
}

/** What somebody orders of a variant. */
interface MemoryWish {
  readonly variantId: StoreVariantId;
  readonly quantity: number;
}

/** What is said with an order besides its goods. */
interface MemoryPurchase {
  readonly buyer?: Buyer;
  readonly shipping?: Money;
  /** Paid unless said otherwise. */
  readonly isPaid?: boolean;
  /** Where the units are taken; by default wherever there are some. */
  readonly locations?: readonly string[] | null;
}

/** A whole toy shop. Its unique key is real: a second order with the same key cannot come to be. */
export interface MemoryShop {
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly clock: Clock;
  readonly gate: MemoryGate;
  readonly products: Map<string, MemoryProduct>;
  readonly orders: Map<string, MemoryOrder>;
  /** How many products were ever made. */
  madeProducts: number;
  webhook: WebhookRegistration | null;
  /** What the shop makes of what a buyer paid: another total where it reckons taxes by itself. */
  totalOf: (paid: Money) => Money;
}

export function createMemoryShop(options: {
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly clock: Clock;
  readonly key: string;
}): MemoryShop {
  const { name, currency, clock, key } = options;
  const gate = createMemoryGate(key);
  return {
    name,
    currency,
    clock,
    gate,
    products: new Map(),
    orders: new Map(),
    madeProducts: 0,
    webhook: null,
    totalOf: (paid) => paid,
  };
}

/** Adds a product, or puts another in the place of the one with this id. */
export function addMemoryProduct(
  shop: MemoryShop,
  id: string,
  variants: readonly NewMemoryVariant[],
  {
    isSold = true,
    isEnabled = true,
    ...content
  }: Partial<ProductContent> & { readonly isSold?: boolean; readonly isEnabled?: boolean } = {},
): MemoryProduct {
  shop.madeProducts += 1;
  const product: MemoryProduct = {
    id: brandId<StoreProductId>(id),
    number: shop.madeProducts,
    content: { title: id, brand: null, options: [], images: [], ...content },
    isSold,
    isEnabled,
    variants: variants.map((variant) => ({
      title: `${id} ${variant.id}`,
      barcode: null,
      options: [],
      images: [],
      price: null,
      sale: null,
      cost: null,
      attributes: {},
      stockKind: 'tracked',
      stockByLocation: null,
      stockItemId: null,
      problems: [],
      ...variant,
      stock: variant.stockByLocation == null ? variant.stock : sumOf(variant.stockByLocation),
      id: brandId<StoreVariantId>(variant.id),
      sku: variant.sku === null ? null : brandId<Sku>(variant.sku),
    })),
    changedAt: shop.clock.now(),
  };
  // The map goes by number.
  shop.products.delete(id);
  shop.products.set(id, product);
  return product;
}

/** The shop no longer has it: no window shows it, and reading it shows nothing. */
export function deleteMemoryProduct(shop: MemoryShop, id: string): void {
  if (!shop.products.delete(id)) throw new Error(`The toy shop has no product ${id}`);
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, units) => total + units, 0);
}

/** Takes units from stock, or puts them back. */
export function moveMemoryStock(shop: MemoryShop, moves: readonly MemoryMove[], direction: 1 | -1): void {
  for (const product of shop.products.values()) {
    const moved = moves.map((move) => moveUnits(product.variants, move, direction));
    if (moved.includes(true)) product.changedAt = shop.clock.now();
  }
}

function variantOf(shop: MemoryShop, id: StoreVariantId): MemoryVariant | undefined {
  return [...shop.products.values()].flatMap(({ variants }) => variants).find((each) => each.id === id);
}

/** A sale of the shop's own. */
export function placeMemoryOrder(
  shop: MemoryShop,
  wishes: readonly MemoryWish[],
  purchase: MemoryPurchase = {},
): MemoryOrder {
  return addOrder(shop, wishes, purchase, null);
}

/** An order that the connector asks for. One that others have shipped takes no stock. */
export function placeRequestedOrder(shop: MemoryShop, request: StoreOrderRequest): MemoryOrder {
  const wishes = request.lines.flatMap(({ item, quantity }) =>
    item === null ? [] : [{ variantId: item.storeVariantId, quantity }],
  );
  return addOrder(shop, wishes, { locations: request.locations }, request);
}

function addOrder(
  shop: MemoryShop,
  wishes: readonly MemoryWish[],
  { buyer, shipping, isPaid = true, locations = null }: MemoryPurchase,
  request: StoreOrderRequest | null,
): MemoryOrder {
  const now = shop.clock.now();
  const status = request?.status ?? 'open';
  const moves = wishes.flatMap(({ variantId, quantity }) => {
    const variant = status === 'open' ? variantOf(shop, variantId) : undefined;
    return variant === undefined ? [] : takings(variant, quantity, locations);
  });
  const order: MemoryOrder = {
    id: brandId<StoreOrderId>(String(shop.orders.size + 1)),
    key: request?.key ?? null,
    lines: wishes.map((wish) => sell(shop, wish)),
    moves,
    buyer: buyer ?? null,
    shippingTotal: sum(shipping === undefined ? [] : [shipping], shop.currency),
    isPaid,
    status,
    createdAt: now,
    changedAt: now,
    parcels: [],
    refunds: [],
    request,
  };
  shop.orders.set(order.id, order);
  moveMemoryStock(shop, moves, -1);
  return order;
}

function sell(shop: MemoryShop, { variantId, quantity }: MemoryWish): MemoryOrderLine {
  const { sku = null, price = null } = variantOf(shop, variantId) ?? {};
  const each = parseMoney(price ?? '0', shop.currency);
  return {
    variantId,
    quantity,
    sku,
    total: each.ok ? times(each.value, quantity) : sum([], shop.currency),
  };
}

export function payMemoryOrder(shop: MemoryShop, order: MemoryOrder): void {
  order.isPaid = true;
  order.changedAt = shop.clock.now();
}

export function cancelMemoryOrder(shop: MemoryShop, order: MemoryOrder): void {
  if (order.status === 'cancelled') return;
  order.status = 'cancelled';
  order.changedAt = shop.clock.now();
  moveMemoryStock(shop, order.moves, 1);
}
