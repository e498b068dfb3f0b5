import type { ReadRecord } from './read-record.ts';
import { meet } from './features/word-overlap.ts';

const mostUnmatched = 12;

/**
 * What the words of a pair say by themselves, each sign as a number of 32 bits: a word of both titles, a word of one alone, and two words that stand
 * against each other (`black` and `white`, `2007` and `2008`).
 */
export function signsOf(left: ReadRecord, right: ReadRecord): readonly number[] {
  const { both, onlyLeft, onlyRight } = meet(left.title, right.title);
  const lacks = (words: readonly string[], { compact }: ReadRecord): readonly number[] =>
    words
      .filter((word) => word.length < 4 || !compact.includes(word))
      .slice(0, mostUnmatched)
      .map(hashOf);
  const ofLeft = lacks(onlyLeft, right);
  const ofRight = lacks(onlyRight, left);
  const signs = new Set<number>();
  for (const word of both) signs.add(signOf(shared, hashOf(word)));
  for (const hash of ofLeft) signs.add(signOf(alone, hash));
  for (const hash of ofRight) signs.add(signOf(alone, hash));
  for (const one of ofLeft) {
    for (const other of ofRight) {
      signs.add(one < other ? signOf(one, other) : signOf(other, one));
    }
  }
  return [...signs];
}

/** FNV-1a. */
function hashOf(word: string): number {
  let hash = 2_166_136_261;
  for (let index = 0; index < word.length; index += 1)
    hash = Math.imul(hash ^ word.charCodeAt(index), 16_777_619);
  return hash;
}
const shared = hashOf('both');
const alone = hashOf('one');

/** Of two words by their hashes (the final mix of MurmurHash3). */
function signOf(one: number, other: number): number {
  let hash = Math.imul(one, 31) ^ other;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** What training learned of signs: how much each weighs that it has seen often enough. */
export type Lexicon = ReadonlyMap<number, number>;

/** How much the words move the log-odds, and the share of the signs that training has seen. */
export function readSigns(
  lexicon: Lexicon,
  signs: readonly number[],
): { readonly says: number; readonly known: number } {
  let [sum, seen] = [0, 0];
  for (const sign of signs) {
    const weight = lexicon.get(sign);
    if (weight === undefined) continue;
    sum += weight;
    seen += 1;
  }
  return { says: sum / Math.sqrt(seen + 1), known: seen / Math.max(1, signs.length) };
}
