import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../domain/instant.ts';
import { planAfterReadBack } from './plan-shown.ts';
import { planAfterFailure } from './plan-retry.ts';
import { planOffer } from './plan-offer.ts';

const moment = fc.integer({ min: 0, max: 10_000 }).map(instant);
const quantity = fc.integer({ min: 0, max: 500 });

describe('P3: what to do about a quantity', () => {
  const state = fc.record({
    desired: quantity,
    shown: fc.option(fc.record({ value: quantity, at: moment })),
    ordersImportedUntil: fc.option(moment),
    proofGoodFrom: moment,
  });

  it('a fall never waits', () => {
    fc.assert(
      fc.property(state, (given) => {
        fc.pre(given.shown !== null && given.desired < given.shown.value);
        expect(planOffer(given)).toEqual({ kind: 'send', value: given.desired });
      }),
    );
  });

  it('a rise is sent only after an order window that ends later than what we saw, and not long ago', () => {
    fc.assert(
      fc.property(state, (given) => {
        const plan = planOffer(given);
        fc.pre(given.shown !== null && given.desired > given.shown.value);
        const isSafe =
          given.ordersImportedUntil !== null &&
          given.ordersImportedUntil > given.shown.at &&
          given.ordersImportedUntil > given.proofGoodFrom;
        expect(plan.kind).toBe(isSafe ? 'send' : 'await-orders');
      }),
    );
  });

  it('nothing is sent to a listing that was never read', () => {
    fc.assert(
      fc.property(state, (given) => {
        expect(planOffer({ ...given, shown: null })).toEqual({ kind: 'observe' });
      }),
    );
  });
});

describe('P4: what a read-back means', () => {
  const acknowledged = { version: 1, value: 5, at: instant(0) };

  it('a difference is seen twice before it is sent again', () => {
    expect(planAfterReadBack({ mismatches: 0, acknowledged }, 7, 5)).toEqual({
      kind: 'look-again',
      pollOrders: false,
    });
    expect(planAfterReadBack({ mismatches: 1, acknowledged }, 7, 5)).toEqual({
      kind: 'send-again',
      pollOrders: false,
    });
  });

  it('less than was accepted asks for the orders first', () => {
    expect(planAfterReadBack({ mismatches: 0, acknowledged }, 4, 5)).toMatchObject({ pollOrders: true });
  });

  it('the right number proves it', () => {
    expect(planAfterReadBack({ mismatches: 1, acknowledged }, 3, 3)).toEqual({ kind: 'proved' });
  });
});

describe('what a failure means', () => {
  it('waits as long as the platform says, and longer with every try otherwise, up to five minutes', () => {
    expect(planAfterFailure({ kind: 'rate-limited', retryAfterMs: 77 }, 9)).toEqual({
      kind: 'retry',
      afterMs: 77,
    });
    const waits = Array.from({ length: 20 }, (_, index) =>
      planAfterFailure({ kind: 'transient' }, index + 1),
    );
    const milliseconds = waits.map((wait) => (wait.kind === 'retry' ? wait.afterMs : NaN));
    expect(milliseconds).toEqual(milliseconds.toSorted((one, other) => one - other));
    expect(milliseconds[0]).toBe(1_000);
    expect(milliseconds.at(-1)).toBe(300_000);
  });

  it('P1: an unknown outcome is never simply tried again', () => {
    expect(planAfterFailure({ kind: 'unknown-outcome' }, 1)).toEqual({ kind: 'unknown' });
    expect(planAfterFailure({ kind: 'outdated' }, 1)).toEqual({ kind: 'unknown' });
  });
});
