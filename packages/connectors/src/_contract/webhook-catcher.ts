import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookRequest } from '@quayside/core/ports/webhooks';

export interface WebhookCatcher {
  readonly url: string;
  /** The next delivery that comes from now on. */
  next(): Promise<WebhookRequest>;
  close(): void;
}

/** For tests only: a server that keeps what is posted to it, byte for byte. */
export async function catchWebhooks(): Promise<WebhookCatcher> {
  const waiting: ((request: WebhookRequest) => void)[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.end();
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      waiting.shift()?.({ headers, rawBody: Buffer.concat(chunks) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    next: () => new Promise<WebhookRequest>((resolve) => waiting.push(resolve)),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
