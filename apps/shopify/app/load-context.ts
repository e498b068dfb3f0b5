import '@remix-run/node';
import type { ShopifyHost } from '../server/src/shopify-host.ts';

declare module '@remix-run/node' {
  /** What every loader and action is given by the server. */
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merged into Remix's own interface
  interface AppLoadContext extends ShopifyHost {}
}
