import { randomBytes } from 'node:crypto';
import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { SimulatedAmazon, SimulatedSeller } from './amazon/seller-access.ts';
import { startAmazonSimulator } from './amazon/server.ts';
import type { AmazonSimulator } from './amazon/server.ts';
import { readCatalogueFile } from './woocommerce/catalogue.ts';
import type { CatalogueProblem } from './woocommerce/catalogue-problems.ts';
import { startWooCommerceSimulator } from './woocommerce/server.ts';
import type { WooCommerceSimulator } from './woocommerce/server.ts';

/** The one line that the process prints on stdout once both simulators listen. */
export interface SimulatorsReady {
  readonly woocommerce: {
    readonly url: string;
    readonly consumerKey: string;
    readonly consumerSecret: string;
  };
  readonly amazon: SimulatedAmazon & { readonly sellers: readonly SimulatedSeller[] };
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
  --order-window-lag-ms N  default 120000, as Amazon
  --amazon-limits off      lifts Amazon's rate limits, official otherwise
  --prices-include-tax     prices of the shop include tax
  --allow-loopback-webhooks
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
    'order-window-lag-ms': { type: 'string', default: '120000' },
    'amazon-limits': { type: 'string' },
    'prices-include-tax': { type: 'boolean', default: false },
    'allow-loopback-webhooks': { type: 'boolean', default: false },
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
    orderWindowLagMs: wholeNumber('order-window-lag-ms'),
    ...(values['amazon-limits'] === 'off' ? { limits: 'off' as const } : {}),
  });
  exitWithParent([woocommerce, amazon]);
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
      sellers: amazon.sellers.map(({ sellerId, refreshToken, marketplaceIds }) => ({
        sellerId,
        refreshToken,
        marketplaceIds,
      })),
    },
    controlToken,
    problems: catalogue?.problems ?? [],
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

/** Stops on SIGTERM, SIGINT, a closed IPC channel or a closed stdin pipe, so that no simulator outlives its parent. */
function exitWithParent(simulators: readonly (WooCommerceSimulator | AmazonSimulator)[]): void {
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
