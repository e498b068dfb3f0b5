import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { brandId, type StoreProductId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { CurrencyCode } from '@quayside/core/domain/money';
import type { ProductSnapshot } from '@quayside/core/domain/product';
import { ok, type Result } from '@quayside/core/domain/result';
import type { VariantSnapshot } from '@quayside/core/domain/variant';
import type { UnreadableItem } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { readAs } from '../_kit/parse-json.ts';
import type { WooClient } from './client.ts';
import { readRichPart, readRichProduct, withFields, customFieldsOf } from './custom-fields.ts';
import { isTooLarge } from './errors.ts';
import { mapContent, mapSimpleProduct, mapVariation } from './product-mapper.ts';
import {
  isSold,
  productFields,
  shapeOf,
  variationFields,
  wooProduct,
  wooVariation,
  type WooProduct,
} from './product-shape.ts';
import { listStart, type ListPosition } from './read-list.ts';

/** The most that the shop gives at once. */
const variationsPerCall = 100;

/** As far as the reading of one product has come. It may go on later, in another process. */
export interface ProductReading {
  readonly id: string;
  /** Before the first request that showed anything of it. */
  readonly readBeganAt: Instant;
  /** As the shop sent it, without bulk; `null` when it was not asked for yet. */
  readonly product: unknown;
  /** The list that showed it could not show its custom fields as well. */
  readonly lacksCustomFields: boolean;
  readonly variations: readonly unknown[];
  readonly at: ListPosition;
}

export type ProductOutcome =
  | { readonly kind: 'item'; readonly product: ProductSnapshot }
  | { readonly kind: 'unreadable'; readonly item: UnreadableItem }
  /** Not at its end: a call failed, or `mayGoOn` said no. */
  | { readonly kind: 'open'; readonly reading: ProductReading; readonly error: ConnectorError | null };

/** @param product as a list showed it; `null` to ask for it. */
export function beginProduct(
  id: string,
  readBeganAt: Instant,
  product: unknown,
  lacksCustomFields = false,
): ProductReading {
  return { id, readBeganAt, product, lacksCustomFields, variations: [], at: listStart };
}

/**
 * Reads a product to its end, or as far as it may. A product is shown with all of its variations: what was read of one that is not at its end is kept, and
 * never shown.
 *
 * @param mayGoOn asked between two parts of the variations.
 */
export async function readProduct(
  client: WooClient,
  currency: CurrencyCode,
  begun: ProductReading,
  mayGoOn: () => boolean,
): Promise<ProductOutcome> {
  let reading = begun;
  if (reading.product === null) {
    const fetched = await fetchProduct(client, reading);
    if (fetched.kind !== 'fetched') return fetched;
    reading = fetched.reading;
  }
  const listed = readAs(wooProduct, reading.product);
  if (!listed.ok) return unreadable(reading, listed.error);
  const shape = shapeOf(listed.value);
  if (shape === 'none') return gone(reading);
  let product = listed.value;
  if (reading.lacksCustomFields) {
    const completed = await askCustomFields(client, reading);
    if (completed.kind !== 'fetched') return completed;
    reading = completed.reading;
    product = wooProduct.parse(reading.product);
    if (!mayGoOn()) return { kind: 'open', reading, error: null };
  }
  if (shape === 'simple') return shown(reading, product, [mapSimpleProduct(product, currency)]);
  for (;;) {
    const source = {
      endpoint: `products/${product.id}/variations`,
      query: { _skip_cache: 1 },
      size: variationsPerCall,
    };
    // Asked for in the same parts each time, so that a part too large for its custom fields is so each time.
    const part = await readRichPart(client, source, variationFields, reading.at, isTooLarge);
    if (!part.ok) return { kind: 'open', reading, error: part.error };
    // It was deleted after the list, or the part before, had shown it.
    if (part.value.kind === 'absent') return gone(reading);
    const { rows, isLast } = part.value;
    reading = {
      ...reading,
      variations: [...reading.variations, ...rows.map(({ raw }) => raw)],
      at: rows.at(-1)?.next ?? reading.at,
    };
    if (isLast) break;
    if (!mayGoOn()) return { kind: 'open', reading, error: null };
  }
  const variants = mapVariations(product, reading.variations, currency);
  return variants.ok ? shown(reading, product, variants.value) : unreadable(reading, variants.error);
}

/** A product is shown with all of its variants or not at all: a missing one would count as gone. */
function mapVariations(
  product: WooProduct,
  rows: readonly unknown[],
  currency: CurrencyCode,
): Result<readonly VariantSnapshot[], string> {
  const variants: VariantSnapshot[] = [];
  for (const row of rows) {
    const variation = readAs(wooVariation, row);
    if (!variation.ok) return variation;
    if (isSold(variation.value)) variants.push(mapVariation(product, variation.value, currency));
  }
  return ok(variants);
}

const variationItself = z.object({ type: z.literal('variation'), parent_id: z.number().positive() });

interface Fetched {
  readonly kind: 'fetched';
  readonly reading: ProductReading;
}

/** The id of a variation is read as its product: webhooks name either. */
async function fetchProduct(
  client: WooClient,
  reading: ProductReading,
  isParent = false,
): Promise<ProductOutcome | Fetched> {
  // No id of this shop's; it may still be asked for, by an old order line or a forged notice.
  if (!/^\d+$/.test(reading.id)) return gone(reading);
  const answer = await readRichProduct(client, reading.id, productFields);
  if (!answer.ok) return { kind: 'open', reading, error: answer.error };
  if (answer.value.kind === 'absent') return gone(reading);
  const variation = readAs(variationItself, answer.value.value);
  if (variation.ok && !isParent)
    return fetchProduct(client, { ...reading, id: String(variation.value.parent_id) }, true);
  return { kind: 'fetched', reading: { ...reading, product: answer.value.value } };
}

/** The custom fields alone: the rest stays as the list showed it. */
async function askCustomFields(
  client: WooClient,
  reading: ProductReading,
): Promise<ProductOutcome | Fetched> {
  const answer = await readRichProduct(client, reading.id, 'id');
  if (!answer.ok) return { kind: 'open', reading, error: answer.error };
  if (answer.value.kind === 'absent') return gone(reading);
  const product = withFields(reading.product, customFieldsOf(answer.value.value));
  return { kind: 'fetched', reading: { ...reading, product, lacksCustomFields: false } };
}

function unreadable({ id }: ProductReading, problem: string): ProductOutcome {
  return { kind: 'unreadable', item: { id, problem } };
}

/** Deleted, or not for sale. */
function gone({ id, readBeganAt }: ProductReading): ProductOutcome {
  return {
    kind: 'item',
    product: { storeProductId: brandId<StoreProductId>(id), readBeganAt, content: null, variants: [] },
  };
}

function shown(
  { readBeganAt }: ProductReading,
  product: WooProduct,
  variants: readonly VariantSnapshot[],
): ProductOutcome {
  const storeProductId = brandId<StoreProductId>(String(product.id));
  return { kind: 'item', product: { storeProductId, readBeganAt, content: mapContent(product), variants } };
}
