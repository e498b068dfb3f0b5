/** A text as a term of Shopify's searches: quoted, so that blanks, colons and parentheses mean themselves. */
export function searchText(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
