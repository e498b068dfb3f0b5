import type { ConnectionKey } from '@quayside/core/domain/ids';
import type { Clock } from '@quayside/core/ports/clock';
import type { RateLimit } from '@quayside/core/ports/manifest';
import type { RateBudget } from '@quayside/core/ports/rate-budget';
import { plus } from '@quayside/core/domain/instant';
import type { PrismaClient } from './generated/client.ts';
import { toDate } from './rows.ts';

/**
 * A connection's token buckets in PostgreSQL, so that all processes spend from the same one. An operation without a published limit is free.
 */
export function createRateBudget(options: {
  readonly client: PrismaClient;
  readonly clock: Clock;
  readonly key: ConnectionKey;
  readonly limits: Readonly<Record<string, RateLimit>>;
}): RateBudget {
  const { client, clock, limits } = options;
  const { workspaceId, connectionId } = options.key;
  return {
    async take(operation) {
      const limit = limits[operation];
      if (limit === undefined) return 0;
      const now = toDate(clock.now());
      // One statement: refill by the time that has passed, take one if there is one, and answer how long it would take otherwise.
      const [row] = await client.$queryRaw<{ wait_ms: number }[]>`
        INSERT INTO rate_bucket AS bucket (workspace_id, connection_id, operation, tokens, refilled_at)
        VALUES (${workspaceId}::uuid, ${connectionId}::uuid, ${operation}, ${limit.burst - 1}, ${now})
        ON CONFLICT (workspace_id, connection_id, operation) DO UPDATE SET
          tokens = LEAST(${limit.burst}, bucket.tokens
            + GREATEST(0, EXTRACT(EPOCH FROM (${now} - bucket.refilled_at))) * ${limit.perSecond}::float8) - 1,
          refilled_at = GREATEST(bucket.refilled_at, ${now})
        WHERE (bucket.paused_until IS NULL OR bucket.paused_until <= ${now})
          AND LEAST(${limit.burst}, bucket.tokens
            + GREATEST(0, EXTRACT(EPOCH FROM (${now} - bucket.refilled_at))) * ${limit.perSecond}::float8) >= 1
        RETURNING 0 AS wait_ms`;
      if (row !== undefined) return 0;
      const bucket = await client.rateBucket.findUniqueOrThrow({
        where: { workspaceId_connectionId_operation: { workspaceId, connectionId, operation } },
      });
      const passed = Math.max(0, now.getTime() - bucket.refilledAt.getTime()) / 1000;
      const missing = 1 - Math.min(limit.burst, bucket.tokens + passed * limit.perSecond);
      const paused = (bucket.pausedUntil?.getTime() ?? 0) - now.getTime();
      return Math.ceil(Math.max(1, paused, (missing / limit.perSecond) * 1000));
    },
    async pause(operation, milliseconds) {
      const now = clock.now();
      const pausedUntil = toDate(plus(now, milliseconds));
      await client.rateBucket.upsert({
        where: { workspaceId_connectionId_operation: { workspaceId, connectionId, operation } },
        create: { workspaceId, connectionId, operation, tokens: 0, refilledAt: toDate(now), pausedUntil },
        update: { pausedUntil, tokens: 0, refilledAt: toDate(now) },
      });
    },
  };
}
