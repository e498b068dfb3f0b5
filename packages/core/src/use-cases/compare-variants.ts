import type { Listing } from '../domain/listing.ts';
import type { MatchFindings } from '../domain/match.ts';
import type { Variant } from '../domain/variant.ts';
import { contradicts } from '../matching/decide-match.ts';
import type { Matcher } from '../matching/matcher.ts';
import { turnComparison } from '../matching/turn-comparison.ts';
import { recordOfListing, recordOfVariant } from '../matching/records.ts';

/** A variant that a listing may be. */
export interface ComparedVariant {
  readonly variant: Variant;
  readonly findings: MatchFindings;
}

/** Compares a listing that the channel has with variants that it may be, all at once, since they compete. */
export function compareVariants(
  matcher: Matcher,
  listing: Pick<Listing, 'title' | 'channelSku' | 'gtins'>,
  variants: readonly Variant[],
): readonly ComparedVariant[] {
  const wanted = recordOfListing(listing);
  const records = variants.map(recordOfVariant);
  // The merchant's side is ours, although it is the channel's listing that is looked for.
  const comparisons = matcher.compare(wanted, records).map(turnComparison);
  return variants.flatMap((variant, index) => {
    const [comparison, record] = [comparisons[index], records[index]];
    if (comparison === undefined || record === undefined) return [];
    const { score, reasons, objections, vetoes } = comparison;
    const isVetoed = vetoes.length > 0 || contradicts(wanted, record);
    return [{ variant, findings: { score, reasons, objections, isVetoed } }];
  });
}
