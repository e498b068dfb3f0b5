import { ShopifyControl } from '@quayside/simulators/shopify/shopify-control';
import type { SimulatorsReady } from '@quayside/simulators/main';

export type SimulatedShopify = NonNullable<SimulatorsReady['shopify']>;

/** The merchant's second shop, whose admin holds the screens. */
export interface ShopifyShop {
  readonly control: ShopifyControl;
  readonly ready: SimulatedShopify;
  /** The merchant installs the app in the admin. */
  install(): Promise<void>;
  /** The merchant opens the app in the admin. @returns what the app shows. */
  visit(): Promise<string>;
}

/** @param appUrl where the app listens in plain http. */
export function openShopifyShop(ready: SimulatedShopify, controlToken: string, appUrl: string): ShopifyShop {
  const control = new ShopifyControl(ready.url, controlToken);
  // The page that a browser reaches through the proxy, without it.
  const adminPage = `${ready.url}/admin-host${new URL(ready.adminUrl).pathname}`;
  return {
    control,
    ready,
    async install() {
      await fetch(`${adminPage}/install`, { method: 'POST', redirect: 'manual' });
    },
    async visit() {
      const admin = await (await fetch(`${adminPage}/app`)).text();
      const source = /<iframe[^>]* src="([^"]+)"/.exec(admin)?.[1]?.replaceAll('&amp;', '&');
      if (source === undefined) throw new Error('The app is not installed');
      const { pathname, search } = new URL(source);
      const answer = await fetch(new URL(`${pathname}${search}`, appUrl), {
        headers: {
          // As a proxy that ends TLS says.
          'x-forwarded-proto': 'https',
          'x-forwarded-host': new URL(ready.appUrl).host,
          accept: 'text/html',
          // Shopify's library answers other programs as robots.
          'user-agent':
            'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
        },
      });
      if (answer.status !== 200) throw new Error(`The app answered ${answer.status}`);
      return answer.text();
    },
  };
}
