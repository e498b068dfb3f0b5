import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { parseInstant } from '@quayside/core/domain/instant';
import { z } from 'zod';
import { packPageToken, unpackPageToken } from '../_kit/page-token.ts';
import { listPosition, listStart } from './read-list.ts';
import type { ProductReading } from './read-product.ts';

/** Products whose variations were all read in this window; more are forgotten, and then read again. */
const mostRead = 500;
/** Far above the variations of any product: a token comes from us, but it has been stored meanwhile. */
const mostOpenBytes = 64 * 1024 * 1024;

/** Where the reading of a window stands. */
export interface ProductPosition {
  /** First the products; then the variations that changed by themselves. */
  readonly phase: 'products' | 'variations';
  readonly at: ProductReading['at'];
  /** Products with variations that this window has shown already: their variations need not show them again. */
  readonly read: readonly string[];
  /** A product that is not at its end. It is finished before the list goes on. */
  readonly open: ProductReading | null;
}

export const positionStart: ProductPosition = { phase: 'products', at: listStart, read: [], open: null };

const openReading = z.object({
  id: z.string(),
  readBeganAt: z.string().transform((text, context) => {
    const moment = parseInstant(text);
    if (moment !== undefined) return moment;
    context.addIssue('no moment');
    return z.NEVER;
  }),
  product: z.unknown().optional(),
  lacksCustomFields: z.boolean().default(false),
  variations: z.array(z.unknown()),
  at: listPosition,
});

const packed = z.object({
  phase: z.enum(['products', 'variations']),
  at: listPosition,
  read: z.array(z.string()),
  open: z.string().nullable(),
});

/** A product that is open is kept compressed: 2,000 variations are about 1 MB of much the same words. */
export function packPosition(position: ProductPosition): string {
  const { open } = position;
  return packPageToken({
    ...position,
    read: position.read.slice(-mostRead),
    open: open === null ? null : deflateRawSync(JSON.stringify(open)).toString('base64'),
  });
}

/** @returns `undefined` when the text is no position of this shape. */
export function unpackPosition(token: string): ProductPosition | undefined {
  const position = unpackPageToken(token, packed);
  if (position === undefined) return undefined;
  if (position.open === null) return { ...position, open: null };
  const open = unpackOpen(position.open);
  return open === undefined ? undefined : { ...position, open };
}

function unpackOpen(text: string): ProductReading | undefined {
  try {
    const json = inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: mostOpenBytes });
    const parsed = openReading.safeParse(JSON.parse(json.toString('utf8')));
    return parsed.success ? { ...parsed.data, product: parsed.data.product ?? null } : undefined;
  } catch {
    return undefined;
  }
}
