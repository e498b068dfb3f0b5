import type { WaitingLine } from '../rate-budget/plan-leases.ts';
import type { BucketAddress } from '../rate-budget/bucket-path.ts';
import type { BucketLevel } from '../rate-budget/token-bucket.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';

/** Buckets and whoever waits for them, as one moment shows them. */
export interface BucketLook {
  /** The moment, by the database's clock; handed back with what was decided from it. */
  readonly at: string;
  readonly buckets: ReadonlyMap<string, BucketRow>;
  readonly lines: readonly WaitingLine[];
}

export interface BucketRow {
  /** As it was written; not refilled. */
  readonly level: BucketLevel;
  readonly restedMs: number;
  readonly version: number;
}

/** Buckets that are changed together or not at all. */
export interface BucketChange {
  readonly unit: number;
  readonly bucket: string;
  readonly version: number;
  readonly level: BucketLevel;
}

/** The rows of the rate budgets. All processes spend from the same ones, so that one clock must count: the database's (ADR 0008). */
export interface RateBucketRows {
  /** Makes buckets that there are not yet, full. Without effect for a connection that is gone. */
  create(addresses: readonly BucketAddress[]): Promise<void>;
  /** These buckets, and those of everybody else who waits for them. */
  look(buckets: readonly string[]): Promise<BucketLook>;
  /**
   * Writes levels over the versions that were read, and who of this process still waits for which of its buckets.
   *
   * @returns the units that were written; the others lost to another process, and nothing of them was done.
   */
  write(work: {
    readonly at: string;
    readonly holder: string;
    readonly changes: readonly BucketChange[];
    /** The buckets that this process asked about. */
    readonly asked: readonly string[];
    readonly waiting: readonly (WaitingLine & { readonly forMs: number })[];
  }): Promise<ReadonlySet<number>>;
  pause(address: BucketAddress, milliseconds: number): Promise<void>;
}

/** In the steps that the columns keep. */
const now = Prisma.sql`date_trunc('milliseconds', clock_timestamp())`;
const ms = (from: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`EXTRACT(EPOCH FROM (${from} - moment.at))::float8 * 1000`;

export function createRateBucketRows(client: PrismaClient): RateBucketRows {
  return {
    async create(addresses) {
      for (const { path, limit, owner } of addresses) {
        const [workspaceId, connectionId] = [owner?.workspaceId ?? null, owner?.connectionId ?? null];
        await client.$executeRaw`
          INSERT INTO rate_bucket (bucket, workspace_id, connection_id, tokens, refilled_at, changed_at)
          SELECT ${path}, ${workspaceId}::uuid, ${connectionId}::uuid, ${limit.burst}::float8, ${now}, ${now}
          WHERE ${owner === null} OR EXISTS (
            SELECT 1 FROM connection WHERE workspace_id = ${workspaceId}::uuid AND id = ${connectionId}::uuid FOR SHARE
          )
          ON CONFLICT (bucket) DO NOTHING`;
      }
    },
    async look(buckets) {
      const [row] = await client.$queryRaw<[{ at: string; buckets: RawBucket[]; lines: WaitingLine[] }]>`
        WITH moment AS (SELECT ${now} AS at),
        line AS (
          SELECT bucket, holder, priority, shared, wanted FROM rate_waiter, moment
          WHERE expires_at > moment.at AND (bucket = ANY(${[...buckets]}) OR shared = ANY(${[...buckets]}))
        ),
        found AS (
          SELECT bucket, tokens, version, ${ms(Prisma.sql`refilled_at`)} AS "countedMs",
            COALESCE(${ms(Prisma.sql`paused_until`)}, 0) AS "pausedMs", -(${ms(Prisma.sql`changed_at`)}) AS "restedMs"
          FROM rate_bucket, moment
          WHERE bucket = ANY(${[...buckets]}) OR bucket IN (SELECT bucket FROM line)
        )
        SELECT (SELECT at::text FROM moment) AS at,
          COALESCE((SELECT json_agg(found) FROM found), '[]') AS buckets,
          COALESCE((SELECT json_agg(line) FROM line), '[]') AS lines`;
      return {
        at: row.at,
        lines: row.lines,
        buckets: new Map(
          row.buckets.map(({ bucket, version, restedMs, ...level }) => [
            bucket,
            { level, version, restedMs },
          ]),
        ),
      };
    },
    async write({ at, holder, changes, asked, waiting }) {
      const sizes = new Map<number, number>();
      for (const { unit } of changes) sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
      const rows = changes.map(({ unit, bucket, version, level }) => ({
        unit,
        size: sizes.get(unit),
        bucket,
        version,
        tokens: level.tokens,
        counted: level.countedMs,
        paused: level.pausedMs,
      }));
      // Rows of another version are not locked and so not counted: a unit is written only if all of its rows are as they were read.
      const written = await client.$queryRaw<{ unit: number }[]>`
        WITH change AS (
          SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            AS change(unit int, size int, bucket text, version int, tokens float8, counted float8, paused float8)
        ),
        locked AS (
          SELECT change.unit, change.size FROM rate_bucket AS row JOIN change USING (bucket)
          WHERE row.version = change.version ORDER BY row.bucket FOR UPDATE OF row
        ),
        won AS (SELECT unit FROM locked GROUP BY unit HAVING count(*) = min(size)),
        waiting AS (
          SELECT * FROM jsonb_to_recordset(${JSON.stringify(waiting)}::jsonb)
            AS waiting(bucket text, shared text, priority int, wanted int, "forMs" float8)
        ),
        gone AS (
          DELETE FROM rate_waiter WHERE (bucket, holder, priority) IN (
            SELECT bucket, holder, priority FROM rate_waiter AS old
            WHERE bucket = ANY(${[...asked]}) AND (expires_at < ${at}::timestamptz OR (holder = ${holder} AND NOT EXISTS (
              SELECT 1 FROM waiting WHERE waiting.bucket = old.bucket AND waiting.priority = old.priority
            )))
            FOR UPDATE SKIP LOCKED
          )
        ),
        standing AS (
          INSERT INTO rate_waiter (bucket, holder, priority, shared, wanted, expires_at)
          SELECT waiting.bucket, ${holder}, priority, shared, wanted, ${at}::timestamptz + "forMs" * interval '1 millisecond'
          FROM waiting JOIN rate_bucket USING (bucket)
          ON CONFLICT (bucket, holder, priority) DO UPDATE SET
            shared = EXCLUDED.shared, wanted = EXCLUDED.wanted, expires_at = EXCLUDED.expires_at
        )
        UPDATE rate_bucket AS row SET
          tokens = change.tokens,
          refilled_at = ${at}::timestamptz + change.counted * interval '1 millisecond',
          paused_until = CASE WHEN change.paused > 0 THEN ${at}::timestamptz + change.paused * interval '1 millisecond' END,
          changed_at = ${at}::timestamptz,
          version = row.version + 1
        FROM change JOIN won USING (unit)
        WHERE row.bucket = change.bucket
        RETURNING change.unit`;
      return new Set(written.map(({ unit }) => unit));
    },
    async pause({ path, owner }, milliseconds) {
      const until = Prisma.sql`${now} + ${milliseconds}::float8 * interval '1 millisecond'`;
      // Several calls may have been refused at once: the longest pause counts.
      await client.$executeRaw`
        INSERT INTO rate_bucket AS bucket (bucket, workspace_id, connection_id, tokens, refilled_at, changed_at, paused_until)
        VALUES (${path}, ${owner?.workspaceId ?? null}::uuid, ${owner?.connectionId ?? null}::uuid, 0, ${now}, ${now}, ${until})
        ON CONFLICT (bucket) DO UPDATE SET
          tokens = 0, refilled_at = ${now}, changed_at = ${now}, version = bucket.version + 1,
          paused_until = GREATEST(bucket.paused_until, ${until})`;
    },
  };
}

type RawBucket = BucketLevel & {
  readonly bucket: string;
  readonly version: number;
  readonly restedMs: number;
};
