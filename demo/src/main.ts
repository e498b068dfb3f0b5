import process from 'node:process';
import {
  lastUnitSellsInShop,
  shopShips,
  unitSellsOnAmazon,
  unknownSku,
  webhookIsLost,
  workerIsKilled,
} from './acts.ts';
import { follow } from './follow.ts';
import { readOptions, usage, type DemoOptions } from './options.ts';
import { checkPromises, type Outcome } from './promises.ts';
import { shortenedNotice } from './shortened.ts';
import { setStage, type Stage } from './stage.ts';
import { connect, link, type Scene } from './story.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { viewOf } from './view.ts';

const beganAt = performance.now();

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(usage);
    return;
  }
  const timeline = createTimeline(options.json ? process.stderr : process.stdout, beganAt);
  const interrupted = new Promise<'interrupted'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve('interrupted'));
  });
  const stage = await setStage(options);
  try {
    const played = play(stage, timeline, options);
    const ended = await Promise.race([played, interrupted]);
    if (ended === 'interrupted') {
      // The story is left where it is; what it was waiting for fails as the stage closes.
      played.catch(() => undefined);
      process.exitCode = 130;
      return;
    }
    if (options.json) process.stdout.write(`${JSON.stringify(ended, null, 2)}\n`);
    process.exitCode = Object.values(ended.promises).every(Boolean) ? 0 : 1;
    if (!options.once) await stayUp(stage, timeline, interrupted);
  } finally {
    timeline.plain('');
    timeline.plain('Stopping everything …');
    await stage.close();
    timeline.plain('Stopped.');
  }
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
      seen: inOrder(timeline.seen),
      world: inOrder(timeline.world),
      locale: options.locale,
      durations,
    };
    const connected = await connect(scene);
    await link(connected);
    await lastUnitSellsInShop(connected);
    await unitSellsOnAmazon(connected);
    await workerIsKilled(connected);
    await shopShips(connected);
    await unknownSku(connected);
    await webhookIsLost(connected);
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
  P1: 'one shop order per Amazon order, although an answer was lost and a worker was killed',
  P2: 'every Amazon order is in the shop or held with a reason',
  P3: 'Amazon never offered more than the shop had',
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
  process.stderr.write(`The demo cannot go on: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
