import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { readEnvironment } from '@quayside/assembly/environment';
import { buildScreens } from '@quayside/testkit/build-screens';
import {
  buyerCancels,
  lastUnitSellsInShop,
  shopShips,
  unitSellsOnAmazon,
  unknownSku,
  webhookIsLost,
  workerIsKilled,
} from './acts.ts';
import { follow } from './follow.ts';
import { linkExisting, listMore } from './listing-acts.ts';
import { matchByWords } from './matching-act.ts';
import { openScreens } from './open-screens.ts';
import { readOptions, usage, type DemoOptions } from './options.ts';
import { checkPromises, type Outcome } from './promises.ts';
import { checkCatalogue } from './read-catalogue.ts';
import { shortenedNotice } from './shortened.ts';
import { openSecondShop } from './second-shop-acts.ts';
import { setStage, type Stage } from './stage.ts';
import { connect, type Scene } from './story.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { viewOf } from './view.ts';

let beganAt = performance.now();

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(usage);
    return;
  }
  const out = options.json ? process.stderr : process.stdout;
  await buildScreens((text) => void out.write(`${text}\n`));
  // What is measured from here on is the start of everything.
  beganAt = performance.now();
  const timeline = createTimeline(out, beganAt);
  const interruption = new AbortController();
  const interrupted = new Promise<'interrupted'>((resolve) => {
    const interrupt = (): void => {
      interruption.abort();
      resolve('interrupted');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, interrupt);
    // Whoever watched has gone, as in `npm run demo | head`: everything is ended all the same.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', interrupt);
  });
  const catalogue = await checkCatalogue(options.catalogue);
  timeline.plain(
    `Quayside demo: a shop with ${catalogue.products.length} products and a marketplace, both simulated; nothing leaves this machine.`,
  );
  const stage = await setStage(options, (text) => {
    if (!interruption.signal.aborted) timeline.plain(text);
  });
  try {
    const ended = interruption.signal.aborted
      ? await interrupted
      : await watch(stage, play(stage, timeline, options), interrupted);
    if (ended === 'interrupted') {
      process.exitCode = 130;
      return;
    }
    if (options.json) process.stdout.write(`${JSON.stringify(ended, null, 2)}\n`);
    process.exitCode = Object.values(ended.promises).every(Boolean) ? 0 : 1;
    if (!options.once) await watch(stage, stayUp(stage, timeline, interrupted), interrupted);
  } finally {
    timeline.plain('');
    timeline.plain('Stopping everything …');
    if (stage.logs.problem !== undefined) timeline.plain(`The log is not complete: ${stage.logs.problem}`);
    await stage.close();
    timeline.plain('Stopped.');
  }
}

/**
 * Waits for the end of something on the stage, or of the watching.
 *
 * @throws Error that names the process that was lost, if one was: what the story then trips over is only its consequence.
 */
async function watch<Value>(
  stage: Stage,
  played: Promise<Value>,
  interrupted: Promise<'interrupted'>,
): Promise<Value | 'interrupted'> {
  // After an interruption the story is left where it is; what it was waiting for fails as the stage closes.
  played.catch(() => undefined);
  const lost = stage.lost.then((error) => {
    throw error;
  });
  lost.catch(() => undefined);
  try {
    return await Promise.race([played, interrupted, lost]);
  } catch (error) {
    const cause: unknown = (await Promise.race([stage.lost, sleep(1_000)])) ?? error;
    throw new Error(`${wordsOf(cause)}\nEverything that the processes logged: ${stage.logs.file}`, {
      cause: error,
    });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Report {
  readonly counts: Outcome['counts'];
  readonly durationsMs: Record<string, number>;
  readonly promises: Outcome['promises'];
}

async function play(stage: Stage, timeline: Timeline, options: DemoOptions): Promise<Report> {
  const readyMs = performance.now() - beganAt;
  const durations: Record<string, number> = { ready: readyMs };
  timeline.plain(`Quayside demo ready after ${(readyMs / 1000).toFixed(1)} s: ${stage.database}.`);
  timeline.plain(
    `A simulated WooCommerce shop on ${stage.ready.woocommerce.url}, a simulated Amazon on ${stage.ready.amazon.url}.`,
  );
  timeline.plain(shortenedNotice);
  timeline.plain('● the world   → what Quayside tells the merchant   ✓ what this run measured');

  const view = viewOf(stage);
  const follower = follow(stage, view, timeline, options.locale);
  try {
    const inOrder = (tell: (text: string) => void) => async (text: string) => {
      await follower.catchUp();
      tell(text);
    };
    const scene: Scene = {
      stage,
      view,
      timeline,
      follower,
      chapter: async (title) => {
        await follower.turnPage();
        timeline.chapter(title);
      },
      seen: inOrder(timeline.seen),
      world: inOrder(timeline.world),
      locale: options.locale,
      durations,
    };
    const connected = await connect(scene);
    await linkExisting(connected);
    await listMore(connected);
    await lastUnitSellsInShop(connected);
    await unitSellsOnAmazon(connected);
    await workerIsKilled(connected);
    await shopShips(connected);
    await unknownSku(connected);
    await buyerCancels(connected);
    await webhookIsLost(connected);
    await openSecondShop(connected);
    await matchByWords(connected);
    await follower.turnPage();
    const outcome = await checkPromises(connected);
    await follower.catchUp();
    tell(timeline, outcome, stage);
    durations['total'] = performance.now() - beganAt;
    return {
      counts: outcome.counts,
      durationsMs: Object.fromEntries(
        Object.entries(durations).map(([name, value]) => [name, Math.round(value)]),
      ),
      promises: outcome.promises,
    };
  } finally {
    await follower.stop();
  }
}

const meanings: Record<keyof Outcome['promises'], string> = {
  P1: 'one shop order per Amazon order that is wanted, although an answer was lost and a worker was killed',
  P2: 'every Amazon order is in the shop or held with a reason',
  P3: 'Amazon and the second shop never offered more than the shop had',
  P5: 'every price on Amazon is the shop’s price plus 10 %, to the cent',
  P4: 'every listing shows the shop’s stock, although webhooks and the queue were lost',
  P7: 'no credential and no buyer’s data in the log',
  P8: 'every hold and every doubt was told, in words',
};

function tell(timeline: Timeline, outcome: Outcome, stage: Stage): void {
  timeline.chapter('Promises, checked on the platforms’ own state');
  for (const [promise, isKept] of Object.entries(outcome.promises)) {
    timeline.plain(`  ${isKept ? '✓' : '✗'} ${promise} ${meanings[promise as keyof Outcome['promises']]}`);
  }
  for (const finding of outcome.findings) timeline.plain(`    ✗ ${finding}`);
  timeline.plain(`  Log of all processes: ${stage.logs.file}`);
}

/** Everything goes on running; a line says how things stand. */
async function stayUp(stage: Stage, timeline: Timeline, interrupted: Promise<unknown>): Promise<void> {
  const view = viewOf(stage);
  let isOver = false;
  void interrupted.then(() => (isOver = true));
  timeline.chapter('Everything stays up. Ctrl-C stops it.');
  const { dataDirectory } = readEnvironment();
  const closeScreens = openScreens(
    stage.shopify.ready,
    path.join(dataDirectory, 'demo-browser'),
    timeline.plain,
  );
  void interrupted.finally(closeScreens);
  while (!isOver) {
    const [issues, activities] = await Promise.all([view.issues(), view.activities()]);
    const status = `  ${new Date().toISOString().slice(11, 19)} UTC  ${activities.length} activities, ${issues.length} open issues `;
    if (process.stdout.isTTY) process.stdout.write(`\r${status}`);
    await Promise.race([interrupted, new Promise((resolve) => setTimeout(resolve, 1_000))]);
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`The demo cannot go on: ${wordsOf(error)}\n`);
  process.exitCode = 1;
}
