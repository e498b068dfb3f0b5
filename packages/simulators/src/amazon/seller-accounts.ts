import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Answer, Call } from '../simulated-route.ts';
import { requestId, unauthorized } from './amazon-error.ts';
import { ConsentCodes } from './consent-codes.ts';

/**
 * What Amazon lets an application see of buyers: `shipping` (Direct-to-Consumer Shipping) opens RECIPIENT, `tax` (Tax
 * Remittance or Invoicing) opens BUYER.
 */
export type RestrictedRole = 'shipping' | 'tax';

/** What an application may do at all: `listing` (Product Listing) opens listings, the catalogue and their reports, `tracking` (Inventory and Order Tracking) orders. */
export type GeneralRole = 'listing' | 'tracking';

/** A seller that has authorised the application. */
export interface SellerAccount {
  readonly sellerId: string;
  readonly storeName: string;
  readonly refreshToken: string;
  readonly marketplaceIds: readonly string[];
  roles: RestrictedRole[];
  /** What it has authorised the application for; without one Amazon answers 403. */
  generalRoles: GeneralRole[];
  /** A revoked seller's refresh token is refused and its access tokens stop working. */
  revoked: boolean;
}

/** The application's Login with Amazon credentials. */
export interface LwaClient {
  readonly clientId: string;
  clientSecret: string;
}

export function makeClientSecret(): string {
  return `amzn1.oa2-cs.v1.${randomBytes(32).toString('hex')}`;
}

type Granted = Pick<AccessToken, 'seller'> | { readonly refusal: Answer };

/** What the grantless operations of notifications are asked for with (Amazon's documentation). */
const NOTIFICATIONS_SCOPE = 'sellingpartnerapi::notifications';

interface AccessToken {
  /** `null`: of the application alone, for its notifications. */
  readonly seller: SellerAccount | null;
  readonly expiresAt: number;
}

/** Sellers, the application's client and the access tokens given out. */
export class SellerAccounts {
  readonly sellers: readonly SellerAccount[];
  readonly client: LwaClient;
  readonly consents: ConsentCodes;
  /** Seconds an access token lives. Amazon: 3600. */
  tokenLifeSeconds: number;
  readonly #clock: Clock;
  readonly #tokens = new Map<string, AccessToken>();
  #previousSecret: string | null = null;

  constructor(sellers: readonly SellerAccount[], client: LwaClient, tokenLifeSeconds: number, clock: Clock) {
    this.sellers = sellers;
    this.client = client;
    this.consents = new ConsentCodes(clock);
    this.tokenLifeSeconds = tokenLifeSeconds;
    this.#clock = clock;
  }

  /** A new secret of the application; the one before serves beside it until it is ended (on Amazon by itself, after days that are not confirmed). */
  rotateSecret(): string {
    this.#previousSecret = this.client.clientSecret;
    this.client.clientSecret = makeClientSecret();
    return this.client.clientSecret;
  }

  endPreviousSecret(): void {
    this.#previousSecret = null;
  }

  /** Every access token is over, whatever its time. */
  forgetTokens(): void {
    this.#tokens.clear();
  }

  /** The seller with this id. Throws when there is none. */
  seller(sellerId: string): SellerAccount {
    const found = this.sellers.find((it) => it.sellerId === sellerId);
    if (found === undefined) throw new Error(`No seller ${sellerId}`);
    return found;
  }

  /** The seller named, or the only one. Throws when it is not clear who is meant. */
  oneSeller(sellerId: string | undefined): SellerAccount {
    const [only, ...others] = this.sellers;
    if (sellerId !== undefined) return this.seller(sellerId);
    if (only === undefined || others.length > 0) throw new Error('There are several sellers: say which one');
    return only;
  }

  /** `POST /auth/o2/token` with the `refresh_token` grant; errors as OAuth 2.0 and Login with Amazon word them. */
  token(call: Call): Answer {
    const form = readForm(call);
    const grant = form.get('grant_type');
    if (grant === null || form.get('client_id') === null || form.get('client_secret') === null) {
      return oauthError(400, 'invalid_request', 'Malformed request');
    }
    const secrets: readonly unknown[] = [this.client.clientSecret, this.#previousSecret];
    if (form.get('client_id') !== this.client.clientId || !secrets.includes(form.get('client_secret'))) {
      return oauthError(401, 'invalid_client', 'Client authentication failed');
    }
    const granted = this.#granted(grant, form);
    if ('refusal' in granted) return granted.refusal;
    const { seller } = granted;
    const token = `Atza|${randomBytes(48).toString('base64url')}`;
    this.#tokens.set(token, { seller, expiresAt: this.#clock().getTime() + this.tokenLifeSeconds * 1000 });
    const body = {
      access_token: token,
      ...(seller === null ? {} : { refresh_token: seller.refreshToken }),
      token_type: 'bearer',
      expires_in: this.tokenLifeSeconds,
    };
    return { status: 200, headers: requestId(), body };
  }

  /** Whose authorisation a token request brings: a refresh token, the code of a consent, once, or nobody's. */
  #granted(grant: string, form: URLSearchParams): Granted {
    switch (grant) {
      case 'refresh_token': {
        const seller = this.sellers.find((it) => it.refreshToken === form.get('refresh_token'));
        if (seller !== undefined && !seller.revoked) return { seller };
        const known = 'The request has an invalid grant parameter : refresh_token';
        const revoked = `${known}. User may have revoked or didn't grant the permission.`;
        return { refusal: oauthError(400, 'invalid_grant', seller === undefined ? known : revoked) };
      }
      case 'authorization_code': {
        const sellerId = this.consents.redeem(form.get('code') ?? '', form.get('redirect_uri'));
        if (sellerId !== undefined) return { seller: this.seller(sellerId) };
        const text = 'The request has an invalid grant parameter : code';
        return { refusal: oauthError(400, 'invalid_grant', text) };
      }
      case 'client_credentials':
        if (form.get('scope') === NOTIFICATIONS_SCOPE) return { seller: null };
        return { refusal: oauthError(400, 'invalid_scope', 'The requested scope is invalid') };
      default: {
        const text = 'The authorization grant type is not supported';
        return { refusal: oauthError(400, 'unsupported_grant_type', text) };
      }
    }
  }

  /** The seller whose access token a call carries. Throws 403. */
  authenticate(call: Call): SellerAccount {
    const { seller } = this.#tokenOf(call);
    if (seller === null) throw unauthorized('');
    return seller;
  }

  /** Whether a call carries a token of the application alone. Throws 403. */
  authenticateApplication(call: Call): void {
    if (this.#tokenOf(call).seller !== null) throw unauthorized('');
  }

  #tokenOf(call: Call): AccessToken {
    const header = call.headers['x-amz-access-token'];
    if (typeof header !== 'string' || header === '') {
      throw unauthorized('Access token is missing in the request header.');
    }
    const token = this.#tokens.get(header);
    if (token === undefined || token.seller?.revoked === true) {
      throw unauthorized('The access token you provided is revoked, malformed or invalid.');
    }
    if (this.#clock().getTime() >= token.expiresAt) {
      throw unauthorized('The access token you provided has expired.');
    }
    return token;
  }
}

function readForm(call: Call): URLSearchParams {
  const type = String(call.headers['content-type'] ?? '');
  if (!type.includes('json')) return new URLSearchParams(call.rawBody);
  try {
    return new URLSearchParams(JSON.parse(call.rawBody) as Record<string, string>);
  } catch {
    return new URLSearchParams();
  }
}

function oauthError(status: number, error: string, description: string): Answer {
  return { status, headers: requestId(), body: { error_description: description, error } };
}
