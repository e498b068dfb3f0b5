import type { CatalogueItem, LinkCandidate, MatchFindings } from '@quayside/core/domain/match';
import type { Listing } from '@quayside/core/domain/listing';
import type { Variant } from '@quayside/core/domain/variant';
import { recordOfVariant } from '@quayside/core/matching/records';
import type { UnmatchedFound } from '@quayside/core/ports/searches';
import type { WorkspaceMatching } from '@quayside/core/use-cases/match-rules';
import { z } from 'zod';
import { money, sentence } from './fields.ts';
import type { Surroundings } from './listing-row.ts';
import type { Call } from './operation.ts';
import { cataloguePage, productPage } from './platform-pages.ts';
import { catalogueIdName, marketplaceName, toMoneyView } from './views.ts';

const url = z.url().nullable();

/** A variant of the shop, as it stands beside what it may be. */
export const variantView = z.object({
  variantId: z.string(),
  title: z.string(),
  options: z.array(z.object({ name: z.string(), value: z.string() })),
  image: z.string().nullable(),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  brand: z.string().nullable(),
  partNumber: z.string().nullable(),
  price: money.nullable(),
  page: url.meta({ description: 'Where the shop’s owner edits it' }),
});

/** An item of a channel's catalogue. */
export const itemView = z.object({
  catalogueId: z.string(),
  title: z.string(),
  image: z.string().nullable(),
  brand: z.string().nullable(),
  partNumber: z.string().nullable(),
  color: z.string().nullable(),
  size: z.string().nullable(),
  packageQuantity: z.number().nullable(),
  barcodes: z.array(z.string()),
  familyId: z.string().nullable(),
  page: url.meta({ description: 'Where buyers see it' }),
});

export const findingsView = z.object({
  percent: z
    .number()
    .nullable()
    .meta({ description: 'How likely it is the same product, 0 to 100, rounded down; null: not compared' }),
  isLikely: z.boolean(),
  reasons: z.array(sentence).meta({ description: 'What speaks for it, the strongest first' }),
  objections: z.array(sentence).meta({ description: 'What speaks against it' }),
  isVetoed: z.boolean().meta({
    description: 'An objection forbids to accept it together with others: it must be accepted by itself',
  }),
});

/** What is proposed: exactly one of `item` and `variant` is there, as `kind` says of the row. */
const proposal = findingsView.extend({ item: itemView.nullable(), variant: variantView.nullable() });

export const matchRow = z.object({
  listingId: z.string(),
  connectionId: z.string(),
  account: z.string(),
  marketplaceId: z.string(),
  marketplace: z.string(),
  channelSku: z.string(),
  kind: z.enum(['find-item', 'find-variant']).meta({
    description:
      'find-item: a variant that waits for its item of the channel’s catalogue. find-variant: a listing that the channel has, which waits for its variant',
  }),
  catalogueIdName: z.string().meta({ description: 'What the channel calls a catalogue id' }),
  unitsPerListing: z.number(),
  variant: variantView.nullable().meta({ description: 'Ours, of find-item; null also where it is gone' }),
  listed: z
    .object({
      title: z.string().nullable(),
      catalogueId: z.string().nullable(),
      barcodes: z.array(z.string()),
      page: url,
    })
    .nullable()
    .meta({ description: 'What the channel has, of find-variant' }),
  bestPercent: z.number().nullable().meta({ description: 'Of what is proposed and not vetoed' }),
  why: sentence.nullable().meta({ description: 'What keeps it from going on by itself' }),
  proposals: z.array(proposal),
});

/** What rows of matches are told by. */
export interface MatchSurroundings extends Surroundings {
  readonly rules: WorkspaceMatching;
  /** By listing id. */
  readonly items: ReadonlyMap<string, readonly (CatalogueItem & MatchFindings)[]>;
  readonly links: ReadonlyMap<string, readonly LinkCandidate[]>;
  /** The variants that `links` name. */
  readonly variants: ReadonlyMap<string, Variant>;
  /** By listing id: what its issue says. */
  readonly reasons: ReadonlyMap<string, string>;
}

export function toMatchRow(
  call: Call,
  { listing, variant, score }: UnmatchedFound,
  around: MatchSurroundings,
): z.input<typeof matchRow> {
  const account = around.accounts.get(listing.connectionId);
  const isItem = listing.variantId !== null;
  return {
    listingId: listing.id,
    connectionId: listing.connectionId,
    account: account?.name ?? '',
    marketplaceId: listing.marketplace,
    marketplace: marketplaceName(call, account, listing.marketplace),
    channelSku: listing.channelSku,
    kind: isItem ? 'find-item' : 'find-variant',
    catalogueIdName: catalogueIdName(call, account),
    unitsPerListing: listing.unitsPerListing,
    variant: variant === null ? null : toVariantView(call, variant, around),
    listed: isItem ? null : toListed(call, listing, around),
    bestPercent: toPercent(score),
    why: around.reasons.get(listing.id) ?? null,
    proposals: isItem
      ? (around.items.get(listing.id) ?? []).map((each) => ({
          item: toItemView(call, each, listing, around),
          variant: null,
          ...toFindingsView(call, each, around.rules),
        }))
      : (around.links.get(listing.id) ?? []).flatMap((each) => {
          const found = around.variants.get(each.variantId);
          if (found === undefined) return [];
          const shown = toVariantView(call, found, around);
          return [{ item: null, variant: shown, ...toFindingsView(call, each, around.rules) }];
        }),
  };
}

function toListed(
  call: Call,
  { connectionId, marketplace, title, catalogueId, gtins }: Listing,
  around: Surroundings,
): z.input<typeof matchRow>['listed'] {
  const account = around.accounts.get(connectionId);
  const page = catalogueId === null ? null : cataloguePage(call, account, marketplace, catalogueId);
  return { title, catalogueId, barcodes: [...gtins], page };
}

export function toVariantView(
  call: Call,
  variant: Variant,
  { accounts }: Pick<Surroundings, 'accounts'>,
): z.input<typeof variantView> {
  const { brand, partNumber } = recordOfVariant(variant);
  return {
    variantId: variant.id,
    title: variant.title,
    options: variant.options.map(({ name, value }) => ({ name, value })),
    image: variant.images[0] ?? null,
    sku: variant.sku,
    barcode: variant.barcode,
    ...{ brand, partNumber },
    price: variant.price === null ? null : toMoneyView(variant.price),
    page: productPage(call, accounts.get(variant.connectionId), variant),
  };
}

export function toItemView(
  call: Call,
  item: CatalogueItem,
  { connectionId, marketplace }: Pick<Listing, 'connectionId' | 'marketplace'>,
  { accounts }: Pick<Surroundings, 'accounts'>,
): z.input<typeof itemView> {
  const { catalogueId, title, image, brand, partNumber, color, size, packageQuantity, familyId } = item;
  return {
    ...{ catalogueId, title, image, brand, partNumber, color, size, packageQuantity, familyId },
    barcodes: [...item.gtins],
    page: cataloguePage(call, accounts.get(connectionId), marketplace, catalogueId),
  };
}

export function toFindingsView(
  call: Call,
  { score, reasons, objections, isVetoed }: MatchFindings,
  { likelyThreshold }: Pick<WorkspaceMatching, 'likelyThreshold'>,
): z.input<typeof findingsView> {
  return {
    percent: toPercent(score),
    isLikely: score !== null && score >= likelyThreshold,
    reasons: reasons.map(call.say),
    objections: objections.map(call.say),
    isVetoed,
  };
}

/** Rounded down: 99.6 % is not certain. */
export function toPercent(score: number | null): number | null {
  return score === null ? null : Math.floor(score * 100);
}
