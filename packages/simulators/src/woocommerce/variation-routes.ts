import type { JsonObject } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { unknownId } from './api-error.ts';
import { runBatch } from './batch.ts';
import { filtered, pageAnswer, sorted, statusFilter } from './listing.ts';
import type { PhpArray } from './php-query.ts';
import { queryIds, queryText } from './php-query.ts';
import { applyProductChanges } from './product-changes.ts';
import { variationDocument } from './product-document.ts';
import type { ProductRecord } from './product-record.ts';
import { blankProduct } from './product-record.ts';
import { discardProduct, writeProduct } from './product-routes.ts';
import { shopRoute } from './shop-route.ts';
import type { ShopApi, ShopCall } from './shop-route.ts';
import type { Shop } from './shop.ts';
import { stockStatusOf } from './stock.ts';

/** `/products/{product_id}/variations...` and the site-wide list `/variations`. */
export function variationRoutes(api: ShopApi): SimulatedRoute[] {
  const { shop } = api;
  const list = '/wc/v3/products/{product_id}/variations';
  const update = async (call: ShopCall): Promise<Answer> => {
    const variation = knownVariation(shop, parentId(call), call.ids['id'] ?? 0);
    await writeProduct(shop, variation, call.body);
    return { status: 200, body: variationDocument(shop, variation) };
  };
  return [
    shopRoute(api, {
      methods: ['GET'],
      template: '/wc/v3/variations',
      operation: 'variations.listAll',
      work: ({ query }) => listVariations(shop, '/wc/v3/variations', query, undefined),
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: list,
      operation: 'variations.list',
      work: (call) => {
        const parent = knownParent(shop, parentId(call));
        return listVariations(shop, `/wc/v3/products/${parent.id}/variations`, call.query, parent.id);
      },
    }),
    shopRoute(api, {
      methods: ['POST'],
      template: list,
      operation: 'variations.create',
      work: (call) => ({ status: 201, body: createVariation(shop, parentId(call), call.body) }),
    }),
    shopRoute(api, {
      methods: ['POST', 'PUT', 'PATCH'],
      template: `${list}/batch`,
      operation: 'variations.batch',
      unchecked: true,
      work: (call) =>
        runBatch(call.body, {
          create: (item) => createVariation(shop, parentId(call), item),
          update: async (id, item) => {
            const variation = knownVariation(shop, parentId(call), id);
            await writeProduct(shop, variation, item);
            return variationDocument(shop, variation);
          },
          remove: (id) => removeVariation(shop, parentId(call), id),
        }),
    }),
    shopRoute(api, {
      methods: ['GET'],
      template: `${list}/{id}`,
      operation: 'variations.get',
      work: (call) => ({
        status: 200,
        body: variationDocument(shop, knownVariation(shop, parentId(call), call.ids['id'] ?? 0)),
      }),
    }),
    shopRoute(api, {
      methods: ['PUT', 'POST', 'PATCH'],
      template: `${list}/{id}`,
      operation: 'variations.update',
      work: update,
    }),
    shopRoute(api, {
      methods: ['DELETE'],
      template: `${list}/{id}`,
      operation: 'variations.delete',
      work: (call) => ({ status: 200, body: removeVariation(shop, parentId(call), call.ids['id'] ?? 0) }),
    }),
  ];
}

function parentId(call: ShopCall): number {
  return call.ids['product_id'] ?? 0;
}

function knownParent(shop: Shop, id: number): ProductRecord {
  const parent = shop.products.get(id);
  if (parent === undefined || parent.type === 'variation') throw unknownId('product');
  return parent;
}

function knownVariation(shop: Shop, productId: number, id: number): ProductRecord {
  const variation = shop.products.get(id);
  if (variation?.type !== 'variation' || variation.parent_id !== productId)
    throw unknownId('product_variation');
  return variation;
}

function createVariation(shop: Shop, productId: number, body: JsonObject): JsonObject {
  const parent = knownParent(shop, productId);
  const variation = blankProduct(0, 'variation', shop.clock());
  variation.parent_id = parent.id;
  applyProductChanges(shop, variation, body);
  variation.id = shop.nextPostId();
  shop.addProduct(variation);
  shop.touchProductOf(variation);
  return variationDocument(shop, variation);
}

function removeVariation(shop: Shop, productId: number, id: number): JsonObject {
  const variation = knownVariation(shop, productId, id);
  const document = variationDocument(shop, variation);
  discardProduct(shop, variation, true);
  shop.touchProductOf(variation);
  return document;
}

function listVariations(shop: Shop, path: string, query: PhpArray, parent: number | undefined): Answer {
  const parents = queryIds(query, 'parent');
  const hasStatus = statusFilter(query);
  const sku = queryText(query, 'sku')?.split(',');
  const stockStatus = queryText(query, 'stock_status');
  const all = parent === undefined ? shop.products.values() : shop.variationsOf(parent);
  const matches = filtered(shop, all, query).filter(
    (it) =>
      it.type === 'variation' &&
      (parents === undefined || parents.includes(it.parent_id)) &&
      hasStatus(it) &&
      (sku === undefined || sku.includes(it.sku)) &&
      (stockStatus === undefined || stockStatusOf(shop, it) === stockStatus),
  );
  const items = sorted(matches, query, (it) => it.name);
  return pageAnswer(shop, path, query, items, (it) => variationDocument(shop, it));
}
