import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { openBuild } from './built-app.ts';
import { createServer } from './server.ts';
import type { ShopifyWorld } from './shopify-world.ts';

/** The library answers 410 to whatever calls itself by no browser’s name. */
export const browserAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** For tests: the app as browsers and Shopify reach it. */
export interface ServedWorld {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the app as it was built before the tests. */
export async function serve({ host, log }: ShopifyWorld): Promise<ServedWorld> {
  const server = createServer({ host, log, ...(await openBuild()) }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
