import { decodeHTMLStrict } from 'entities';

const noise = /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
/** Tags that stand between words. */
const breaks = /<\/?(?:br|p|div|li|ul|ol|h[1-6]|tr|td)\b[^<>]*>/gi;
const tags = /<\/?[a-z][^<>]*>/gi;
/** Control characters are no text, and PostgreSQL refuses the first of them. */
// eslint-disable-next-line no-control-regex -- these are what is taken out
const blanks = /[\s\u0000-\u001f\u007f]+/g;

/**
 * Names as WordPress keeps them, as plain text: tags are taken out, entities decoded (`&amp;`, `&#8211;`), blanks joined. What only looks like a tag, such as
 * `a < b` or `<3`, stays. Emoji stay whole.
 */
export function plainText(html: string): string {
  const text = /[<&]/.test(html)
    ? decodeHTMLStrict(html.replace(noise, ' ').replace(breaks, ' ').replace(tags, ''))
    : html;
  return text.replace(blanks, ' ').trim().toWellFormed();
}

/** The first `length` UTF-16 units at most; a letter with its accents, or an emoji of several parts, is never cut in two. */
export function cut(text: string, length: number): string {
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
