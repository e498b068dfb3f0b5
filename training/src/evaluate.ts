import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MatchModel, matchWeights } from '@quayside/core/matching/match-model';
import { findConflicts } from '@quayside/core/matching/find-conflicts';
import { openCatalogues } from './open-catalogues.ts';
import { readPairs } from './read-pairs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    weights: { type: 'string', default: 'packages/assembly/src/match-weights/research.json' },
    json: { type: 'boolean', default: false },
  },
});
const [file] = positionals;
if (file === undefined) {
  process.stderr.write('npm run match:eval -- FILE.jsonl [--weights FILE] [--json]\n');
  process.exit(2);
}
const { model, pairs } = open(file);
const { catalogues, labels } = openCatalogues(pairs);
const scores = model.score(catalogues);
const isVetoed = catalogues.pairs.map(({ left, right }) => findConflicts(left, right).length > 0);
const matches = labels.reduce((sum, label) => sum + label, 0);
/** What a threshold finds; of the automatic ones nothing that a conflict forbids. */
const from = (
  threshold: number,
  isForbidden: readonly boolean[] = [],
): { readonly found: number; readonly right: number } => {
  const found = scores.flatMap((score, index) =>
    score >= threshold && isForbidden[index] !== true ? [labels[index] ?? 0] : [],
  );
  return { found: found.length, right: found.reduce((sum, label) => sum + label, 0) };
};
const percent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;
const likely = from(model.likelyThreshold);
const automatic = from(model.automaticThreshold, isVetoed);
const report = {
  pairs: pairs.length,
  matches,
  precision: percent(likely.right, likely.found),
  recall: percent(likely.right, matches),
  f1: percent(2 * likely.right, likely.found + matches),
  recallAtPrecision99: percent(recallAt(0.99), matches),
  autoLinked: automatic.found,
  autoCorrect: automatic.right,
  pairsPerSecond: measureSpeed(),
};
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else
  for (const [name, value] of Object.entries(report)) process.stdout.write(`${name.padEnd(20)} ${value}\n`);

/** The most matches that any threshold finds with that precision. */
function recallAt(precision: number): number {
  const sorted = scores
    .map((score, index) => ({ score, label: labels[index] ?? 0 }))
    .sort((one, other) => other.score - one.score);
  let [right, most] = [0, 0];
  for (const [index, { label }] of sorted.entries()) {
    right += label;
    if (right / (index + 1) >= precision) most = right;
  }
  return most;
}

/** Everything from the records as they came to the scores, again and again for some seconds: the first second goes to the compiler and does not count. */
function measureSpeed(): number {
  const warm = performance.now() + 1_000;
  let [done, began] = [0, performance.now()];
  while (performance.now() < warm + 3_000) {
    model.score(openCatalogues(pairs).catalogues);
    if (performance.now() < warm) [done, began] = [0, performance.now()];
    else done += pairs.length;
  }
  return Math.round((done / (performance.now() - began)) * 1_000);
}

/** Says in one line what cannot be read. */
function open(labelled: string): {
  readonly model: MatchModel;
  readonly pairs: ReturnType<typeof readPairs>;
} {
  try {
    return {
      model: new MatchModel(matchWeights.parse(JSON.parse(readFileSync(values.weights, 'utf8')))),
      pairs: readPairs(labelled),
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
