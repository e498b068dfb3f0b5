import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { openInstallation } from '@quayside/assembly/installation';
import { readEnvironment } from '@quayside/assembly/environment';
import { startWorker } from '@quayside/assembly/worker';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import { connectStore } from '@quayside/core/use-cases/connect';
import type { SimulatorsReady } from '@quayside/simulators/main';

/** What one import took. */
export interface ImportFigures {
  readonly rows: number;
  readonly milliseconds: number;
  /** The most memory that this process ever held. */
  readonly peakRssMb: number;
}

// A worker as merchants run it, with one shop to import; the shop comes as a message, the figures go as one.

const shop = await new Promise<SimulatorsReady['woocommerce']>((came) => {
  process.once('message', (message) => came(message as SimulatorsReady['woocommerce']));
});
const environment = readEnvironment();
const installation = await openInstallation({ environment, role: 'bench-import' });
const { engine, storage } = installation;
const workspaceId = engine.ids.next() as WorkspaceId;
await storage.createWorkspace({ id: workspaceId, name: 'Benchmark', createdAt: engine.clock.now() });
try {
  const began = performance.now();
  const store = await connectStore(engine, workspaceId, {
    connector: 'woocommerce',
    name: 'shop',
    settings: { url: shop.url },
    credentials: { consumerKey: shop.consumerKey, consumerSecret: shop.consumerSecret },
  });
  if (!store.ok) throw new Error(store.error.detail);
  const worker = await startWorker(installation, environment.tuning.worker);
  const isDone = () =>
    storage.transaction(
      workspaceId,
      async (tx) => (await tx.polls.get(store.value.id, 'products-all'))?.cursor != null,
    );
  while (!(await isDone())) await sleep(100);
  const milliseconds = performance.now() - began;
  const rows = await storage.transaction(workspaceId, (tx) => tx.variants.count(store.value.id));
  // Kilobytes on every platform (Node documentation, process.resourceUsage).
  const figures: ImportFigures = { rows, milliseconds, peakRssMb: process.resourceUsage().maxRSS / 1024 };
  await new Promise((sent) => process.send?.(figures, sent));
  await worker.close(5_000);
} finally {
  await storage.deleteWorkspace(workspaceId);
  await installation.close();
  process.disconnect?.();
}
