import process from 'node:process';
import { openInstallation } from '@quayside/assembly/installation';
import { readEnvironment } from '@quayside/assembly/environment';
import { startWorker } from '@quayside/assembly/worker';
import { connectShop } from './connect-shop.ts';
import { followImport, type ImportProgress } from './follow-import.ts';
import { connectMessages } from './messages.ts';
import { readOptions, usage, type ShopOptions } from './options.ts';
import { readKeys } from './read-keys.ts';
import { talkOfAccount } from './talk-account.ts';

const mostIssues = 10;

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(usage);
  else if (options.kind === 'account') process.exitCode = await talkOfAccount(options, say);
  else process.exitCode = await connect(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** @returns the exit code. */
async function connect(options: ShopOptions): Promise<number> {
  const words = connectMessages[options.locale];
  if (options.url.startsWith('http://')) say(words.plainHttp);
  const keys = await readKeys(process.stdin, process.stderr, words);
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
  const began = performance.now();
  const environment = readEnvironment();
  const installation = await openInstallation({ environment, role: 'connect' });
  try {
    say(words.proving);
    const shop = await connectShop(installation, options, keys);
    if (!shop.ok) {
      say(installation.say(shop.error.message, options.locale));
      return 1;
    }
    const { workspaceId, connection, isReconnected } = shop.value;
    say(isReconnected ? words.reconnected : words.connected);
    // Whether or not an engine runs beside it: workers share the work.
    const worker = await startWorker(installation, environment.tuning.worker);
    const place = { workspaceId, connectionId: connection.id, isReconnected };
    let last = '';
    let wasWaiting = false;
    const tell = ({ done, total, isWaiting }: ImportProgress): void => {
      const line = total === null ? `${done}` : `${done} / ${total}`;
      if (line !== last && done > 0) say(`  ${line}`);
      last = line;
      if (isWaiting && !wasWaiting) say(words.waiting);
      wasWaiting = isWaiting;
    };
    const outcome = await followImport(installation, place, tell, interruption.signal).finally(() =>
      worker.close(10_000),
    );
    if (outcome === 'interrupted') {
      say(words.interrupted);
      return 130;
    }
    if ('stopped' in outcome) {
      say(installation.say(outcome.stopped, options.locale));
      return 1;
    }
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const code = 'activity.imported-products';
    const values = { store: connection.name, variants: outcome.variants };
    say(installation.say({ code, values }, options.locale));
    for (const issue of outcome.issues.slice(0, mostIssues))
      say(`  ! ${installation.say(issue, options.locale)}`);
    if (outcome.issues.length > mostIssues) say(`  ! … ${outcome.issues.length - mostIssues}`);
    if (environment.publicUrl === undefined) say(words.pollingOnly);
    say(words.next);
    if (options.json) {
      const issues = outcome.issues.map(({ code: issue }) => issue);
      const document = { connection: connection.id, variants: outcome.variants, issues, seconds };
      process.stdout.write(`${JSON.stringify(document)}\n`);
    }
    return 0;
  } finally {
    await installation.close();
  }
}
