import { parseArgs } from 'node:util';
import { shorten, simulate, type Outcome } from './simulate.ts';

// npm run simulate -- [--seeds N] [--seed FIRST] [--once] [--json]

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    /** The first one. */
    seed: { type: 'string', default: '1' },
    /** Ends with the first seed that fails. */
    once: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} wants a whole number, not ${text}`);
  return Number(text);
}

/** How a failure is told: what happened before it, what is wrong, and how to see it again. */
async function tell(seed: number, { error, trace }: Extract<Outcome, { ok: false }>): Promise<void> {
  const least = await shorten(seed);
  const finding = error.name === 'Broken' ? error.message : (error.stack ?? error.message);
  const again = `It fails after ${least} events already. Again: npm run simulate -- --seed ${seed} --seeds 1`;
  process.stdout.write(
    [...trace.map((line) => `  ${line}`), `Seed ${seed}: ${finding}`, again, ''].join('\n'),
  );
}

const first = wholeNumber('seed', values.seed);
const count = wholeNumber('seeds', values.seeds);
const result = { seeds: 0, failed: 0, events: 0, orders: 0, finding: null as string | null };
for (let seed = first; seed < first + count; seed += 1) {
  const outcome = await simulate(seed);
  result.seeds += 1;
  if (outcome.ok) {
    result.events += outcome.events;
    result.orders += outcome.orders;
    continue;
  }
  result.failed += 1;
  result.finding ??= outcome.error.message;
  if (!values.json) await tell(seed, outcome);
  if (values.once) break;
}
const seconds = Math.round(performance.now() / 1_000);
if (values.json) process.stdout.write(`${JSON.stringify({ ...result, seconds })}\n`);
else {
  process.stdout.write(`${result.events} events and ${result.orders} orders in ${seconds} s\n`);
  process.stdout.write(`${result.seeds} seeds, ${result.failed} failed\n`);
}
process.exitCode = result.failed === 0 ? 0 : 1;
