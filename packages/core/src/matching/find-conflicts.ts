import { holdsCode, type ReadRecord } from './read-record.ts';
import { commonStart } from './edit-similarity.ts';
import { shapeOf } from './features/codes.ts';
import type { TraitGroup } from './words/traits.ts';

/** In what two records contradict each other although they may be alike in everything else. */
export interface Conflict {
  readonly kind:
    | 'model'
    | 'pack'
    | 'measure'
    | 'colour'
    | 'size'
    | 'material'
    | 'edition'
    | 'generation'
    | 'audience'
    | 'purpose'
    | 'sale';
  readonly left: string;
  readonly right: string;
}

/** Conflicts that forbid an automatic link, the gravest first. Only what both records say can conflict, but for packs: what says none is a single one. */
export function findConflicts(left: ReadRecord, right: ReadRecord): readonly Conflict[] {
  const found: Conflict[] = [];
  const add = (kind: Conflict['kind'], one: string, other: string): void => {
    found.push({ kind, left: one, right: other });
  };
  const model = modelConflict(left, right);
  if (model !== null) add('model', ...model);
  const packs = [packOf(left), packOf(right)] as const;
  if (packs[0] !== packs[1]) add('pack', packs[0], packs[1]);
  for (const [unit, values] of left.measures) {
    const others = right.measures.get(unit);
    if (unit === 'pack' || others === undefined || isShared(values, others)) continue;
    add('measure', inUnit(values, unit), inUnit(others, unit));
  }
  const colours = colourConflict(left, right);
  if (colours !== null) add('colour', ...colours);
  for (const [group, kind] of telling) {
    const [one, other] = [left.traits.get(group), right.traits.get(group)];
    if (one === undefined || other === undefined) continue;
    if (isApart(one, other) || one.has('kids') !== other.has('kids')) add(kind, inWords(one), inWords(other));
  }
  if (left.purpose.size > 0 && right.purpose.size > 0) {
    const [ours, theirs] = [purposeOf(left), purposeOf(right)];
    if (isApart(ours, theirs)) add('purpose', inWords(ours), inWords(theirs));
  }
  const lens = lensConflict(left, right);
  if (lens !== null) add('sale', ...lens);
  for (const word of oneSided) {
    const [one, other] = [left.title.has(word), right.title.has(word)];
    if (one !== other) add('sale', one ? word : 'new', other ? word : 'new');
  }
  if (isApart(left.generations, right.generations))
    add('generation', inWords(left.generations), inWords(right.generations));
  if (isApart(left.years, right.years)) add('generation', inWords(left.years), inWords(right.years));
  return found;
}

const telling: readonly (readonly [TraitGroup, Conflict['kind']])[] = [
  ['size', 'size'],
  ['edition', 'edition'],
  ['audience', 'audience'],
  ['platform', 'edition'],
  ['material', 'material'],
  ['sole', 'edition'],
];

/** What is sold in another way, even if the other record does not speak of it. */
const oneSided = [
  'upgrade',
  'academic',
  'refurbished',
  'remanufactured',
  'compatible',
  'renewed',
  'used',
  'bundle',
] as const;

/** Part numbers of both that are not found in the other record, or codes of one shape with another value where nothing is shared. */
function modelConflict(left: ReadRecord, right: ReadRecord): readonly [string, string] | null {
  const isFound = (code: string, other: ReadRecord): boolean => holdsCode(other, code);
  const [ofLeft, ofRight] = [left.partNumber, right.partNumber];
  if (ofLeft !== '' && ofRight !== '') {
    // One that only begins with the other is another colour, kit or pack of the same model.
    const isLonger = ofLeft !== ofRight && (ofLeft.includes(ofRight) || ofRight.includes(ofLeft));
    const agrees = !isLonger && (ofLeft === ofRight || isFound(ofLeft, right) || isFound(ofRight, left));
    return agrees ? null : [ofLeft, ofRight];
  }
  const named = headConflict(left, right) ?? endConflict(left, right);
  if (named !== null) return named;
  if (left.codes.some((code) => isFound(code, right)) || right.codes.some((code) => isFound(code, left)))
    return null;
  for (const one of left.codes) {
    const shape = shapeOf(one);
    const other = right.codes.find(
      (code) => shapeOf(code) === shape || code.startsWith(one) || one.startsWith(code),
    );
    if (other !== undefined) return [one, other];
  }
  return null;
}

/** Models of one kind that the first parts of both titles name, each its own: what follows them may be about another product of the same shop. */
function headConflict(
  { headCodes: ours }: ReadRecord,
  { headCodes: theirs }: ReadRecord,
): readonly [string, string] | null {
  let found: readonly [string, string] | null = null;
  for (const one of ours) {
    for (const other of theirs) {
      if (one.includes(other) || other.includes(one)) return null;
      found ??= shapeOf(one) === shapeOf(other) || commonStart(one, other) >= 0.4 ? [one, other] : null;
    }
  }
  return found;
}

/** A model that both name, of which one alone names a longer form, too: another colour, kit or pack of it. */
function endConflict(
  { codes: ours }: ReadRecord,
  { codes: theirs }: ReadRecord,
): readonly [string, string] | null {
  for (const shared of ours) {
    if (!theirs.includes(shared)) continue;
    const isLonger = (code: string): boolean => code !== shared && code.startsWith(shared);
    const [one, other] = [ours.find(isLonger), theirs.find(isLonger)];
    if ((one === undefined) !== (other === undefined)) return [one ?? shared, other ?? shared];
  }
  return null;
}

/** Other colours, or several of which another one is named first: that is what a thing mostly is. */
function colourConflict(left: ReadRecord, right: ReadRecord): readonly [string, string] | null {
  if (isApart(left.colours, right.colours)) return [inWords(left.colours), inWords(right.colours)];
  if (left.colours.size < 2 || right.colours.size < 2) return null;
  const named = ({ head, colours }: ReadRecord): readonly string[] =>
    [...head].filter((word) => colours.has(word));
  const [ours, theirs] = [named(left), named(right)];
  if (ours.length < 2 || theirs.length < 2 || ours[0] === theirs[0]) return null;
  return [ours.join(', '), theirs.join(', ')];
}

/** What a thing is made for, without words of grammar. */
function purposeOf({ purpose }: ReadRecord): ReadonlySet<string> {
  return new Set([...purpose].filter((word) => word.length > 2));
}

/** A camera by itself, and one with a lens. */
function lensConflict(left: ReadRecord, right: ReadRecord): readonly [string, string] | null {
  const isBody = ({ title, codes }: ReadRecord): boolean =>
    title.has('body') || codes.some((code) => code.endsWith('body'));
  const hasLens = (record: ReadRecord): boolean =>
    !isBody(record) && (record.title.has('lens') || record.measures.has('mm'));
  if (isBody(left) && hasLens(right)) return ['body', 'lens'];
  return isBody(right) && hasLens(left) ? ['lens', 'body'] : null;
}

/** What a record without a word about packs is: one. */
function packOf(record: ReadRecord): string {
  const packs = [...(record.measures.get('pack') ?? [])].filter((value) => value !== '1');
  return packs.length === 0 ? '1' : packs.join(', ');
}

function isShared(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const value of one) if (other.has(value)) return true;
  return false;
}

function isApart(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size > 0 && other.size > 0 && !isShared(one, other);
}

function inWords(values: ReadonlySet<string>): string {
  return [...values].join(', ');
}

function inUnit(values: ReadonlySet<string>, unit: string): string {
  return [...values].map((value) => `${value} ${unit}`).join(', ');
}
