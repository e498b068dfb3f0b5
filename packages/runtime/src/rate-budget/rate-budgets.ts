import { randomUUID } from 'node:crypto';
import type { RateLimit } from '@quayside/core/ports/manifest';
import type { RateBudget } from '@quayside/core/ports/rate-budget';
import type { PrismaClient } from '../prisma/generated/client.ts';
import { createRateBucketRows } from '../prisma/rate-bucket-rows.ts';
import { bucketsOf, type OperationBuckets, type Spender } from './bucket-path.ts';
import { currentTurn } from './lane-turn.ts';
import type { TokenRequest } from './lease-counter.ts';
import { createLeaseDesk } from './lease-desk.ts';

/** The rate budgets of one process: shared with all others through the database (ADR 0012). */
export interface RateBudgets {
  /** @param sendWindowMs how long after it was decided a call may leave: none stands in line until that is over. */
  open(spender: Spender, limits: Readonly<Record<string, RateLimit>>, sendWindowMs?: number): RateBudget;
  /** Gives unused tokens back. Whoever still waits is sent away. */
  close(): Promise<void>;
}

/** How long a call of a lane stands in line: enough for a batch of eight at five tokens a second. */
const longestPatienceMs = 2_000;
/** What follows the token needs most of the window. */
const patienceShare = 0.25;

/** Outside of any lane somebody waits for the answer, and hears at once that there is none. */
const outside: TokenRequest = { priority: 0, patienceMs: 0 };

export function createRateBudgets(client: PrismaClient): RateBudgets {
  const rows = createRateBucketRows(client);
  const desk = createLeaseDesk(rows, randomUUID());
  return {
    open(spender, limits, sendWindowMs = Infinity) {
      const patienceMs = Math.min(longestPatienceMs, sendWindowMs * patienceShare);
      const known = new Map<string, OperationBuckets>();
      for (const [operation, limit] of Object.entries(limits)) {
        known.set(operation, bucketsOf(spender, operation, limit));
      }
      return {
        async take(operation) {
          const buckets = known.get(operation);
          // Without a published limit it is free.
          if (buckets === undefined) return 0;
          const turn = currentTurn();
          const request = turn === undefined ? outside : { priority: turn.priority, patienceMs };
          const waitMs = await desk.take(buckets, request);
          if (turn !== undefined && waitMs > 0) turn.isSentAway = true;
          return waitMs;
        },
        async pause(operation, milliseconds) {
          const buckets = known.get(operation);
          if (buckets === undefined) return;
          desk.drop(buckets);
          await rows.pause(buckets.account, milliseconds);
        },
      };
    },
    close: () => desk.close(),
  };
}
