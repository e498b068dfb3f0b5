/** The pattern of LIKE that finds a text anywhere in a search text, which is kept in lower case; signs that patterns know stand for themselves. */
export function likePattern(text: string): string {
  const wanted = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
  return `%${wanted}%`;
}
