import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Instant } from '@quayside/core/domain/instant';
import type { CurrencyCode } from '@quayside/core/domain/money';
import type { ProductSnapshot } from '@quayside/core/domain/product';
import { err, ok } from '@quayside/core/domain/result';
import type { Answer, ChangeWindow, ConnectorContext, Page } from '@quayside/core/ports/connector';
import type { StoreConnector } from '@quayside/core/ports/store-connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import { readAs } from '../_kit/parse-json.ts';
import type { WooClient, WooQuery } from './client.ts';
import { mapUnreadable, say } from './errors.ts';
import { startPace, type PagePace } from './page-pace.ts';
import { packPosition, positionStart, unpackPosition, type ProductPosition } from './product-position.ts';
import { productFields } from './product-shape.ts';
import { readRichPart } from './custom-fields.ts';
import { listStart, readListPart, type ListPart } from './read-list.ts';
import { beginProduct, readProduct, type ProductOutcome, type ProductReading } from './read-product.ts';
import { exclusiveBound } from './site-time.ts';

/** Each variable product costs a call of its own at least: a page has more than fits its pace only where most are variable. */
const productsPerPage = 50;
const variationsPerPage = 100;

/** Reading products, with all of their variations. */
export function wooProducts(
  client: WooClient,
  context: ConnectorContext,
  currencyOf: () => Answer<CurrencyCode>,
): StoreConnector['products'] {
  return {
    async changed(window) {
      const place = window.pageToken === null ? positionStart : unpackPosition(window.pageToken);
      if (place === undefined) {
        const detail = 'get products: page token of another kind';
        return fail({ kind: 'invalid-input' }, say('woocommerce.reading-restarted'), detail);
      }
      const currency = await currencyOf();
      if (!currency.ok) return currency;
      // Before the first request of the page: whatever the page shows was so at this moment or later.
      const readBeganAt = context.clock.now();
      const page: PageReading = {
        currency: currency.value,
        readBeganAt,
        pace: startPace(client, context.clock),
        place,
        isWhole: window.from === null,
      };
      if (place.open !== null) return readOn(page, place.open);
      return place.phase === 'products' ? readProducts(page, window) : readVariations(page, window);
    },
    async read(id) {
      const currency = await currencyOf();
      if (!currency.ok) return currency;
      return readOne(client, currency.value, beginProduct(id, context.clock.now(), null));
    },
  };
}

/** One page in the making. */
interface PageReading {
  readonly currency: CurrencyCode;
  readonly readBeganAt: Instant;
  readonly pace: PagePace;
  readonly place: ProductPosition;
  /** Everything is read: no variation can be missing, so nothing has to be remembered for them. */
  readonly isWhole: boolean;
}

/** One product as it is now. */
async function readOne(
  client: WooClient,
  currency: CurrencyCode,
  reading: ProductReading,
): Answer<ProductSnapshot> {
  const outcome = await readProduct(client, currency, reading, () => true);
  switch (outcome.kind) {
    case 'item':
      return ok(outcome.product);
    case 'unreadable':
      return mapUnreadable('read', 'get product', outcome.item.problem);
    case 'open':
      if (outcome.error === null) throw new Error('A product that was to be read to its end');
      return err(outcome.error);
  }
}

/** What went into the trash is a change too: lists leave it out unless they are asked (`include_status`, seen on WooCommerce 11.0.1; older shops pass over it). */
async function readProducts(page: PageReading, window: ChangeWindow): Answer<Page<ProductSnapshot>> {
  const query: WooQuery = {
    ...changedSince(window.from),
    ...(window.from === null ? {} : { include_status: 'any,trash' }),
    _skip_cache: 1,
  };
  const source = { endpoint: 'products', query, size: productsPerPage };
  // Whatever is too much, even for the shop itself: each product of the part is then asked for its own.
  const isTooMuch = ({ kind }: ConnectorError): boolean => kind === 'transient';
  const part = await readRichPart(page.pace.client, source, productFields, page.place.at, isTooMuch);
  if (!part.ok) return part;
  if (part.value.kind === 'absent') {
    const detail = `get products: ${part.value.code}`;
    return fail({ kind: 'permission' }, say('woocommerce.not-woocommerce'), detail);
  }
  const { total, hasCustomFields } = part.value;
  const finished = await finishRows(page, part.value, (row) =>
    beginProduct(String(row.id), page.readBeganAt, row.raw, !hasCustomFields),
  );
  if (!finished.ok) return finished;
  const isFirst = page.place.at.lastId === null;
  return ok(
    toPage(finished.value, {
      after: page.isWhole ? null : { phase: 'variations', at: listStart, open: null },
      total: isFirst ? total : null,
    }),
  );
}

const childRow = z.object({ parent_id: z.number().positive() });

/**
 * Variations of the site in one list: a route of newer shops (seen on WooCommerce 11.0.1). A variation that is saved moves its product's time as well (observed), and
 * is read with it; this finds what plugins wrote past the shop.
 */
async function readVariations(page: PageReading, window: ChangeWindow): Answer<Page<ProductSnapshot>> {
  const query: WooQuery = { ...changedSince(window.from), _fields: 'id,parent_id', _skip_cache: 1 };
  const source = { endpoint: 'variations', query, size: variationsPerPage };
  const part = await readListPart(page.pace.client, source, page.place.at);
  if (!part.ok) return part;
  if (part.value.kind === 'absent') return ok({ items: [], unreadable: [], nextPageToken: null });
  const seen = new Set(page.place.read);
  const finished = await finishRows(page, part.value, (row) => {
    const parent = readAs(childRow, row.raw);
    if (!parent.ok || seen.has(String(parent.value.parent_id))) return null;
    seen.add(String(parent.value.parent_id));
    return beginProduct(String(parent.value.parent_id), page.readBeganAt, null);
  });
  return finished.ok ? ok(toPage(finished.value, { after: null, total: null })) : finished;
}

/** Goes on with the product that the page before left open. */
async function readOn(page: PageReading, open: ProductReading): Answer<Page<ProductSnapshot>> {
  const { pace, currency, place } = page;
  const outcome = await readProduct(pace.client, currency, open, () => !pace.isSpent());
  if (outcome.kind === 'open' && outcome.error !== null && !pace.hasRead()) return err(outcome.error);
  const finished = startFinished(page);
  take(finished, outcome, place.at);
  return ok(toPage(finished, { after: null, total: null }));
}

/** What a page has come to. */
interface Finished {
  readonly items: ProductSnapshot[];
  readonly unreadable: Page<ProductSnapshot>['unreadable'][number][];
  place: ProductPosition;
  /** The list has nothing after `place`. */
  isLast: boolean;
  readonly isWhole: boolean;
}

function startFinished({ place, isWhole }: PageReading): Finished {
  return { items: [], unreadable: [], place: { ...place, open: null }, isLast: false, isWhole };
}

/**
 * Finishes rows one by one. When a call fails half-way, or the page has taken enough, what is finished is a page of its own and the next page begins with the
 * rest, down to the middle of a product: a page that needs more calls than the budget holds at once still comes to an end.
 *
 * @param begin `null` for a row that needs no reading.
 */
async function finishRows(
  page: PageReading,
  part: ListPart,
  begin: (row: ListPart['rows'][number]) => ProductReading | null,
): Answer<Finished> {
  const { pace, currency } = page;
  const finished = startFinished(page);
  for (const row of part.rows) {
    const reading = begin(row);
    if (reading !== null && finished.place.at !== page.place.at && pace.isSpent()) return ok(finished);
    const outcome =
      reading === null ? null : await readProduct(pace.client, currency, reading, () => !pace.isSpent());
    take(finished, outcome, row.next);
    if (finished.place.open !== null) return ok(finished);
  }
  finished.isLast = part.isLast;
  return ok(finished);
}

function take(finished: Finished, outcome: ProductOutcome | null, at: ProductPosition['at']): void {
  let { read } = finished.place;
  if (outcome?.kind === 'item') {
    finished.items.push(outcome.product);
    const { storeProductId, variants } = outcome.product;
    // A simple product is its own variant, and in no list of variations.
    if (!finished.isWhole && variants.some((variant) => String(variant.storeVariantId) !== storeProductId))
      read = [...read, storeProductId];
  }
  if (outcome?.kind === 'unreadable') finished.unreadable.push(outcome.item);
  finished.place = { ...finished.place, at, read, open: outcome?.kind === 'open' ? outcome.reading : null };
}

/** @param rest `after`: where to go on once the list is at its end; `null` when that is all. */
function toPage(
  { items, unreadable, place, isLast }: Finished,
  rest: { readonly after: Omit<ProductPosition, 'read'> | null; readonly total: number | null },
): Page<ProductSnapshot> {
  const next = isLast ? rest.after && { ...rest.after, read: place.read } : place;
  return {
    items,
    unreadable,
    nextPageToken: next && packPosition(next),
    ...(rest.total !== null && { total: rest.total }),
  };
}

function changedSince(from: Instant | null): WooQuery {
  return from === null ? {} : { modified_after: exclusiveBound(from), dates_are_gmt: true };
}
