import type { Corpus } from '../corpus.ts';
import { jaroWinkler } from '../edit-similarity.ts';
import type { ReadRecord } from '../read-record.ts';
import type { Feature, FeatureGroup } from './feature-group.ts';

/** How the words of two titles meet. */
export interface WordMeeting {
  readonly both: readonly string[];
  readonly onlyLeft: readonly string[];
  readonly onlyRight: readonly string[];
}

export function meet(left: ReadonlySet<string>, right: ReadonlySet<string>): WordMeeting {
  const both: string[] = [];
  const onlyLeft: string[] = [];
  const onlyRight: string[] = [];
  for (const word of left) (right.has(word) ? both : onlyLeft).push(word);
  for (const word of right) if (!left.has(word)) onlyRight.push(word);
  return { both, onlyLeft, onlyRight };
}

const alikeFrom = 0.9;

/** How well a word that the other title lacks is found there all the same: run together with its neighbours, or spelled a little otherwise. */
export function softly(word: string, others: readonly string[], compact: string): number {
  if (word.length >= 4 && compact.includes(word)) return 0.9;
  if (word.length < 4 || /^\d/.test(word)) return 0;
  let best = 0;
  for (const other of others) {
    if (other.length < 4 || Math.abs(other.length - word.length) > 4 || other.length > 30 || word.length > 30)
      continue;
    if (other[0] !== word[0] && other[1] !== word[1]) continue;
    best = Math.max(best, jaroWinkler(word, other));
  }
  return best >= alikeFrom ? best * best * 0.9 : 0;
}

const features: readonly Feature[] = [
  ['words: cosine', 'for'],
  ['words: soft cover of the better covered', 'for'],
  ['words: soft cover of the worse covered', 'for'],
  ['words: soft jaccard', 'for'],
  ['heads: cosine', 'for'],
  ['heads: cover of the better covered', 'for'],
  ['heads: cover of the worse covered', 'for'],
  ['text: cover of the better covered title', 'for'],
  ['text: cover of the worse covered title', 'for'],
  ['words: rarest shared', 'for'],
  ['words: second rarest shared', 'for'],
  ['words: sum shared', 'for'],
  ['words: rarest unmatched, lesser side', 'against'],
  ['words: rarest unmatched, greater side', 'against'],
  ['words: second rarest unmatched, lesser side', 'against'],
  ['words: second rarest unmatched, greater side', 'against'],
  ['words: sum unmatched, lesser side', 'against'],
  ['words: sum unmatched, greater side', 'against'],
  ['words: unmatched with digits, lesser side', 'against'],
  ['words: unmatched with digits, greater side', 'against'],
  ['words: rarest unmatched nowhere in text, lesser side', 'against'],
  ['words: rarest unmatched nowhere in text, greater side', 'against'],
  ['words: first word shared', 'for'],
  ['words: longest shared run', 'for'],
  ['words: sum of unmatched pure letters, lesser side', 'against'],
  ['words: sum of unmatched pure letters, greater side', 'against'],
];

export const wordOverlap: FeatureGroup = {
  features,
  measure(left, right, corpus) {
    const meeting = meet(left.title, right.title);
    const weigh = (words: readonly string[]): number => {
      let sum = 0;
      for (const word of words) sum += corpus.rarity(word);
      return sum;
    };
    const both = weigh(meeting.both);
    const l = sideOf(meeting.onlyLeft, meeting.onlyRight, right, corpus);
    const r = sideOf(meeting.onlyRight, meeting.onlyLeft, left, corpus);
    const totalLeft = both + l.sum;
    const totalRight = both + r.sum;
    const coverLeft = share(both + l.soft, totalLeft);
    const coverRight = share(both + r.soft, totalRight);
    const shared = meeting.both.map((word) => corpus.rarity(word)).sort((one, other) => other - one);
    const heads = headsOf(left, right, corpus);
    const textLeft = share(both + l.soft + l.elsewhere, totalLeft);
    const textRight = share(both + r.soft + r.elsewhere, totalRight);
    return [
      squaredCosine(meeting, corpus),
      Math.max(coverLeft, coverRight),
      Math.min(coverLeft, coverRight),
      share(both + (l.soft + r.soft) / 2, both + l.sum + r.sum - (l.soft + r.soft) / 2),
      ...heads,
      Math.max(textLeft, textRight),
      Math.min(textLeft, textRight),
      shared[0] ?? 0,
      shared[1] ?? 0,
      both,
      ...lesserAndGreater(l.unmatched[0] ?? 0, r.unmatched[0] ?? 0),
      ...lesserAndGreater(l.unmatched[1] ?? 0, r.unmatched[1] ?? 0),
      ...lesserAndGreater(l.sum - l.soft, r.sum - r.soft),
      ...lesserAndGreater(l.digits, r.digits),
      ...lesserAndGreater(l.nowhere, r.nowhere),
      isFirstShared(left, right) ? 1 : 0,
      longestRun(left.title, right.title),
      ...lesserAndGreater(l.letters, r.letters),
    ];
  },
};

interface Side {
  readonly sum: number;
  readonly soft: number;
  readonly elsewhere: number;
  /** Rarities, greatest first. */
  readonly unmatched: readonly number[];
  readonly digits: number;
  readonly letters: number;
  readonly nowhere: number;
}

function sideOf(
  words: readonly string[],
  others: readonly string[],
  other: ReadRecord,
  corpus: Corpus,
): Side {
  let [sum, soft, elsewhere, digits, letters, nowhere] = [0, 0, 0, 0, 0, 0];
  const unmatched: number[] = [];
  for (const word of words) {
    const rarity = corpus.rarity(word);
    sum += rarity;
    const found = softly(word, others, other.compact);
    soft += rarity * found;
    const lacking = rarity * (1 - found);
    unmatched.push(lacking);
    const isElsewhere =
      found === 0 && (other.all.has(word) || (word.length >= 5 && other.compactAll.includes(word)));
    if (isElsewhere) elsewhere += rarity;
    else nowhere = Math.max(nowhere, lacking);
    if (/\d/.test(word)) digits += lacking;
    else letters += lacking;
  }
  unmatched.sort((one, two) => two - one);
  return { sum, soft, elsewhere, unmatched, digits, letters, nowhere };
}

function headsOf(left: ReadRecord, right: ReadRecord, corpus: Corpus): readonly number[] {
  const heads = meet(left.head, right.head);
  const ofLeft = meet(left.head, right.title);
  const ofRight = meet(right.head, left.title);
  const cover = ({ both, onlyLeft }: WordMeeting): number => {
    let found = 0;
    for (const word of both) found += corpus.rarity(word);
    let all = found;
    for (const word of onlyLeft) all += corpus.rarity(word);
    return share(found, all);
  };
  const [one, other] = [cover(ofLeft), cover(ofRight)];
  return [squaredCosine(heads, corpus), Math.max(one, other), Math.min(one, other)];
}

function squaredCosine({ both, onlyLeft, onlyRight }: WordMeeting, corpus: Corpus): number {
  const squares = (words: readonly string[]): number => {
    let sum = 0;
    for (const word of words) sum += corpus.rarity(word) ** 2;
    return sum;
  };
  const common = squares(both);
  return common / Math.sqrt((common + squares(onlyLeft)) * (common + squares(onlyRight)) + 1e-9);
}

function isFirstShared({ head: one }: ReadRecord, { head: other }: ReadRecord): boolean {
  const [first] = one;
  const [second] = other;
  return first !== undefined && first === second;
}

/** The longest run of words that both titles have in the same order, as a share of the shorter title. */
function longestRun(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const places = new Map<string, number>();
  for (const word of right) places.set(word, places.size);
  let [best, run, last] = [0, 0, -2];
  for (const word of left) {
    const place = places.get(word);
    run = place === undefined ? 0 : place === last + 1 ? run + 1 : 1;
    last = place ?? -2;
    best = Math.max(best, run);
  }
  return best / Math.max(1, Math.min(left.size, right.size));
}

export function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : part / whole;
}

export function lesserAndGreater(one: number, other: number): readonly [number, number] {
  return one < other ? [one, other] : [other, one];
}
