import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { childEnvironment, readEnvironment, repositoryRoot } from '@quayside/assembly/environment';
import { openInstallation, type Installation } from '@quayside/assembly/installation';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import { startAmazonSimulator, type AmazonSimulator } from '@quayside/simulators/amazon/server';
import { WEBHOOK_TOPICS } from '@quayside/simulators/shopify/control-inputs';
import { startShopifySimulator, type ShopifySimulator } from '@quayside/simulators/shopify/server';
import type { ProductSeed } from '@quayside/simulators/shopify/seed-products';
import { chromiumPath } from '@quayside/testkit/chromium';
import { chromium, type Browser, type BrowserContext, type FrameLocator, type Page } from 'playwright-core';

/** What is looked at afterwards. */
const pictures = path.resolve(import.meta.dirname, '../screenshots');

/** Seconds instead of minutes; official values stand in the connectors' manifests. */
const tuning = {
  worker: { lockMs: 2_000, sweepEveryMs: 300 },
  connectors: {
    shopify: {
      timing: {
        productPollEveryMs: 2_000,
        storeOrderPollEveryMs: 1_000,
        pollOverlapMs: 10_000,
        createSettleMs: 3_000,
        orderPollEveryMs: 1_000,
      },
    },
    amazon: {
      timing: {
        orderPollEveryMs: 700,
        orderWindowLagMs: 400,
        pollOverlapMs: 10_000,
        offerSettleMs: 500,
        listingSettleMs: 500,
        listingsWaitMs: 300,
      },
      rateLimits: { searchOrders: { perSecond: 5, burst: 20 } },
    },
  },
};

export interface BrowserWorldOptions {
  /** A migrated database of its own. */
  readonly databaseUrl: string;
  readonly products?: readonly ProductSeed[];
  /** Whether the shop has the app from the beginning. */
  readonly isInstalled?: boolean;
  /** Leaves the worker out, where nothing is to move. */
  readonly isWithoutWorker?: boolean;
}

/** The embedded app as a merchant meets it: built, in a process of its own, inside the stand-in admin, with a worker beside it. */
export interface BrowserWorld {
  readonly shop: ShopifySimulator;
  readonly amazon: AmazonSimulator;
  /** The same database, for what a test puts there or looks up. */
  readonly installation: Installation;
  readonly page: Page;
  /** The app inside the admin. */
  readonly app: FrameLocator;
  /** Opens a screen inside the admin: `channels`; the overview without a name. */
  readonly open: (screen?: string) => Promise<void>;
  /** The language of the admin. */
  speak(locale: 'en' | 'fr'): Promise<void>;
  /** The workspace of the shop, once it is installed. */
  workspaceId(): Promise<WorkspaceId>;
  /** Of the admin, or of another page that was opened. */
  readonly picture: (name: string, page?: Page) => Promise<void>;
  /** Where the app listens in plain http. */
  readonly appUrl: string;
  /** What the browser complained of in the app or the admin: errors of scripts, answers of failure. */
  readonly troubles: string[];
  /** What the app's process wrote into its log. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

export const appHost = 'app.quayside.example';
export const amazonMarketplace = 'A13V1IB3VIYZZH';

export async function openBrowserWorld(options: BrowserWorldOptions): Promise<BrowserWorld> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    const port = await freePort();
    const appUrl = `http://127.0.0.1:${port}`;
    const shop = await startShopifySimulator({
      proxy: true,
      appHost,
      appUrl,
      webhooks: [{ topics: WEBHOOK_TOPICS, url: `${appUrl}/webhooks` }],
      shops: [{ products: options.products ?? [], isInstalled: options.isInstalled ?? false }],
    });
    closing.push(() => shop.close());
    const amazon = await startAmazonSimulator({
      sellers: [{ marketplaceIds: [amazonMarketplace] }],
      acceptanceDelayMs: 200,
      reportDelayMs: 300,
      orderWindowLagMs: 300,
      limits: 'off',
    });
    closing.push(() => amazon.close());
    const { clientId, clientSecret } = shop;
    const { consentUrl, url: apiUrl, tokenUrl } = amazon;
    const shared = {
      DATABASE_URL: options.databaseUrl,
      QUAYSIDE_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      QUAYSIDE_REGISTRATIONS: JSON.stringify({
        shopify: { clientId, clientSecret, apiUrl: `${shop.url}/shops/{shop}` },
        amazon: {
          applicationId: amazon.application.applicationId,
          clientId: amazon.clientId,
          clientSecret: amazon.clientSecret,
          consentUrl,
          apiUrl,
          tokenUrl,
        },
      }),
      QUAYSIDE_PUBLIC_URL: `https://${appHost}`,
      QUAYSIDE_TUNING: JSON.stringify(tuning),
      QUAYSIDE_LOG_LEVEL: 'info',
    };
    const log: string[] = [];
    const app = await start('apps/shopify/server/src/main.ts', log, {
      ...shared,
      NODE_ENV: 'production',
      QUAYSIDE_HOST: '127.0.0.1',
      QUAYSIDE_PORT: String(port),
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: shop.proxy?.url ?? '',
      NO_PROXY: '127.0.0.1,localhost',
      NODE_EXTRA_CA_CERTS: shop.proxy?.caFile ?? '',
    });
    closing.push(() => end(app));
    if (options.isWithoutWorker !== true) {
      const worker = await start('apps/worker/src/main.ts', log, shared);
      closing.push(() => end(worker));
    }
    const installation = await openInstallation({
      environment: readEnvironment({ ...shared, QUAYSIDE_LOG_LEVEL: 'warn' }),
      role: 'test',
    });
    closing.push(() => installation.close());
    const { browser, context, page } = await openPage(shop.proxy?.url ?? '');
    closing.push(async () => {
      await context.close();
      await browser.close();
    });
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(`script: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(`console: ${message.text()} ${message.location().url}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400)
        troubles.push(`${response.status()}: ${new URL(response.url()).pathname}`);
    });
    await mkdir(pictures, { recursive: true });
    const { domain } = shop.hosted.shop.settings;
    return {
      shop,
      amazon,
      installation,
      page,
      app: page.frameLocator('#app-frame'),
      appUrl,
      troubles,
      log,
      async open(screen = '') {
        await page.goto(`${shop.adminUrl(domain)}/app${screen === '' ? '' : `/${screen}`}`);
      },
      async speak(locale) {
        const { hostname } = new URL(shop.adminUrl(domain));
        await context.addCookies([
          { name: 'locale', value: locale, domain: hostname, path: '/', secure: true },
        ]);
      },
      async workspaceId() {
        const known = await installation.storage.hostShop('shopify', domain);
        if (known === undefined) throw new Error('The shop is not installed');
        return known.workspaceId;
      },
      async picture(name, of = page) {
        await of.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: false });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openPage(
  proxy: string,
): Promise<{ readonly browser: Browser; readonly context: BrowserContext; readonly page: Page }> {
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    proxy: { server: proxy, bypass: '127.0.0.1' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1_280, height: 900 },
    reducedMotion: 'reduce',
    // Shopify's library answers "HeadlessChrome" as a robot.
    userAgent:
      'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  });
  return { browser, context, page: await context.newPage() };
}

/** One of our programs; its standard error is its log. */
async function start(
  file: string,
  log: string[],
  environment: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const child = fork(path.join(repositoryRoot, file), {
    env: childEnvironment(environment),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log.push(text));
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${file} ended: ${log.slice(-5).join('')}`);
  });
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
