/** Letter triples of a text by hash, each once and in order, with how often they occur. */
export interface LetterTriples {
  readonly trigrams: Uint16Array;
  readonly trigramCounts: Uint8Array;
}

/** So many hashes there are. */
export const trigramPlaces = 16_384;

/** Takes a text apart into its triples of letters. */
export function trigramsOf(text: string): LetterTriples {
  const hashes = new Uint16Array(Math.max(0, text.length - 2));
  for (let index = 0; index < hashes.length; index += 1) {
    hashes[index] =
      (text.charCodeAt(index) * 961 + text.charCodeAt(index + 1) * 31 + text.charCodeAt(index + 2)) %
      trigramPlaces;
  }
  hashes.sort();
  const counts = new Uint8Array(hashes.length);
  let distinct = 0;
  for (const hash of hashes) {
    if (distinct === 0 || hashes[distinct - 1] !== hash) {
      hashes[distinct] = hash;
      distinct += 1;
    }
    counts[distinct - 1] = Math.min(255, (counts[distinct - 1] ?? 0) + 1);
  }
  return { trigrams: hashes.slice(0, distinct), trigramCounts: counts.slice(0, distinct) };
}
