import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { disguise } from './disguise.ts';
import { learnModel, type Source } from './learn-model.ts';
import { cutPairs, openCatalogues } from './open-catalogues.ts';
import { readPairs } from './read-pairs.ts';

const usage = 'npm run match:train -- DIR [--leave-out SET] [--out FILE] [--parts train,valid]';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'leave-out': { type: 'string', multiple: true, default: [] },
    out: { type: 'string', default: 'packages/assembly/src/match-weights/research.json' },
    parts: { type: 'string', default: 'train,valid' },
  },
});
const [directory] = positionals;
if (directory === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
const parts = values.parts.split(',');
const files = readdirSync(directory).filter((file) => parts.some((part) => file.endsWith(`.${part}.jsonl`)));
const sets = [...new Set(files.map((file) => file.replace(/\.\w+\.jsonl$/, '')))];
const unknown = values['leave-out'].filter((set) => !sets.includes(set));
if (unknown.length > 0 || sets.length === 0) {
  process.stderr.write(
    `No ${unknown.join(', ') || '*.train.jsonl'} in ${directory}. There are: ${sets.join(', ')}. ${usage}\n`,
  );
  process.exit(2);
}
const began = performance.now();
const tell = (line: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}\n`);
};
const sources = sets
  .filter((set) => !values['leave-out'].includes(set))
  .map((name): Source => {
    const cut = files
      .filter((file) => file.startsWith(`${name}.`))
      .flatMap((file) => cutPairs(readPairs(join(directory, file))));
    return {
      name,
      plain: cut.map((pairs) => openCatalogues(pairs)),
      disguised: cut.map((pairs) => openCatalogues(pairs, disguise)),
    };
  });
const weights = learnModel(sources, tell);
const text = JSON.stringify(weights);
writeFileSync(values.out, `${text}\n`);
tell(
  `${values.out}: ${(text.length / 1024).toFixed(0)} kB, likely from ${weights.thresholds.likely}, automatic from ${weights.thresholds.automatic}`,
);
