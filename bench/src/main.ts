import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { catalogImport } from './catalog-import.ts';
import { firstListing } from './first-listing.ts';
import { limitUse } from './limit-use.ts';
import { matchCandidates } from './match-candidates.ts';
import { matchIndex } from './match-index.ts';
import { matchingScreen } from './matching-screen.ts';
import { orderIntake } from './order-intake.ts';
import { placeOrder } from './place-order.ts';
import { planner } from './planner.ts';
import { policyPreview } from './policy-preview.ts';
import { screens } from './screens.ts';
import { timeToZero } from './time-to-zero.ts';
import { webhookIntake } from './webhook-intake.ts';

const benchmarks: Readonly<Record<string, Benchmark>> = {
  'catalog-import': catalogImport,
  'first-listing': firstListing,
  'limit-use': limitUse,
  'match-candidates': matchCandidates,
  'match-index': matchIndex,
  'matching-screen': matchingScreen,
  'order-intake': orderIntake,
  'place-order': placeOrder,
  planner,
  'policy-preview': policyPreview,
  screens,
  'time-to-zero': timeToZero,
  'webhook-intake': webhookIntake,
};

const list = Object.entries(benchmarks).map(([name, { summary }]) => `  ${name.padEnd(16)} ${summary}`);
const usage = `npm run bench -- NAME [--json]\n${list.join('\n')}\n`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  const [name = ''] = positionals;
  const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (benchmark === undefined)
    throw new Error(`${name === '' ? 'Which benchmark?' : `No benchmark ${name}.`}\n${usage}`);
  const figures = await benchmark.run((text) => process.stderr.write(`${text}\n`));
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else for (const [figure, value] of Object.entries(figures)) process.stdout.write(`${figure}: ${value}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
