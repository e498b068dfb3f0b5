/** How alike two words are letter by letter: Jaro's measure with Winkler's premium for a common beginning; from 0 to 1. */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1;
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  let taken = 0;
  let matches = 0;
  const matched: number[] = [];
  for (let index = 0; index < one.length; index += 1) {
    const end = Math.min(other.length, index + reach + 1);
    for (let at = Math.max(0, index - reach); at < end; at += 1) {
      if ((taken & (1 << at)) !== 0 || one.charCodeAt(index) !== other.charCodeAt(at)) continue;
      taken |= 1 << at;
      matched.push(index);
      matches += 1;
      break;
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  let next = 0;
  for (const index of matched) {
    while ((taken & (1 << next)) === 0) next += 1;
    if (one.charCodeAt(index) !== other.charCodeAt(next)) moved += 1;
    next += 1;
  }
  const jaro = (matches / one.length + matches / other.length + (matches - moved / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < one.length && one[prefix] === other[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** The share of the longer word that both begin with. */
export function commonStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let same = 0;
  while (same < most && one.charCodeAt(same) === other.charCodeAt(same)) same += 1;
  return same / Math.max(one.length, other.length, 1);
}
