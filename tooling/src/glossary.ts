import { singleWords } from './single-words.ts';

/** A word that the glossary forbids, as its single words, with what to say instead and the phrases in which it is right all the same. */
export interface ForbiddenWord {
  readonly words: readonly string[];
  readonly instead: string;
  readonly rightIn: readonly (readonly string[])[];
}

export interface Glossary {
  /** Lower-cased, words parted by single spaces, with their meanings. */
  readonly meanings: ReadonlyMap<string, string>;
  readonly forbidden: readonly ForbiddenWord[];
  /** What is wrong with the glossary itself, in words. */
  readonly problems: readonly string[];
}

/** Reads docs/glossary.md: tables whose first column heads `word` or `not used`. Terms that share a meaning stand in one row, parted by commas. */
export function readGlossary(text: string): Glossary {
  const meanings = new Map<string, string>();
  const forbidden: ForbiddenWord[] = [];
  const problems: string[] = [];
  let table: string | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const complain = (problem: string): number => problems.push(`line ${index + 1}: ${problem}`);
    if (!line.startsWith('|')) {
      table = undefined;
      continue;
    }
    const [first = '', second = '', third = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (table === undefined) {
      table = first;
      if (table !== 'word' && table !== 'not used') complain(`a table of "${table}": "word" or "not used"`);
    } else if (/^-+$/.test(first)) continue;
    else if (second === '') complain(`"${first}" has no meaning`);
    else if (table === 'word') {
      for (const term of phrases(first)) {
        if (meanings.has(term)) complain(`"${term}" is there twice`);
        meanings.set(term, second);
      }
    } else {
      for (const term of phrases(first)) {
        const words = singleWords(term);
        const rightIn = phrases(third).map(singleWords);
        if (rightIn.some((phrase) => phrase.length <= words.length)) {
          complain(`"${third}" would let every "${term}" pass`);
        }
        forbidden.push({ words, instead: second, rightIn });
      }
    }
  }
  for (const { words } of forbidden) {
    if (meanings.has(words.join(' '))) problems.push(`"${words.join(' ')}" is a word and not used`);
  }
  return { meanings, forbidden, problems };
}

function phrases(cell: string): readonly string[] {
  return cell
    .split(',')
    .map((phrase) => phrase.trim().toLowerCase())
    .filter((phrase) => phrase !== '');
}
