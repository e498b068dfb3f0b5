import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** How long a code of a consent may be exchanged. Five minutes by general knowledge; Amazon's documentation could not be read for it. */
const CODE_LIFE_MS = 5 * 60_000;

interface Consent {
  readonly sellerId: string;
  readonly returnUrl: string;
  readonly expiresAt: number;
}

/** The codes that sellers' consents gave out (`spapi_oauth_code`). */
export class ConsentCodes {
  readonly #clock: Clock;
  readonly #open = new Map<string, Consent>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A code for a seller who has just consented. */
  issue(sellerId: string, returnUrl: string): string {
    const code = `RH${randomBytes(9).toString('hex')}`;
    this.#open.set(code, { sellerId, returnUrl, expiresAt: this.#clock().getTime() + CODE_LIFE_MS });
    return code;
  }

  /** Whose consent a code is of, once; undefined for a code that is unknown, used, over, or of another address. */
  redeem(code: string, returnUrl: string | null): string | undefined {
    const consent = this.#open.get(code);
    this.#open.delete(code);
    if (consent === undefined || this.#clock().getTime() >= consent.expiresAt) return undefined;
    return returnUrl === null || returnUrl === consent.returnUrl ? consent.sellerId : undefined;
  }
}
