import type { ConnectionId, MemberId } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Message } from './message.ts';

/** How long a merchant has to give consent, and then to take the grant. */
export const consentLifeMs = 10 * 60 * 1000;

/**
 * A consent that a member was sent away for (ADR 0017). Its secret leaves us once, as a part of the `state`, and is good for one call back; what the platform grants
 * is kept until the same member takes it.
 */
export interface PendingConsent {
  readonly secret: string;
  readonly memberId: MemberId;
  /** The channel connector. */
  readonly connector: string;
  readonly choices: Readonly<Record<string, unknown>>;
  /** The account that is to be reconnected; `null`: a new one. */
  readonly connectionId: ConnectionId | null;
  readonly expiresAt: Instant;
  readonly outcome: ConsentOutcome;
}

export type ConsentOutcome =
  | { readonly kind: 'asked' }
  /** The call back came, and its code is being exchanged: another one is refused. */
  | { readonly kind: 'exchanging' }
  | {
      readonly kind: 'granted';
      readonly credentials: unknown;
      readonly settings: Readonly<Record<string, unknown>>;
      readonly name: string;
    }
  | { readonly kind: 'refused'; readonly reason: Message };
