import type { Attributes } from '../domain/attributes.ts';
import type { Listing } from '../domain/listing.ts';
import type { CatalogueItem } from '../domain/match.ts';
import type { Variant } from '../domain/variant.ts';
import type { MatchRecord } from './match-record.ts';

/** Under which names shops keep the manufacturer's number: compared without case, accents, blanks and signs. */
const partNumberNames: ReadonlySet<string> = new Set([
  'mpn',
  'partnumber',
  'manufacturerpartnumber',
  'manufacturernumber',
  'modelnumber',
  'referencefabricant',
  'reffabricant',
  'numerodepiece',
]);

type Told = Pick<Variant, 'title' | 'gtin' | 'options' | 'attributes' | 'price'>;

/** What the shop says of a variant. */
export function recordOfVariant({ title, gtin, options, attributes, price }: Told): MatchRecord {
  return {
    title,
    brand: first(attributes, 'brand'),
    partNumber: partNumberIn(attributes),
    gtins: gtin === null ? [] : [gtin],
    description: null,
    category: first(attributes, 'type') ?? first(attributes, 'category'),
    options: options.map(({ value }) => value),
    packageQuantity: null,
    price,
  };
}

/** What a channel's catalogue says of an item. */
export function recordOfItem(item: Omit<CatalogueItem, 'channelData'>): MatchRecord {
  return {
    title: item.title,
    brand: item.brand,
    partNumber: item.partNumber,
    gtins: item.gtins,
    description: null,
    category: null,
    options: [item.color, item.size].filter((value) => value !== null),
    packageQuantity: item.packageQuantity,
    price: null,
  };
}

/** What a channel's own list says of something that a seller has there. */
export function recordOfListing({
  title,
  channelSku,
  gtins,
}: Pick<Listing, 'title' | 'channelSku' | 'gtins'>) {
  return {
    title: title ?? channelSku,
    brand: null,
    partNumber: null,
    gtins,
    description: null,
    category: null,
    options: [],
    packageQuantity: null,
    price: null,
  } satisfies MatchRecord;
}

function first(attributes: Attributes, name: string): string | null {
  return (Object.hasOwn(attributes, name) ? attributes[name]?.[0] : undefined) ?? null;
}

function partNumberIn(attributes: Attributes): string | null {
  for (const [name, values] of Object.entries(attributes)) {
    const plain = name
      .normalize('NFD')
      .toLowerCase()
      .replaceAll(/[^a-z]/g, '');
    // Shops put a group before their names, as in "custom.mpn".
    const last =
      name
        .split('.')
        .at(-1)
        ?.normalize('NFD')
        .toLowerCase()
        .replaceAll(/[^a-z]/g, '') ?? '';
    if (partNumberNames.has(plain) || partNumberNames.has(last)) return values[0] ?? null;
  }
  return null;
}
