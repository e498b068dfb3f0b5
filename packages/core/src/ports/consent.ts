import type { z } from 'zod';
import type { Answer, ConnectorContext } from './connector.ts';

/**
 * Consent given on the platform's own pages (OAuth 2.0, authorization code). The engine makes the `state`, keeps what was chosen with it, and accepts each once
 * (ADR 0017).
 */
export interface Consent {
  /** What the merchant chooses before, such as the marketplace; the manifest's fields of `consent` show it. */
  readonly choices: z.ZodType;
  /**
   * Reads what the platform sends along when a merchant begins at its own app store: what becomes of it is kept with what the merchant chooses, and leads the page back
   * to where they came from. `null`: nothing that this platform sends, or not an address of its own, since anybody can make such a link. Absent: none begins there.
   */
  readonly readStart?: (
    query: Readonly<Record<string, string>>,
    registration: unknown,
  ) => Readonly<Record<string, unknown>> | null;
  /** The platform's page, to be opened at top level. */
  pageUrl(request: ConsentRequest & { readonly state: string }): string;
  /** Exchanges what the platform sent back for what a connection is made of. `invalid-input` when the merchant declined or the code no longer serves. */
  complete(
    request: ConsentRequest & { readonly query: Readonly<Record<string, string>> },
    context: ConnectorContext,
  ): Answer<ConsentGrant>;
}

export interface ConsentRequest {
  readonly registration: unknown;
  readonly choices: unknown;
  /** Where the platform sends the merchant back to; it compares it with what was registered. */
  readonly returnUrl: string;
}

/** What a consent gives: credentials and settings that pass the definition's schemas. */
export interface ConsentGrant {
  readonly credentials: unknown;
  readonly settings: Readonly<Record<string, unknown>>;
  /** What the account may be called until the merchant names it. */
  readonly name: string;
}
