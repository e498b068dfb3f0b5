import type { Gtin } from './gtin.ts';
import type { ListingId } from './ids.ts';
import type { Message } from './message.ts';

/** A product of a channel's catalogue, as a look-up showed it. */
export interface CatalogueItem {
  readonly catalogueId: string;
  readonly title: string;
  readonly brand: string | null;
  readonly image: string | null;
  readonly gtins: readonly Gtin[];
  /** What the connector needs to offer on it. */
  readonly channelData: Readonly<Record<string, string>>;
}

/** A proposal that a listing be an offer on this catalogue item. */
export interface MatchCandidate extends CatalogueItem {
  readonly listingId: ListingId;
  /** From 0 to 1, by a scored match; `null`: found by an identifier. */
  readonly score: number | null;
  /** What speaks for it and against it. */
  readonly reasons: readonly Message[];
}
