import type { OrderRecord } from './order-record.ts';
import { addTrackingItem } from './order-extra-routes.ts';
import { createOrder, discardOrder } from './order-routes.ts';
import { createRefund } from './order-refund.ts';
import { moveToStatus } from './order-status.ts';
import { applyProductChanges } from './product-changes.ts';
import { discardProduct } from './product-routes.ts';
import type { ProductRecord } from './product-record.ts';
import type { Shop } from './shop.ts';
import { stockKeeper } from './stock.ts';

/** Units that a customer buys in the shop itself. */
export interface ShopSale {
  readonly sku?: string;
  readonly productId?: number;
  readonly quantity: number;
  /** Status after checkout; default `processing`. */
  readonly status?: string;
}

/** A parcel that the shop's staff enters. */
export interface ShopShipment {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly trackingUrl?: string;
}

/** A change that the merchant makes in the shop's own screens. */
export interface ProductEdit {
  readonly stock?: number;
  readonly regularPrice?: string;
  readonly salePrice?: string;
  readonly name?: string;
  readonly status?: string;
  readonly manageStock?: boolean;
}

/** What happens in the shop without the API: customers buy, staff ships, edits, cancels and deletes. */
export class ShopOperations {
  readonly #shop: Shop;

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  /** A customer's order through the checkout. Throws when the shop would not sell that many. */
  sell(sale: ShopSale): OrderRecord {
    const shop = this.#shop;
    const product = this.product(sale);
    const keeper = stockKeeper(shop, product);
    if (keeper !== undefined && keeper.backorders === 'no' && keeper.stock_quantity < sale.quantity) {
      throw new Error(
        `The shop has ${keeper.stock_quantity} of ${product.sku || product.id}, not ${sale.quantity}`,
      );
    }
    const variation = product.type === 'variation';
    const address = {
      first_name: 'Camille',
      last_name: 'Martin',
      address_1: '12 rue des Lilas',
      city: 'Lyon',
      postcode: '69003',
      country: shop.settings.baseCountry,
    };
    const line = {
      product_id: variation ? product.parent_id : product.id,
      variation_id: variation ? product.id : 0,
      quantity: sale.quantity,
    };
    const body = {
      payment_method: 'bacs',
      payment_method_title: 'Direct bank transfer',
      billing: { ...address, email: 'camille.martin@example.com', phone: '0600000000' },
      shipping: address,
      line_items: [line],
      status: sale.status ?? 'processing',
    };
    product.total_sales += sale.quantity;
    return createOrder(shop, body, 'checkout');
  }

  /** Completes an order and writes the parcel the way this shop does (`trackingStyle`). Throws for an unknown order. */
  ship(orderId: number, shipment: ShopShipment): OrderRecord {
    const shop = this.#shop;
    const order = this.order(orderId);
    const { carrier, trackingNumber, trackingUrl } = shipment;
    switch (shop.settings.trackingStyle) {
      case 'shipment-tracking':
        addTrackingItem(shop, order, {
          carrier: trackingUrl === undefined ? carrier : '',
          customCarrier: trackingUrl === undefined ? '' : carrier,
          customLink: trackingUrl ?? '',
          trackingNumber,
          shippedOn: undefined,
        });
        break;
      case 'meta':
        order.meta_data.push(
          shop.meta('_tracking_number', trackingNumber),
          shop.meta('_tracking_provider', carrier),
        );
        break;
      case 'fulfillments':
        order.fulfillments.push({
          id: shop.nextItemId(),
          status: 'fulfilled',
          is_fulfilled: true,
          date_updated: shop.clock(),
          meta_data: [
            shop.meta(
              '_items',
              order.line_items.map((it) => ({ item_id: it.id, qty: it.quantity })),
            ),
            shop.meta('_tracking_number', trackingNumber),
            shop.meta('_tracking_url', trackingUrl ?? ''),
            shop.meta('_shipment_provider', carrier),
          ],
        });
        break;
      case 'note':
        order.notes.push({
          id: shop.nextItemId(),
          author: 'admin',
          note: `Shipped with ${carrier}, tracking number ${trackingNumber}`,
          customer_note: true,
          date_created: shop.clock(),
        });
        break;
    }
    moveToStatus(shop, order, 'completed');
    shop.saveOrder(order);
    return order;
  }

  /** Cancels an order; its units go back to stock. */
  cancel(orderId: number): OrderRecord {
    const order = this.order(orderId);
    moveToStatus(this.#shop, order, 'cancelled');
    this.#shop.saveOrder(order);
    return order;
  }

  /** Staff gives units of one product back, with money for them, without asking any payment service. Throws when the shop would refuse it. */
  refund(
    orderId: number,
    refund: { readonly productId: number; readonly quantity: number; readonly amount: string },
  ): OrderRecord {
    const order = this.order(orderId);
    const line = order.line_items.find((it) => [it.product_id, it.variation_id].includes(refund.productId));
    const item = { id: line?.id ?? 0, quantity: refund.quantity, refund_total: refund.amount };
    createRefund(this.#shop, order, { api_refund: false, line_items: [item] });
    return order;
  }

  /** Deletes an order, by default into the trash. */
  deleteOrder(orderId: number, force = false): void {
    discardOrder(this.#shop, this.order(orderId), force);
  }

  /** Changes a product as the merchant would. A `stock` switches stock management on. */
  edit(target: Pick<ShopSale, 'sku' | 'productId'>, edit: ProductEdit): ProductRecord {
    const product = this.product(target);
    applyProductChanges(this.#shop, product, {
      ...(edit.stock === undefined ? {} : { manage_stock: true, stock_quantity: edit.stock }),
      ...(edit.manageStock === undefined ? {} : { manage_stock: edit.manageStock }),
      ...(edit.regularPrice === undefined ? {} : { regular_price: edit.regularPrice }),
      ...(edit.salePrice === undefined ? {} : { sale_price: edit.salePrice }),
      ...(edit.name === undefined ? {} : { name: edit.name }),
      ...(edit.status === undefined ? {} : { status: edit.status }),
    });
    this.#shop.saveProduct(product);
    return product;
  }

  /**
   * Writes members of a product past every check, so that the shop shows them as they are: the SKU of another product, as an importer that writes to the
   * database does; a price `1.299,00` or a stock of 2.5, as plugins make a shop answer, which by itself makes plain numbers of both when it reads them
   * (observed). Throws for a member that products do not have, and for what ties the record to others.
   */
  writeRaw(
    target: Pick<ShopSale, 'sku' | 'productId'>,
    members: Readonly<Record<string, unknown>>,
  ): ProductRecord {
    const product = this.product(target);
    for (const name of Object.keys(members)) {
      if (!(name in product) || /^(id|parent_id|type|date_.*)$/.test(name))
        throw new Error(`A product has no member ${name} that may be written so`);
    }
    Object.assign(product, members);
    this.#shop.saveProduct(product);
    return product;
  }

  /** Deletes a product, by default into the trash. */
  deleteProduct(target: Pick<ShopSale, 'sku' | 'productId'>, force = false): void {
    discardProduct(this.#shop, this.product(target), force);
  }

  /** The product or variation with this SKU or id. Throws when there is none. */
  product(target: Pick<ShopSale, 'sku' | 'productId'>): ProductRecord {
    const found =
      target.productId === undefined
        ? this.#shop.productBySku(target.sku ?? '')
        : this.#shop.products.get(target.productId);
    if (found === undefined)
      throw new Error(`The shop has no product ${target.sku ?? target.productId ?? ''}`);
    return found;
  }

  /** The order with this id. Throws when there is none. */
  order(orderId: number): OrderRecord {
    const order = this.#shop.orders.get(orderId);
    if (order === undefined) throw new Error(`The shop has no order ${orderId}`);
    return order;
  }
}
