import { openMatcher } from '@quayside/assembly/open-matcher';
import type { MatchRecord } from '@quayside/core/matching/match-record';
import { aRecord } from '@quayside/testkit/match-records';
import type { Benchmark } from './benchmark.ts';

const rows = 100_000;
const searches = 200;

const makers = ['Northsea', 'Quai', 'Brandt', 'Lumiere', 'Kestrel', 'Ostrava', 'Fjell', 'Marin'];
const things = [
  'lamp',
  'kettle',
  'drill',
  'backpack',
  'camera',
  'notebook',
  'monitor',
  'watch',
  'boots',
  'chair',
];
const qualities = [
  'black',
  'white',
  'steel',
  'oak',
  'large',
  'small',
  'wireless',
  'folding',
  'digital',
  'classic',
];

/** The index that a long list of the channel's is matched against: built once, and searched row by row. */
export const matchIndex: Benchmark = {
  summary: `{buildSeconds, megabytes, searchMilliseconds}: an index of ${rows.toLocaleString('en')} rows`,
  run(progress) {
    const matcher = openMatcher('research');
    const records = Array.from({ length: rows }, (_, row) => ({ id: String(row), record: recordOf(row) }));
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const began = performance.now();
    const index = matcher.index(records);
    const built = performance.now() - began;
    const megabytes = (process.memoryUsage().rss - before) / 1_048_576;
    progress(`built in ${(built / 1000).toFixed(1)} s`);
    const searched = performance.now();
    let found = 0;
    for (let search = 0; search < searches; search += 1) {
      const row = (search * 7_919) % rows;
      if (index.search(recordOf(row), 20).includes(String(row))) found += 1;
    }
    if (found !== searches) throw new Error(`${searches - found} of ${searches} rows were not found`);
    const searchMilliseconds = (performance.now() - searched) / searches;
    return Promise.resolve({
      buildSeconds: Math.round(built / 10) / 100,
      megabytes: Math.round(megabytes),
      searchMilliseconds: Math.round(searchMilliseconds * 100) / 100,
    });
  },
};

/** Titles of a dozen words with a model number, as shops write them. */
function recordOf(row: number): MatchRecord {
  const pick = (words: readonly string[], step: number): string =>
    words[(row * step + (row >> 3)) % words.length] ?? '';
  const model = `${pick(['kx', 'ab', 'tr', 'zz', 'mq'], 3)}-${(row * 37) % 100_003}${pick(['a', 'b', 'x'], 5)}`;
  const title = `${pick(makers, 1)} ${pick(qualities, 7)} ${pick(things, 3)} ${model} with ${pick(qualities, 3)} ${pick(things, 7)}, ${(row % 90) + 10} cm, series ${row % 977}`;
  return aRecord(title, { brand: pick(makers, 1) });
}
