import type { Hint } from '../domain/inbox.ts';

export interface WebhookRegistration {
  readonly url: string;
  /** Letters and digits only: some shops decode anything else. */
  readonly secret: string;
}

export interface WebhookRequest {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Exactly the bytes that came: signatures are over these. */
  readonly rawBody: Uint8Array;
}

/** What a delivery means. Pure: the same request and secret give the same verdict. */
export type WebhookVerdict =
  | { readonly kind: 'hints'; readonly hints: readonly Hint[] }
  /** The platform's own test call: answered with success, and nothing is stored. */
  | { readonly kind: 'ping' }
  /** Signed well, and about nothing that we follow. */
  | { readonly kind: 'ignored' }
  | { readonly kind: 'bad-signature' }
  | { readonly kind: 'unreadable' };
