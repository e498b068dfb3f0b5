import { runProcess } from '@quayside/assembly/run-process';
import { startWorker } from '@quayside/assembly/worker';

// The background process: answers doorbells and sweeps. Start as many as you like.

await runProcess('worker', async (installation, environment) => {
  const worker = await startWorker(installation, environment.tuning.worker);
  return () => worker.close(10_000);
});
