import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelSku, VariantId } from '../domain/ids.ts';
import type { Attributes } from '../domain/attributes.ts';
import type { Listing } from '../domain/listing.ts';
import type { SellingRules } from '../domain/selling-rules.ts';
import type { Stock } from '../domain/stock.ts';
import { decideQuantity, plainQuantity } from './quantity.ts';

const variantId = 'v' as VariantId;
const listing = (changes: Partial<Listing> = {}) => ({
  fulfillment: 'merchant' as const,
  variantId,
  unitsPerListing: 1,
  explicitQuantity: null,
  stoppedBy: null,
  channelSku: 'LAMP' as ChannelSku,
  ...changes,
});
const sold = (stock: Stock, attributes: Attributes = {}) => ({
  stock,
  goneAt: null,
  title: 'A lamp',
  attributes,
});
const tracked = (quantity: number, attributes: Attributes = {}) =>
  sold({ kind: 'tracked', quantity }, attributes);
const rules = (changes: Partial<SellingRules['quantity']>) => ({ ...plainQuantity, ...changes });
const valueOf = (decision: ReturnType<typeof decideQuantity>) =>
  decision.kind === 'quantity' ? decision.value : decision.kind;
const units = fc.integer({ min: -50, max: 1_000 });
const promised = fc.integer({ min: 0, max: 1_000 });

const anyRules = fc.record({
  source: fc.oneof(
    fc.constant({ kind: 'stock' as const }),
    fc.record({ kind: fc.constant('fixed' as const), units: fc.integer({ min: 0, max: 2_000 }) }),
    fc.constant({ kind: 'attribute' as const, name: 'posted' }),
  ),
  percent: fc.integer({ min: 0, max: 100 }),
  buffer: fc.integer({ min: 0, max: 50 }),
  minimum: fc.option(fc.integer({ min: 1, max: 50 })),
  maximum: fc.option(fc.integer({ min: 1, max: 500 })),
});

describe('P3: a quantity never promises more than there is', () => {
  it('is never above sellable, in units, whatever the merchant entered', () => {
    fc.assert(
      fc.property(
        units,
        promised,
        fc.integer({ min: 1, max: 24 }),
        fc.option(fc.integer({ min: -5, max: 5_000 })),
        anyRules,
        (stock, reserved, unitsPerListing, explicitQuantity, quantity) => {
          const decision = decideQuantity(
            listing({ unitsPerListing, explicitQuantity }),
            tracked(stock, { posted: ['250'] }),
            reserved,
            quantity,
          );
          if (decision.kind !== 'quantity') throw new Error('expected a quantity');
          expect(decision.value).toBeGreaterThanOrEqual(0);
          expect(decision.value * unitsPerListing).toBeLessThanOrEqual(Math.max(0, stock - reserved));
        },
      ),
    );
  });

  it('never rises when more is promised', () => {
    fc.assert(
      fc.property(units, promised, promised, anyRules, (stock, one, other, quantity) => {
        const value = (reserved: number) => {
          const decision = decideQuantity(listing(), tracked(stock, { posted: ['250'] }), reserved, quantity);
          return decision.kind === 'quantity' ? decision.value : -1;
        };
        expect(value(Math.max(one, other))).toBeLessThanOrEqual(value(Math.min(one, other)));
      }),
    );
  });

  it('shares of one stock that make up a hundred per cent are together never more than it', () => {
    fc.assert(
      fc.property(
        units,
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 }),
        (stock, cuts) => {
          const bounds = [0, ...cuts.toSorted((one, other) => one - other), 100];
          const shares = bounds.slice(1).map((bound, index) => bound - (bounds[index] ?? 0));
          const offered = shares.map((percent) =>
            valueOf(decideQuantity(listing(), tracked(stock), 0, rules({ percent }))),
          );
          const total = offered.reduce<number>((sum, each) => sum + Number(each), 0);
          expect(total).toBeLessThanOrEqual(Math.max(0, stock));
        },
      ),
    );
  });

  it('never rises when there is less', () => {
    fc.assert(
      fc.property(units, units, anyRules, (one, other, quantity) => {
        const value = (stock: number) =>
          Number(valueOf(decideQuantity(listing(), tracked(stock, { posted: ['250'] }), 0, quantity)));
        expect(value(Math.min(one, other))).toBeLessThanOrEqual(value(Math.max(one, other)));
      }),
    );
  });

  it('keeps its steps, the last of which is the value', () => {
    const decision = decideQuantity(listing({ unitsPerListing: 6 }), tracked(20), 1);
    expect(decision).toEqual({
      kind: 'quantity',
      value: 3,
      steps: [
        { step: 'stock', value: 20 },
        { step: 'reserved', value: 19 },
        { step: 'units-per-listing', value: 3 },
        { step: 'never-above-sellable', value: 3 },
      ],
    });
  });

  it.each<Stock>([{ kind: 'untracked' }, { kind: 'backorderable', quantity: 40 }])(
    'promises nothing of $kind stock by itself, and the posted quantity if there is one',
    (stock) => {
      expect(decideQuantity(listing(), sold(stock), 0)).toMatchObject({
        kind: 'refused',
        reason: { code: 'listing.stock-not-counted' },
      });
      expect(decideQuantity(listing({ explicitQuantity: 7 }), sold(stock), 0)).toMatchObject({ value: 7 });
      const fixed = rules({ source: { kind: 'fixed', units: 5 } });
      expect(decideQuantity(listing(), sold(stock), 0, fixed)).toMatchObject({ value: 5 });
    },
  );

  it('is zero when the shop no longer has the variant', () => {
    expect(decideQuantity(listing(), undefined, 0)).toMatchObject({ kind: 'quantity', value: 0 });
  });

  it('leaves alone what the channel ships, and what is not linked', () => {
    expect(decideQuantity(listing({ fulfillment: 'channel' }), tracked(9), 0)).toEqual({ kind: 'leave' });
    expect(decideQuantity(listing({ variantId: null }), tracked(9), 0)).toEqual({ kind: 'leave' });
  });
});

describe('rules of quantity', () => {
  // The field's own documentation (Selling Policies of the anchor): 80 % of 10 is 8; with 2 in stock and a minimum of 5 nothing is listed; of 10, with a maximum of 8, 8.
  it.each([
    ['a percentage', { percent: 80 }, 10, 8],
    ['a percentage is rounded down', { percent: 80 }, 9, 7],
    ['fewer than the minimum: none', { minimum: 5 }, 2, 0],
    ['as many as the minimum', { minimum: 5 }, 5, 5],
    ['more than the maximum: the maximum', { maximum: 8 }, 10, 8],
    ['percentage before minimum and maximum', { percent: 50, minimum: 5, maximum: 6 }, 20, 6],
    ['a percentage that falls below the minimum', { percent: 50, minimum: 5 }, 9, 0],
    ['a minimum above the maximum offers none', { minimum: 9, maximum: 8 }, 8, 0],
    ['a buffer after the percentage', { percent: 50, buffer: 3 }, 20, 7],
    ['a fixed number only lowers', { source: { kind: 'fixed', units: 4 } }, 10, 4],
    ['a fixed number is never more than there is', { source: { kind: 'fixed', units: 40 } }, 10, 10],
    ['an attribute only lowers', { source: { kind: 'attribute', name: 'posted' } }, 10, 6],
  ] as const)('%s', (_, changes, stock, expected) => {
    const decided = decideQuantity(listing(), tracked(stock, { posted: ['6.9'] }), 0, rules(changes));
    expect(valueOf(decided)).toBe(expected);
  });

  it('minimum and maximum count units of the listing', () => {
    const decided = decideQuantity(listing({ unitsPerListing: 6 }), tracked(20), 0, rules({ maximum: 2 }));
    expect(valueOf(decided)).toBe(2);
    expect(
      valueOf(decideQuantity(listing({ unitsPerListing: 6 }), tracked(20), 0, rules({ minimum: 4 }))),
    ).toBe(0);
  });

  it.each([
    [{}, 'quantity.no-attribute'],
    [{ posted: ['many'] }, 'quantity.attribute-unreadable'],
    [{ posted: ['1,000'] }, 'quantity.attribute-unreadable'],
  ])('P8: an attribute that cannot be had is refused, never taken for none: %o', (attributes, code) => {
    const source = { kind: 'attribute', name: 'posted' } as const;
    expect(decideQuantity(listing(), tracked(9, attributes), 0, rules({ source }))).toMatchObject({
      kind: 'refused',
      reason: { code },
    });
  });

  it.each(['hand', 'policy'] as const)(
    'what is stopped by %s offers nothing, whatever the rules',
    (stoppedBy) => {
      const decided = decideQuantity(listing({ stoppedBy }), tracked(9), 0);
      expect(valueOf(decided)).toBe(0);
    },
  );
});
