import { decodeHTMLStrict } from 'entities';
import { tidyText } from '../_kit/tidy-text.ts';

const noise = /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
/** Tags that stand between words. */
const breaks = /<\/?(?:br|p|div|li|ul|ol|h[1-6]|tr|td)\b[^<>]*>/gi;
const tags = /<\/?[a-z][^<>]*>/gi;
/**
 * Names as WordPress keeps them, as plain text: tags are taken out, entities decoded (`&amp;`, `&#8211;`), blanks joined. What only looks like a tag, such as
 * `a < b` or `<3`, stays. Emoji stay whole.
 */
export function plainText(html: string): string {
  const text = /[<&]/.test(html)
    ? decodeHTMLStrict(html.replace(noise, ' ').replace(breaks, ' ').replace(tags, ''))
    : html;
  return tidyText(text);
}
