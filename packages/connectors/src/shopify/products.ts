import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { brandId, type StoreProductId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import { parseCurrency } from '@quayside/core/domain/money';
import type { ProductSnapshot } from '@quayside/core/domain/product';
import { ok, type Result } from '@quayside/core/domain/result';
import type { Answer, ConnectorContext, Page } from '@quayside/core/ports/connector';
import type { StoreConnector } from '@quayside/core/ports/store-connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { packPageToken, unpackPageToken } from '../_kit/page-token.ts';
import type { ShopifyClient } from './client.ts';
import {
  ProductDocument,
  ProductOfInventoryItemDocument,
  ProductPageDocument,
  type ProductFactsFragment,
  type VariantListFragment,
} from './documents.gen.ts';
import { mapUnreadable, say } from './errors.ts';
import { globalId, isNumber, numberIn } from './global-id.ts';
import { goneProduct, mapProduct } from './product-mapper.ts';
import { readVariants } from './read-product.ts';
import { timeQuery } from './time-query.ts';
import { inventoryItemIn } from './webhooks.ts';

const position = z.object({ products: z.string() });

/** Reading products, each with all of its variants. */
export function shopifyProducts(
  client: ShopifyClient,
  context: ConnectorContext,
): StoreConnector['products'] {
  async function show(
    product: ProductFactsFragment & { readonly variants: VariantListFragment },
    currencyCode: string,
    readBeganAt: Instant,
  ): Promise<Result<ProductSnapshot, ConnectorError>> {
    const currency = parseCurrency(currencyCode);
    if (currency === undefined) {
      return mapUnreadable({ operation: 'Product', effect: 'read' }, 'currency (not ISO 4217)');
    }
    const variants = await readVariants(client, product, product.variants);
    return variants.ok ? ok(mapProduct(product, variants.value, currency, readBeganAt)) : variants;
  }

  return {
    async changed(window) {
      const at = window.pageToken === null ? null : unpackPageToken(window.pageToken, position);
      if (at === undefined) {
        const detail = 'ProductPage: page token of another kind';
        return fail({ kind: 'invalid-input' }, say('shopify.reading-restarted'), detail);
      }
      // Before the first request of the page: whatever the page shows was so at this moment or later.
      const readBeganAt = context.clock.now();
      const answer = await client.call({
        operation: 'page',
        document: ProductPageDocument,
        variables: {
          query: timeQuery(window),
          after: at?.products ?? null,
          // By id nothing moves about while it is read; by time what changes meanwhile comes to the end.
          sortKey: window.from === null ? 'ID' : 'UPDATED_AT',
          isFirst: at === null,
        },
      });
      if (!answer.ok) return answer;
      const { products, productsCount, shop } = answer.value;
      const items: ProductSnapshot[] = [];
      const total = productsCount?.precision === 'EXACT' ? { total: productsCount.count } : {};
      const page = (after: string | null): Page<ProductSnapshot> => ({
        items,
        unreadable: [],
        nextPageToken: after === null ? null : packPageToken({ products: after }),
        ...total,
      });
      let done: string | null = null;
      for (const { cursor, node } of products.edges) {
        const shown = await show(node, shop.currencyCode, readBeganAt);
        // What is finished is a page of its own; the next one begins with the rest.
        if (!shown.ok) return done === null ? shown : ok(page(done));
        items.push(shown.value);
        done = cursor;
      }
      return ok(page(products.pageInfo.hasNextPage ? done : null));
    },
    async read(id) {
      const readBeganAt = context.clock.now();
      const product = await productOf(client, id);
      if (!product.ok) return product;
      if (product.value === null) return ok(goneProduct(id, readBeganAt));
      const answer = await client.call({
        operation: 'read',
        document: ProductDocument,
        variables: { id: globalId('Product', product.value) },
      });
      if (!answer.ok) return answer;
      const { product: found, shop } = answer.value;
      if (found === null) return ok(goneProduct(brandId(product.value), readBeganAt));
      return show(found, shop.currencyCode, readBeganAt);
    },
  };
}

/** The product of an address: its own id, or one of its stock items (see `webhooks.ts`). `null` when there is none. */
async function productOf(client: ShopifyClient, id: StoreProductId): Answer<string | null> {
  const item = inventoryItemIn(id);
  if (item === null) return ok(isNumber(id) ? id : null);
  const answer = await client.call({
    operation: 'read',
    document: ProductOfInventoryItemDocument,
    variables: { id: globalId('InventoryItem', item) },
  });
  if (!answer.ok) return answer;
  const [variant] = answer.value.inventoryItem?.variants?.nodes ?? [];
  return ok(variant === undefined ? null : numberIn(variant.product.id));
}
