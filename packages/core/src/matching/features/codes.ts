import type { Corpus } from '../corpus.ts';
import { commonStart, jaroWinkler } from '../edit-similarity.ts';
import { holdsCode, type ReadRecord } from '../read-record.ts';
import type { Feature, FeatureGroup } from './feature-group.ts';

/** How the model and part numbers of two records meet. */
export interface CodeMeeting {
  /** Numbers that both carry, or that stand in the other's text run together; the rarest first. */
  readonly shared: readonly string[];
  readonly onlyLeft: readonly string[];
  readonly onlyRight: readonly string[];
}

const longEnough = 5;

export function meetCodes(left: ReadRecord, right: ReadRecord, corpus: Corpus): CodeMeeting {
  const isIn = (code: string, other: ReadRecord): boolean => holdsCode(other, code);
  const shared = new Set([
    ...left.codes.filter((code) => isIn(code, right)),
    ...right.codes.filter((code) => isIn(code, left)),
  ]);
  const lacks = (code: string): boolean =>
    !shared.has(code) && ![...shared].some((each) => each.includes(code) || code.includes(each));
  return {
    shared: [...shared].sort((one, other) => corpus.codeRarity(other) - corpus.codeRarity(one)),
    onlyLeft: left.codes.filter(lacks),
    onlyRight: right.codes.filter(lacks),
  };
}

/** `kx-tg1032s` and `kxtg9341t` have one shape. */
export function shapeOf(code: string): string {
  return code.replace(/\d+/g, '9').replace(/\p{L}+/gu, 'a');
}

const features: readonly Feature[] = [
  ['codes: shared', 'for'],
  ['codes: rarest shared', 'for'],
  ['codes: longest shared', 'for'],
  ['codes: in both heads', 'for'],
  ['codes: none shared by the heads though both have some', 'against'],
  ['codes: longer ones of a shared one', 'against'],
  ['codes: unmatched, lesser side', 'against'],
  ['codes: unmatched, greater side', 'against'],
  ['codes: none shared though both have some', 'against'],
  ['codes: most alike of the unmatched', 'either'],
  ['codes: longest common start of the unmatched', 'either'],
  ['codes: part of another', 'either'],
  ['codes: same shape, another value', 'against'],
  ['codes: differ in their end alone', 'either'],
  ['part number: found', 'for'],
  ['part number: most alike', 'for'],
];

export const codes: FeatureGroup = {
  features,
  measure(left, right, corpus) {
    const { shared, onlyLeft, onlyRight } = meetCodes(left, right, corpus);
    const [lesser, greater] =
      onlyLeft.length < onlyRight.length ? [onlyLeft, onlyRight] : [onlyRight, onlyLeft];
    let [alike, start, shapes, ends] = [0, 0, 0, 0];
    for (const one of onlyLeft.slice(0, 5)) {
      for (const other of onlyRight.slice(0, 5)) {
        alike = Math.max(alike, one.length > 30 || other.length > 30 ? 0 : jaroWinkler(one, other));
        const common = commonStart(one, other);
        start = Math.max(start, common);
        if (shapeOf(one) === shapeOf(other)) shapes = 1;
        if (common >= 0.6) ends = 1;
      }
    }
    const hasBoth = left.codes.length > 0 && right.codes.length > 0;
    const firstLeft = left.codes[0];
    return [
      shared.length,
      shared[0] === undefined ? 0 : corpus.codeRarity(shared[0]),
      Math.max(0, ...shared.map((code) => code.length)),
      firstLeft !== undefined && firstLeft === right.codes[0] ? 1 : 0,
      headsDiffer(left, right),
      [...left.codes, ...right.codes].filter(
        (code) => !shared.includes(code) && shared.some((each) => code.startsWith(each)),
      ).length,
      lesser.length,
      greater.length,
      hasBoth ? (shared.length === 0 ? 1 : 0) : Number.NaN,
      onlyLeft.length > 0 && onlyRight.length > 0 ? alike : Number.NaN,
      onlyLeft.length > 0 && onlyRight.length > 0 ? start : Number.NaN,
      isPart(onlyLeft, right) || isPart(onlyRight, left) ? 1 : 0,
      shapes,
      ends,
      ...partNumbers(left, right),
    ];
  },
};

/** 1: each head names models, and none that the other one names; `NaN`: one names none. */
function headsDiffer(left: ReadRecord, right: ReadRecord): number {
  if (left.headCodes.length === 0 || right.headCodes.length === 0) return Number.NaN;
  return left.headCodes.some((code) => right.headCodes.includes(code)) ? 0 : 1;
}

function isPart(lacking: readonly string[], other: ReadRecord): boolean {
  return lacking.some((code) => code.length >= longEnough && other.compactAll.includes(code));
}

/** A part number that has a field of its own is looked for in everything that the other record says. */
function partNumbers(left: ReadRecord, right: ReadRecord): readonly [number, number] {
  const one = found(left.partNumber, right);
  const other = found(right.partNumber, left);
  if (one === null && other === null) return [Number.NaN, Number.NaN];
  const isFound = one === 1 || other === 1;
  return [isFound ? 1 : 0, Math.max(one ?? 0, other ?? 0)];
}

function found(partNumber: string, other: ReadRecord): number | null {
  if (partNumber.length < 3) return null;
  if (holdsCode(other, partNumber)) return 1;
  let best = partNumber.length >= longEnough && other.compactAll.includes(partNumber) ? 0.98 : 0;
  for (const code of other.codes.slice(0, 6)) {
    if (code.length <= 30) best = Math.max(best, jaroWinkler(partNumber, code));
  }
  return best * 0.9;
}
