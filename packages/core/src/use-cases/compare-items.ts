import type { CatalogueItem, MatchFindings } from '../domain/match.ts';
import type { Listing } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import type { Variant } from '../domain/variant.ts';
import { contradicts, type Compared } from '../matching/decide-match.ts';
import type { MatchRecord } from '../matching/match-record.ts';
import type { Matcher } from '../matching/matcher.ts';
import { recordOfItem, recordOfVariant } from '../matching/records.ts';

/** What a listing on its way onto a channel is to be: its variant, by so many in one package. */
export function recordWanted(
  variant: Variant,
  { unitsPerListing }: Pick<Listing, 'unitsPerListing'>,
): MatchRecord {
  const record = recordOfVariant(variant);
  return unitsPerListing === 1 ? record : { ...record, packageQuantity: unitsPerListing };
}

/** Compares what is wanted with items of a catalogue, all at once, since they compete. */
export function compareItems(
  matcher: Matcher,
  wanted: MatchRecord,
  items: readonly CatalogueItem[],
  rejected: ReadonlySet<string>,
): readonly Compared<CatalogueItem>[] {
  const records = items.map(recordOfItem);
  const comparisons = matcher.compare(wanted, records);
  return items.flatMap((item, index) => {
    const [comparison, record] = [comparisons[index], records[index]];
    if (comparison === undefined || record === undefined) return [];
    const isRejected = rejected.has(item.catalogueId);
    return [{ item, comparison, isRejected, isContradicted: contradicts(wanted, record) }];
  });
}

/** What is kept of a comparison and shown to the merchant. */
export function findingsOf(
  { comparison, isContradicted, item }: Compared<Pick<CatalogueItem, 'catalogueId' | 'gtins'>>,
  { sku, gtins }: { readonly sku: string; readonly gtins: readonly string[] },
): MatchFindings {
  const { score, reasons, objections, vetoes } = comparison;
  const { catalogueId } = item;
  const told =
    isContradicted && objections.length === 0
      ? [say('match.other-number', { sku, catalogueId, gtin: gtins.join(', '), has: item.gtins.join(', ') })]
      : objections;
  return { score, reasons, objections: told, isVetoed: isContradicted || vetoes.length > 0 };
}
