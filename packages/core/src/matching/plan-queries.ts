import type { MatchRecord } from './match-record.ts';

/** One question to a channel's catalogue search. */
export interface CatalogueQuery {
  /** Single words, lower-case, without signs; at least one. */
  readonly words: readonly string[];
  /** Only items of this brand, as the shop spells it; `null`: of any. */
  readonly brand: string | null;
}

/** More questions for one variant would not fit a channel's budget of two calls a second. */
export const mostQueries = 3;
/** Searches that take a list of words take twenty at least (ADR 0024); longer words are codes that no search keeps. */
export const mostWords = 12;
const longestWord = 40;
/** Few, because a search may ask for all of them. */
const mostTellingWords = 3;

/** Words that say nothing of what a thing is, in the languages of the shops: articles, prepositions, and what shops write to praise. */
const noise: ReadonlySet<string> = new Set(
  `a an and as at by for from in into it its new of on or our set the this to with your neuf nouveau nouvelle au aux avec ce ces
  chez de des du en et la le les leur mon notre ou par pour sans ses son sur un une vos votre best offer free gratuit livraison original
  officiel official pack promo qualite quality sale solde top genuine lot of x und der die das mit fur y el los las con para il lo con per`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/**
 * Which questions to ask of a channel's catalogue for one record, the most telling first, so that asking can end as soon as one is answered well:
 *
 * 1. the manufacturer's number, within the brand: few shops have both, and those that have are answered at once;
 * 2. the brand and the most telling words of the title: numbers with letters first, then the longest, in the title's order;
 * 3. the title without what only tells siblings apart, for searches that rank by how many words fit.
 *
 * @returns at most three different ones; none when the title holds no word.
 */
export function planQueries(record: MatchRecord): readonly CatalogueQuery[] {
  const brandWords = wordsOf(record.brand ?? '');
  const partWords = wordsOf(record.partNumber ?? '');
  const optionWords = new Set(record.options.flatMap(wordsOf));
  const titleWords = wordsOf(record.title).filter((word) => !noise.has(word));
  const lasting = titleWords.filter((word) => !optionWords.has(word));
  const own = lasting.length > 0 ? lasting : titleWords;
  const telling = mostTelling(own.filter((word) => !brandWords.includes(word)));
  const brand = record.brand?.trim() ?? '';
  const planned: CatalogueQuery[] = [
    ...(partWords.length === 0
      ? []
      : [{ words: partWords.slice(0, mostWords), brand: brand === '' ? null : brand }]),
    { words: unique([...brandWords, ...telling]).slice(0, mostWords), brand: null },
    { words: unique(own).slice(0, mostWords), brand: null },
  ].filter(({ words }) => words.length > 0);
  const seen = new Set<string>();
  return planned
    .filter(({ words, brand: within }) => {
      const key = JSON.stringify([words.toSorted(), within]);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, mostQueries);
}

/** The words of what somebody types to search. */
export function wordsOfSearch(text: string): readonly string[] {
  return wordsOf(text);
}

/** The words of a text, each once: lower-case letters and digits of any script; what is joined by a sign stays one word where it is a number of a model. */
function wordsOf(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+(?:[-./][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
  const split = words.flatMap((word) => (/\p{N}/u.test(word) ? [word] : word.split(/[-./]/)));
  return unique(split.filter((word) => word.length <= longestWord && !/^\p{L}$/u.test(word)));
}

/** Those that few other products have, in the order in which they stand. */
function mostTelling(words: readonly string[]): string[] {
  const weight = (word: string): number =>
    (/\p{N}/u.test(word) && /\p{L}/u.test(word) ? 100 : 0) + Math.min(word.length, 20);
  const best = words.toSorted((one, other) => weight(other) - weight(one)).slice(0, mostTellingWords);
  return words.filter((word) => best.includes(word));
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}
