import { runProcess } from '@quayside/assembly/run-process';
import { startWorker } from '@quayside/assembly/worker';
import { createServer } from './server.ts';

// Companion service and one worker in one process: everything that a single shop needs. More workers may run beside it.

await runProcess('quayside', async (installation, environment) => {
  const server = createServer(installation.engine);
  await server.listen({ host: environment.host, port: environment.port });
  const worker = await startWorker(installation, environment.tuning.worker);
  return async () => {
    await server.close();
    await worker.close(10_000);
  };
});
