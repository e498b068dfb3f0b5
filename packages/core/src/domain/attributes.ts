/**
 * What a shop says of a variant by name, each name with one value or several, as plain text. The product's hold for all of its variants.
 *
 * Lower-case names that every shop may have: `brand`, `category`, `tag`, `type` (what kind of goods the shop calls it) and `weight` (a plain decimal, in the
 * shop's unit). Everything else stands under the name that the shop has for it.
 */
export type Attributes = Readonly<Record<string, readonly string[]>>;

const wellKnown: readonly string[] = ['brand', 'category', 'tag', 'type', 'weight'];

const mostNames = 100;
const longestName = 100;
const mostValues = 50;
const longestValue = 500;

/**
 * What is kept of the attributes that a shop shows, whatever it shows: at most 100 names of at most 100 characters, each with at most 50 different values, cut to
 * 500 characters. Control characters become blanks, and blanks are joined. Longer names are left out, since a name that is cut is another name; so is what is
 * empty. Names that come several times are one, with the values of all. Of too many names those stay that every shop may have, then the first by the alphabet:
 * the same whatever order the shop has them in.
 */
export function limitAttributes(
  found: Iterable<readonly [name: string, values: readonly string[]]>,
): Attributes {
  const kept = new Map<string, string[]>();
  for (const [shownName, shownValues] of found) {
    // One character more than there may be tells that it is too long.
    const name = tidy(shownName, longestName + 1);
    if (name === '' || name.length > longestName) continue;
    const values = kept.get(name) ?? [];
    for (const shown of shownValues) {
      if (values.length === mostValues) break;
      const value = tidy(shown, longestValue);
      if (value !== '' && !values.includes(value)) values.push(value);
    }
    if (values.length > 0) kept.set(name, values);
  }
  const names = [...kept].sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1));
  return Object.fromEntries(names.slice(0, mostNames));
}

/** Whether both say the same; names have no order, values have. */
export function isSameAttributes(one: Attributes, other: Attributes): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSameList(one[name], other[name]))
  );
}

function isSameList(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function rank(name: string): number {
  const place = wellKnown.indexOf(name);
  return place < 0 ? wellKnown.length : place;
}

/** A letter is never cut into halves: no database takes half of one. */
function tidy(text: string, most: number): string {
  // Only the part that can stay is looked at: a text may have millions of letters.
  const start = text.trimStart().slice(0, 4 * most);
  const joined = start.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return joined
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
    .toWellFormed();
}
