import {
  offerFacts,
  repairsHere,
  repairsThere,
  type ChannelIssue,
  type IssueAttribute,
  type OfferFact,
  type Repair,
} from '@quayside/core/domain/channel-issue';
import type { Connection } from '@quayside/core/domain/connection';
import { mayChooseMatch, mayReadAgain, wasRefused } from '@quayside/core/domain/listing-life';
import type { Listing } from '@quayside/core/domain/listing';
import { inWords, type OfferValue } from '@quayside/core/domain/offer';
import type { OfferDecision } from '@quayside/core/planning/offer-decision';
import type { ListingFound } from '@quayside/core/ports/searches';
import { z } from 'zod';
import { sentence } from './fields.ts';
import type { Call } from './operation.ts';
import { productPage } from './platform-pages.ts';

/** What a channel finds wrong with a listing: which attribute, ours against its own, and what can be done about it. */
export const problemView = z.object({
  code: z.string().meta({ description: 'The channel’s own' }),
  severity: z.enum(['warning', 'error']),
  sentence,
  words: z
    .string()
    .nullable()
    .meta({ description: 'In the channel’s own words, where the sentence is ours' }),
  isKnown: z.boolean(),
  attributes: z.array(
    z.object({
      name: z.string().meta({ description: 'As the channel calls it' }),
      fact: z
        .enum(offerFacts)
        .nullable()
        .meta({ description: 'What of ours it holds; null: nothing that is kept' }),
      ours: z.string().nullable(),
      theirs: z.string().nullable(),
    }),
  ),
  repairs: z
    .array(
      z.object({
        kind: z.enum([...repairsHere, ...repairsThere]),
        url: z
          .string()
          .nullable()
          .meta({ description: 'Where it leads; null: a command, or a screen of the host' }),
      }),
    )
    .meta({ description: 'Those that can be done as things are, the likeliest first' }),
});

/** What a listing should show, where that was reckoned. */
export interface Wanted {
  readonly quantity: OfferDecision;
  readonly price: OfferDecision;
}

/** What is around a listing that its repairs need. */
export interface RepairPlaces {
  /** The store of its product. */
  readonly store: Connection | undefined;
  readonly hasSellingPolicy: boolean;
}

export function toProblemViews(
  call: Call,
  found: ListingFound,
  places: RepairPlaces,
  wanted: Wanted | null,
): z.input<typeof problemView>[] {
  return found.listing.issues.map(({ code, severity, message, words, isKnown, attributes, repairs }) => ({
    code,
    severity,
    sentence: call.say(message),
    words,
    isKnown,
    attributes: attributes.map((attribute) => withOwnValues(attribute, found, wanted)),
    repairs: possibleRepairs(call, repairs, found, places),
  }));
}

type Sides = Pick<IssueAttribute, 'ours' | 'theirs'>;

/** What the channel itself says counts first; what it leaves out is filled in with what we know. */
function withOwnValues(
  { name, fact, ours, theirs }: IssueAttribute,
  found: ListingFound,
  wanted: Wanted | null,
): IssueAttribute {
  const known = fact === null ? { ours: null, theirs: null } : knownOf(fact, found, wanted);
  return { name, fact, ours: ours ?? known.ours, theirs: theirs ?? known.theirs };
}

function knownOf(
  fact: OfferFact,
  { listing, variant, quantity, price }: ListingFound,
  wanted: Wanted | null,
): Sides {
  switch (fact) {
    case 'title':
      return { ours: variant?.title ?? null, theirs: listing.readAt === null ? null : listing.title };
    case 'gtin':
      return { ours: variant?.gtin ?? variant?.barcode ?? null, theirs: listing.gtins.join(', ') || null };
    case 'catalogue-id':
      return listing.readAt === null
        ? { ours: listing.catalogueId, theirs: null }
        : { ours: null, theirs: listing.catalogueId };
    case 'price':
      return sidesOf(wanted?.price, price?.shown?.value);
    case 'quantity':
      return sidesOf(wanted?.quantity, quantity?.shown?.value);
  }
}

function sidesOf(wanted: OfferDecision | undefined, shown: OfferValue | undefined): Sides {
  return {
    ours: wanted?.kind === 'value' ? inWords(wanted.value) : null,
    theirs: shown === undefined ? null : inWords(shown),
  };
}

/** A button that can do nothing is none; what is not on the channel can always be sent again, once the cause is put right. */
function possibleRepairs(
  call: Call,
  repairs: ChannelIssue['repairs'],
  { listing, variant }: ListingFound,
  { store, hasSellingPolicy }: RepairPlaces,
): z.input<typeof problemView>['repairs'] {
  const isPossible = (kind: Repair['kind']): boolean => {
    switch (kind) {
      case 'relist':
        return mayRelist(listing);
      case 'choose-match':
        return mayChooseMatch(listing);
      case 'read-again':
        return mayReadAgain(listing);
      case 'edit-prices':
        return hasSellingPolicy;
      case 'open-listing':
        return !wasRefused(listing);
      default:
        return true;
    }
  };
  const possible = repairs.flatMap((repair): z.input<typeof problemView>['repairs'] => {
    const { kind } = repair;
    if (!isPossible(kind)) return [];
    if ('url' in repair) return repair.url.startsWith('https://') ? [{ kind, url: repair.url }] : [];
    if (kind !== 'edit-product') return [{ kind, url: null }];
    const url = productPage(call, store, variant);
    return url === null ? [] : [{ kind, url }];
  });
  const isWithoutRelist = possible.every(({ kind }) => kind !== 'relist');
  return isWithoutRelist && isPossible('relist') ? [...possible, { kind: 'relist', url: null }] : possible;
}

/** It is not on the channel, and all is known that its offer needs. */
function mayRelist(listing: Listing): boolean {
  return listing.variantId !== null && (wasRefused(listing) || listing.status === 'ended');
}
