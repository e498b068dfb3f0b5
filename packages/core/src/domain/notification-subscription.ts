import type { ConnectionId } from './ids.ts';
import { plus, type Instant } from './instant.ts';

/** What is known of a platform's notifications for one account (ADR 0021). */
export interface NotificationSubscription {
  readonly connectionId: ConnectionId;
  readonly connector: string;
  /** By what the platform's notifications name the account. Several connections may share it: each of them is told. */
  readonly account: string;
  /** When the platform was last found to tell of the account's orders; `null`: it does not. */
  readonly ensuredAt: Instant | null;
  /** When a notification of the account last came, to the minute; `null`: never. */
  readonly heardAt: Instant | null;
}

/** What has not been seen for longer than this is not relied upon. */
const lately = 24 * 60 * 60_000;

/**
 * How we hear of an account's orders, besides asking for all of them again and again.
 *
 * - `told`: the platform tells of each change, and has done so lately.
 * - `expected`: it was found to tell of them lately, and nothing has come: there may have been no orders.
 * - `asked`: it does not, so far as we know; asking is all there is.
 */
export type OrderNews = 'told' | 'expected' | 'asked';

export function orderNewsOf(
  subscription: Pick<NotificationSubscription, 'ensuredAt' | 'heardAt'> | undefined,
  now: Instant,
): OrderNews {
  const since = plus(now, -lately);
  const isLately = (moment: Instant | null | undefined): boolean => moment != null && moment >= since;
  if (!isLately(subscription?.ensuredAt)) return 'asked';
  return isLately(subscription?.heardAt) ? 'told' : 'expected';
}
