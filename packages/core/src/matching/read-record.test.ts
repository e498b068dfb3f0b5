import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRecord } from '@quayside/testkit/match-records';
import { holdsCode, readRecord } from './read-record.ts';

const read = (title: string, changes: Parameters<typeof aRecord>[1] = {}) =>
  readRecord(aRecord(title, changes));

describe('what is read out of a record', () => {
  it.each([
    ['Harbour blend 1 kg', 'Harbour blend 1kg', '1kg'],
    ['Sony 10 megapixel camera', 'Sony 10.0 MP camera', '10mp'],
    ['Monitor 24" wide', 'Monitor 24-inch wide', '24in'],
    ['Drill 1,5 l', 'Drill 1.5 litres', '1.5l'],
    ['Print shop v22', 'Print shop 22', '22'],
    ['Air Jordan XI', 'Air Jordan 11', '11'],
    ['Sheets 1,500 pieces', 'Sheets 1500 pcs', '1500pack'],
  ])('reads %s and %s alike', (one, other, word) => {
    expect([...read(one).title]).toContain(word);
    expect([...read(other).title]).toContain(word);
  });

  it('makes one word of a colour in many languages, and of accents', () => {
    for (const title of [
      'Chaussures noires',
      'Schwarze Schuhe',
      'Zapatos negros',
      'Scarpe nere',
      'Czarne buty',
    ]) {
      expect([...read(title).colours]).toEqual(['black']);
      expect([...read(title).title]).toEqual(expect.arrayContaining(['black', 'shoe']));
    }
    expect(read('Été').compact).toBe('ete');
  });

  it('finds part numbers whatever separates their parts, and never a part of one', () => {
    const record = read('Panasonic KX-TG 1032S phone');
    expect(holdsCode(record, 'kxtg1032s')).toBe(true);
    expect(holdsCode(record, 'tg1032s')).toBe(true);
    expect(holdsCode(record, 'kxtg1032')).toBe(false);
    expect(holdsCode(record, 'g1032s')).toBe(false);
  });

  it('takes no words for a part number, and a package quantity for a pack', () => {
    expect(read('Screen', { partNumber: 'matte white' }).partNumber).toBe('');
    expect(read('Screen', { partNumber: 'R85-WH/1' }).partNumber).toBe('r85wh1');
    expect([...(read('Soap', { packageQuantity: 6 }).measures.get('pack') ?? [])]).toEqual(['6']);
  });

  it('cuts the quoted parts and language tags of joined titles', () => {
    const record = read('"Canon EOS 7D (Body Only)"@en "Canon EOS 7D | Camera shop"@en-US');
    expect([...record.head]).toEqual(['canon', 'eos', '7d', 'body', 'only']);
    expect(record.title.has('shop')).toBe(true);
  });

  it('reads whatever shops write, and the same every time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.string({ maxLength: 30 }),
        (title, part) => {
          const record = aRecord(title, { partNumber: part, brand: part, options: [title] });
          expect(readRecord(record)).toEqual(readRecord(record));
        },
      ),
    );
  });
});
