import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createShiftedClock, createWatchedContext } from '../_contract/watched-context.ts';
import { storeScopes } from './connection-test.ts';
import { definition } from './definition.ts';
import { follower } from './follower.ts';
import { followerManifest, manifest } from './manifest.ts';

/** For tests only: a request that came to the host in Shopify's place. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly operationName?: string; readonly [name: string]: unknown };
}

/** What the host answers: JSON, unless the body is text. */
export interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A host in Shopify's place that answers each request in turn as it is told, and keeps what it was asked. */
async function startHost(answer: (asked: Asked, count: number) => Reply) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Asked['body'];
      const one = { path: request.url ?? '', headers: request.headers, body };
      asked.push(one);
      const { status = 200, type = 'application/json', headers, body: reply } = answer(one, asked.length);
      response.writeHead(status, { 'content-type': type, ...headers });
      response.end(typeof reply === 'string' ? reply : JSON.stringify(reply));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { close, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const registration = { clientId: 'client-id', clientSecret: 'client-secret' };
const neverEnding = {
  accessToken: 'shpat_never_ending',
  accessTokenExpiresAt: null,
  refreshToken: null,
  refreshTokenExpiresAt: null,
};

async function connectHost(answer: Parameters<typeof startHost>[0], given: object) {
  const clock = createShiftedClock();
  const host = await startHost(answer);
  onTestFinished(host.close);
  const context = createWatchedContext(clock, { credentials: given, registration });
  const settings = definition.settings.parse({ shop: 'demo.myshopify.com', apiUrl: host.url });
  const credentials = definition.credentials.parse(given);
  const connection = { credentials, settings };
  return { clock, context, connection, asked: host.asked };
}

/** A connector whose shop is a host that answers as it is told, until the test is over. */
export async function openAtHost(answer: Parameters<typeof startHost>[0], given: object = neverEnding) {
  const connected = await connectHost(answer, given);
  const connector = definition.open(connected.connection, connected.context, manifest);
  return { ...connected, connector, about: { manifest, credentials: { token: neverEnding.accessToken } } };
}

/** The same of a shop that follows another. */
export async function openFollowerAtHost(answer: Parameters<typeof startHost>[0]) {
  const connected = await connectHost(answer, neverEnding);
  const connector = follower.open(connected.connection, connected.context, followerManifest);
  const credentials = { token: neverEnding.accessToken };
  return { ...connected, connector, about: { manifest: followerManifest, credentials } };
}

/** The answer to the test of a connection. */
export const profile = (scopes: readonly string[] = storeScopes): Reply => ({
  body: {
    data: {
      shop: {
        name: 'Demo',
        currencyCode: 'EUR',
        myshopifyDomain: 'demo.myshopify.com',
        plan: { publicDisplayName: 'Basic' },
      },
      currentAppInstallation: { accessScopes: scopes.map((handle) => ({ handle })) },
    },
  },
});
