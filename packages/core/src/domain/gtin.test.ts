import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formsOf, parseGtin, type GtinProblem } from './gtin.ts';

/** Numbers of published examples: GS1's own (`6291041500213`, `614141000036`), and books. */
const good: readonly (readonly [string, string])[] = [
  ['6291041500213', '06291041500213'],
  ['614141000036', '00614141000036'],
  ['0614141000036', '00614141000036'],
  ['00614141000036', '00614141000036'],
  ['96385074', '00000096385074'],
  ['10614141000415', '10614141000415'],
  ['0-306-40615-2', '09780306406157'],
  ['978-0-306-40615-7', '09780306406157'],
  ['080442957X', '09780804429573'],
  [' 6291041 500213 ', '06291041500213'],
];

const bad: readonly (readonly [string, GtinProblem])[] = [
  ['', 'not-a-number'],
  ['ABC', 'not-a-number'],
  ['6291041500213X', 'not-a-number'],
  ['６２９１０４１５００２１３', 'not-a-number'],
  ['1234567', 'wrong-length'],
  ['123456789', 'wrong-length'],
  ['123456789012345', 'wrong-length'],
  ['6291041500214', 'wrong-check-digit'],
  ['0306406153', 'wrong-check-digit'],
  ['0000000000000', 'not-global'],
  ['2012345000018', 'not-global'],
  ['0212345000014', 'not-global'],
  ['9912345000014', 'not-global'],
];

describe('trade item numbers', () => {
  it.each(good)('%s is %s', (text, gtin) => {
    expect(parseGtin(text)).toEqual({ ok: true, value: gtin });
  });

  it.each(bad)('"%s" is none: %s', (text, problem) => {
    expect(parseGtin(text)).toEqual({ ok: false, error: problem });
  });

  const thirteen = fc.integer({ min: 1_000_000_000_000, max: 1_999_999_999_999 }).map(String);

  it('every single wrong digit is found', () => {
    fc.assert(
      fc.property(
        thirteen,
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (text, at, by) => {
          const right = Array.from(text.slice(0, 12), Number);
          const sum = right.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
          const whole = [...right, (10 - (sum % 10)) % 10];
          fc.pre(parseGtin(whole.join('')).ok);
          const wrong = whole.map((digit, index) => (index === at ? (digit + by) % 10 : digit)).join('');
          expect(parseGtin(wrong)).not.toMatchObject({ ok: true });
        },
      ),
    );
  });

  it('all spellings of one number are the same number', () => {
    for (const [, gtin] of good) {
      const forms = formsOf(gtin as Parameters<typeof formsOf>[0]);
      for (const form of Object.values(forms)) {
        if (form !== null) expect(parseGtin(String(form))).toEqual({ ok: true, value: gtin });
      }
    }
  });

  it('a case of the same goods is another thing, and no book is sheet music', () => {
    const unit = parseGtin('0614141000418');
    const box = parseGtin('10614141000415');
    expect(unit.ok && box.ok && unit.value !== box.value).toBe(true);
    expect(box.ok && formsOf(box.value)).toMatchObject({ ean13: null, upc12: null });
    const music = parseGtin('9790060115615');
    expect(music.ok && formsOf(music.value).isbn13).toBeNull();
  });
});
