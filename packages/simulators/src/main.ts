import { randomBytes } from 'node:crypto';
import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { SimulatedAmazon, SimulatedQueueAccess, SimulatedSeller } from './amazon/seller-access.ts';
import { queueAccess } from './amazon/seller-access.ts';
import { startAmazonSimulator } from './amazon/server.ts';
import type { AmazonSimulator } from './amazon/server.ts';
import { readProductCsvFile } from './shopify/product-csv.ts';
import { startShopifySimulator } from './shopify/server.ts';
import type { ShopifySimulator } from './shopify/server.ts';
import { WEBHOOK_TOPICS } from './shopify/control-inputs.ts';
import { readCatalogueFile } from './woocommerce/catalogue.ts';
import type { CatalogueProblem } from './catalogue-file/catalogue-problems.ts';
import { startWooCommerceSimulator } from './woocommerce/server.ts';
import type { WooCommerceSimulator } from './woocommerce/server.ts';

/** The one line that the process prints on stdout once all simulators listen. */
export interface SimulatorsReady {
  readonly woocommerce: {
    readonly url: string;
    readonly consumerKey: string;
    readonly consumerSecret: string;
  };
  readonly amazon: SimulatedAmazon & {
    readonly sellers: readonly SimulatedSeller[];
    /** Of the application, for consent. */
    readonly applicationId: string;
    readonly consentUrl: string;
    /** One of a registration's `queues`. */
    readonly queue: SimulatedQueueAccess;
  };
  /** Only with `--shopify-port`, `--shopify-catalog` or `--shop-domain`. */
  readonly shopify?: {
    readonly url: string;
    /** For `HTTPS_PROXY`. */
    readonly proxyUrl: string;
    /** For `NODE_EXTRA_CA_CERTS`. */
    readonly caFile: string;
    readonly shopDomain: string;
    /** The shop's address for a connector's setting `apiUrl`. */
    readonly apiUrl: string;
    /** The stand-in admin, through the proxy. */
    readonly adminUrl: string;
    /** The app's https front, through the proxy. */
    readonly appUrl: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly problems: readonly CatalogueProblem[];
  };
  readonly controlToken: string;
  readonly problems: readonly CatalogueProblem[];
}

const HELP = `Usage: node src/main.ts [options]
  --woocommerce-port N     default 0, a free port
  --amazon-port N          default 0, a free port
  --catalog FILE           a WooCommerce product CSV export
  --products N             adds N generated variants to the shop, the same ones each time; default 0
  --control-token TEXT     default: a random one
  --marketplaces A,B       Amazon stores of every seller, default A13V1IB3VIYZZH (Amazon.fr)
  --sellers N              Amazon sellers, default 1
  --webhook-interval-ms N  default 60000, as a real shop with a one-minute cron
  --acceptance-delay-ms N  default 3000
  --report-delay-ms N      default 30000
  --feed-delay-ms N        default 60000
  --order-window-lag-ms N  default 120000, as Amazon
  --amazon-limits off      lifts Amazon's rate limits, official otherwise
  --prices-include-tax     prices of the shop include tax
  --allow-loopback-webhooks
  --shopify-port N         starts a Shopify shop too; 0, a free port
  --shopify-catalog FILE   the same, with a Shopify product CSV export
  --shopify-products N     adds N generated variants to it; default 0
  --shop-domain DOMAIN     the same, as this shop; default quayside-demo.myshopify.com
  --app-url URL            where the embedded app listens in plain http; its webhooks go to URL/webhooks
  --app-host HOST          host name of the app's https front; default app.quayside.example
  --app-installed off      the merchant has not installed the app yet
  --shopify-limits off     lifts Shopify's rate limits
`;

const { values } = parseArgs({
  options: {
    'woocommerce-port': { type: 'string', default: '0' },
    'amazon-port': { type: 'string', default: '0' },
    catalog: { type: 'string' },
    products: { type: 'string', default: '0' },
    'control-token': { type: 'string' },
    marketplaces: { type: 'string', default: 'A13V1IB3VIYZZH' },
    sellers: { type: 'string', default: '1' },
    'webhook-interval-ms': { type: 'string', default: '60000' },
    'acceptance-delay-ms': { type: 'string', default: '3000' },
    'report-delay-ms': { type: 'string', default: '30000' },
    'feed-delay-ms': { type: 'string', default: '60000' },
    'order-window-lag-ms': { type: 'string', default: '120000' },
    'amazon-limits': { type: 'string' },
    'prices-include-tax': { type: 'boolean', default: false },
    'allow-loopback-webhooks': { type: 'boolean', default: false },
    'shopify-port': { type: 'string' },
    'shopify-catalog': { type: 'string' },
    'shopify-products': { type: 'string', default: '0' },
    'shop-domain': { type: 'string' },
    'app-url': { type: 'string' },
    'app-host': { type: 'string', default: 'app.quayside.example' },
    'app-installed': { type: 'string' },
    'shopify-limits': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else await run();

async function run(): Promise<void> {
  const controlToken = values['control-token'] ?? randomBytes(24).toString('hex');
  const catalogue = values.catalog === undefined ? undefined : await readCatalogueFile(values.catalog);
  const woocommerce = await startWooCommerceSimulator({
    port: wholeNumber('woocommerce-port'),
    controlToken,
    products: catalogue?.products ?? [],
    generatedVariants: wholeNumber('products'),
    webhookIntervalMs: wholeNumber('webhook-interval-ms'),
    pricesIncludeTax: values['prices-include-tax'],
    allowLoopbackWebhooks: values['allow-loopback-webhooks'],
  });
  const amazon = await startAmazonSimulator({
    port: wholeNumber('amazon-port'),
    controlToken,
    sellers: Array.from({ length: wholeNumber('sellers') }, () => ({
      marketplaceIds: values.marketplaces.split(','),
    })),
    acceptanceDelayMs: wholeNumber('acceptance-delay-ms'),
    reportDelayMs: wholeNumber('report-delay-ms'),
    feedDelayMs: wholeNumber('feed-delay-ms'),
    orderWindowLagMs: wholeNumber('order-window-lag-ms'),
    ...(values['amazon-limits'] === 'off' ? { limits: 'off' as const } : {}),
  });
  const shopify = await startShopify(controlToken);
  exitWithParent([woocommerce, amazon, ...(shopify === undefined ? [] : [shopify.simulator])]);
  const ready: SimulatorsReady = {
    woocommerce: {
      url: woocommerce.url,
      consumerKey: woocommerce.consumerKey,
      consumerSecret: woocommerce.consumerSecret,
    },
    amazon: {
      url: amazon.url,
      tokenUrl: amazon.tokenUrl,
      clientId: amazon.clientId,
      clientSecret: amazon.clientSecret,
      applicationId: amazon.application.applicationId,
      consentUrl: amazon.consentUrl,
      queue: queueAccess(amazon),
      sellers: amazon.sellers.map(({ sellerId, refreshToken, marketplaceIds }) => ({
        sellerId,
        refreshToken,
        marketplaceIds,
      })),
    },
    ...(shopify === undefined ? {} : { shopify: shopify.ready }),
    controlToken,
    problems: catalogue?.problems ?? [],
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

/** A Shopify shop, if one of its options is there. */
async function startShopify(
  controlToken: string,
): Promise<
  | { readonly simulator: ShopifySimulator; readonly ready: NonNullable<SimulatorsReady['shopify']> }
  | undefined
> {
  const file = values['shopify-catalog'];
  const domain = values['shop-domain'];
  if (values['shopify-port'] === undefined && file === undefined && domain === undefined) return undefined;
  const catalogue = file === undefined ? undefined : await readProductCsvFile(file);
  const appUrl = values['app-url'];
  const simulator = await startShopifySimulator({
    port: values['shopify-port'] === undefined ? 0 : wholeNumber('shopify-port'),
    controlToken,
    proxy: true,
    appHost: values['app-host'],
    shops: [
      {
        ...(domain === undefined ? {} : { domain }),
        products: catalogue?.products ?? [],
        generatedVariants: wholeNumber('shopify-products'),
        isInstalled: values['app-installed'] !== 'off',
      },
    ],
    ...(appUrl === undefined
      ? {}
      : { appUrl, webhooks: [{ topics: WEBHOOK_TOPICS, url: new URL('/webhooks', appUrl).href }] }),
    ...(values['shopify-limits'] === 'off' ? { limits: 'off' as const } : {}),
  });
  const { url, proxy, hosted, clientId, clientSecret, adminUrl } = simulator;
  const shopDomain = hosted.shop.settings.domain;
  return {
    simulator,
    ready: {
      url,
      proxyUrl: proxy?.url ?? '',
      caFile: proxy?.caFile ?? '',
      shopDomain,
      apiUrl: simulator.shopUrl(shopDomain),
      adminUrl: adminUrl(shopDomain),
      appUrl: `https://${values['app-host']}`,
      clientId,
      clientSecret,
      problems: catalogue?.problems ?? [],
    },
  };
}

/** Stops on SIGTERM, SIGINT, a closed IPC channel or a closed stdin pipe, so that no simulator outlives its parent. */
function exitWithParent(
  simulators: readonly Pick<WooCommerceSimulator | AmazonSimulator | ShopifySimulator, 'close'>[],
): void {
  let closing = false;
  const stop = (): void => {
    if (closing) return;
    closing = true;
    void Promise.all(simulators.map((it) => it.close())).finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
  // The parent may have gone while the simulators started.
  if (process.send !== undefined && !process.connected) stop();
  if (stdinIsPipe()) process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
}

/** A terminal, a file or /dev/null says nothing about a parent. */
function stdinIsPipe(): boolean {
  const stats = fstatSync(0);
  return stats.isFIFO() || stats.isSocket();
}

function wholeNumber(name: keyof typeof values): number {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 0)
    throw new Error(`--${name} must be a whole number of 0 or more`);
  return number;
}
