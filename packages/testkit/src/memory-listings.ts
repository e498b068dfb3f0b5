import { isOnChannel, type ListingStatus } from '@quayside/core/domain/listing-life';
import { aspectOf, type Target, type TargetLane } from '@quayside/core/domain/target';
import type { Instant } from '@quayside/core/domain/instant';
import type { ListingRepositories } from '@quayside/core/ports/listing-storage';
import type { Transaction } from '@quayside/core/ports/storage';
import { byText, isDue, pageOf, type TakeTurn } from './memory-rows.ts';
import type { TableViews } from './memory-tables.ts';

/** What is on channels, and what they should show, over tables in memory. */
export function memoryListings(views: TableViews, then: TakeTurn): ListingRepositories {
  return {
    ...listingsAndTargets(views, then),
    submissions: {
      get: then((id) => views.submissions.get(id)),
      gathering: then((connectionId, marketplace) =>
        views.submissions
          .select((row) => row.state === 'gathering' && row.connectionId === connectionId)
          .find((row) => row.marketplace === marketplace),
      ),
      byChannelId: then((connectionId, channelId) =>
        views.submissions
          .select((row) => row.connectionId === connectionId)
          .find((row) => row.channelId === channelId),
      ),
      due: then((connectionId, now, limit) =>
        views.submissions
          .select((row) => row.connectionId === connectionId && isDue(row.dueAt, now))
          .sort(byText((row) => row.dueAt ?? ''))
          .slice(0, limit),
      ),
      insert: then((row) => views.submissions.insert(row)),
      save: then((row) => views.submissions.save(row)),
    },
  };
}

function listingsAndTargets(
  { listings, targets }: TableViews,
  then: TakeTurn,
): Pick<Transaction, 'listings' | 'targets'> {
  function raise(row: Target, lane: TargetLane, now: Instant, changes: Partial<Target> = {}): void {
    const staysDown = row.dueAt !== null && row.lane === 'quantity-down';
    targets.save({
      ...row,
      ...changes,
      wantedVersion: row.wantedVersion + 1,
      raisedAt: row.raisedAt ?? now,
      lane: staysDown ? row.lane : lane,
      awaitsOrdersAfter: null,
      // What is in flight is waited for: its own end makes the newer version due.
      dueAt: row.inFlight === null ? now : row.dueAt,
    });
  }
  return {
    listings: {
      get: then((id) => listings.get(id)),
      byChannelSkus: then((connectionId, skus) =>
        listings
          .select((row) => row.connectionId === connectionId && skus.includes(row.channelSku))
          .sort(byText((row) => row.id)),
      ),
      ofVariants: then((ids) =>
        listings
          .select((row) => row.variantId !== null && ids.includes(row.variantId))
          .sort(byText((row) => row.id)),
      ),
      page: then((connectionId, after, limit) =>
        pageOf(
          listings.select((row) => row.connectionId === connectionId),
          after,
          limit,
        ),
      ),
      unlinkedPage: then((connectionId, after, limit) =>
        pageOf(
          listings.select(
            (row) => row.connectionId === connectionId && row.variantId === null && isOnChannel(row),
          ),
          after,
          limit,
        ),
      ),
      unlinkedByIdentifiers: then((skus, gtins) =>
        listings
          .select(
            (row) =>
              row.variantId === null &&
              (skus.includes(row.channelSku) || row.gtins.some((gtin) => gtins.includes(gtin))),
          )
          .sort(byText((row) => row.id)),
      ),
      due: then((connectionId, now, limit) =>
        listings
          .select((row) => row.connectionId === connectionId && isDue(row.dueAt, now))
          .sort(byText((row) => `${row.status === 'matching' ? 1 : 0} ${row.dueAt ?? ''}`))
          .slice(0, limit),
      ),
      unseenPage: then((connectionId, seenBefore, after, limit) =>
        pageOf(
          listings.select(
            (row) =>
              row.connectionId === connectionId &&
              isOnChannel(row) &&
              (row.seenAt === null || row.seenAt < seenBefore),
          ),
          after,
          limit,
        ),
      ),
      ofSubmission: then((id, after, limit) =>
        pageOf(
          listings.select((row) => row.submissionId === id),
          after,
          limit,
        ),
      ),
      resubmit: then((ids, from, to) => {
        for (const row of listings.select((each) => ids.includes(each.id))) {
          if (row.submissionId === from) listings.save({ ...row, submissionId: to });
        }
      }),
      retryIncomplete: then((connectionId, now) => {
        for (const row of listings.select((each) => each.connectionId === connectionId)) {
          if (row.status !== 'incomplete') continue;
          listings.save({ ...row, status: 'matching', dueAt: now, attempts: 0 });
        }
      }),
      countByStatus: then((connectionId) => {
        const counts: Partial<Record<ListingStatus, number>> = {};
        for (const row of listings.select((each) => each.connectionId === connectionId)) {
          counts[row.status] = (counts[row.status] ?? 0) + 1;
        }
        return counts;
      }),
      countUnlinked: then(
        (connectionId) =>
          listings.select(
            (row) => row.connectionId === connectionId && row.variantId === null && isOnChannel(row),
          ).length,
      ),
      count: then((connectionId) => listings.select((row) => row.connectionId === connectionId).length),
      accountsOfPolicy: then((id) => {
        const rows = listings.select(({ policies }) => Object.values(policies).includes(id));
        return [...new Set(rows.map((row) => row.connectionId))].sort();
      }),
      insertMany: then((rows) => rows.forEach((row) => listings.insert(row))),
      save: then((row) => listings.save(row)),
      markSeen: then((rows, seenAt) => rows.forEach((row) => listings.save({ ...row, seenAt }))),
    },
    targets: {
      get: then((id) => targets.get(id)),
      getMany: then((ids) => targets.select((row) => ids.includes(row.id))),
      ofChannelSkus: then((connectionId, skus) =>
        targets.select((row) => row.connectionId === connectionId && skus.includes(row.channelSku)),
      ),
      insertMany: then((rows) => rows.forEach((row) => targets.insert(row))),
      save: then((row) => targets.save(row)),
      raise: then((ids, lane, now) => {
        for (const row of targets.select((target) => ids.includes(target.id))) raise(row, lane, now);
      }),
      raiseAll: then((connectionId, lane, now) => {
        for (const row of targets.select((target) => target.connectionId === connectionId)) {
          if (row.aspect === aspectOf(lane)) raise(row, lane, now);
        }
      }),
      approve: then((approvals, lane, now) => {
        for (const [id, value] of new Map(approvals.map((each) => [each.id, each.value]))) {
          const row = targets.get(id);
          if (row !== undefined) raise(row, lane, now, { approved: value });
        }
      }),
      due: then((connectionId, lane, now, limit) =>
        targets
          .select((row) => row.connectionId === connectionId && row.lane === lane && isDue(row.dueAt, now))
          .sort(byText((row) => row.dueAt ?? ''))
          .slice(0, limit),
      ),
      toVerify: then((connectionId, now, limit) =>
        targets
          .select((row) => row.connectionId === connectionId && isDue(row.verifyAt, now))
          .sort(byText((row) => row.verifyAt ?? ''))
          .slice(0, limit),
      ),
      releaseAwaiting: then((connectionId, importedUntil, now) => {
        for (const row of targets.select((target) => target.connectionId === connectionId)) {
          if (row.awaitsOrdersAfter === null || row.awaitsOrdersAfter >= importedUntil) continue;
          targets.save({ ...row, awaitsOrdersAfter: null, dueAt: now });
        }
      }),
    },
  };
}
