import { isUnmatched } from '@quayside/core/domain/listing-life';
import { isFoundBy, searchTextOfListing, searchTextOfVariant } from '@quayside/core/domain/search-text';
import { afterUnmatched, type Searches, type UnmatchedFound } from '@quayside/core/ports/searches';
import { byText, type TakeTurn } from './memory-rows.ts';
import type { TableViews } from './memory-tables.ts';

/** Listings that nobody has said of yet what they are, over tables in memory. */
export function unmatchedSearches(
  { listings, variants, matchCandidates, linkCandidates }: TableViews,
  then: TakeTurn,
): Pick<Searches, 'unmatched' | 'unmatchedCounts'> {
  function all(): UnmatchedFound[] {
    return listings.select(isUnmatched).map((listing) => {
      const proposals = [
        ...matchCandidates.select((row) => row.listingId === listing.id),
        ...linkCandidates.select((row) => row.listingId === listing.id),
      ];
      const scores = proposals.flatMap(({ score, isVetoed }) => (isVetoed || score === null ? [] : [score]));
      return {
        listing,
        variant: listing.variantId === null ? null : (variants.get(listing.variantId) ?? null),
        score: scores.length === 0 ? null : Math.max(...scores),
        hasProposals: proposals.length > 0,
      };
    });
  }
  return {
    unmatched: then((filter, { after, limit }) => {
      const place = (row: UnmatchedFound): string =>
        `${afterUnmatched(row, filter).key}\u0000${row.listing.id}`;
      const found = all().filter(
        ({ listing, variant, score, hasProposals }) =>
          (isFoundBy(searchTextOfListing(listing), filter.text) ||
            (variant !== null && isFoundBy(searchTextOfVariant(variant), filter.text))) &&
          (filter.connectionId === undefined || listing.connectionId === filter.connectionId) &&
          (filter.marketplace === undefined || listing.marketplace === filter.marketplace) &&
          (filter.hasProposals === undefined || filter.hasProposals === hasProposals) &&
          (filter.scoreFrom === undefined || (score !== null && score >= filter.scoreFrom)),
      );
      if (filter.scoreFrom !== undefined) {
        const from = Number(after?.key);
        return found
          .filter(
            ({ score, listing }) =>
              after === null || (score ?? 0) < from || (score === from && listing.id < after.id),
          )
          .sort(byText(({ listing }) => listing.id))
          .reverse()
          .sort((one, other) => (other.score ?? 0) - (one.score ?? 0))
          .slice(0, limit);
      }
      return found
        .filter((row) => after === null || place(row) > `${after.key}\u0000${after.id}`)
        .sort(byText(place))
        .slice(0, limit);
    }),
    unmatchedCounts: then(() =>
      [...Map.groupBy(all(), ({ listing }) => listing.connectionId)]
        .map(([connectionId, rows]) => {
          const proposed = rows.filter(({ hasProposals }) => hasProposals).length;
          return { connectionId, proposed, unproposed: rows.length - proposed };
        })
        .sort(byText(({ connectionId }) => connectionId)),
    ),
  };
}
