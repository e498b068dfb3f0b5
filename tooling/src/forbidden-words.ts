import type { ForbiddenWord } from './glossary.ts';
import { singleWords } from './single-words.ts';

export interface FoundWord {
  readonly line: number;
  readonly said: string;
  readonly instead: string;
}

interface Token {
  readonly word: string;
  readonly line: number;
  /** Nothing but space, a hyphen or the mark of a comment's line stands between it and the word before. */
  readonly isJoined: boolean;
}

/** Every place of a text where a forbidden word is said: in identifiers, sentences and comments, also across lines, one or many of it. */
export function findForbiddenWords(text: string, forbidden: readonly ForbiddenWord[]): readonly FoundWord[] {
  const tokens = readTokens(text);
  return tokens.flatMap((token, start) =>
    forbidden.flatMap(({ words, instead, rightIn }) => {
      if (!standsAt(tokens, start, words)) return [];
      const isRight = rightIn.some((phrase) =>
        phrase.some((_, offset) => {
          const covers = offset + words.length <= phrase.length;
          return covers && start >= offset && standsAt(tokens, start - offset, phrase);
        }),
      );
      return isRight ? [] : [{ line: token.line, said: words.join(' '), instead }];
    }),
  );
}

function standsAt(tokens: readonly Token[], start: number, words: readonly string[]): boolean {
  return words.every((word, offset) => {
    const token = tokens[start + offset];
    return token !== undefined && (offset === 0 || token.isJoined) && isFormOf(token.word, word);
  });
}

function isFormOf(said: string, word: string): boolean {
  if (said === word || said === `${word}s` || said === `${word}es`) return true;
  return word.endsWith('y') && said === `${word.slice(0, -1)}ies`;
}

function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let end = 0;
  for (const match of text.matchAll(/\p{L}+|\d+/gu)) {
    const gap = text.slice(end, match.index);
    line += gap.split('\n').length - 1;
    const isJoined = /^[\s\-_*/]*$/.test(gap);
    for (const [index, word] of singleWords(match[0]).entries()) {
      tokens.push({ word, line, isJoined: index > 0 || isJoined });
    }
    end = match.index + match[0].length;
  }
  return tokens;
}
