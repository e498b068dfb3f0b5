import type { ActivityId, ConnectionId, MemberId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Message } from './message.ts';

/** Something a merchant must act on. Opened and cleared by key: opening it again changes nothing but its words. */
export interface Issue {
  /** What it is about and what is wrong, such as `order/<id>/held`. Unique within the workspace. */
  readonly key: string;
  readonly severity: 'warning' | 'error';
  readonly connectionId: ConnectionId | null;
  readonly message: Message;
  readonly openedAt: Instant;
}

/** One line of a workspace's history, in plain words. */
export interface Activity {
  readonly id: ActivityId;
  readonly at: Instant;
  readonly connectionId: ConnectionId | null;
  /** By whose command; `null`: by Quayside itself. */
  readonly memberId: MemberId | null;
  readonly message: Message;
}
