import { brandId, type Sku } from '@quayside/core/domain/ids';

/** The engine keeps no more of a name than this; no channel takes more. */
const longestWord = 255;

/** Control characters are no text, and PostgreSQL refuses the first of them. */
// eslint-disable-next-line no-control-regex -- these are what is taken out
const blanks = /[\s\u0000-\u001f\u007f]+/g;

/** Blanks joined, control characters and halves of letters taken out. */
export function tidyText(text: string): string {
  return text.replace(blanks, ' ').trim().toWellFormed();
}

/** The first `length` UTF-16 units at most; a letter with its accents, or an emoji of several parts, is never cut in two. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = 0;
  // Only the part that can stay is looked at: a text may have millions of letters.
  for (const { index, segment } of graphemes.segment(text.slice(0, length + longestGrapheme))) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return text.slice(0, end).trimEnd();
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** A family emoji has 11 units; longer ones are piled up by hand. */
const longestGrapheme = 64;

/** A short plain text, such as a brand or the value of an option; `null` for an empty one. */
export function tidyWord(text: string): string | null {
  return cutText(tidyText(text), longestWord) || null;
}

/** A SKU as the shop spells it, blanks around it apart; `null` for none. */
export function readSku(sku: string | null | undefined): Sku | null {
  const text = (sku ?? '').replaceAll('\u0000', '').trim().slice(0, longestWord);
  return text === '' ? null : brandId<Sku>(text);
}
