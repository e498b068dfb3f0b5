import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { StoreProductId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ProductSnapshot, VariantSnapshot } from '@quayside/core/domain/variant';
import type { CurrencyCode } from '@quayside/core/domain/money';
import type {
  Answer,
  ChangeWindow,
  ConnectorContext,
  Page,
  StoreConnector,
  UnreadableItem,
} from '@quayside/core/ports/connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { packPageToken, unpackPageToken } from '../_kit/page-token.ts';
import { readAs } from '../_kit/parse-json.ts';
import type { WooClient, WooQuery } from './client.ts';
import { mapUnreadable, say } from './errors.ts';
import {
  isSold,
  mapSimpleProduct,
  mapVariation,
  productFields,
  shapeOf,
  storeProductId,
  wooProduct,
  wooVariation,
  type WooProduct,
  type WooVariation,
} from './product-mapper.ts';
import { listPosition, listStart, readListPart, type ListPosition } from './read-list.ts';
import { exclusiveBound } from './site-time.ts';

const pageSize = 100;
/** Each variable product costs a call of its own, and a page must be read well within the engine's lease of it. */
const productsPerPage = 50;

/**
 * First the products, then the variations that changed by themselves: whether a change of a variation also moves its product's time is not documented
 * and was not observed.
 */
const position = z.object({ phase: z.enum(['products', 'variations']), at: listPosition });
type Position = z.infer<typeof position>;

/** Reading products, with all of their variations. */
export function wooProducts(
  client: WooClient,
  context: ConnectorContext,
  currencyOf: () => Answer<CurrencyCode>,
): StoreConnector['products'] {
  return {
    async changed(window) {
      const place = window.pageToken === null ? start : unpackPageToken(window.pageToken, position);
      if (place === undefined) {
        const detail = 'get products: page token of another kind';
        return fail({ kind: 'invalid-input' }, say('woocommerce.reading-restarted'), detail);
      }
      const currency = await currencyOf();
      if (!currency.ok) return currency;
      // Before the first request of the page: whatever the page shows was so at this moment or later.
      const reading = { client, currency: currency.value, readBeganAt: context.clock.now() };
      return place.phase === 'products'
        ? readProducts(reading, window, place.at)
        : readVariationsOnly(reading, window, place.at);
    },
    async read(id) {
      const currency = await currencyOf();
      if (!currency.ok) return currency;
      const reading = { client, currency: currency.value, readBeganAt: context.clock.now() };
      return readOne(reading, id);
    },
  };
}

const start: Position = { phase: 'products', at: listStart };

interface Reading {
  readonly client: WooClient;
  readonly currency: CurrencyCode;
  readonly readBeganAt: Instant;
}

type Item =
  | { readonly kind: 'item'; readonly product: ProductSnapshot }
  | { readonly kind: 'unreadable'; readonly item: UnreadableItem };

async function readProducts(
  reading: Reading,
  window: ChangeWindow,
  at: ListPosition,
): Answer<Page<ProductSnapshot>> {
  const query: WooQuery = { ...changedSince(window.from), _fields: productFields, _skip_cache: 1 };
  const part = await readListPart(reading.client, { endpoint: 'products', query, size: productsPerPage }, at);
  if (!part.ok) return part;
  if (part.value.kind === 'absent') {
    return fail(
      { kind: 'permission' },
      say('woocommerce.not-woocommerce'),
      `get products: ${part.value.code}`,
    );
  }
  // Everything is read when there is no lower bound: no variation can be missing.
  const after = window.from === null ? null : packPageToken({ phase: 'variations', at: listStart });
  return collect(part.value.rows, part.value.isLast ? after : undefined, 'products', (row) =>
    completeProduct(reading, row.raw, String(row.id)),
  );
}

/** Variations of the site in one list: a route of newer shops (seen on WooCommerce 11.0.1). Without it, webhooks and the reconcile find them. */
async function readVariationsOnly(
  reading: Reading,
  window: ChangeWindow,
  at: ListPosition,
): Answer<Page<ProductSnapshot>> {
  const query: WooQuery = { ...changedSince(window.from), _fields: 'id,parent_id', _skip_cache: 1 };
  const part = await readListPart(reading.client, { endpoint: 'variations', query, size: pageSize }, at);
  if (!part.ok) return part;
  if (part.value.kind === 'absent') return ok({ items: [], unreadable: [], nextPageToken: null });
  const seen = new Set<number>();
  return collect(part.value.rows, part.value.isLast ? null : undefined, 'variations', async (row) => {
    const parent = readAs(z.object({ parent_id: z.number().positive() }), row.raw);
    if (!parent.ok || seen.has(parent.value.parent_id)) return ok(null);
    seen.add(parent.value.parent_id);
    const product = await readOne(reading, storeProductId(parent.value.parent_id));
    return product.ok ? ok({ kind: 'item', product: product.value }) : product;
  });
}

/**
 * Completes rows one by one. When a call fails half-way, what is complete is a page of its own and the next page begins with the rest: a page that needs more
 * calls than the budget holds at once still comes to an end.
 *
 * @param last what follows the last row: a token, `null` for the end; `undefined` when the list goes on.
 */
async function collect<Row extends { readonly next: ListPosition }>(
  rows: readonly Row[],
  last: string | null | undefined,
  phase: Position['phase'],
  complete: (row: Row) => Promise<Result<Item | null, ConnectorError>>,
): Answer<Page<ProductSnapshot>> {
  const items: ProductSnapshot[] = [];
  const unreadable: UnreadableItem[] = [];
  let done: ListPosition | null = null;
  for (const row of rows) {
    const answer = await complete(row);
    if (!answer.ok) {
      if (done === null) return answer;
      return ok({ items, unreadable, nextPageToken: packPageToken({ phase, at: done }) });
    }
    if (answer.value?.kind === 'item') items.push(answer.value.product);
    if (answer.value?.kind === 'unreadable') unreadable.push(answer.value.item);
    done = row.next;
  }
  const nextPageToken = last === undefined ? packPageToken({ phase, at: done ?? listStart }) : last;
  return ok({ items, unreadable, nextPageToken });
}

/** One product as it is now. The id of a variation is read as its product: webhooks name either. */
async function readOne(reading: Reading, id: StoreProductId): Answer<ProductSnapshot> {
  const gone: ProductSnapshot = { storeProductId: id, readBeganAt: reading.readBeganAt, variants: [] };
  if (!/^\d+$/.test(id)) return ok(gone);
  const answer = await reading.client.look({
    method: 'get',
    endpoint: `products/${id}`,
    query: { _fields: productFields, _skip_cache: 1 },
    schema: z.unknown(),
  });
  if (!answer.ok) return answer;
  if (answer.value.kind === 'absent') return ok(gone);
  const variation = readAs(
    z.object({ type: z.literal('variation'), parent_id: z.number().positive() }),
    answer.value.value,
  );
  if (variation.ok) return readOne(reading, storeProductId(variation.value.parent_id));
  const completed = await completeProduct(reading, answer.value.value, id);
  if (!completed.ok) return completed;
  return completed.value.kind === 'item'
    ? ok(completed.value.product)
    : mapUnreadable('read', 'get product', completed.value.item.problem);
}

async function completeProduct(
  reading: Reading,
  raw: unknown,
  id: string,
): Promise<Result<Item, ConnectorError>> {
  const parsed = readAs(wooProduct, raw);
  if (!parsed.ok) return ok({ kind: 'unreadable', item: { id, problem: parsed.error } });
  const product = parsed.value;
  const snapshot = (variants: readonly VariantSnapshot[]): Result<Item, never> =>
    ok({
      kind: 'item',
      product: { storeProductId: storeProductId(product.id), readBeganAt: reading.readBeganAt, variants },
    });
  const shape = shapeOf(product);
  if (shape === 'none') return snapshot([]);
  const variations = shape === 'variable' ? await readVariations(reading.client, product) : null;
  if (variations !== null && !variations.ok) return variations;
  const mapped =
    variations === null
      ? [mapSimpleProduct(product, reading.currency)]
      : variations.value.map((raw) => mapOne(product, raw, reading.currency));
  const variants: VariantSnapshot[] = [];
  for (const variant of mapped) {
    // A product is shown with all of its variants or not at all: a missing one would count as gone.
    if (variant !== null && !variant.ok)
      return ok({ kind: 'unreadable', item: { id, problem: variant.error } });
    if (variant !== null) variants.push(variant.value);
  }
  return snapshot(variants);
}

function mapOne(
  product: WooProduct,
  raw: unknown,
  currency: CurrencyCode,
): Result<VariantSnapshot, string> | null {
  const variation = readAs<WooVariation>(wooVariation, raw);
  if (!variation.ok) return variation;
  return isSold(variation.value) ? mapVariation(product, variation.value, currency) : null;
}

async function readVariations(
  client: WooClient,
  product: WooProduct,
): Promise<Result<readonly unknown[], ConnectorError>> {
  const source = {
    endpoint: `products/${product.id}/variations`,
    query: { _fields: productFields, _skip_cache: 1 },
    size: pageSize,
  };
  const found: unknown[] = [];
  let at = listStart;
  for (;;) {
    const part = await readListPart(client, source, at);
    if (!part.ok) return part;
    // The product went away meanwhile.
    if (part.value.kind === 'absent') return ok([]);
    found.push(...part.value.rows.map(({ raw }) => raw));
    at = part.value.rows.at(-1)?.next ?? at;
    if (part.value.isLast) return ok(found);
  }
}

function changedSince(from: Instant | null): WooQuery {
  return from === null ? {} : { modified_after: exclusiveBound(from), dates_are_gmt: true };
}
