import type { Connection } from '../domain/connection.ts';
import { plus, toMilliseconds, type Instant } from '../domain/instant.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Time enough to come back from a holiday. */
const remindBeforeDays = 30;
const urgentBeforeDays = 7;

export interface AuthorizationReminder {
  readonly isUrgent: boolean;
  /** Whole days that are left; 0 on the last one, and after it. */
  readonly days: number;
}

/** Until when a consent is good. `null`: it was typed in, or does not end by itself. */
export function authorizedUntil(
  { authorizedAt }: Pick<Connection, 'authorizedAt'>,
  consentGoodForDays: number | undefined,
): Instant | null {
  if (authorizedAt === null || consentGoodForDays === undefined) return null;
  return plus(authorizedAt, consentGoodForDays * dayMs);
}

/** What the merchant is reminded of: from 30 days before the end of a consent on, and urgently on the last seven. `null`: nothing yet. */
export function planAuthorizationReminder(until: Instant | null, now: Instant): AuthorizationReminder | null {
  if (until === null) return null;
  const leftMs = toMilliseconds(until) - toMilliseconds(now);
  if (leftMs > remindBeforeDays * dayMs) return null;
  return { isUrgent: leftMs <= urgentBeforeDays * dayMs, days: Math.max(0, Math.floor(leftMs / dayMs)) };
}
