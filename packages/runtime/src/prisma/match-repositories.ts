import type { MatchFindings, MatchVerdict } from '@quayside/core/domain/match';
import type { MatchRepositories } from '@quayside/core/ports/match-storage';
import { LostUpdate } from './lost-update.ts';
import {
  fromCandidate,
  fromLinkCandidate,
  fromRound,
  fromVerdict,
  toCandidate,
  toLinkCandidate,
  toRound,
  toVerdict,
} from './match-rows.ts';
import type { RepositoryContext } from './repository-context.ts';
import { toDate } from './rows.ts';

type Context = Pick<RepositoryContext, 'client' | 'workspaceId'>;

/** What is proposed for listings, what members have said of it, and what the workspace allows. */
export function matchRepositories({ client, workspaceId }: Context): MatchRepositories {
  /** Keeps beside the listing what lists of listings are found by; its version is of what it says itself. */
  async function noteProposals(id: string, findings: readonly MatchFindings[]): Promise<void> {
    const scores = findings.flatMap(({ score, isVetoed }) => (isVetoed || score === null ? [] : [score]));
    await client.listing.updateMany({
      where: { workspaceId, id },
      data: {
        lacksProposals: findings.length === 0,
        matchScore: scores.length === 0 ? null : Math.max(...scores),
      },
    });
  }
  return {
    matchCandidates: {
      async ofListings(ids) {
        if (ids.length === 0) return [];
        const rows = await client.matchCandidate.findMany({
          where: { workspaceId, listingId: { in: [...ids] } },
          orderBy: [{ listingId: 'asc' }, { position: 'asc' }],
        });
        return rows.map(toCandidate);
      },
      async replace(listingId, candidates) {
        await client.matchCandidate.deleteMany({ where: { workspaceId, listingId } });
        await client.matchCandidate.createMany({
          data: candidates.map((each, position) => fromCandidate(workspaceId, each, position)),
        });
        await noteProposals(listingId, candidates);
      },
    },
    linkCandidates: {
      async ofListings(ids) {
        if (ids.length === 0) return [];
        const rows = await client.linkCandidate.findMany({
          where: { workspaceId, listingId: { in: [...ids] } },
          orderBy: [{ listingId: 'asc' }, { position: 'asc' }],
        });
        return rows.map(toLinkCandidate);
      },
      async replace(listingId, candidates) {
        await client.linkCandidate.deleteMany({ where: { workspaceId, listingId } });
        await client.linkCandidate.createMany({
          data: candidates.map((each, position) => fromLinkCandidate(workspaceId, each, position)),
        });
        await noteProposals(listingId, candidates);
      },
      async clear(ids) {
        if (ids.length === 0) return;
        const { count } = await client.linkCandidate.deleteMany({
          where: { workspaceId, listingId: { in: [...ids] } },
        });
        if (count === 0) return;
        await client.listing.updateMany({
          where: { workspaceId, id: { in: [...ids] } },
          data: { lacksProposals: true, matchScore: null },
        });
      },
    },
    matchVerdicts: verdictRepository({ client, workspaceId }),
    matchRounds: roundRepository({ client, workspaceId }),
    matching: {
      async isByScoreAllowed() {
        const row = await client.workspace.findUnique({ where: { id: workspaceId } });
        return row?.matchByScore ?? false;
      },
      async allowByScore(isAllowed) {
        await client.workspace.updateMany({ where: { id: workspaceId }, data: { matchByScore: isAllowed } });
      },
    },
  };
}

function verdictRepository({ client, workspaceId }: Context): MatchRepositories['matchVerdicts'] {
  return {
    async ofVariants({ connectionId, marketplace }, ids) {
      if (ids.length === 0) return [];
      const rows = await client.matchVerdict.findMany({
        where: { workspaceId, connectionId, marketplace, variantId: { in: [...ids] } },
        orderBy: [{ variantId: 'asc' }, { catalogueId: 'asc' }],
      });
      return rows.map(toVerdict);
    },
    async ofItems({ connectionId, marketplace }, catalogueIds) {
      if (catalogueIds.length === 0) return [];
      const rows = await client.matchVerdict.findMany({
        where: { workspaceId, connectionId, marketplace, catalogueId: { in: [...catalogueIds] } },
        orderBy: [{ variantId: 'asc' }, { catalogueId: 'asc' }],
      });
      return rows.map(toVerdict);
    },
    async put(verdict) {
      const { connectionId, marketplace, variantId, catalogueId } = verdict;
      const pair = { workspaceId, connectionId, marketplace, variantId, catalogueId };
      const row = fromVerdict(workspaceId, verdict);
      await client.matchVerdict.upsert({
        where: { workspaceId_connectionId_marketplace_variantId_catalogueId: pair },
        create: row,
        update: row,
      });
    },
    async remove({ connectionId, marketplace, variantId, catalogueId }) {
      await client.matchVerdict.deleteMany({
        where: { workspaceId, connectionId, marketplace, variantId, catalogueId },
      });
    },
    async scored(limit) {
      return client.$queryRaw<{ score: number; verdict: MatchVerdict['verdict'] }[]>`
        SELECT score, verdict FROM match_verdict
        WHERE workspace_id = ${workspaceId}::uuid AND score IS NOT NULL
        ORDER BY decided_at DESC, variant_id, catalogue_id LIMIT ${limit}`;
    },
  };
}

function roundRepository({ client, workspaceId }: Context): MatchRepositories['matchRounds'] {
  return {
    async get(connectionId) {
      const row = await client.matchRound.findUnique({
        where: { workspaceId_connectionId: { workspaceId, connectionId } },
      });
      return row === null ? undefined : toRound(row);
    },
    async begin(connectionId, now) {
      await client.$executeRaw`
        INSERT INTO match_round (workspace_id, connection_id, after_listing_id, proposed, due_at, version)
        VALUES (${workspaceId}::uuid, ${connectionId}::uuid, NULL, 0, ${toDate(now)}, 0)
        ON CONFLICT (workspace_id, connection_id) DO UPDATE
        SET after_listing_id = NULL, proposed = 0, due_at = EXCLUDED.due_at, version = match_round.version + 1`;
    },
    async due(connectionId, now) {
      const row = await client.matchRound.findFirst({
        where: { workspaceId, connectionId, dueAt: { lte: toDate(now) } },
      });
      return row === null ? undefined : toRound(row);
    },
    async save(round) {
      const { connectionId, version } = round;
      const { count } = await client.matchRound.updateMany({
        where: { workspaceId, connectionId, version },
        data: { ...fromRound(workspaceId, round), version: version + 1 },
      });
      if (count === 0) throw new LostUpdate(`match round of ${connectionId}`);
    },
  };
}
