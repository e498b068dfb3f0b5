import { brandId, type ConnectionId } from '@quayside/core/domain/ids';
import type { After, Searches, UnmatchedFilter, UnmatchedFound } from '@quayside/core/ports/searches';
import { toVariant } from './catalogue-rows.ts';
import { Prisma } from './generated/client.ts';
import { likePattern } from './like-pattern.ts';
import { toListing } from './offer-rows.ts';
import type { RepositoryContext } from './repository-context.ts';

const { sql, join, empty } = Prisma;

/** Listings that nobody has said of yet what they are: each order is that of an index, so that a page costs the same wherever it lies. */
export function unmatchedSearch({
  client,
  workspaceId,
}: Pick<RepositoryContext, 'client' | 'workspaceId'>): Pick<Searches, 'unmatched' | 'unmatchedCounts'> {
  async function load(ids: readonly string[]): Promise<readonly UnmatchedFound[]> {
    const rows = await client.listing.findMany({
      where: { workspaceId, id: { in: [...ids] } },
      include: { variant: true },
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (row === undefined) return [];
      const variant = row.variant === null ? null : toVariant(row.variant);
      return [{ listing: toListing(row), variant, score: row.matchScore, hasProposals: !row.lacksProposals }];
    });
  }

  return {
    async unmatched(filter, { after, limit }) {
      const isByScore = filter.scoreFrom !== undefined;
      const conditions = [
        sql`listing.workspace_id = ${workspaceId}::uuid AND listing.is_unmatched`,
        filter.connectionId === undefined ? empty : sql`listing.connection_id = ${filter.connectionId}::uuid`,
        filter.marketplace === undefined ? empty : sql`listing.marketplace = ${filter.marketplace}`,
        filter.hasProposals === undefined ? empty : sql`listing.lacks_proposals = ${!filter.hasProposals}`,
        filter.scoreFrom === undefined ? empty : sql`listing.match_score >= ${filter.scoreFrom}::float8`,
        after === null ? empty : isByScore ? belowScore(after) : beyondSku(after),
      ].filter((condition) => condition !== empty);
      const order = isByScore ? sql`match_score DESC, id DESC` : sql`lacks_proposals, channel_sku, id`;
      const columns = sql`listing.id, listing.match_score, listing.lacks_proposals, listing.channel_sku`;
      const select = (from: Prisma.Sql, more: readonly Prisma.Sql[]): Prisma.Sql => sql`
        SELECT ${columns} FROM ${from} WHERE ${join([...conditions, ...more], ' AND ')}
        ORDER BY ${order} LIMIT ${limit}`;
      const found = await client.$queryRaw<{ id: string }[]>(bothTexts(select, filter, order, limit));
      return load(found.map(({ id }) => id));
    },
    async unmatchedCounts() {
      const rows = await client.$queryRaw<
        { connection_id: string; proposed: bigint; unproposed: bigint }[]
      >(sql`
        SELECT connection_id, count(*) FILTER (WHERE NOT lacks_proposals) AS proposed,
          count(*) FILTER (WHERE lacks_proposals) AS unproposed
        FROM listing WHERE workspace_id = ${workspaceId}::uuid AND is_unmatched GROUP BY connection_id ORDER BY connection_id`);
      return rows.map((row) => ({
        connectionId: brandId<ConnectionId>(row.connection_id),
        proposed: Number(row.proposed),
        unproposed: Number(row.unproposed),
      }));
    },
  };
}

/** What the listing is found by, and what its variant is, each in order and to the limit: an OR over both tables could use no index. */
function bothTexts(
  select: (from: Prisma.Sql, more: readonly Prisma.Sql[]) => Prisma.Sql,
  { text }: UnmatchedFilter,
  order: Prisma.Sql,
  limit: number,
): Prisma.Sql {
  if (text === undefined || text.trim() === '') return select(sql`listing`, []);
  const pattern = likePattern(text);
  const joined = sql`listing JOIN variant ON variant.workspace_id = listing.workspace_id AND variant.id = listing.variant_id`;
  return sql`
    SELECT id FROM (
      (${select(sql`listing`, [sql`listing.search_text LIKE ${pattern}`])})
      UNION
      (${select(joined, [sql`variant.search_text LIKE ${pattern}`])})
    ) AS both_texts ORDER BY ${order} LIMIT ${limit}`;
}

function beyondSku({ key, id }: After): Prisma.Sql {
  return sql`(listing.lacks_proposals, listing.channel_sku, listing.id) > (${key.startsWith('1')}, ${key.slice(1)}, ${id}::uuid)`;
}

function belowScore({ key, id }: After): Prisma.Sql {
  return sql`(listing.match_score, listing.id) < (${Number(key)}::float8, ${id}::uuid)`;
}
