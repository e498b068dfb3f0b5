import { createHmac, randomBytes } from 'node:crypto';

/** What tests may bend in a signature. */
export interface SigningOptions {
  readonly secret?: string;
  readonly consumerKey?: string;
  readonly nonce?: string;
  /** Unix seconds. */
  readonly timestamp?: number;
  readonly body?: unknown;
}

/** The parts of a simulated shop that a signed request needs. */
export interface SignedShop {
  readonly url: string;
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

/** An answer with its JSON body, if it has one. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests walk answers of many shapes
  readonly body: any;
}

/**
 * For tests: sends a request signed with OAuth 1.0a by the letter of RFC 5849, written apart from the shop's check so
 * that both can be wrong independently. `path` starts after `/wp-json` and may carry a query.
 */
export async function signedFetch(
  shop: SignedShop,
  method: string,
  path: string,
  options: SigningOptions = {},
): Promise<JsonAnswer> {
  const url = new URL(`${shop.url}/wp-json${path}`);
  const oauth: [string, string][] = [
    ['oauth_consumer_key', options.consumerKey ?? shop.consumerKey],
    ['oauth_nonce', options.nonce ?? randomBytes(16).toString('hex')],
    ['oauth_signature_method', 'HMAC-SHA256'],
    ['oauth_timestamp', String(options.timestamp ?? Math.floor(Date.now() / 1000))],
  ];
  const encoded = [...url.searchParams, ...oauth].map(
    ([name, value]) => [percent(name), percent(value)] as const,
  );
  encoded.sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1));
  const normalized = encoded.map(([name, value]) => `${name}=${value}`).join('&');
  const base = [method, percent(`${url.origin}${url.pathname}`), percent(normalized)].join('&');
  const signature = createHmac('sha256', `${options.secret ?? shop.consumerSecret}&`)
    .update(base)
    .digest('base64');
  for (const [name, value] of [...oauth, ['oauth_signature', signature] as const])
    url.searchParams.append(name, value);
  const answer = await fetch(url, {
    method,
    ...(options.body === undefined
      ? {}
      : { body: JSON.stringify(options.body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  const isJson = (answer.headers.get('content-type') ?? '').includes('json');
  return {
    status: answer.status,
    headers: answer.headers,
    body: isJson ? (JSON.parse(text) as unknown) : text,
  };
}

function percent(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
