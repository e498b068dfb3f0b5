import type { Instant } from './instant.ts';
import type { Message } from './message.ts';

/** What a channel itself finds wrong with a listing, explained as far as its connector knows the code. */
export interface ChannelIssue {
  /** The channel's own code. */
  readonly code: string;
  /** `error`: it keeps the listing from being sold. */
  readonly severity: 'warning' | 'error';
  readonly message: Message;
  /** The channel's own words, where the message says it in ours; `null`: it gave none, or the message holds them. */
  readonly words: string | null;
  /** What of the listing it is about; empty: the channel does not say, and nor does the code. */
  readonly attributes: readonly IssueAttribute[];
  /** What the merchant can do about it, the likeliest first. */
  readonly repairs: readonly Repair[];
  /** Whether the connector knows what the code means; if not, the message holds the channel's own words, and it is counted. */
  readonly isKnown: boolean;
}

/** What we keep of a listing as well, so that ours and the channel's can stand side by side. */
export const offerFacts = ['title', 'gtin', 'catalogue-id', 'price', 'quantity'] as const;
export type OfferFact = (typeof offerFacts)[number];

export interface IssueAttribute {
  /** As the channel calls it. */
  readonly name: string;
  /** `null`: nothing that we keep. */
  readonly fact: OfferFact | null;
  /** The value that the channel says it was given; `null`: it does not say. */
  readonly ours: string | null;
  /** The value that the channel has in its place; `null`: it does not say. */
  readonly theirs: string | null;
}

/**
 * Repairs that are done in Quayside. `relist`: the offer is sent once more. `choose-match`: another item of the channel's catalogue is named. `read-again`: what the
 * channel shows now is read. `edit-product`: the product is opened in the shop. `edit-prices`: the selling policy that the listing follows is opened.
 */
export const repairsHere = ['relist', 'choose-match', 'read-again', 'edit-product', 'edit-prices'] as const;

/**
 * Repairs that lead to the channel, by addresses that the connector makes; they are https. `open-listing`: the listing's own page. `ask-approval`: where sellers apply
 * for permission. `read-about`: the channel's page about the code.
 */
export const repairsThere = ['open-listing', 'ask-approval', 'read-about'] as const;

/** What a merchant can do about an issue by one click. */
export type Repair =
  | { readonly kind: (typeof repairsHere)[number] }
  | { readonly kind: (typeof repairsThere)[number]; readonly url: string };

export type RepairKind = Repair['kind'];

/** A code that no connector's table explains, as often as listings came to show it. */
export interface UnknownIssueCode {
  /** The connector's id. */
  readonly connector: string;
  readonly code: string;
  /** How many times a listing showed it that had not shown it before. */
  readonly count: number;
  /** What the channel said the last time. */
  readonly text: Message;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}
