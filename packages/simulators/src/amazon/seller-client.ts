import type { AmazonSimulator } from './server.ts';

/** An answer of the simulated Selling Partner API. */
export interface AmazonAnswer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests walk answers of many shapes
  readonly body: any;
}

/** For tests: asks for an access token with the seller's refresh token. */
export async function requestToken(
  amazon: AmazonSimulator,
  change: Record<string, string> = {},
): Promise<AmazonAnswer> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: amazon.sellers[0]?.refreshToken ?? '',
    client_id: amazon.clientId,
    client_secret: amazon.clientSecret,
    ...change,
  });
  const answer = await fetch(amazon.tokenUrl, { method: 'POST', body: form });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as unknown };
}

/** For tests: a seller's client that fetched its token. `path` starts at the host. */
export class SellerClient {
  token: string;
  readonly #url: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.token = token;
  }

  /** Logs the seller in. */
  static async of(amazon: AmazonSimulator, seller = amazon.sellers[0]): Promise<SellerClient> {
    const answer = await requestToken(amazon, { refresh_token: seller?.refreshToken ?? '' });
    const { access_token: token } = answer.body as { access_token: string };
    return new SellerClient(amazon.url, token);
  }

  /** Sends one request. */
  async call(method: string, path: string, body?: unknown): Promise<AmazonAnswer> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        'x-amz-access-token': this.token,
        'user-agent': 'Tests/1.0 (Language=TypeScript)',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  }
}
