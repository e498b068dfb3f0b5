import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { RateLimit } from '@quayside/core/ports/manifest';
import type { RateBudget } from '@quayside/core/ports/rate-budget';
import { Prisma, type PrismaClient } from './generated/client.ts';

/**
 * The moment at which a row is looked at, by the database's clock and in the steps that the columns keep. All processes spend from the same bucket, so that one clock
 * must count: a process whose own runs ahead would move the bucket's time forward and starve the others.
 */
const now = Prisma.sql`date_trunc('milliseconds', clock_timestamp())`;

/**
 * A connection's token buckets in PostgreSQL, so that all processes spend from the same one. An operation without a published limit is free.
 */
export function createRateBudget(options: {
  readonly client: PrismaClient;
  readonly key: ConnectionKey;
  readonly limits: Readonly<Record<string, RateLimit>>;
}): RateBudget {
  const { client, limits } = options;
  const { workspaceId, connectionId } = options.key;
  return {
    async take(operation) {
      const limit = limits[operation];
      if (limit === undefined) return 0;
      const available = Prisma.sql`LEAST(${limit.burst}::float8, bucket.tokens
        + GREATEST(0, EXTRACT(EPOCH FROM (${now} - bucket.refilled_at))::float8) * ${limit.perSecond}::float8)`;
      const row = Prisma.sql`bucket.workspace_id = ${workspaceId}::uuid
        AND bucket.connection_id = ${connectionId}::uuid AND bucket.operation = ${operation}`;
      // One statement: refill by the time that has passed and take one if there is one. Its expressions are computed once the row is locked.
      const taken = await client.$executeRaw`
        INSERT INTO rate_bucket AS bucket (workspace_id, connection_id, operation, tokens, refilled_at)
        VALUES (${workspaceId}::uuid, ${connectionId}::uuid, ${operation}, ${limit.burst}::float8 - 1, ${now})
        ON CONFLICT (workspace_id, connection_id, operation) DO UPDATE SET
          tokens = ${available} - 1,
          refilled_at = ${now}
        WHERE (bucket.paused_until IS NULL OR bucket.paused_until <= ${now}) AND ${available} >= 1`;
      if (taken > 0) return 0;
      const [state] = await client.$queryRaw<{ available: number; paused_ms: number; is_ahead: boolean }[]>`
        SELECT ${available} AS available,
          COALESCE(EXTRACT(EPOCH FROM (bucket.paused_until - ${now}))::float8 * 1000, 0) AS paused_ms,
          bucket.refilled_at > ${now} AS is_ahead
        FROM rate_bucket AS bucket WHERE ${row}`;
      // Removed in between, with its connection.
      if (state === undefined) return 1;
      if (state.is_ahead) {
        // The clock has jumped back: what it said before is moved along with it. Nothing is given away.
        await client.$executeRaw`
          UPDATE rate_bucket AS bucket SET
            paused_until = bucket.paused_until - (bucket.refilled_at - ${now}),
            refilled_at = ${now}
          WHERE ${row} AND bucket.refilled_at > ${now}`;
      }
      const missing = 1 - state.available;
      return Math.ceil(Math.max(1, state.paused_ms, (missing / limit.perSecond) * 1000));
    },
    async pause(operation, milliseconds) {
      const until = Prisma.sql`${now} + ${milliseconds}::float8 * interval '1 millisecond'`;
      // Several calls may have been refused at once: the longest pause counts.
      await client.$executeRaw`
        INSERT INTO rate_bucket AS bucket (workspace_id, connection_id, operation, tokens, refilled_at, paused_until)
        VALUES (${workspaceId}::uuid, ${connectionId}::uuid, ${operation}, 0, ${now}, ${until})
        ON CONFLICT (workspace_id, connection_id, operation) DO UPDATE SET
          tokens = 0, refilled_at = ${now}, paused_until = GREATEST(bucket.paused_until, ${until})`;
    },
  };
}
