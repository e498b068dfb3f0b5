import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameAttributes, limitAttributes } from './attributes.ts';

const numbered = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `${name}${String(index).padStart(4, '0')}`);

describe('what is kept of the attributes that a shop shows', () => {
  it('is what it shows, where it is of a usual size', () => {
    const shown = [
      ['brand', ['Salt & Co']],
      ['Care', ['By hand', 'Cold']],
    ] as const;
    expect(limitAttributes(shown)).toEqual({ brand: ['Salt & Co'], Care: ['By hand', 'Cold'] });
  });

  it('are at most 100 names: those that every shop may have, then the first by the alphabet', () => {
    const many = numbered(200, 'a').map((name) => [name, ['x']] as const);
    const kept = limitAttributes([...many.toReversed(), ['weight', ['1']], ['tag', ['new']]]);
    expect(Object.keys(kept)).toEqual(['tag', 'weight', ...numbered(98, 'a')]);
  });

  it('are at most 50 values of a name, in the order of the shop, each once', () => {
    const values = numbered(60, 'v');
    expect(limitAttributes([['tag', ['b', 'a', 'b', ...values]]])['tag']).toEqual([
      'b',
      'a',
      ...values.slice(0, 48),
    ]);
  });

  it('are values of at most 500 characters, and never half a letter', () => {
    const [long, emoji] =
      limitAttributes([['a', ['x'.repeat(5_000_000), `${'x'.repeat(499)}🫖`]]])['a'] ?? [];
    expect(long).toBe('x'.repeat(500));
    expect(emoji).toBe('x'.repeat(499));
    expect(limitAttributes([['a', ['b\ud800c']]])['a']).toEqual(['b\ufffdc']);
  });

  it('leaves out names that are too long, and what is empty', () => {
    const whole = 'n'.repeat(100);
    const kept = limitAttributes([
      [whole, ['x']],
      [`${whole}n`, ['x']],
      [' ', ['x']],
      ['none', []],
      ['blank', ['', ' \t']],
    ]);
    expect(kept).toEqual({ [whole]: ['x'] });
  });

  it('joins blanks and names that are written twice', () => {
    const kept = limitAttributes([
      [' Care  of ', [' By\n hand\u0000 ']],
      ['Care of', ['Cold']],
    ]);
    expect(kept).toEqual({ 'Care of': ['By hand', 'Cold'] });
  });

  it('takes any name for a name', () => {
    const kept = limitAttributes([
      ['__proto__', ['x']],
      ['constructor', ['y']],
    ]);
    expect(Object.entries(kept)).toEqual([
      ['__proto__', ['x']],
      ['constructor', ['y']],
    ]);
  });

  it('is within its limits and the same whatever comes in which order, and stays so when it is limited again', () => {
    const text = fc.string({ unit: 'binary', maxLength: 700 });
    const shown = fc.uniqueArray(fc.tuple(text, fc.array(text, { maxLength: 60 })), {
      maxLength: 130,
      selector: ([name]) => name.replace(/[\s\p{Cc}]+/gu, ' ').trim(),
    });
    fc.assert(
      fc.property(shown, (found) => {
        const kept = limitAttributes(found);
        expect(Object.keys(kept).length).toBeLessThanOrEqual(100);
        for (const [name, values] of Object.entries(kept)) {
          expect(name.length > 0 && name.length <= 100 && name.isWellFormed()).toBe(true);
          expect(values.length > 0 && values.length <= 50).toBe(true);
          expect(values.every((value) => value.length > 0 && value.length <= 500)).toBe(true);
          expect(values.every((value) => value.isWellFormed())).toBe(true);
        }
        expect(limitAttributes(found.toReversed())).toEqual(kept);
        expect(limitAttributes(Object.entries(kept))).toEqual(kept);
      }),
      { numRuns: 50 },
    );
  });
});

describe('attributes are the same', () => {
  it.each([
    [{ a: ['1'], b: ['2'] }, { b: ['2'], a: ['1'] }, true],
    [{}, {}, true],
    [{ a: ['1'] }, {}, false],
    [{ a: ['1'] }, { b: ['1'] }, false],
    [{ a: ['1', '2'] }, { a: ['2', '1'] }, false],
    [{ a: ['1'] }, { a: ['1', '2'] }, false],
    [{ constructor: ['1'] }, { a: ['1'] }, false],
  ])('%j and %j: %s', (one, other, isSame) => {
    expect(isSameAttributes(one as never, other as never)).toBe(isSame);
    expect(isSameAttributes(other as never, one as never)).toBe(isSame);
  });
});
