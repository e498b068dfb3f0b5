import { aVariant, at, euros } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeRule, type AttributeRule } from '../domain/attribute-rule.ts';
import type { ConnectionId, Sku } from '../domain/ids.ts';
import { holds } from './attribute-rules.ts';

const lamp = aVariant({
  connectionId: 'c' as ConnectionId,
  sku: 'LAMP-1' as Sku,
  title: 'Oak Lamp',
  price: euros('20'),
  sale: { price: euros('15'), from: at('2026-03-01T00:00:00.000Z'), until: null },
  cost: null,
  stock: { kind: 'tracked', quantity: 3 },
  attributes: { brand: ['Hay'], tag: ['sale', 'New'], weight: ['1.25'], note: ['ask'] },
});
const attribute = (name: string) => ({ kind: 'attribute', name }) as const;
const fact = (name: 'sku' | 'title' | 'price' | 'sale-price' | 'cost' | 'stock') =>
  ({ kind: 'fact', name }) as const;

describe('comparisons', () => {
  it.each<[AttributeRule['of'][number], boolean]>([
    [{ subject: attribute('brand'), is: 'equal', value: 'hay' }, true],
    [{ subject: attribute('tag'), is: 'equal', value: 'new' }, true],
    [{ subject: attribute('tag'), is: 'not-equal', value: 'sale' }, false],
    [{ subject: attribute('tag'), is: 'containing', value: 'al' }, true],
    [{ subject: attribute('tag'), is: 'not-containing', value: 'al' }, false],
    [{ subject: attribute('brand'), is: 'one-of', values: ['ikea', 'HAY'] }, true],
    [{ subject: attribute('colour'), is: 'equal', value: 'red' }, false],
    [{ subject: attribute('colour'), is: 'not-equal', value: 'red' }, true],
    [{ subject: attribute('colour'), is: 'not-set' }, true],
    [{ subject: attribute('brand'), is: 'set' }, true],
    [{ subject: attribute('constructor'), is: 'set' }, false],
    [{ subject: attribute('weight'), is: 'above', value: '1' }, true],
    [{ subject: attribute('weight'), is: 'below', value: '1.25' }, false],
    [{ subject: attribute('note'), is: 'above', value: '1' }, false],
    [{ subject: attribute('note'), is: 'below', value: '1' }, false],
    [{ subject: fact('stock'), is: 'below', value: '4' }, true],
    [{ subject: fact('price'), is: 'above', value: '19.99' }, true],
    [{ subject: fact('sale-price'), is: 'equal', value: '15' }, true],
    [{ subject: fact('cost'), is: 'set' }, false],
    [{ subject: fact('title'), is: 'containing', value: 'LAMP' }, true],
    [{ subject: fact('sku'), is: 'equal', value: 'lamp-1' }, true],
  ])('%o: %s', (condition, expected) => {
    expect(holds({ match: 'all', of: [condition] }, lamp)).toBe(expected);
    expect(holds({ match: 'none', of: [condition] }, lamp)).toBe(!expected);
  });
});

const yes = { subject: attribute('brand'), is: 'set' } as const;
const no = { subject: attribute('brand'), is: 'not-set' } as const;

describe('all, any and none', () => {
  it('of nothing: all and none hold, any does not; no rule holds', () => {
    expect(holds({ match: 'all', of: [] }, lamp)).toBe(true);
    expect(holds({ match: 'none', of: [] }, lamp)).toBe(true);
    expect(holds({ match: 'any', of: [] }, lamp)).toBe(false);
    expect(holds(null, lamp)).toBe(true);
  });

  it('say what they say of any mixture', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 6 }), (facts) => {
        const of = facts.map((each) => (each ? yes : no));
        expect(holds({ match: 'all', of }, lamp)).toBe(facts.every(Boolean));
        expect(holds({ match: 'any', of }, lamp)).toBe(facts.some(Boolean));
        expect(holds({ match: 'none', of }, lamp)).toBe(!facts.some(Boolean));
      }),
    );
  });

  it('may stand in each other, three levels deep and no deeper', () => {
    const third = { match: 'any', of: [no, yes] } as const;
    const second = { match: 'all', of: [third, yes] } as const;
    const first = { match: 'none', of: [second] } as const;
    expect(holds(first, lamp)).toBe(false);
    expect(attributeRule.safeParse(first).success).toBe(true);
    expect(attributeRule.safeParse({ match: 'all', of: [first] }).success).toBe(false);
  });

  it.each([
    ['an unknown fact', { subject: { kind: 'fact', name: 'secret' }, is: 'set' }],
    ['a number that is none', { subject: attribute('weight'), is: 'above', value: '1,5' }],
    ['a comparison without its value', { subject: attribute('weight'), is: 'equal' }],
    ['more than it takes', { ...yes, value: 'x' }],
  ])('%s is refused', (_, condition) => {
    expect(attributeRule.safeParse({ match: 'all', of: [condition] }).success).toBe(false);
  });
});
