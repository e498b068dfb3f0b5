import { pause } from '../clock.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { unknownId, WooError } from './api-error.ts';
import { runBatch } from './batch.ts';
import { filtered, pageAnswer, sorted, statusFilter } from './listing.ts';
import type { PhpArray } from './php-query.ts';
import { queryFlag, queryIds, queryList, queryText } from './php-query.ts';
import { applyProductChanges, asFlag } from './product-changes.ts';
import { isOnSale, productDocument } from './product-document.ts';
import type { ProductRecord, ProductType } from './product-record.ts';
import { blankProduct } from './product-record.ts';
import { shopRoute } from './shop-route.ts';
import type { ShopApi, ShopCall } from './shop-route.ts';
import type { Shop } from './shop.ts';
import { stockStatusOf } from './stock.ts';

/** Time between read and write of an `inventory_delta`, so that parallel ones lose updates as on a real shop. */
const DELTA_GAP_MS = 3;

/** `/products`, `/products/{id}` and `/products/batch`. */
export function productRoutes(api: ShopApi): SimulatedRoute[] {
  const { shop } = api;
  return [
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/products',
      operation: 'products.list',
      work: ({ query }) => listProducts(shop, query),
    }),
    shopRoute(api, {
      methods: ['POST'],
      template: '/wc/v3/products',
      operation: 'products.create',
      work: ({ body }) => ({ status: 201, body: createProduct(shop, body) }),
    }),
    shopRoute(api, {
      methods: ['POST', 'PUT', 'PATCH'],
      template: '/wc/v3/products/batch',
      operation: 'products.batch',
      unchecked: true,
      work: ({ body }) =>
        runBatch(body, {
          create: (item) => createProduct(shop, item),
          update: (id, item) => updateProduct(shop, id, item),
          remove: (id) => removeProduct(shop, id, true),
        }),
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/products/{id}',
      operation: 'products.get',
      work: ({ ids }) => ({ status: 200, body: productDocument(shop, knownProduct(shop, ids['id'] ?? 0)) }),
    }),
    shopRoute(api, {
      methods: ['PUT', 'POST', 'PATCH'],
      template: '/wc/v3/products/{id}',
      operation: 'products.update',
      work: async ({ ids, body }) => ({ status: 200, body: await updateProduct(shop, ids['id'] ?? 0, body) }),
    }),
    shopRoute(api, {
      methods: ['DELETE'],
      template: '/wc/v3/products/{id}',
      operation: 'products.delete',
      work: (call) => deleteProduct(shop, call),
    }),
  ];
}

/** Writes a request into a product after the pause that makes `inventory_delta` lose parallel updates. */
export async function writeProduct(shop: Shop, product: ProductRecord, body: JsonObject): Promise<void> {
  const delta = body['inventory_delta'];
  const read = product.stock_quantity;
  applyProductChanges(shop, product, body);
  if (product.manage_stock && delta !== undefined && body['stock_quantity'] === undefined) {
    await pause(DELTA_GAP_MS);
    product.stock_quantity = read + Math.trunc(Number(delta));
  }
  shop.saveProduct(product);
}

/** Takes a product away: to the trash, which tells webhooks, or for good, which tells nobody (observed). */
export function discardProduct(shop: Shop, product: ProductRecord, force: boolean): void {
  if (!force) {
    product.status = 'trash';
    product.date_modified = shop.clock();
    shop.emit({ resource: 'product', event: 'deleted', id: product.id });
    return;
  }
  shop.removeProduct(product.id);
}

function listProducts(shop: Shop, query: PhpArray): Answer {
  const skus = wantedSkus(query);
  const parents = queryIds(query, 'parent');
  const hasStatus = statusFilter(query);
  const type = queryText(query, 'type');
  const types = queryList(query, 'include_types');
  const stockStatus = queryText(query, 'stock_status');
  const onSale = queryFlag(query, 'on_sale');
  const search = queryText(query, 'search')?.toLowerCase();
  const matches = filtered(shop, shop.products.values(), query).filter(
    (it) =>
      (skus === undefined ? it.type !== 'variation' : skus.includes(it.sku)) &&
      hasStatus(it) &&
      (type === undefined || it.type === type) &&
      (types === undefined || types.includes(it.type)) &&
      (parents === undefined || parents.includes(it.parent_id)) &&
      (stockStatus === undefined || stockStatusOf(shop, it) === stockStatus) &&
      (onSale === undefined || isOnSale(it, shop.clock()) === onSale) &&
      (search === undefined ||
        it.name.toLowerCase().includes(search) ||
        it.sku.toLowerCase().includes(search)),
  );
  const items = sorted(matches, query, (it) => it.name);
  return pageAnswer(shop, '/wc/v3/products', query, items, (it) => productDocument(shop, it));
}

/** `sku=a,b` finds both and also a SKU that contains the comma; variations are found as well (observed). */
function wantedSkus(query: PhpArray): string[] | undefined {
  const text = queryText(query, 'sku');
  if (text === undefined || text === '') return undefined;
  const parts = text.split(',');
  return parts.length > 1 ? [...parts, text] : parts;
}

function knownProduct(shop: Shop, id: number): ProductRecord {
  const product = shop.products.get(id);
  if (product === undefined) throw unknownId('product');
  return product;
}

function createProduct(shop: Shop, body: JsonObject): JsonObject {
  const type = (['simple', 'variable', 'grouped', 'external'] as const).find((it) => it === body['type']);
  const kind: ProductType = type ?? 'simple';
  const product = blankProduct(0, kind, shop.clock());
  applyProductChanges(shop, product, body);
  product.id = shop.nextPostId();
  shop.addProduct(product);
  return productDocument(shop, product);
}

async function updateProduct(shop: Shop, id: number, body: JsonObject): Promise<JsonObject> {
  const product = knownProduct(shop, id);
  if (product.type === 'variation') {
    const text =
      'To manipulate product variations you should use the /products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.';
    throw new WooError('woocommerce_rest_invalid_product_id', text, 404);
  }
  await writeProduct(shop, product, body);
  return productDocument(shop, product);
}

function deleteProduct(shop: Shop, { ids, query, body }: ShopCall): Answer {
  const force = queryFlag(query, 'force') === true || asFlag(body['force']);
  return { status: 200, body: removeProduct(shop, ids['id'] ?? 0, force) };
}

function removeProduct(shop: Shop, id: number, force: boolean): JsonObject {
  const product = knownProduct(shop, id);
  const document = productDocument(shop, product);
  discardProduct(shop, product, force);
  return document;
}
