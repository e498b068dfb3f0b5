import type { MatchRepositories } from '@quayside/core/ports/match-storage';
import { byText, isDue, type TakeTurn } from './memory-rows.ts';
import { verdictKey, type Placed, type TableViews } from './memory-tables.ts';

/** What is proposed for listings and what was said of it, over tables in memory. */
export function memoryMatching(views: TableViews, then: TakeTurn): MatchRepositories {
  const { matchCandidates, linkCandidates, matchVerdicts, matchRounds, matchingSettings } = views;
  function clearLinks(ids: readonly string[]): void {
    for (const { listingId, variantId } of linkCandidates.select((row) => ids.includes(row.listingId))) {
      linkCandidates.remove(JSON.stringify([listingId, variantId]));
    }
  }
  return {
    matchCandidates: {
      ofListings: then((ids) => inPlace(matchCandidates.select((row) => ids.includes(row.listingId)))),
      replace: then((listingId, candidates) => {
        for (const row of matchCandidates.select((each) => each.listingId === listingId)) {
          matchCandidates.remove(JSON.stringify([row.listingId, row.catalogueId]));
        }
        candidates.forEach((row, position) => matchCandidates.insert({ ...row, position }));
      }),
    },
    linkCandidates: {
      ofListings: then((ids) => inPlace(linkCandidates.select((row) => ids.includes(row.listingId)))),
      replace: then((listingId, candidates) => {
        clearLinks([listingId]);
        candidates.forEach((row, position) => linkCandidates.insert({ ...row, position }));
      }),
      clear: then(clearLinks),
    },
    matchVerdicts: {
      ofVariants: then(({ connectionId, marketplace }, ids) =>
        matchVerdicts
          .select((row) => row.connectionId === connectionId && row.marketplace === marketplace)
          .filter((row) => ids.includes(row.variantId))
          .sort(byText((row) => row.variantId + row.catalogueId)),
      ),
      ofItems: then(({ connectionId, marketplace }, ids) =>
        matchVerdicts
          .select((row) => row.connectionId === connectionId && row.marketplace === marketplace)
          .filter((row) => ids.includes(row.catalogueId))
          .sort(byText((row) => row.variantId + row.catalogueId)),
      ),
      put: then((verdict) => {
        matchVerdicts.remove(verdictKey(verdict));
        matchVerdicts.insert(verdict);
      }),
      remove: then((pair) => matchVerdicts.remove(verdictKey(pair))),
      scored: then((limit) =>
        matchVerdicts
          .select((row) => row.score !== null)
          .sort(byText((row) => row.variantId + row.catalogueId))
          .sort((one, other) => byText<typeof one>((row) => row.decidedAt)(other, one))
          .slice(0, limit)
          .flatMap(({ score, verdict }) => (score === null ? [] : [{ score, verdict }])),
      ),
    },
    matchRounds: {
      get: then((connectionId) => matchRounds.get(connectionId)),
      begin: then((connectionId, now) => {
        const row = matchRounds.get(connectionId);
        const fresh = { connectionId, afterListingId: null, proposed: 0, dueAt: now };
        if (row === undefined) matchRounds.insert({ ...fresh, version: 0 });
        else matchRounds.save({ ...fresh, version: row.version });
      }),
      due: then((connectionId, now) => {
        const row = matchRounds.get(connectionId);
        return row !== undefined && isDue(row.dueAt, now) ? row : undefined;
      }),
      save: then((row) => matchRounds.save(row)),
    },
    matching: {
      isByScoreAllowed: then(() => matchingSettings.get('own')?.isByScoreAllowed ?? false),
      allowByScore: then((isByScoreAllowed) => {
        matchingSettings.remove('own');
        matchingSettings.insert({ isByScoreAllowed });
      }),
    },
  };
}

function inPlace<Row extends { readonly listingId: string }>(rows: readonly Placed<Row>[]): Row[] {
  return rows
    .toSorted(byText((row) => row.listingId))
    .toSorted((one, other) => (one.listingId === other.listingId ? one.position - other.position : 0))
    .map(({ position: _, ...row }) => row as unknown as Row);
}
