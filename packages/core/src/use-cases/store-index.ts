import type { ConnectionId, VariantId, WorkspaceId } from '../domain/ids.ts';
import { plus, type Instant } from '../domain/instant.ts';
import type { Variant } from '../domain/variant.ts';
import type { MatchRecord } from '../matching/match-record.ts';
import type { Matcher, RecordIndex } from '../matching/matcher.ts';
import { recordOfVariant } from '../matching/records.ts';
import type { Engine } from './engine.ts';

/** What a store sells, to be found by what a record says. */
export interface StoreIndex {
  /** The likeliest variants, about so many: of each part of the index its share, and a few at least. */
  search(record: MatchRecord, limit: number): readonly VariantId[];
}

/** So many variants make one part: it is built in one piece, in which this process does nothing else. */
const variantsPerPart = 10_000;
const variantsPerPage = 1_000;
/** What a listing is, if it is there, is among the first of its part. */
const leastOfPart = 4;
/** How long an index may serve: whatever is new meanwhile, the next round finds. */
const goodForMs = 15 * 60_000;

interface Kept {
  readonly key: string;
  readonly until: Instant;
  readonly index: StoreIndex;
}

/** One index at a time in a process, so that a worker's memory does not grow with its stores: a round goes on with the one that it has built. */
const kept = new WeakMap<Matcher, Kept>();

/**
 * Builds an index of all variants of a store that are not gone, or takes the one that was built a short time ago. Between its parts others have their turn.
 *
 * @param isFresh whether it must be built now.
 */
export async function indexStore(
  { storage, clock, matcher }: Engine,
  workspaceId: WorkspaceId,
  store: ConnectionId,
  isFresh: boolean,
): Promise<StoreIndex> {
  const key = JSON.stringify([workspaceId, store]);
  const now = clock.now();
  const known = kept.get(matcher);
  if (!isFresh && known?.key === key && now < known.until) return known.index;
  const parts: RecordIndex[] = [];
  const ids = new Map<string, VariantId>();
  let waiting: { readonly id: string; readonly record: MatchRecord }[] = [];
  let after: VariantId | null = null;
  for (;;) {
    const from: VariantId | null = after;
    const page: readonly Variant[] = await storage.transaction(workspaceId, (tx) =>
      tx.variants.page(store, from, variantsPerPage),
    );
    for (const variant of page) {
      if (variant.goneAt !== null) continue;
      ids.set(variant.id, variant.id);
      waiting.push({ id: variant.id, record: recordOfVariant(variant) });
    }
    const isLast = page.length < variantsPerPage;
    if (waiting.length > 0 && (isLast || waiting.length >= variantsPerPart)) {
      parts.push(matcher.index(waiting));
      waiting = [];
    }
    if (isLast) break;
    after = page.at(-1)?.id ?? null;
  }
  const index: StoreIndex = {
    search(record, limit) {
      const share = Math.max(leastOfPart, Math.ceil(limit / parts.length));
      return parts.flatMap((part) => part.search(record, share)).flatMap((id) => ids.get(id) ?? []);
    },
  };
  kept.set(matcher, { key, until: plus(now, goodForMs), index });
  return index;
}
