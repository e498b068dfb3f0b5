import process from 'node:process';
import { openInstallation } from '@quayside/assembly/installation';
import { readEnvironment } from '@quayside/assembly/environment';
import type { DrainJob } from '@quayside/core/jobs/catalogue';
import { drain } from '@quayside/core/use-cases/drain';

// A process that answers the bells of some lanes and of no others, so that what they take can be told. The jobs come as a message.

const environment = readEnvironment();
const installation = await openInstallation({ environment, role: 'bench-poll' });
const jobs = new Promise<readonly DrainJob[]>((came) => {
  process.once('message', (message) => came(message as readonly DrainJob[]));
});
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
await Promise.all((await jobs).map(drainAgainAndAgain));

/** A run ends with its slice of time: what is left needs another one. */
async function drainAgainAndAgain(job: DrainJob): Promise<void> {
  const { engine } = installation;
  for (;;) {
    await drain(engine, job);
    const poll = await engine.storage.transaction(job.workspaceId, (tx) =>
      tx.polls.get(job.connectionId, 'channel-orders'),
    );
    if (poll?.cursor != null) return;
  }
}
