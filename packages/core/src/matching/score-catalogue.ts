import { CandidateIndex, termsOf } from './candidate-index.ts';
import type { Corpus } from './corpus.ts';
import type { Feature } from './features/feature-group.ts';
import { measurePair } from './features/measure-pair.ts';
import { lesserAndGreater } from './features/word-overlap.ts';
import { readSigns, signsOf, type Lexicon } from './lexicon.ts';
import type { ReadRecord } from './read-record.ts';

export interface RecordPair {
  readonly left: ReadRecord;
  readonly right: ReadRecord;
}

/** What the second look adds to the features of a pair, in its order. */
export const secondLookFeatures: readonly Feature[] = [
  ['first look', 'for'],
  ['lexicon', 'for'],
  ['lexicon: share of signs known', 'either'],
  ['lead over the rivals, lesser side', 'for'],
  ['lead over the rivals, greater side', 'for'],
  ['better rivals, lesser side', 'against'],
  ['better rivals, greater side', 'against'],
  ['best rival, lesser side', 'against'],
  ['best rival, greater side', 'against'],
  ['nearer than the rivals, lesser side', 'for'],
  ['nearer than the rivals, greater side', 'for'],
];

const rivalsLookedAt = 1;
/** Log-odds of the first look below which no rival can make a match of a pair: it is not asked about them. */
const ruledOut = -4;

/**
 * Measures the pairs of two catalogues one by one, and finds for each record of a pair the records of the other catalogue that are nearest to it: the rivals
 * of the pair, whether or not they were proposed.
 */
export class PairedCatalogues {
  readonly pairs: readonly RecordPair[];
  readonly #corpus: Corpus;
  readonly #features = new Map<ReadRecord, Map<ReadRecord, readonly number[]>>();
  readonly #lefts: Neighbourhood;
  readonly #rights: Neighbourhood;

  constructor(pairs: readonly RecordPair[], corpus: Corpus) {
    this.pairs = pairs;
    this.#corpus = corpus;
    this.#lefts = new Neighbourhood(pairs.map(({ left }) => left));
    this.#rights = new Neighbourhood(pairs.map(({ right }) => right));
  }

  /** The features of one pair. */
  features({ left, right }: RecordPair): readonly number[] {
    const ofLeft = this.#features.get(left) ?? new Map<ReadRecord, readonly number[]>();
    this.#features.set(left, ofLeft);
    const known = ofLeft.get(right) ?? measurePair(left, right, this.#corpus);
    ofLeft.set(right, known);
    return known;
  }

  /** Everything that the second look sees of each pair. @param firstLook the log-odds of a row of features. */
  secondLook(
    firstLook: (row: readonly number[]) => number,
    lexicon: Lexicon,
  ): readonly (readonly number[])[] {
    const scores = new Map<readonly number[], number>();
    const scoreOf = (pair: RecordPair): number => {
      const row = this.features(pair);
      const known = scores.get(row) ?? firstLook(row);
      scores.set(row, known);
      return known;
    };
    return this.pairs.map((pair) => {
      const { left, right } = pair;
      const own = scoreOf(pair);
      const { says, known } = readSigns(lexicon, signsOf(left, right));
      const row = [...this.features(pair), own, says, known];
      if (own < ruledOut) return [...row, ...bothSides(null, null)];
      const ofLeft = compete(own, right, this.#rights.near(left), (other) => scoreOf({ left, right: other }));
      const ofRight = compete(own, left, this.#lefts.near(right), (other) => scoreOf({ left: other, right }));
      return [...row, ...bothSides(ofLeft ?? ofRight, ofRight ?? ofLeft)];
    });
  }
}

/** The records of one catalogue, to be found by one of the other. */
class Neighbourhood {
  readonly #records: readonly ReadRecord[];
  readonly #index: CandidateIndex;
  readonly #near = new Map<ReadRecord, readonly Neighbour[]>();

  /** @param records each may come again. */
  constructor(records: readonly ReadRecord[]) {
    this.#records = [...new Set(records)];
    this.#index = new CandidateIndex(
      this.#records.map((record, place) => ({ id: String(place), terms: termsOf(record) })),
    );
  }

  near(record: ReadRecord): readonly Neighbour[] {
    const known = this.#near.get(record);
    if (known !== undefined) return known;
    const found = this.#index.search(termsOf(record), rivalsLookedAt + 1).flatMap(({ id, nearness }) => {
      const other = this.#records[Number(id)];
      return other === undefined ? [] : [{ record: other, nearness }];
    });
    this.#near.set(record, found);
    return found;
  }
}

interface Neighbour {
  readonly record: ReadRecord;
  readonly nearness: number;
}

/** How a pair stands among the rivals of one of its records. */
interface Standing {
  readonly lead: number;
  readonly better: number;
  readonly best: number;
  readonly nearer: number;
}

/** Of a side without rivals nothing is known: the other one stands for it. */
function bothSides(one: Standing | null, other: Standing | null): readonly number[] {
  if (one === null || other === null) return new Array<number>(8).fill(Number.NaN);
  return [
    ...lesserAndGreater(one.lead, other.lead),
    ...lesserAndGreater(one.better, other.better),
    ...lesserAndGreater(one.best, other.best),
    ...lesserAndGreater(one.nearer, other.nearer),
  ];
}

/** @returns `null` when there is no rival. */
function compete(
  own: number,
  self: ReadRecord,
  neighbours: readonly Neighbour[],
  scoreOf: (other: ReadRecord) => number,
): Standing | null {
  let ownNearness = 0;
  let [best, better, nearest, looked] = [Number.NEGATIVE_INFINITY, 0, 0, 0];
  for (const { record, nearness } of neighbours) {
    if (record === self) {
      ownNearness = nearness;
      continue;
    }
    if (looked === rivalsLookedAt) break;
    looked += 1;
    nearest = Math.max(nearest, nearness);
    const score = scoreOf(record);
    best = Math.max(best, score);
    if (score > own) better += 1;
  }
  return looked === 0 ? null : { lead: own - best, better, best, nearer: ownNearness - nearest };
}
