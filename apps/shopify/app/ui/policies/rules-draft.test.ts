import { describe, expect, it } from 'vitest';
import {
  asSent,
  fieldAt,
  fieldsWithin,
  inCurrency,
  pathsBelow,
  pathWithin,
  plainDecimal,
  valueAt,
  withValue,
  type Field,
} from './rules-draft.ts';

function aField(path: string, more: Partial<Field> = {}): Field {
  const nothing = {
    hint: null,
    suffix: null,
    onlyFor: null,
    options: [],
    begin: null,
    least: null,
    most: null,
  };
  return { path, kind: 'decimal', label: path, isOptional: false, ...nothing, ...more };
}

const rules = {
  price: {
    modifiers: [
      { kind: 'percent', value: '1' },
      { kind: 'absolute', value: '2' },
    ],
  },
};

describe('a draft of rules', () => {
  it('is read and written by paths, rows by their number, and the rest of it stays the same', () => {
    expect(valueAt(rules, 'price.modifiers.1.value')).toBe('2');
    expect(valueAt(rules, 'price.sale.from')).toBeUndefined();
    const changed = withValue(rules, 'price.modifiers.1.value', '3');
    expect(changed).toEqual({
      price: {
        modifiers: [
          { kind: 'percent', value: '1' },
          { kind: 'absolute', value: '3' },
        ],
      },
    });
    expect(valueAt(changed, 'price.modifiers.0')).toBe(rules.price.modifiers[0]);
    expect(withValue(changed, 'price.floor', null)).toMatchObject({ price: { floor: null } });
  });

  it('finds the fields of a part, those of a row, and those of the option that was chosen', () => {
    const value = aField('price.modifiers.*.value', { onlyFor: ['percent'] });
    const name = aField('price.modifiers.*.name', { onlyFor: ['attribute'] });
    const row = aField('price.modifiers.*', { kind: 'variant' });
    const group = aField('price', { kind: 'group' });
    const fields = [group, aField('price.modifiers', { kind: 'list' }), row, value, name];
    expect(fieldsWithin(fields, '')).toEqual([group]);
    expect(fieldsWithin(fields, 'price.modifiers.7', 'percent')).toEqual([value]);
    expect(fieldAt(fields, 'price.modifiers.0')).toBe(row);
    expect(pathWithin('price.modifiers.7', value)).toBe('price.modifiers.7.value');
    expect(pathWithin('', group)).toBe('price');
  });

  it('begins amounts in the currency that is meant, and only what has none', () => {
    const begin = { list: { amount: '', currency: '' }, tiers: [{ currency: 'USD' }] };
    expect(inCurrency(begin, 'EUR')).toEqual({
      list: { amount: '', currency: 'EUR' },
      tiers: [{ currency: 'USD' }],
    });
  });

  it('is sent without empty lines, and is told what is wrong of it by its own paths', () => {
    const when = { match: 'all', of: [{ is: 'one-of', values: ['a', '', ' '] }] };
    expect(asSent({ when })).toEqual({ when: { match: 'all', of: [{ is: 'one-of', values: ['a'] }] } });
    expect(pathsBelow(['rules.price.floor', 'rules', 'name'], 'rules')).toEqual(['price.floor']);
  });

  it('takes a comma for a decimal point only where decimals are written so', () => {
    expect(plainDecimal(' 12,5 ', 'fr')).toBe('12.5');
    expect(plainDecimal('1,299', 'en')).toBe('1,299');
  });
});
