import { aVariant, euros } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectionId } from '../domain/ids.ts';
import { plainSynchronizationRules, type SynchronizationRules } from '../domain/synchronization-rules.ts';
import { decideStop, mayList, mayWait } from './synchronization.ts';

const lamp = aVariant({
  connectionId: 'c' as ConnectionId,
  stock: { kind: 'tracked', quantity: 5 },
  attributes: { tag: ['fragile'] },
});
const facts = (change: Partial<typeof lamp> = {}, units = 5) => ({ variant: { ...lamp, ...change }, units });
const fragile = {
  match: 'all' as const,
  of: [{ subject: { kind: 'attribute' as const, name: 'tag' }, is: 'equal' as const, value: 'fragile' }],
};
const off = { isEnabled: false };
const soldOut = { stock: { kind: 'tracked', quantity: 0 } } as const;

describe('list: all conditions must hold', () => {
  const rules = { ...plainSynchronizationRules.list, isOn: true };
  it.each([
    ['all hold', rules, facts(), true],
    ['the rule is off', { ...rules, isOn: false }, facts(), false],
    ['the shop does not sell it', rules, facts(off), false],
    ['that does not matter', { ...rules, whenEnabled: false }, facts(off), true],
    ['none in stock', rules, facts(soldOut, 0), false],
    ['stock that is not counted is in stock', rules, facts({ stock: { kind: 'untracked' } }), true],
    ['fewer units than wanted', { ...rules, whenUnits: 6 }, facts(), false],
    ['the attribute rule holds', { ...rules, when: fragile }, facts(), true],
    [
      'the attribute rule does not hold',
      { ...rules, when: { ...fragile, match: 'none' as const } },
      facts(),
      false,
    ],
  ])('%s', (_, given, about, expected) => {
    expect(mayList(given, about)).toBe(expected);
  });
});

describe('stop: any condition is enough; relist: all must hold', () => {
  const rules = plainSynchronizationRules;
  const stop = (changes: Partial<SynchronizationRules['stop']>) => ({
    ...rules,
    stop: { ...rules.stop, ...changes },
  });
  const relist = (changes: Partial<SynchronizationRules['relist']>) => ({
    ...rules,
    relist: { ...rules.relist, ...changes },
  });
  const merchant = { fulfillment: 'merchant' } as const;
  it.each([
    ['nothing speaks against it', rules, null, facts(), null],
    ['the shop does not sell it', rules, null, facts(off), 'policy'],
    ['sold out', rules, null, facts(soldOut, 0), 'policy'],
    ['no unit would be offered', rules, null, facts({}, 0), 'policy'],
    ['so few would be offered', stop({ whenUnits: 5 }), null, facts(), 'policy'],
    ['its attributes say so', stop({ when: fragile }), null, facts(), 'policy'],
    ['stopping is off', stop({ isOn: false }), null, facts(soldOut, 0), null],
    ['back in stock', rules, 'policy', facts(), null],
    ['back in stock, and relisting is off', relist({ isOn: false }), 'policy', facts(), 'policy'],
    ['back, but too few for relisting', relist({ whenUnits: 6 }), 'policy', facts(), 'policy'],
    [
      'relisting would stop it at once',
      { ...relist({ whenUnits: null, whenInStock: false }), stop: stop({}).stop },
      'policy',
      facts(soldOut, 0),
      'policy',
    ],
    ['what a person stopped stays stopped', rules, 'hand', facts(), 'hand'],
    ['unless the policy says otherwise', relist({ respectsHand: false }), 'hand', facts(), null],
    ['a person’s stop stays theirs', relist({ respectsHand: false }), 'hand', facts(soldOut, 0), 'hand'],
  ] as const)('%s', (_, given, stoppedBy, about, expected) => {
    expect(decideStop(given, { ...merchant, stoppedBy }, about)).toBe(expected);
  });

  it('what the channel ships is never stopped, and without a policy nobody stops by policy', () => {
    expect(decideStop(rules, { fulfillment: 'channel', stoppedBy: null }, facts(soldOut, 0))).toBeNull();
    expect(decideStop(null, { ...merchant, stoppedBy: 'policy' }, facts())).toBeNull();
    expect(decideStop(null, { ...merchant, stoppedBy: 'hand' }, facts())).toBe('hand');
  });

  it('decides once: decided again with the same facts, nothing changes', () => {
    const maybe = fc.boolean();
    const conditions = {
      isOn: maybe,
      whenEnabled: maybe,
      whenInStock: maybe,
      whenUnits: fc.option(fc.integer({ min: 1, max: 9 })),
    };
    const anyRules = fc.record({
      relist: fc.record({ ...conditions, respectsHand: maybe }),
      stop: fc.record({
        isOn: maybe,
        whenDisabled: maybe,
        whenOutOfStock: maybe,
        whenUnits: fc.option(fc.integer({ min: 0, max: 9 })),
      }),
    });
    fc.assert(
      fc.property(
        anyRules,
        maybe,
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom(null, 'hand' as const, 'policy' as const),
        ({ relist: again, stop: off_ }, isEnabled, units, stoppedBy) => {
          const given = { ...rules, relist: { ...again, when: null }, stop: { ...off_, when: null } };
          const about = facts({ isEnabled, stock: { kind: 'tracked', quantity: units } }, units);
          const once = decideStop(given, { ...merchant, stoppedBy }, about);
          expect(decideStop(given, { ...merchant, stoppedBy: once }, about)).toBe(once);
        },
      ),
    );
  });
});

describe('thresholds', () => {
  const revise = (atMost: number | null, fromPercent: string | null = null) => ({
    quantity: { atMost },
    price: { isOn: true, fromPercent },
  });

  it.each([
    ['both above the threshold', 5, 40, 38, true],
    ['falls to the threshold', 5, 40, 5, false],
    ['falls below it', 5, 40, 1, false],
    ['rises from below it', 5, 2, 40, false],
    ['no threshold', null, 40, 38, false],
  ])('%s', (_, atMost, shown, wanted, waits) => {
    expect(mayWait(revise(atMost), shown, wanted)).toBe(waits);
  });

  it('P3: a fall to nothing is never hidden, whatever the threshold', () => {
    const any = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(any, any, (atMost, shown) => {
        expect(mayWait(revise(atMost), shown, 0)).toBe(false);
      }),
    );
  });

  it('small changes of a price wait until they add up', () => {
    expect(mayWait(revise(null, '2'), euros('100'), euros('101.99'))).toBe(true);
    expect(mayWait(revise(null, '2'), euros('100'), euros('102'))).toBe(false);
    expect(mayWait(revise(null, '2'), euros('100'), { ...euros('100'), list: euros('120') })).toBe(false);
    expect(
      mayWait(
        { quantity: { atMost: null }, price: { isOn: false, fromPercent: null } },
        euros('1'),
        euros('2'),
      ),
    ).toBe(true);
  });

  it('what the channel was not seen to show is always sent', () => {
    expect(mayWait(revise(5, '2'), null, 40)).toBe(false);
    expect(mayWait(null, 40, 41)).toBe(false);
  });
});
