const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

// eslint-disable-next-line no-control-regex -- all of ASCII is meant
const plain = /^[\x00-\x7f]*$/;

/** Lower case without accents, so that spellings of one word are one. */
export function foldText(text: string): string {
  // Most titles need nothing more.
  if (plain.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßøłđæœı]/g, (letter) => letters[letter] ?? letter);
}

/**
 * Cuts a title into its parts: feeds join the title of a product and of its page as quoted strings with language tags (`"…"@en "… | Shop"`). A title
 * without quotes is one part.
 */
export function splitTitle(title: string): readonly string[] {
  // In a title that is not quoted as a whole, a quote after a digit means inches.
  const inInches = title.trimStart().startsWith('"') ? title : title.replace(/(\d)\s*"/g, '$1 in ');
  const parts = inInches
    .replace(/@[a-z]{2}(?:-[a-z]{2})?(?![a-z])/gi, ' ')
    .split(/"/)
    .map((part) => part.replace(/^[\s,;|-]+|[\s,;|]+$/g, ''))
    .filter((part) => part !== '' && part.toLowerCase() !== 'null');
  return parts.length === 0 ? [title] : parts;
}
