/** The single words of a phrase or an identifier, lower-cased: `toStoreOrder`, `store-order` and `Store order` end alike. */
export function singleWords(text: string): readonly string[] {
  return (text.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\d+/gu) ?? []).map((word) => word.toLowerCase());
}
