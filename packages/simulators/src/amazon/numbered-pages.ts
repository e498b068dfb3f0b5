import type { JsonObject } from '../json-object.ts';
import { invalidInput } from './amazon-error.ts';
import type { AmazonCall } from './amazon-route.ts';

/** Both models name it. */
const defaultPageSize = 10;

/** One page of what a search has found. */
interface NumberedPage<Item> {
  readonly items: readonly Item[];
  /** The tokens of the pages beside it. */
  readonly pagination: JsonObject;
}

/** The page that a call asks for by `pageSize` and `pageToken`. Throws 400 for a token of another API, or of nobody's. */
export function numberedPage<Item>(
  { query }: Pick<AmazonCall, 'query'>,
  api: 'catalogue' | 'listings',
  found: readonly Item[],
): NumberedPage<Item> {
  const size = Number(query.get('pageSize') ?? defaultPageSize);
  const start = readPageToken(api, query.get('pageToken'));
  return {
    items: found.slice(start, start + size),
    pagination: {
      ...(start + size < found.length ? { nextToken: pageToken(api, start + size) } : {}),
      ...(start > 0 ? { previousToken: pageToken(api, Math.max(0, start - size)) } : {}),
    },
  };
}

function pageToken(api: string, start: number): string {
  return Buffer.from(`${api}:${start}`).toString('base64url');
}

function readPageToken(api: 'catalogue' | 'listings', token: string | null): number {
  if (token === null) return 0;
  const [owner, start = ''] = Buffer.from(token, 'base64url').toString().split(':');
  if (owner !== api || !/^\d+$/.test(start)) throw invalidInput(api, 'The pageToken is not one of ours');
  return Number(start);
}
