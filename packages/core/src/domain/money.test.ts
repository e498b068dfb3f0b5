import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, isSameMoney, parseMoney, sum, times, type Money } from './money.ts';

const euros = (amount: string): Money => {
  const parsed = parseMoney(amount, 'EUR');
  if (!parsed.ok) throw new Error(amount);
  return parsed.value;
};
const cents = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
const fromCents = (value: bigint): Money => {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0');
  return euros(`${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`);
};

describe('P5: money is exact', () => {
  it('adds like integers of cents, whatever the size', () => {
    fc.assert(
      fc.property(cents, cents, (one, other) => {
        expect(isSameMoney(add(fromCents(one), fromCents(other)), fromCents(one + other))).toBe(true);
      }),
    );
  });

  it('multiplies like integers of cents', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: -100_000, max: 100_000 }), (value, factor) => {
        // Twenty digits before the point is what an amount may have.
        fc.pre(value * BigInt(factor) < 10n ** 21n && value * BigInt(factor) > -(10n ** 21n));
        expect(isSameMoney(times(fromCents(value), factor), fromCents(value * BigInt(factor)))).toBe(true);
      }),
    );
  });

  it('does what binary floats cannot', () => {
    expect(sum([euros('0.1'), euros('0.2')], euros('0').currency)).toEqual(euros('0.3'));
  });

  it.each(['1.299,00', '1,50', '1e3', ' 1', '', '.5', '0x10', 'NaN', '١', '1.0000000000001'])(
    'refuses %j',
    (text) => {
      expect(parseMoney(text, 'EUR')).toEqual({ ok: false, error: 'not-a-decimal' });
    },
  );

  it.each(['eur', 'EURO', '', '€'])('refuses the currency %j', (currency) => {
    expect(parseMoney('1', currency)).toEqual({ ok: false, error: 'not-a-currency' });
  });

  it('never adds two currencies', () => {
    const dollars = parseMoney('1', 'USD');
    if (!dollars.ok) throw new Error('no dollars');
    expect(() => add(euros('1'), dollars.value)).toThrow();
  });
});
