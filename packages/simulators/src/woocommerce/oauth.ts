import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Call } from '../simulated-route.ts';
import { WooError } from './api-error.ts';
import { parsePhpQuery } from './php-query.ts';
import type { PhpArray, PhpValue } from './php-query.ts';

/** What a REST key may do. */
export type KeyPermissions = 'read' | 'write' | 'read_write';

/** A REST API key of the shop. */
export interface RestKey {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  permissions: KeyPermissions;
  /** A revoked key is unknown to the shop until it is restored. */
  revoked: boolean;
}

const WINDOW_SECONDS = 15 * 60;
const PARAMETERS = [
  'oauth_consumer_key',
  'oauth_timestamp',
  'oauth_nonce',
  'oauth_signature',
  'oauth_signature_method',
];

/**
 * The shop's check of OAuth 1.0a one-legged signatures, the only way in over plain http (observed: Basic and query
 * keys get 401 there). Order of the checks, messages and the base string follow WooCommerce's
 * class-wc-rest-authentication.php: arrays are signed as PHP sees them, `include[0]`, never `include[]`. One thing is
 * stricter here: a nonce stays used for the full 15 minutes, where the shop remembers one nonce per second.
 */
export class OauthGuard {
  readonly #keys: readonly RestKey[];
  readonly #clock: Clock;
  readonly #nonces = new Map<string, number>();

  constructor(keys: readonly RestKey[], clock: Clock) {
    this.#keys = keys;
    this.#clock = clock;
  }

  /** The key that signed the call, or undefined when the call carries no OAuth parameters. Throws {@link WooError}. */
  authenticate(call: Call, siteUrl: string): RestKey | undefined {
    const parameters = {
      ...parsePhpQuery(call.queryString),
      ...headerParameters(call.headers['authorization']),
    };
    const missing = PARAMETERS.filter(
      (name) => typeof parameters[name] !== 'string' || parameters[name] === '',
    );
    if (missing.length === PARAMETERS.length) return undefined;
    if (missing.length > 0) {
      const noun = missing.length === 1 ? 'parameter' : 'parameters';
      const text = `Missing OAuth ${noun} ${missing.join(', ')}`;
      throw new WooError('woocommerce_rest_authentication_missing_parameter', text, 401);
    }
    const key = this.#keys.find((it) => it.consumerKey === parameters['oauth_consumer_key'] && !it.revoked);
    if (key === undefined) throw refused('Consumer key is invalid.');
    checkSignature(call, parameters, key, siteUrl);
    this.#checkFreshness(key, parameters);
    return key;
  }

  #checkFreshness(key: RestKey, parameters: PhpArray): void {
    const now = Math.floor(this.#clock().getTime() / 1000);
    const timestamp = Number(parameters['oauth_timestamp']);
    if (!(Math.abs(timestamp - now) <= WINDOW_SECONDS)) throw refused('Invalid timestamp.');
    const nonce = `${key.consumerKey} ${textOf(parameters, 'oauth_nonce')}`;
    for (const [used, at] of this.#nonces) {
      if (at >= now - WINDOW_SECONDS) break;
      this.#nonces.delete(used);
    }
    if (this.#nonces.has(nonce)) throw refused('Invalid nonce - nonce has already been used.');
    this.#nonces.set(nonce, now);
  }
}

/** Refuses a call that the key's permissions do not cover. */
export function checkPermissions(key: RestKey, method: string): void {
  const reads = method === 'GET' || method === 'HEAD';
  if (reads && key.permissions === 'write') {
    throw refused('The API key provided does not have read permissions.');
  }
  if (!reads && key.permissions === 'read') {
    throw refused('The API key provided does not have write permissions.');
  }
}

function refused(message: string): WooError {
  return new WooError('woocommerce_rest_authentication_error', message, 401);
}

function checkSignature(call: Call, parameters: PhpArray, key: RestKey, siteUrl: string): void {
  const method = textOf(parameters, 'oauth_signature_method');
  if (method !== 'HMAC-SHA1' && method !== 'HMAC-SHA256') {
    throw refused('Invalid signature - signature method is invalid.');
  }
  const signed = Object.entries(parameters)
    .filter(([name]) => name !== 'oauth_signature')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => pairs(encode(name), value))
    .join('%26');
  const base = `${call.method}&${encode(siteUrl + call.path)}&${signed}`;
  const algorithm = method === 'HMAC-SHA1' ? 'sha1' : 'sha256';
  const expected = createHmac(algorithm, `${key.consumerSecret}&`).update(base).digest('base64');
  const given = decodeAgain(textOf(parameters, 'oauth_signature').replaceAll(' ', '+'));
  if (!sameText(expected, given)) throw refused('Invalid signature - provided signature does not match.');
}

function textOf(parameters: PhpArray, name: string): string {
  const value = parameters[name];
  return typeof value === 'string' ? value : '';
}

function pairs(name: string, value: PhpValue): string[] {
  if (typeof value === 'string') return [encode(`${name}=${encode(value)}`)];
  return [...value].flatMap(([key, nested]) => pairs(`${name}%5B${key}%5D`, nested));
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decodeAgain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

function headerParameters(header: string | string[] | undefined): PhpArray {
  if (typeof header !== 'string' || !header.trim().startsWith('OAuth ')) return {};
  const found: PhpArray = {};
  for (const [, name, value] of header.matchAll(/(oauth_[a-z_-]*)="([^"]*)"/g)) {
    if (name !== undefined && value !== undefined) found[name] = decodeAgain(value);
  }
  return found;
}
