import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { AppFront } from './app-front.ts';
import type { ServerCertificate } from './certificates.ts';

/** The host of the merchant's admin. */
export const ADMIN_HOST = 'admin.shopify.com';
/** The host that App Bridge's script comes from. */
export const CDN_HOST = 'cdn.shopify.com';

/** Where the routes of a host are found in the simulator's own server. */
const PREFIXES: Readonly<Record<string, string>> = { [ADMIN_HOST]: '/admin-host', [CDN_HOST]: '/cdn-host' };

/** The path of a request in the simulator's own server; a request that came by TLS is meant for the host it names. */
export function routedPath(request: Pick<IncomingMessage, 'headers' | 'url' | 'socket'>): string {
  const path = request.url ?? '/';
  if ((request.socket as Partial<TLSSocket>).encrypted !== true) return path;
  const host = hostOf(request.headers.host);
  if (host.endsWith('.myshopify.com')) return `/shops/${host}${path}`;
  return `${PREFIXES[host] ?? '/unknown-host'}${path}`;
}

/**
 * Makes a web server a proxy for https too (CONNECT): whatever goes to Shopify's hosts or the app's own is answered here, under certificates of our own authority.
 * Everything else is refused: nothing leaves the machine.
 *
 * @returns what drops the open connections.
 */
export function addConnectProxy(
  server: Server,
  certificate: ServerCertificate,
  front: AppFront,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): () => void {
  const open = new Set<Duplex>();
  const secure = createServer({ key: certificate.key, cert: certificate.cert }, (request, response) => {
    if (hostOf(request.headers.host) === front.host) front.pass(request, response);
    else answer(request, response);
  });
  secure.on('upgrade', (request, socket, head) => {
    front.passUpgrade(request, socket, head);
  });
  secure.on('tlsClientError', () => {
    // A browser that does not trust the authority hangs up: that is its right.
  });
  server.on('connect', (request, socket, head) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    if (!isServed(hostOf(request.url), front.host)) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    secure.emit('connection', socket);
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}

function isServed(host: string, appHost: string): boolean {
  return host === appHost || host in PREFIXES || host.endsWith('.myshopify.com');
}

function hostOf(text: string | undefined): string {
  return (text ?? '').replace(/:\d+$/, '').toLowerCase();
}
