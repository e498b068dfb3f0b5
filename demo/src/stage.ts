import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openInstallation, type Installation } from '@quayside/assembly/installation';
import { readEnvironment, repositoryRoot } from '@quayside/assembly/environment';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import { AmazonControl, WooCommerceControl } from '@quayside/simulators/control';
import type { SimulatorsReady } from '@quayside/simulators/main';
import { startChild, type Child } from './child.ts';
import { freePort } from './free-port.ts';
import { createLogWatch, type LogWatch } from './log-watch.ts';
import type { DemoOptions } from './options.ts';
import { simulated, tuning } from './shortened.ts';

/** Everything that runs during the demo. */
export interface Stage {
  readonly installation: Installation;
  readonly workspaceId: WorkspaceId;
  readonly shop: WooCommerceControl;
  readonly amazon: AmazonControl;
  readonly ready: SimulatorsReady;
  readonly logs: LogWatch;
  readonly database: string;
  /** Kills the worker with SIGKILL. */
  killWorker(): Promise<number>;
  /** Starts the worker that was killed. */
  startWorker(): Promise<number>;
  close(): Promise<void>;
}

const program = (...parts: string[]): string => path.join(repositoryRoot, ...parts);

/** Starts the database, the simulated platforms, the companion service and a worker, in a fresh workspace. */
export async function setStage(options: DemoOptions): Promise<Stage> {
  const environment = readEnvironment();
  const logs = createLogWatch(path.join(environment.dataDirectory, 'logs', 'demo.log'));
  const onLog = (line: string): void => logs.take(line);
  const closing: (() => unknown)[] = [() => logs.close()];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    const installation = await openInstallation({
      environment: { ...environment, publicUrl, tuning, logLevel: 'debug' },
      role: 'demo',
      logStream: { write: (text) => text.split('\n').filter(Boolean).forEach(onLog) },
    });
    closing.push(() => installation.close());
    const shared = {
      DATABASE_URL: installation.databaseUrl,
      QUAYSIDE_TUNING: JSON.stringify(tuning),
      QUAYSIDE_LOG_LEVEL: 'debug',
      QUAYSIDE_PUBLIC_URL: publicUrl,
    };
    const { simulators, ready } = await startSimulators(options, onLog);
    closing.push(() => simulators.stop());
    const bridge = await startChild({
      file: program('apps/woocommerce-bridge/service/src/main.ts'),
      environment: { ...shared, QUAYSIDE_PORT: String(port) },
      onLog,
    });
    closing.push(() => bridge.child.stop());
    const spawnWorker = () =>
      startChild({ file: program('apps/worker/src/main.ts'), environment: shared, onLog });
    let worker: Child = (await spawnWorker()).child;
    closing.push(() => worker.stop());

    const { controlToken } = ready;
    const amazon = new AmazonControl(ready.amazon.url, controlToken);
    await amazon.changeSettings({ limits: { 'orders.search': simulated.searchOrders } });
    return {
      installation,
      workspaceId: await freshWorkspace(installation, environment.dataDirectory),
      shop: new WooCommerceControl(ready.woocommerce.url, controlToken),
      amazon,
      ready,
      logs,
      database: describeDatabase(installation),
      async killWorker() {
        const { pid } = worker;
        await worker.kill();
        return pid;
      },
      async startWorker() {
        worker = (await spawnWorker()).child;
        return worker.pid;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startSimulators(
  options: DemoOptions,
  onLog: (line: string) => void,
): Promise<{ simulators: Child; ready: SimulatorsReady }> {
  const { child, firstLine } = await startChild({
    file: program('packages/simulators/src/main.ts'),
    args: [
      ...['--catalog', options.catalogue],
      ...['--webhook-interval-ms', String(simulated.webhookIntervalMs)],
      ...['--acceptance-delay-ms', String(simulated.acceptanceDelayMs)],
      ...['--order-window-lag-ms', String(simulated.orderWindowLagMs)],
      '--allow-loopback-webhooks',
    ],
    onLog,
  });
  return { simulators: child, ready: JSON.parse(firstLine) as SimulatorsReady };
}

/**
 * The platforms of an earlier demo are gone with their processes, so its workspace is removed: its connections would lead nowhere.
 */
async function freshWorkspace(installation: Installation, dataDirectory: string): Promise<WorkspaceId> {
  const note = path.join(dataDirectory, 'demo-workspace');
  const { storage, engine } = installation;
  const earlier = (await readFile(note, 'utf8').catch(() => '')).trim();
  if (/^[0-9a-f-]{36}$/.test(earlier)) await storage.deleteWorkspace(earlier as WorkspaceId);
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
