import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openInstallation, type Installation } from '@quayside/assembly/installation';
import { readEnvironment, repositoryRoot, type Environment } from '@quayside/assembly/environment';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { AmazonControl } from '@quayside/simulators/amazon/amazon-control';
import { WooCommerceControl } from '@quayside/simulators/woocommerce/woocommerce-control';
import type { SimulatorsReady } from '@quayside/simulators/main';
import { startChild, type Child } from './child.ts';
import { freePort } from './free-port.ts';
import { createLogWatch, type LogWatch } from './log-watch.ts';
import type { DemoOptions } from './options.ts';
import { openShopifyShop, type ShopifyShop, type SimulatedShopify } from './shopify-shop.ts';
import { simulated, tuning } from './shortened.ts';

/** Everything that runs during the demo. */
export interface Stage {
  readonly installation: Installation;
  readonly workspaceId: WorkspaceId;
  readonly shop: WooCommerceControl;
  readonly amazon: AmazonControl;
  /** The merchant's second shop, whose admin holds the screens. */
  readonly shopify: ShopifyShop;
  readonly ready: SimulatorsReady;
  readonly logs: LogWatch;
  readonly database: string;
  /** Settles when one of the processes has ended although nobody asked it to. */
  readonly lost: Promise<Error>;
  /** Kills the worker with SIGKILL. */
  killWorker(): Promise<number>;
  /** Starts the worker that was killed. */
  startWorker(): Promise<number>;
  close(): Promise<void>;
}

const shopDomain = 'quayside-demo.myshopify.com';
const program = (...parts: string[]): string => path.join(repositoryRoot, ...parts);

/**
 * Starts the database, the simulated platforms, the companion service and a worker, in a fresh workspace.
 *
 * @throws Error that says what to do; nothing is left running then.
 */
export async function setStage(options: DemoOptions, tell: (text: string) => void): Promise<Stage> {
  const given = readEnvironment();
  // A database of its own: the merchant's, if there is one, must not run with shortened times.
  const environment = { ...given, dataDirectory: path.join(given.dataDirectory, 'demo') };
  const logs = openLogWatch(given.dataDirectory);
  const onLog = (line: string): void => logs.take(line);
  const closing: (() => unknown)[] = [() => logs.close()];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  /** Starts several things at once; what did start is closed, even when another of them did not. */
  async function together<One, Other>(
    one: Promise<One>,
    closeOne: (value: One) => unknown,
    other: Promise<Other>,
    closeOther: (value: Other) => unknown,
  ): Promise<[One, Other]> {
    const [first, second] = await Promise.allSettled([one, other]);
    const steps: (() => unknown)[] = [];
    if (first.status === 'fulfilled') steps.push(() => closeOne(first.value));
    if (second.status === 'fulfilled') steps.push(() => closeOther(second.value));
    closing.push(() => Promise.all(steps.map((step) => step())));
    return Promise.all([one, other]);
  }
  try {
    const [port, appPort] = await Promise.all([freePort(), freePort()]);
    const publicUrl = `http://127.0.0.1:${port}`;
    const appUrl = `http://127.0.0.1:${appPort}`;
    tell('Starting the database, simulated WooCommerce and Shopify shops and a simulated Amazon …');
    const { simulators, ready } = await startSimulators(options, appUrl, onLog);
    closing.push(() => simulators.stop());
    const registrations = registrationsOf(ready);
    const installation = await openInstallation({
      environment: { ...environment, publicUrl, tuning, registrations, logLevel: 'debug' },
      role: 'demo',
      logStream: { write: (text) => text.split('\n').filter(Boolean).forEach(onLog) },
    });
    closing.push(() => installation.close());
    const workspaceId = await freshWorkspace(installation, given.dataDirectory);
    const shared = {
      DATABASE_URL: installation.databaseUrl,
      QUAYSIDE_TUNING: JSON.stringify(tuning),
      QUAYSIDE_REGISTRATIONS: JSON.stringify(registrations),
      QUAYSIDE_LOG_LEVEL: 'debug',
      QUAYSIDE_PUBLIC_URL: publicUrl,
    };
    const lost = Promise.withResolvers<Error>();
    const watch = (child: Child): Child => {
      void child.lost.then(lost.resolve);
      return child;
    };
    watch(simulators);
    const spawnWorker = async (): Promise<Child> =>
      watch(
        (await startChild({ file: program('apps/worker/src/main.ts'), environment: shared, onLog })).child,
      );
    tell('Starting the companion service, the screens and a worker …');
    const shopify = shopifyOf(ready);
    const screens = startChild({
      file: program('apps/shopify/server/src/main.ts'),
      environment: {
        ...shared,
        NODE_ENV: 'production',
        QUAYSIDE_PUBLIC_URL: shopify.appUrl,
        QUAYSIDE_HOST: '127.0.0.1',
        QUAYSIDE_PORT: String(appPort),
        NODE_USE_ENV_PROXY: '1',
        HTTPS_PROXY: shopify.proxyUrl,
        NO_PROXY: '127.0.0.1,localhost',
        NODE_EXTRA_CA_CERTS: shopify.caFile,
      },
      onLog,
    }).then(({ child }) => watch(child));
    // Ended also when another one did not start.
    closing.push(() => screens.then((child) => child.stop()).catch(() => undefined));
    let worker: Child | undefined;
    const [, started] = await together(
      startChild({
        file: program('apps/woocommerce-bridge/service/src/main.ts'),
        environment: { ...shared, QUAYSIDE_HOST: '127.0.0.1', QUAYSIDE_PORT: String(port) },
        onLog,
      }).then(({ child }) => watch(child)),
      (bridge) => bridge.stop(),
      spawnWorker(),
      // The one that runs by then.
      (first) => (worker ?? first).stop(),
    );
    worker = started;
    await screens;

    const { controlToken } = ready;
    const amazon = new AmazonControl(ready.amazon.url, controlToken);
    await amazon.changeSettings({ limits: { 'orders.search': simulated.searchOrders } });
    return {
      installation,
      workspaceId,
      shop: new WooCommerceControl(ready.woocommerce.url, controlToken),
      amazon,
      shopify: openShopifyShop(shopify, controlToken, appUrl),
      ready,
      logs,
      lost: lost.promise,
      database: describeDatabase(installation),
      async killWorker() {
        const killed = worker ?? started;
        await killed.kill();
        return killed.pid;
      },
      async startWorker() {
        worker = await spawnWorker();
        return worker.pid;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openLogWatch(dataDirectory: string): LogWatch {
  try {
    return createLogWatch(path.join(dataDirectory, 'logs', 'demo.log'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Error(
      `The demo cannot write into ${dataDirectory} (${code}). Make room there, or name another folder in QUAYSIDE_DATA_DIR.`,
      { cause: error },
    );
  }
}

async function startSimulators(
  options: DemoOptions,
  appUrl: string,
  onLog: (line: string) => void,
): Promise<{ simulators: Child; ready: SimulatorsReady }> {
  const { child, firstLine } = await startChild({
    file: program('packages/simulators/src/main.ts'),
    args: [
      ...['--catalog', options.catalogue],
      ...['--webhook-interval-ms', String(simulated.webhookIntervalMs)],
      ...['--acceptance-delay-ms', String(simulated.acceptanceDelayMs)],
      ...['--report-delay-ms', String(simulated.reportDelayMs)],
      ...['--order-window-lag-ms', String(simulated.orderWindowLagMs)],
      '--allow-loopback-webhooks',
      ...['--shop-domain', shopDomain, '--app-installed', 'off', '--app-url', appUrl],
    ],
    onLog,
  });
  return { simulators: child, ready: JSON.parse(firstLine) as SimulatorsReady };
}

/** What the simulated platforms gave the demo's installation. */
function registrationsOf(ready: SimulatorsReady): Environment['registrations'] {
  const { amazon } = ready;
  const { url, clientId, clientSecret } = shopifyOf(ready);
  return {
    shopify: { clientId, clientSecret, apiUrl: `${url}/shops/{shop}` },
    amazon: {
      applicationId: amazon.applicationId,
      clientId: amazon.clientId,
      clientSecret: amazon.clientSecret,
      consentUrl: amazon.consentUrl,
      apiUrl: amazon.url,
      tokenUrl: amazon.tokenUrl,
    },
  };
}

function shopifyOf({ shopify }: SimulatorsReady): SimulatedShopify {
  if (shopify === undefined) throw new Error('The simulators were started without a Shopify shop');
  return shopify;
}

const lifetimeMs = 10 * 365 * 24 * 60 * 60 * 1000;

/**
 * The platforms of an earlier demo are gone with their processes, so its workspace is removed: its connections would lead nowhere.
 *
 * @throws Error when the database serves anybody else: the demo's worker runs with shortened times, and would do their work too soon (P1).
 */
async function freshWorkspace(installation: Installation, dataDirectory: string): Promise<WorkspaceId> {
  const note = path.join(dataDirectory, 'demo-workspace');
  const { storage, engine } = installation;
  const earlier = (await readFile(note, 'utf8').catch(() => '')).trim();
  if (/^[0-9a-f-]{36}$/.test(earlier)) await storage.deleteWorkspace(earlier as WorkspaceId);
  // Every connection that may be called polls again at some time.
  const others = await storage.dueJobs(plus(engine.clock.now(), lifetimeMs), 1_000);
  const connections = new Set(others.map(({ connectionId }) => connectionId)).size;
  if (connections > 0) {
    throw new Error(
      `This database already serves ${connections} connections that are not this demo's. The demo runs with shortened times, which would be wrong for them: name an empty database in DATABASE_URL, or another folder in QUAYSIDE_DATA_DIR.`,
    );
  }
  const id = engine.ids.next() as WorkspaceId;
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(note, `${id}\n`);
  await storage.createWorkspace({ id, name: 'Demo', createdAt: engine.clock.now() });
  return id;
}

function describeDatabase({ embedded, databaseUrl }: Installation): string {
  if (embedded === undefined) return `PostgreSQL at ${new URL(databaseUrl).host} (DATABASE_URL)`;
  const how = embedded.owned === 'started' ? 'started' : 'found running and adopted';
  return `embedded PostgreSQL on port ${embedded.port}, ${how}; data in ${embedded.home}`;
}
