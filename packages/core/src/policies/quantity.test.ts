import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VariantId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import type { Stock } from '../domain/stock.ts';
import { decideQuantity } from './quantity.ts';

const variantId = 'v' as VariantId;
const listing = (changes: Partial<Listing> = {}) => ({
  fulfillment: 'merchant' as const,
  variantId,
  unitsPerListing: 1,
  explicitQuantity: null,
  isStopped: false,
  ...changes,
});
const tracked = (quantity: number): { stock: Stock; goneAt: null } => ({
  stock: { kind: 'tracked', quantity },
  goneAt: null,
});
const units = fc.integer({ min: -50, max: 1_000 });
const promised = fc.integer({ min: 0, max: 1_000 });

describe('P3: a quantity never promises more than there is', () => {
  it('is never above sellable, in units, whatever the merchant entered', () => {
    fc.assert(
      fc.property(
        units,
        promised,
        fc.integer({ min: 1, max: 24 }),
        fc.option(fc.integer({ min: -5, max: 5_000 })),
        (stock, reserved, unitsPerListing, explicitQuantity) => {
          const decision = decideQuantity(
            listing({ unitsPerListing, explicitQuantity }),
            tracked(stock),
            reserved,
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
      fc.property(units, promised, promised, (stock, one, other) => {
        const value = (reserved: number) => {
          const decision = decideQuantity(listing(), tracked(stock), reserved);
          return decision.kind === 'quantity' ? decision.value : -1;
        };
        expect(value(Math.max(one, other))).toBeLessThanOrEqual(value(Math.min(one, other)));
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
      expect(decideQuantity(listing(), { stock, goneAt: null }, 0)).toEqual({ kind: 'not-counted' });
      expect(decideQuantity(listing({ explicitQuantity: 7 }), { stock, goneAt: null }, 0)).toMatchObject({
        value: 7,
      });
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
