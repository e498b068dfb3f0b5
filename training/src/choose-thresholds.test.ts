import { describe, expect, it } from 'vitest';
import { chooseThresholds, type Judged } from './choose-thresholds.ts';

const silently = (): void => undefined;

/** Rows of one source: so many at each score, of which some match. */
function rows(
  source: string,
  counts: readonly (readonly [score: number, matches: number, others: number])[],
) {
  const row = (score: number, isMatch: boolean): Judged => ({
    ...{ source, score, isMatch, isUnseen: false, isVetoed: false, isSame: false },
  });
  return counts.flatMap(([score, matches, others]) => [
    ...Array.from({ length: matches }, () => row(score, true)),
    ...Array.from({ length: others }, () => row(score, false)),
  ]);
}

describe('thresholds', () => {
  it('likely is where the mean F1 is best, however many pairs a source has', () => {
    const many = rows('many', [
      [0.9, 500, 0],
      [0.5, 0, 2_000],
      [0.1, 0, 5_000],
    ]);
    const few = rows('few', [
      [0.9, 5, 0],
      [0.5, 5, 0],
      [0.1, 0, 50],
    ]);
    const { likely } = chooseThresholds([...many, ...few], silently);
    expect(likely).toBeGreaterThan(0.5);
    const others = rows('others', [
      [0.5, 5, 0],
      [0.1, 0, 50],
    ]);
    expect(chooseThresholds([...many, ...few, ...others], silently).likely).toBeLessThanOrEqual(0.5);
  });

  it('automatic is where nearly all that nothing forbids match, and never where the model itself has doubts', () => {
    const sure = rows('shop', [
      [0.95, 300, 0],
      [0.9, 100, 20],
      [0.1, 0, 500],
    ]);
    expect(chooseThresholds(sure, silently).automatic).toBe(0.95);
    const forbidden = sure.map((row) => ({ ...row, isVetoed: row.score === 0.9 && !row.isMatch }));
    expect(chooseThresholds(forbidden, silently).automatic).toBe(0.9);
    const easy = rows('shop', [
      [0.6, 400, 0],
      [0.1, 0, 500],
    ]);
    expect(chooseThresholds(easy, silently).automatic).toBe(0.87);
  });

  it('sources whose labels contradict each other have no say in it', () => {
    const known = (own: readonly Judged[], isSame: boolean) => own.map((row) => ({ ...row, isSame }));
    const clean = known(
      rows('clean', [
        [0.95, 300, 0],
        [0.1, 0, 300],
      ]),
      false,
    );
    const odd = known(
      rows('odd', [
        [0.99, 50, 50],
        [0.1, 0, 300],
      ]),
      true,
    );
    expect(chooseThresholds([...clean, ...odd], silently).automatic).toBe(0.95);
    expect(chooseThresholds(odd, silently).automatic).toBe(1);
  });
});
