import { say, type Message } from '../domain/message.ts';
import type { Corpus } from './corpus.ts';
import { meetCodes } from './features/codes.ts';
import { meet, softly } from './features/word-overlap.ts';
import { findConflicts, type Conflict } from './find-conflicts.ts';
import type { MatchRecord } from './match-record.ts';
import type { MatchComparison } from './matcher.ts';
import { compactOf, spellingsOf, type ReadRecord } from './read-record.ts';
import { foldText } from './normalize-text.ts';

/** A record as it came, and as it was read. */
export interface Side {
  readonly record: MatchRecord;
  readonly read: ReadRecord;
}

type Explanation = Omit<MatchComparison, 'score'>;

const mostWords = 5;
/** As `synonyms` writes them, in whatever language they stand. */
const grammar: ReadonlySet<string> = new Set([
  'and',
  'with',
  'for',
  'without',
  'in',
  'the',
  'of',
  'to',
  'by',
  'de',
  'la',
  'le',
  'les',
  'du',
  'des',
  'der',
  'die',
  'das',
]);
/** Prices further apart than this factor are worth a word. */
const farPrice = 1.6;
const nearPrice = 1.1;

/** Says in words what speaks for a pair and against it, the weightiest first, and what forbids to link it automatically. */
export function explainMatch(ours: Side, theirs: Side, corpus: Corpus): Explanation {
  const vetoes = findConflicts(ours.read, theirs.read).map(sayConflict);
  const agreement = agree(ours, theirs);
  return {
    agreement,
    reasons: reasonsFor(ours, theirs, corpus, agreement),
    objections: [...vetoes, ...objectionsTo(ours, theirs, corpus)],
    vetoes,
  };
}

function sayConflict({ kind, left, right }: Conflict): Message {
  const values = { ours: left, theirs: right };
  switch (kind) {
    case 'model':
      return say('match.conflict-model', values);
    case 'pack':
      return say('match.conflict-pack', values);
    case 'measure':
      return say('match.conflict-measure', values);
    case 'colour':
      return say('match.conflict-colour', values);
    case 'size':
      return say('match.conflict-size', values);
    case 'material':
      return say('match.conflict-material', values);
    case 'edition':
      return say('match.conflict-edition', values);
    case 'generation':
      return say('match.conflict-generation', values);
    case 'audience':
      return say('match.conflict-audience', values);
    case 'purpose':
      return say('match.conflict-purpose', values);
    case 'sale':
      return say('match.conflict-sale', values);
  }
}

/** The identifier that both carry: a trade item number, or brand and manufacturer's part number. */
function agree(ours: Side, theirs: Side): MatchComparison['agreement'] {
  if (ours.record.gtins.some((gtin) => theirs.record.gtins.includes(gtin))) return 'gtin';
  const [one, other] = [ours.read.partNumber, theirs.read.partNumber];
  return one !== '' && one === other && isSameBrand(ours.read, theirs.read) ? 'part-number' : null;
}

function isSameBrand(one: ReadRecord, other: ReadRecord): boolean {
  return one.brand !== '' && compactOf(one.brand) === compactOf(other.brand);
}

function reasonsFor(
  ours: Side,
  theirs: Side,
  corpus: Corpus,
  agreement: MatchComparison['agreement'],
): readonly Message[] {
  const reasons: Message[] = [];
  const gtin = ours.record.gtins.find((each) => theirs.record.gtins.includes(each));
  if (gtin !== undefined) reasons.push(say('match.same-number', { gtin }));
  if (agreement === 'part-number') {
    reasons.push(
      say('match.same-part-number', { code: ours.record.partNumber ?? '', brand: ours.record.brand ?? '' }),
    );
  }
  // The longest says most: shorter ones are parts of it.
  const [code] = meetCodes(ours.read, theirs.read, corpus).shared.toSorted(
    (one, other) => other.length - one.length,
  );
  if (code !== undefined && agreement !== 'part-number') reasons.push(say('match.same-model', { code }));
  if (agreement !== 'part-number' && isSameBrand(ours.read, theirs.read)) {
    reasons.push(say('match.same-brand', { brand: ours.record.brand ?? '' }));
  }
  const { both } = meet(ours.read.title, theirs.read.title);
  const words = rarest(both, corpus, spellingsOf(ours.record));
  if (words.length > 0) reasons.push(say('match.same-words', { words: words.join(', ') }));
  const ratio = priceRatio(ours, theirs);
  if (ratio !== null && ratio <= nearPrice) reasons.push(say('match.near-price', pricesOf(ours, theirs)));
  return reasons;
}

function objectionsTo(ours: Side, theirs: Side, corpus: Corpus): readonly Message[] {
  const objections: Message[] = [];
  const [one, other] = [foldText(ours.record.brand ?? ''), foldText(theirs.record.brand ?? '')];
  const isElsewhere =
    theirs.read.compactAll.includes(compactOf(one)) || ours.read.compactAll.includes(compactOf(other));
  if (one !== '' && other !== '' && !isSameBrand(ours.read, theirs.read) && !isElsewhere) {
    objections.push(
      say('match.other-brand', { ours: ours.record.brand ?? '', theirs: theirs.record.brand ?? '' }),
    );
  }
  const { onlyLeft, onlyRight } = meet(ours.read.title, theirs.read.title);
  const lacking = (
    words: readonly string[],
    here: MatchRecord,
    there: ReadRecord,
    others: readonly string[],
  ): readonly string[] =>
    rarest(
      words.filter((word) => softly(word, others, there.compact) === 0 && !there.all.has(word)),
      corpus,
      spellingsOf(here),
    );
  const onlyOurs = lacking(onlyLeft, ours.record, theirs.read, onlyRight);
  if (onlyOurs.length > 0) objections.push(say('match.only-ours', { words: onlyOurs.join(', ') }));
  const onlyTheirs = lacking(onlyRight, theirs.record, ours.read, onlyLeft);
  if (onlyTheirs.length > 0) objections.push(say('match.only-theirs', { words: onlyTheirs.join(', ') }));
  const ratio = priceRatio(ours, theirs);
  if (ratio !== null && ratio >= farPrice) objections.push(say('match.far-price', pricesOf(ours, theirs)));
  return objections;
}

/** The rarest words first, which tell most, as they are written; single letters and words of grammar tell nothing. */
function rarest(
  words: readonly string[],
  corpus: Corpus,
  spellings: ReadonlyMap<string, string>,
): readonly string[] {
  return words
    .filter((word) => word.length > 1 && !grammar.has(word))
    .toSorted((one, other) => corpus.rarity(other) - corpus.rarity(one))
    .slice(0, mostWords)
    .map((word) => spellings.get(word) ?? word);
}

/** The higher price over the lower one; `null` where one is missing or the currencies differ. */
function priceRatio({ record: ours }: Side, { record: theirs }: Side): number | null {
  if (ours.price === null || theirs.price === null || ours.price.currency !== theirs.price.currency)
    return null;
  const [one, other] = [Number(ours.price.amount), Number(theirs.price.amount)];
  return one > 0 && other > 0 ? Math.max(one, other) / Math.min(one, other) : null;
}

function pricesOf(ours: Side, theirs: Side): { readonly ours: string; readonly theirs: string } {
  const inWords = ({ record: { price } }: Side): string =>
    price === null ? '' : `${price.amount} ${price.currency}`;
  return { ours: inWords(ours), theirs: inWords(theirs) };
}
