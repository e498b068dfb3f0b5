import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import type { ReactNode } from 'react';
import type { SayText } from '@quayside/host-kit/messages/screen-texts';

export type MatchRowView = OutputOf<'matches'>['rows'][number];
export type Proposal = MatchRowView['proposals'][number];
type VariantView = NonNullable<MatchRowView['variant']>;
type ItemView = NonNullable<Proposal['item']>;

/** The facts that can be compared, in the order in which they stand on both sides. */
export const factNames = [
  'brand',
  'part-number',
  'options',
  'color',
  'size',
  'pack',
  'barcode',
  'sku',
  'price',
] as const;
export type FactName = (typeof factNames)[number];

/** One of two things that stand side by side. */
export interface Thing {
  readonly title: string;
  readonly image: string | null;
  /** By what it is known to the channel, with what the channel calls it; `null`: it is none of the channel’s. */
  readonly catalogueId: string | null;
  readonly page: string | null;
  readonly facts: Readonly<Partial<Record<FactName, ReactNode>>>;
}

/** What only one side can have: it is not missing on the other. */
const oneSided: readonly FactName[] = ['options', 'sku', 'price'];

/** Whether a thing shows a fact that one of both has. */
export function hasPlaceFor({ facts }: Thing, name: FactName): boolean {
  return (facts[name] ?? null) !== null || !oneSided.includes(name);
}

/** The names of the facts of both that at least one of them has. */
export function factsOf(things: readonly Thing[]): readonly FactName[] {
  return factNames.filter((name) => things.some(({ facts }) => (facts[name] ?? null) !== null));
}

/** A variant of the shop; sold by so many, as a listing. */
export function thingOfVariant(variant: VariantView, price: ReactNode, units: number): Thing {
  const { title, image, page, brand, partNumber, barcode, sku, options } = variant;
  return {
    ...{ title, image, page, catalogueId: null },
    facts: {
      brand,
      'part-number': partNumber,
      options: options.length === 0 ? null : options.map(({ name, value }) => `${name}: ${value}`).join(', '),
      pack: units === 1 ? null : units,
      barcode: barcode === null ? null : asOnPack(barcode),
      sku,
      price,
    },
  };
}

/** A number in as many digits as stand on the pack: catalogues write all in fourteen. */
function asOnPack(barcode: string): string {
  return barcode.replace(/^0+(?=\d{12,13}$)/, '');
}

/** An item of the channel’s catalogue. */
export function thingOfItem(item: ItemView): Thing {
  const { title, image, page, catalogueId, brand, partNumber, color, size, packageQuantity, barcodes } = item;
  return {
    ...{ title, image, page, catalogueId },
    facts: {
      ...{ brand, color, size },
      'part-number': partNumber,
      pack: packageQuantity,
      barcode: barcodes.length === 0 ? null : barcodes.map(asOnPack).join(', '),
    },
  };
}

/** What the channel has already under a SKU that nothing of the shop has. */
export function thingListed({ listed, channelSku }: MatchRowView): Thing {
  const { title = null, catalogueId = null, page = null, barcodes = [] } = listed ?? {};
  return {
    ...{ title: title ?? channelSku, image: null, page, catalogueId },
    facts: { sku: channelSku, barcode: barcodes.length === 0 ? null : barcodes.map(asOnPack).join(', ') },
  };
}

/** What a proposal is called, and by what it is told from the others of its row. */
export function titleOf({ item, variant }: Pick<Proposal, 'item' | 'variant'>): string {
  return item?.title ?? variant?.title ?? '';
}

/** How likely it is, in a few words. */
export function likelihood(
  t: SayText,
  { percent, isLikely }: Pick<Proposal, 'percent' | 'isLikely'>,
): string {
  if (percent === null) return t('screen.matching.not-compared');
  return t(isLikely ? 'screen.matching.likely' : 'screen.matching.doubtful', { percent });
}
