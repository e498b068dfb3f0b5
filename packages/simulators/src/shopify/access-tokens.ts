import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** Shopify: an expiring offline token lives an hour, its refresh token 90 days (shopify.dev, offline access tokens). */
const OFFICIAL_TOKEN_SECONDS = 3600;
const REFRESH_TOKEN_SECONDS = 90 * 86_400;
/** An online token lives a day. */
const ONLINE_TOKEN_SECONDS = 86_399;

/** A pair as the token endpoint hands it out; seconds are from now. */
export interface TokenPair {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly refreshTokenExpiresIn: number;
}

interface AccessToken {
  readonly shopDomain: string;
  readonly isOffline: boolean;
  readonly expiresAt: number;
}

interface RefreshToken {
  readonly shopDomain: string;
  readonly expiresAt: number;
  /** The refresh token that this one came from; it works until this one is used. */
  readonly parent: string | undefined;
}

/**
 * The tokens of one app in all its shops. A new pair revokes the access tokens before it, as Shopify says: one expiring offline token is active per app and
 * shop. A refresh token that was used stays valid until one of those it gave is used for the first time (since 2026-08-28); an exchange ends all before it.
 */
export class AccessTokens {
  /** Seconds that an offline access token lives; may be shortened. */
  lifeSeconds: number;
  readonly #clock: Clock;
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, RefreshToken>();

  constructor(clock: Clock, lifeSeconds = OFFICIAL_TOKEN_SECONDS) {
    this.#clock = clock;
    this.lifeSeconds = lifeSeconds;
  }

  /** A pair for a shop; ends all earlier ones. */
  exchange(shopDomain: string): TokenPair {
    this.revoke(shopDomain);
    return this.#issue(shopDomain, undefined);
  }

  /** A token for one user, which lives for a day and cannot be refreshed. */
  online(shopDomain: string): { readonly accessToken: string; readonly expiresIn: number } {
    const accessToken = `shpua_${randomBytes(16).toString('hex')}`;
    const expiresAt = this.#now() + ONLINE_TOKEN_SECONDS * 1000;
    this.#access.set(accessToken, { shopDomain, isOffline: false, expiresAt });
    return { accessToken, expiresIn: ONLINE_TOKEN_SECONDS };
  }

  /** A new pair for a refresh token of this shop; undefined when it is unknown, used up or expired. */
  refresh(shopDomain: string, refreshToken: string): TokenPair | undefined {
    const used = this.#refresh.get(refreshToken);
    if (used === undefined || used.shopDomain !== shopDomain || used.expiresAt <= this.#now())
      return undefined;
    if (used.parent !== undefined) {
      this.#refresh.delete(used.parent);
      for (const [token, { parent }] of this.#refresh)
        if (parent === used.parent && token !== refreshToken) this.#refresh.delete(token);
    }
    this.#revokeAccess(shopDomain);
    return this.#issue(shopDomain, refreshToken);
  }

  /** The shop that an access token is for; undefined when it is unknown, revoked or expired. */
  shopOf(accessToken: string): string | undefined {
    const found = this.#access.get(accessToken);
    return found === undefined || found.expiresAt <= this.#now() ? undefined : found.shopDomain;
  }

  /** Ends all tokens of a shop. */
  revoke(shopDomain: string): void {
    this.#revokeAccess(shopDomain);
    for (const [token, it] of this.#refresh) if (it.shopDomain === shopDomain) this.#refresh.delete(token);
  }

  /** Ends the access tokens of a shop at once, as if their hour were over; they can be refreshed. */
  expire(shopDomain: string): void {
    for (const [token, it] of this.#access) if (it.shopDomain === shopDomain) this.#access.delete(token);
  }

  #revokeAccess(shopDomain: string): void {
    for (const [token, it] of this.#access)
      if (it.shopDomain === shopDomain && it.isOffline) this.#access.delete(token);
  }

  #issue(shopDomain: string, parent: string | undefined): TokenPair {
    const accessToken = `shpat_${randomBytes(16).toString('hex')}`;
    const refreshToken = `shprt_${randomBytes(16).toString('hex')}`;
    const now = this.#now();
    const expiresAt = now + this.lifeSeconds * 1000;
    this.#access.set(accessToken, { shopDomain, isOffline: true, expiresAt });
    this.#refresh.set(refreshToken, { shopDomain, expiresAt: now + REFRESH_TOKEN_SECONDS * 1000, parent });
    return {
      accessToken,
      expiresIn: this.lifeSeconds,
      refreshToken,
      refreshTokenExpiresIn: REFRESH_TOKEN_SECONDS,
    };
  }

  #now(): number {
    return this.#clock().getTime();
  }
}
