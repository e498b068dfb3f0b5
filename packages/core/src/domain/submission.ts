import type { ConnectionId, MarketplaceId, SubmissionId } from './ids.ts';
import type { Instant } from './instant.ts';

/**
 * Many new offers that go to a channel in one piece (ADR 0022). A listing that belongs to one waits for it, without a due time of its own.
 *
 * - `gathering`: it takes listings in.
 * - `filling`: its offers are being reckoned; whoever takes over begins again.
 * - `sending`: it is on its way; whoever takes over does not know whether it left.
 * - `sent`: the channel works on it, or nobody knows whether it has it.
 * - `over`: all of its listings have gone on.
 */
export type SubmissionState = 'gathering' | 'filling' | 'sending' | 'sent' | 'over';

export interface Submission {
  readonly id: SubmissionId;
  readonly connectionId: ConnectionId;
  readonly marketplace: MarketplaceId;
  readonly state: SubmissionState;
  /** Listings that were gathered, and then offers that were sent. */
  readonly offers: number;
  /** Of the offers, those that the channel refused. */
  readonly refused: number;
  /** By what the channel knows it; `null` before it was sent, and where the answer was lost. */
  readonly channelId: string | null;
  readonly openedAt: Instant;
  readonly sentAt: Instant | null;
  /** When it is to be gone on with; a claim moves it to the claim's deadline. `null`: it is over. */
  readonly dueAt: Instant | null;
  readonly attempts: number;
  readonly version: number;
}
