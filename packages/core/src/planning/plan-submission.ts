import { plus, type Instant } from '../domain/instant.ts';
import type { Submission } from '../domain/submission.ts';

/** How long a submission waits for more, and how much goes into it. */
export interface GatheringLimits {
  readonly mostOffers: number;
  readonly quietMs: number;
  readonly gatherMs: number;
}

/**
 * When a submission that listings have just joined is to be sent: at once when it is full, else when no other has joined it for a while, and never much after the
 * first one: the first must not wait for the last.
 */
export function planSending(
  { offers, openedAt }: Pick<Submission, 'offers' | 'openedAt'>,
  { mostOffers, quietMs, gatherMs }: GatheringLimits,
  now: Instant,
): Instant {
  if (offers >= mostOffers) return now;
  const quiet = plus(now, quietMs);
  const latest = plus(openedAt, gatherMs);
  return quiet < latest ? quiet : latest;
}
