import type { Feature, FeatureGroup } from './feature-group.ts';
import type { ReadRecord } from '../read-record.ts';
import { agreement, apart } from './compare-sets.ts';
import { lesserAndGreater } from './word-overlap.ts';

/** Units that products of one kind differ in. */
const telling = ['pack', 'gb', 'mp', 'in', 'mm', 'ft', 'mhz', 'w', 'user', 'x', 'ml', 'rpm'] as const;

const features: readonly Feature[] = [
  ['numbers: shared', 'for'],
  ['numbers: unmatched, lesser side', 'against'],
  ['numbers: unmatched, greater side', 'against'],
  ['numbers: none shared though both have some', 'against'],
  ['numbers: rarest unmatched, lesser side', 'against'],
  ['years', 'for'],
  ['generations: agreement', 'for'],
  ['generations: not shared', 'against'],
  ['measures: agree', 'for'],
  ['measures: conflict', 'against'],
  ['measures: on one side only', 'against'],
  ['text measures: agree', 'for'],
  ['text measures: conflict', 'against'],
  ...telling.map((unit): Feature => [`measure: ${unit}`, 'for']),
];

export const figures: FeatureGroup = {
  features,
  measure(left, right, corpus) {
    const onlyLeft = [...left.numbers].filter(
      (number) => !right.numbers.has(number) && !isSaid(number, right),
    );
    const onlyRight = [...right.numbers].filter(
      (number) => !left.numbers.has(number) && !isSaid(number, left),
    );
    const shared = [...left.numbers].filter((number) => right.numbers.has(number)).length;
    const rarest = (numbers: readonly string[]): number =>
      Math.max(0, ...numbers.map((number) => corpus.rarity(number)));
    const title = compareMeasures(left.measures, right.measures);
    const text = compareMeasures(left.allMeasures, right.allMeasures);
    return [
      shared,
      ...lesserAndGreater(onlyLeft.length, onlyRight.length),
      left.numbers.size > 0 && right.numbers.size > 0 ? (shared === 0 ? 1 : 0) : Number.NaN,
      Math.min(rarest(onlyLeft), rarest(onlyRight)),
      agreement(left.years, right.years),
      agreement(left.generations, right.generations),
      apart(left.generations, right.generations),
      title.agree,
      title.conflict,
      title.oneSided,
      text.agree,
      text.conflict,
      ...telling.map((unit) => agreement(left.allMeasures.get(unit), right.allMeasures.get(unit))),
    ];
  },
};

/** A number may stand in the other title as part of a measure or a word (`v8`, `cs3`). */
function isSaid(number: string, { title }: ReadRecord): boolean {
  for (const word of title) {
    if (word.length > number.length + 4) continue;
    const place = word.indexOf(number);
    if (place >= 0 && !isFigure(word[place - 1]) && !isFigure(word[place + number.length])) return true;
  }
  return false;
}

function isFigure(letter: string | undefined): boolean {
  return letter !== undefined && ((letter >= '0' && letter <= '9') || letter === '.');
}

function compareMeasures(
  left: ReadRecord['measures'],
  right: ReadRecord['measures'],
): { readonly agree: number; readonly conflict: number; readonly oneSided: number } {
  let [agree, conflict, oneSided] = [0, 0, 0];
  for (const [unit, values] of left) {
    const there = right.get(unit);
    if (there === undefined) oneSided += 1;
    else if ([...values].some((value) => there.has(value))) agree += 1;
    else conflict += 1;
  }
  for (const unit of right.keys()) if (!left.has(unit)) oneSided += 1;
  return { agree, conflict, oneSided };
}
