import type { Gtin } from '../domain/gtin.ts';
import type { CatalogueItem } from '../domain/match.ts';
import { say, type Message } from '../domain/message.ts';

/** What is known of the thing to be listed. */
export interface Wanted {
  readonly channelSku: string;
  readonly gtin: Gtin | null;
  /** Named by the merchant. */
  readonly catalogueId: string | null;
}

export interface Proposal {
  readonly item: CatalogueItem;
  readonly reasons: readonly Message[];
}

export type MatchDecision =
  /** One item, and nothing against it. */
  | { readonly kind: 'matched'; readonly item: CatalogueItem }
  /** The merchant chooses: among these, or names another. */
  | { readonly kind: 'choose'; readonly reason: Message; readonly proposals: readonly Proposal[] };

/**
 * Decides by identifiers alone which item of the channel's catalogue something is. A catalogue id named by the merchant is taken unless its numbers
 * speak against it; a trade item number is taken when exactly one item carries it. Everything else is for the merchant.
 *
 * @param items what the channel's catalogue has under the merchant's id or number; others may be among them.
 */
export function matchByIdentifier(wanted: Wanted, items: readonly CatalogueItem[]): MatchDecision {
  return wanted.catalogueId === null
    ? byGtin(wanted, items)
    : byCatalogueId(wanted, wanted.catalogueId, items);
}

function byCatalogueId(
  { channelSku, gtin }: Wanted,
  catalogueId: string,
  items: readonly CatalogueItem[],
): MatchDecision {
  const values = { sku: channelSku, catalogueId };
  const item = items.find((each) => each.catalogueId === catalogueId);
  if (item === undefined) {
    return { kind: 'choose', reason: say('match.unknown-catalogue-id', values), proposals: [] };
  }
  // An item without numbers cannot contradict; one with others is most likely another product.
  const isContradicted = gtin !== null && item.gtins.length > 0 && !item.gtins.includes(gtin);
  if (!isContradicted) return { kind: 'matched', item };
  const against = say('match.other-number', { ...values, gtin, has: item.gtins.join(', ') });
  return { kind: 'choose', reason: against, proposals: [{ item, reasons: [against] }] };
}

function byGtin({ channelSku, gtin }: Wanted, items: readonly CatalogueItem[]): MatchDecision {
  if (gtin === null) {
    return { kind: 'choose', reason: say('match.no-number', { sku: channelSku }), proposals: [] };
  }
  const hits = items.filter((item) => item.gtins.includes(gtin));
  const [only] = hits;
  if (only === undefined) {
    return { kind: 'choose', reason: say('match.none', { sku: channelSku, gtin }), proposals: [] };
  }
  if (hits.length === 1) return { kind: 'matched', item: only };
  return {
    kind: 'choose',
    reason: say('match.several', { sku: channelSku, gtin, count: hits.length }),
    proposals: hits.map((item) => ({ item, reasons: [say('match.same-number', { gtin })] })),
  };
}
