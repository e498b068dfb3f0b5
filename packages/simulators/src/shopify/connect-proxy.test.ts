import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asObject } from '../json-object.ts';
import { mintSessionToken } from './session-token.ts';
import { startShopUnderTest } from './shop-under-test.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

const DOMAIN = 'quayside-demo.myshopify.com';
/** An app that echoes what reaches it. */
const app = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ url: request.url, proto: request.headers['x-forwarded-proto'] }));
});
let shop: ShopUnderTest;
beforeEach(async () => {
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  // The child's certificates are judged by the machine's clock.
  shop = await startShopUnderTest({}, { proxy: true, appUrl, clock: () => new Date() });
});
afterEach(async () => {
  await shop.close();
  app.closeAllConnections();
  await new Promise((resolve) => app.close(resolve));
});

/** What an app process does that knows nothing of a simulator. */
const PROCESS = `
const [domain, clientId, clientSecret, sessionToken] = process.argv.slice(1);
const post = async (url, body, headers = {}) => {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  return answer.json();
};
const token = await post('https://' + domain + '/admin/oauth/access_token', {
  client_id: clientId, client_secret: clientSecret,
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', subject_token: sessionToken,
  subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
  requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token', expiring: '1',
});
const answer = await post('https://' + domain + '/admin/api/2026-10/graphql.json', { query: '{ shop { myshopifyDomain } }' }, { 'x-shopify-access-token': token.access_token });
const bridge = await (await fetch('https://cdn.shopify.com/shopifycloud/app-bridge.js')).text();
const front = await (await fetch('https://app.quayside.example/orders?page=2')).json();
const elsewhere = await fetch('https://example.com/').then(() => 'reached', () => 'refused');
console.log(JSON.stringify({ data: answer.data, expiresIn: token.expires_in, hasBridge: bridge.includes('ui-nav-menu'), front, elsewhere }));
`;

test('an app process exchanges a token and asks the shop through the proxy, by environment variables alone', async () => {
  const { simulator } = shop;
  const subject = {
    app: simulator.platform.app,
    shopDomain: DOMAIN,
    userId: simulator.hosted.staff[0]?.id ?? 0,
  };
  const sessionToken = await mintSessionToken(subject, simulator.platform.clock);
  const output = await run([DOMAIN, simulator.clientId, simulator.clientSecret, sessionToken], {
    NODE_USE_ENV_PROXY: '1',
    HTTPS_PROXY: simulator.proxy?.url ?? '',
    NO_PROXY: '127.0.0.1,localhost',
    NODE_EXTRA_CA_CERTS: simulator.proxy?.caFile ?? '',
  });
  expect(asObject(JSON.parse(output))).toEqual({
    data: { shop: { myshopifyDomain: DOMAIN } },
    expiresIn: 3600,
    hasBridge: true,
    front: { url: '/orders?page=2', proto: 'https' },
    elsewhere: 'refused',
  });
}, 30_000);

test('a web socket of the app passes through its https front, as development servers need it', async () => {
  app.once('upgrade', (request, socket) => {
    const protocol = String(request.headers['sec-websocket-protocol']);
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\nx-protocol: ${protocol}\r\n\r\nhello`,
    );
    socket.on('data', (chunk: Buffer) => socket.end(`echo ${chunk.toString()}`));
  });
  const { proxy } = shop.simulator;
  const socket = await tunnel(proxy?.url ?? '', 'app.quayside.example', readFileSync(proxy?.caFile ?? ''));
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
  const lines = [
    'GET /hmr HTTP/1.1',
    'host: app.quayside.example',
    'connection: upgrade',
    'upgrade: websocket',
  ];
  socket.write([...lines, 'sec-websocket-protocol: vite-hmr', '', ''].join('\r\n'));
  await expect.poll(() => received).toContain('hello');
  expect(received).toContain('x-protocol: vite-hmr');
  socket.write('you');
  await expect.poll(() => received).toContain('echo you');
  socket.destroy();
});

/** A TLS connection to a host through the proxy. */
function tunnel(proxyUrl: string, host: string, ca: Buffer): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const asked = request(proxyUrl, { method: 'CONNECT', path: `${host}:443` });
    asked.on('connect', (_, socket) => {
      const secure = connect({ socket, servername: host, ca }, () => {
        resolve(secure);
      });
      secure.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}

function run(parameters: readonly string[], env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROCESS, ...parameters], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let trouble = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (trouble += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(trouble));
    });
  });
}
