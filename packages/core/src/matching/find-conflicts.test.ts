import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRecord } from '@quayside/testkit/match-records';
import { findConflicts } from './find-conflicts.ts';
import { readRecord } from './read-record.ts';

type Changes = Parameters<typeof aRecord>[1];
const conflicts = (one: string, other: string, ofOne: Changes = {}, ofOther: Changes = {}) =>
  findConflicts(readRecord(aRecord(one, ofOne)), readRecord(aRecord(other, ofOther)));

describe('conflicts that forbid an automatic link', () => {
  it.each([
    ['pack', 'Olive soap, pack of 2', 'Olive soap', '2', '1'],
    ['pack', 'Batteries AA 4 pack', 'Batteries AA 8-pack', '4', '8'],
    ['colour', 'Stoneware mug black', 'Stoneware mug, blanc', 'black', 'white'],
    ['measure', 'Earl Grey 250 g', 'Earl Grey 1 kg', '250 g', '1000 g'],
    ['measure', 'Flash drive 8 GB', 'Flash drive 16GB', '8 gb', '16 gb'],
    ['size', 'Bag, small', 'Bag, large', 'small', 'large'],
    ['edition', 'Office 2007 standard', 'Office 2007 professional', 'standard', 'professional'],
    ['edition', 'Game for Mac', 'Game for Windows', 'mac', 'windows'],
    ['audience', 'Running shoes for men', 'Running shoes, women', 'men', 'women'],
    ['audience', 'Junior boots for men', 'Boots for men', 'kids, men', 'men'],
    ['purpose', 'Macro lens for Canon', 'Macro lens for Pentax', 'canon', 'pentax'],
    ['colour', 'Boots black/white', 'Boots white/black', 'black, white', 'white, black'],
    ['material', 'Tripod, carbon', 'Tripod, aluminum', 'carbon', 'aluminium'],
    ['edition', 'Boots evoSPEED FG', 'Boots evoSPEED, soft ground', 'firm', 'soft'],
    ['generation', 'Camera RX100 mark 2', 'Camera RX100 mark 3', '2', '3'],
    ['generation', 'Encyclopaedia 2007', 'Encyclopaedia 2008', '2007', '2008'],
    ['sale', 'Designer suite upgrade', 'Designer suite', 'upgrade', 'new'],
    ['sale', 'Nikon D610 (body only)', 'Nikon D610 with 24-85mm lens', 'body', 'lens'],
    ['sale', 'Nikon D610 bundle', 'Nikon D610', 'bundle', 'new'],
    ['sale', 'Toner 12A remanufactured', 'Toner 12A', 'remanufactured', 'new'],
    // What follows the first part may be about another product of the same shop.
    [
      'model',
      '"Toccata Watch 5388-ST-50081" "Shop 5988-ST-97081"',
      '"Toccata Watch 5988-ST-97081" "Shop 5388-ST-50081"',
      '5388st50081',
      '5988st97081',
    ],
    ['model', 'Sony DVP-FX820 player dvpfx820', 'Sony dvpfx820 player DVP-FX820/W', 'dvpfx820', 'dvpfx820w'],
    ['model', 'Sony headphones MDR-7506', 'Sony headphones MDR-7509', 'mdr7506', 'mdr7509'],
  ])('%s: %s is not %s', (kind, one, other, left, right) => {
    expect(conflicts(one, other)).toContainEqual({ kind, left, right });
    expect(conflicts(other, one)).toContainEqual({ kind, left: right, right: left });
  });

  it.each([
    ['Canon EOS 7D body', 'EOS 7D Canon'],
    ['Earl Grey 1 kg', 'Earl Grey 1000 g'],
    ['Pencil case black and white', 'Pencil case white'],
    ['Soap, 1 piece', 'Soap'],
    ['Panasonic KX-TG1032S', 'Panasonic kxtg1032s phone'],
  ])('none: %s may be %s', (one, other) => {
    expect(conflicts(one, other)).toEqual([]);
  });

  it('knows part numbers that only begin alike apart, and those spelled otherwise together', () => {
    const kinds = (one: string, other: string) =>
      conflicts('Adapter', 'Adapter', { partNumber: one }, { partNumber: other }).map(({ kind }) => kind);
    expect(kinds('PLA401v3', 'PLA401v3KIT')).toEqual(['model']);
    expect(kinds('GBU-421', 'gbu421')).toEqual([]);
    expect(kinds('GBU421', 'HDM100')).toEqual(['model']);
  });

  it('finds none between a record and itself, and the same both ways', () => {
    const titles = fc.stringMatching(/^[a-z0-9 ,.-]{1,60}$/);
    fc.assert(
      fc.property(titles, titles, (one, other) => {
        expect(conflicts(one, one)).toEqual([]);
        const kinds = (found: ReturnType<typeof conflicts>) => found.map(({ kind }) => kind).sort();
        expect(kinds(conflicts(one, other))).toEqual(kinds(conflicts(other, one)));
      }),
    );
  });
});
