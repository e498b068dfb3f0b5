import { exact, money } from '../decimal-text.ts';
import type { AdminContext } from './admin-context.ts';
import { cancellationProblem, cancelOrder } from './cancel-order.ts';
import { createOrder } from './create-order.ts';
import { createFulfillment } from './fulfill-order.ts';
import { globalId } from './global-id.ts';
import { changeLevel, stockAt } from './inventory.ts';
import type { FulfillmentRecord, LineRecord, OrderRecord, RefundRecord } from './order-record.ts';
import { lineOf, unfulfilledUnits } from './order-record.ts';
import type { ProductRecord, ProductStatus, VariantRecord } from './product-record.ts';
import { createRefund } from './refund-order.ts';
import type { ProductSeed } from './seed-products.ts';
import { announceProduct, seedProduct } from './seed-products.ts';
import type { Shop } from './shop.ts';
import type { Outcome } from './user-error.ts';

/** A variant by its SKU or its number; one of them is enough. */
export interface VariantTarget {
  readonly sku?: string;
  readonly variantId?: number;
}

/** Units that a customer buys in the shop itself. */
export interface ShopSale extends VariantTarget {
  readonly quantity: number;
}

/** A parcel that the shop's staff enters; without lines, all that is left of the order. */
export interface ShopShipment {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl?: string;
  readonly lines?: readonly { readonly sku: string; readonly quantity: number }[];
}

/** Units and money that the shop's staff gives back. */
export interface ShopRefund extends VariantTarget {
  readonly quantity: number;
  /** Decimal text; default what the units cost. */
  readonly amount?: string;
  /** Default true. */
  readonly isRestocked?: boolean;
}

/** A change that the merchant makes in the shop's own screens. */
export interface VariantEdit {
  readonly title?: string;
  readonly status?: ProductStatus;
  readonly newSku?: string | null;
  readonly barcode?: string | null;
  readonly price?: string;
  readonly compareAtPrice?: string | null;
  readonly cost?: string | null;
}

/** What happens in a shop without the API: customers buy, staff ships, edits, cancels and refunds. */
export class ShopOperations {
  readonly #shop: Shop;
  readonly #context: () => AdminContext;

  /** `context` makes one for the shop; the app of it does not matter. */
  constructor(context: () => AdminContext) {
    this.#context = context;
    this.#shop = context().shop;
  }

  /** Puts a product into the shop, and tells of it. */
  addProduct(seed: ProductSeed): ProductRecord {
    const product = seedProduct(this.#shop, seed);
    announceProduct(this.#shop, product);
    return product;
  }

  /** A customer's paid order through the checkout. Throws when the shop would not sell that many. */
  sell(sale: ShopSale): OrderRecord {
    const shop = this.#shop;
    const variant = this.variant(sale);
    const { currency } = shop.settings;
    const total = exact(variant.price).times(sale.quantity);
    const address = {
      firstName: 'Camille',
      lastName: 'Martin',
      address1: '12 rue des Lilas',
      city: 'Lyon',
      zip: '69003',
      countryCode: shop.settings.country,
    };
    const outcome = createOrder(
      this.#context(),
      {
        lineItems: [{ variantId: globalId('ProductVariant', variant.id), quantity: sale.quantity }],
        taxesIncluded: shop.settings.taxesIncluded,
        transactions: [
          { amountSet: { shopMoney: { amount: money(total), currencyCode: currency } }, gateway: 'bogus' },
        ],
        email: 'camille.martin@example.com',
        shippingAddress: address,
        billingAddress: address,
      },
      'DECREMENT_OBEYING_POLICY',
      null,
    );
    return valueOf(outcome);
  }

  /** Sets how many units can be sold, at the first location unless another is named. */
  setStock(target: VariantTarget, units: number, locationName?: string): VariantRecord {
    const variant = this.variant(target);
    const level = stockAt(this.#shop, variant.inventoryItem, this.#location(locationName));
    changeLevel(this.#shop, variant.inventoryItem, level, { available: units - level.available });
    return variant;
  }

  /** Ships an order or a part of it. Throws for an unknown order and for more units than are left. */
  ship(orderId: number, { carrier, trackingNumber, trackingUrl, lines }: ShopShipment): FulfillmentRecord[] {
    const order = this.order(orderId);
    const left = lines && new Map(lines.map(({ sku, quantity }) => [sku, quantity]));
    const parts = order.fulfillmentOrders.map((it) => ({
      fulfillmentOrderId: globalId('FulfillmentOrder', it.id),
      fulfillmentOrderLineItems: it.lines.flatMap(({ id, lineId, remaining }) => {
        const sku = lineOf(order, lineId).sku ?? '';
        const quantity = Math.min(remaining, left === undefined ? remaining : (left.get(sku) ?? 0));
        left?.set(sku, (left.get(sku) ?? 0) - quantity);
        return quantity === 0 ? [] : [{ id: globalId('FulfillmentOrderLineItem', id), quantity }];
      }),
    }));
    const shipped = parts.filter(({ fulfillmentOrderLineItems }) => fulfillmentOrderLineItems.length > 0);
    if (shipped.length === 0 || [...(left?.values() ?? [])].some((units) => units > 0))
      throw new Error(`Order ${order.name} has not as many units left to ship`);
    // A parcel leaves from one location.
    return shipped.map((part) =>
      valueOf(
        createFulfillment(this.#shop, {
          lineItemsByFulfillmentOrder: [part],
          trackingInfo: { company: carrier, number: trackingNumber, url: trackingUrl ?? null },
        }),
      ),
    );
  }

  /** The staff cancels an order, at once. Throws when that cannot be. */
  cancel(orderId: number, { isRestocked = true, isRefunded = true } = {}): OrderRecord {
    const order = this.order(orderId);
    const problem = cancellationProblem(order);
    if (problem !== undefined) throw new Error(problem.message);
    cancelOrder(this.#shop, order, { reason: 'STAFF', isRestocked, isRefunded, staffNote: null });
    return order;
  }

  /** The staff gives units and money back. Throws when that cannot be. */
  refund(orderId: number, refund: ShopRefund): RefundRecord {
    const order = this.order(orderId);
    const line = this.#line(order, refund);
    const amount = refund.amount ?? money(exact(line.unitPrice).times(refund.quantity));
    const isHere = unfulfilledUnits(order, line.id) >= refund.quantity;
    const isBack = refund.isRestocked ?? true;
    const restockType = isBack ? (isHere ? 'CANCEL' : 'RETURN') : 'NO_RESTOCK';
    const parent = order.transactions.find(({ kind }) => kind === 'SALE' || kind === 'CAPTURE');
    const outcome = createRefund(this.#shop, {
      orderId: globalId('Order', orderId),
      refundLineItems: [
        { lineItemId: globalId('LineItem', line.id), quantity: refund.quantity, restockType },
      ],
      transactions: exact(amount).isZero()
        ? []
        : [
            {
              amount,
              gateway: parent?.gateway ?? 'manual',
              kind: 'REFUND',
              orderId: globalId('Order', orderId),
              parentId: parent === undefined ? null : globalId('OrderTransaction', parent.id),
            },
          ],
    });
    return valueOf(outcome).refund;
  }

  /** Changes a variant and its product. */
  edit(target: VariantTarget, edit: VariantEdit): VariantRecord {
    const variant = this.variant(target);
    const { product, inventoryItem } = variant;
    const { title, status, cost, newSku, ...own } = edit;
    if (title !== undefined) product.title = title;
    if (status !== undefined) product.status = status;
    if (cost !== undefined) inventoryItem.cost = cost;
    if (newSku !== undefined) variant.sku = newSku;
    Object.assign(variant, own);
    this.#shop.touch(variant);
    this.#shop.saveProduct(product);
    return variant;
  }

  /** Deletes the product of a variant. */
  deleteProduct(target: VariantTarget): void {
    this.#shop.deleteProduct(this.variant(target).product);
  }

  /** The variant; throws when the shop has none, or several of this SKU. */
  variant({ sku, variantId }: VariantTarget): VariantRecord {
    const found = [...this.#shop.variants.values()].filter((it) =>
      variantId === undefined ? it.sku === sku : it.id === variantId,
    );
    const [variant] = found;
    if (variant === undefined || found.length > 1)
      throw new Error(`The shop has ${found.length} variants ${variantId ?? sku ?? ''}`);
    return variant;
  }

  /** The order; throws when the shop has none. */
  order(orderId: number): OrderRecord {
    const order = this.#shop.orders.get(orderId);
    if (order === undefined) throw new Error(`The shop has no order ${orderId}`);
    return order;
  }

  #line(order: OrderRecord, { sku, variantId }: VariantTarget): LineRecord {
    const line = order.lines.find((it) =>
      variantId === undefined ? it.sku === sku : it.variantId === variantId,
    );
    if (line === undefined) throw new Error(`Order ${order.name} has no line ${variantId ?? sku ?? ''}`);
    return line;
  }

  #location(name: string | undefined): number {
    const locations = [...this.#shop.locations.values()];
    const found = name === undefined ? locations[0] : locations.find((it) => it.name === name);
    if (found === undefined) throw new Error(`The shop has no location ${name ?? ''}`);
    return found.id;
  }
}

function valueOf<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.errors.map(({ message }) => message).join(' '));
}
