import type { OrderRecord } from './order-record.ts';
import type { ProductRecord, StockStatus } from './product-record.ts';
import type { Shop } from './shop.ts';

/** How a product's stock is kept: by itself, by its parent, or not at all. */
export function stockKeeping(shop: Shop, product: ProductRecord): boolean | 'parent' {
  if (product.manage_stock) return true;
  if (product.type !== 'variation') return false;
  return shop.products.get(product.parent_id)?.manage_stock === true ? 'parent' : false;
}

/** The record whose `stock_quantity` a sale of this product changes; undefined when the stock is not managed. */
export function stockKeeper(shop: Shop, product: ProductRecord): ProductRecord | undefined {
  const keeping = stockKeeping(shop, product);
  if (keeping === 'parent') return shop.products.get(product.parent_id);
  return keeping ? product : undefined;
}

/** The stock status as shown: derived from the quantity while the stock is managed. */
export function stockStatusOf(shop: Shop, product: ProductRecord): StockStatus {
  if (product.type === 'variable' && !product.manage_stock) return statusOfVariations(shop, product);
  const keeper = stockKeeper(shop, product);
  if (keeper === undefined) return product.stock_status;
  if (keeper.stock_quantity > 0) return 'instock';
  return keeper.backorders === 'no' ? 'outofstock' : 'onbackorder';
}

function statusOfVariations(shop: Shop, product: ProductRecord): StockStatus {
  const statuses = shop.variationsOf(product.id).map((it) => stockStatusOf(shop, it));
  if (statuses.length === 0) return product.stock_status;
  if (statuses.includes('instock')) return 'instock';
  return statuses.includes('onbackorder') ? 'onbackorder' : 'outofstock';
}

/** Takes the order's units from stock, once. Quantities may fall below zero: the REST API allows it (observed). */
export function takeStock(shop: Shop, order: OrderRecord): void {
  if (order.stockReduced) return;
  order.stockReduced = true;
  const changes: string[] = [];
  for (const line of order.line_items) {
    const keeper = keeperOfLine(shop, line.variation_id, line.product_id);
    if (keeper === undefined || line.reducedStock > 0) continue;
    const before = keeper.stock_quantity;
    keeper.stock_quantity = before - line.quantity;
    line.reducedStock = line.quantity;
    changes.push(`${line.name} (#${keeper.id}) ${before} to ${keeper.stock_quantity}`);
    shop.saveProduct(keeper);
  }
  if (changes.length > 0) addSystemNote(shop, order, `Stock levels reduced: ${changes.join(', ')}`);
}

/** Gives back what the order took from stock. */
export function returnStock(shop: Shop, order: OrderRecord): void {
  if (!order.stockReduced) return;
  order.stockReduced = false;
  const changes: string[] = [];
  for (const line of order.line_items) {
    const keeper = keeperOfLine(shop, line.variation_id, line.product_id);
    if (keeper === undefined || line.reducedStock === 0) continue;
    const before = keeper.stock_quantity;
    keeper.stock_quantity = before + line.reducedStock;
    line.reducedStock = 0;
    changes.push(`${line.name} (#${keeper.id}) ${before} to ${keeper.stock_quantity}`);
    shop.saveProduct(keeper);
  }
  if (changes.length > 0) addSystemNote(shop, order, `Stock levels increased: ${changes.join(', ')}`);
}

/** Gives back some units of one line, as a refund with restock does. */
export function restockUnits(shop: Shop, order: OrderRecord, lineId: number, units: number): void {
  const line = order.line_items.find((it) => it.id === lineId);
  if (line === undefined) return;
  const keeper = keeperOfLine(shop, line.variation_id, line.product_id);
  const returned = Math.min(units, line.reducedStock);
  if (keeper === undefined || returned <= 0) return;
  keeper.stock_quantity += returned;
  line.reducedStock -= returned;
  shop.saveProduct(keeper);
}

/** Adds a note by the shop itself. */
export function addSystemNote(shop: Shop, order: OrderRecord, note: string): void {
  order.notes.push({
    id: shop.nextItemId(),
    author: 'WooCommerce',
    note,
    customer_note: false,
    date_created: shop.clock(),
  });
}

function keeperOfLine(shop: Shop, variationId: number, productId: number): ProductRecord | undefined {
  const product = shop.products.get(variationId === 0 ? productId : variationId);
  return product === undefined ? undefined : stockKeeper(shop, product);
}
