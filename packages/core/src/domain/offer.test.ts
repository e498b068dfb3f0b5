import { at, euros } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameValue, leaveAlone, partsOf, priceParts, type OfferPrice, type PricePart } from './offer.ts';

const price = euros('20');
const sale = { price: euros('15'), from: null, until: at('2026-04-01T00:00:00.000Z') };
const business = { price: euros('18'), tiers: [{ from: 5, price: euros('17') }] };

describe('leaveAlone', () => {
  it('keeps what the channel shows beside our price and is not ours', () => {
    const shown: OfferPrice = { ...euros('25'), sale, business };
    expect(leaveAlone(price, shown, [])).toEqual({ ...price, sale, business });
    expect(leaveAlone(price, shown, ['sale'])).toEqual({ ...price, business });
    expect(leaveAlone({ ...price, list: euros('30') }, shown, ['list'])).toEqual({
      ...price,
      list: euros('30'),
      sale,
      business,
    });
  });

  it('nothing is kept of another currency, of units, and where nothing was seen', () => {
    expect(leaveAlone(price, { amount: '9', currency: 'USD', sale } as OfferPrice, [])).toEqual(price);
    expect(leaveAlone(3, 5, [])).toBe(3);
    expect(leaveAlone(price, null, [])).toEqual(price);
  });

  const parts: fc.Arbitrary<readonly PricePart[]> = fc.uniqueArray(fc.constantFrom(...priceParts));
  const withSome = (some: readonly PricePart[]): OfferPrice => ({
    ...price,
    ...(some.includes('sale') ? { sale } : {}),
    ...(some.includes('list') ? { list: euros('30') } : {}),
    ...(some.includes('business') ? { business } : {}),
  });

  it('P5: never changes the amount, never takes away what is not ours, and is settled by its own outcome', () => {
    fc.assert(
      fc.property(parts, parts, parts, (wanted, shown, ours) => {
        const kept = leaveAlone(withSome(wanted), { ...withSome(shown), amount: '25' }, ours);
        if (typeof kept === 'number') throw new Error('A price became units');
        expect(kept.amount).toBe('20');
        for (const part of shown) if (!ours.includes(part)) expect(partsOf(kept)).toContain(part);
        for (const part of ours) if (!wanted.includes(part)) expect(partsOf(kept)).not.toContain(part);
        expect(isSameValue(leaveAlone(withSome(wanted), kept, ours), kept)).toBe(true);
      }),
    );
  });
});
