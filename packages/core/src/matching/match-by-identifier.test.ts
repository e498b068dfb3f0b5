import { describe, expect, it } from 'vitest';
import type { Gtin } from '../domain/gtin.ts';
import type { CatalogueItem } from '../domain/match.ts';
import { matchByIdentifier, type Wanted } from './match-by-identifier.ts';

const gtin = '03700123450016' as Gtin;
const otherGtin = '03700123450023' as Gtin;
const item = (catalogueId: string, ...gtins: Gtin[]): CatalogueItem => ({
  catalogueId,
  title: catalogueId,
  brand: null,
  image: null,
  gtins,
  partNumber: null,
  color: null,
  size: null,
  packageQuantity: null,
  familyId: null,
  channelData: {},
});
const wanted = (changes: Partial<Wanted> = {}): Wanted => ({
  channelSku: 'LAMP',
  gtin,
  catalogueId: null,
  ...changes,
});

describe('matching by trade item number', () => {
  it('takes the one item that carries it', () => {
    const right = item('A', otherGtin, gtin);
    expect(matchByIdentifier(wanted(), [item('B', otherGtin), right, item('C')])).toEqual({
      kind: 'matched',
      item: right,
    });
  });

  it('leaves several to the merchant, with what speaks for each', () => {
    expect(
      matchByIdentifier(wanted(), [item('A', gtin), item('B', gtin), item('C', otherGtin)]),
    ).toMatchObject({
      kind: 'choose',
      reason: { code: 'match.several', values: { count: 2 } },
      proposals: [
        { item: { catalogueId: 'A' }, reasons: [{ code: 'match.same-number' }] },
        { item: { catalogueId: 'B' }, reasons: [{ code: 'match.same-number' }] },
      ],
    });
  });

  it.each([
    ['none carries it', wanted(), 'match.none'],
    ['there is no number', wanted({ gtin: null }), 'match.no-number'],
  ])('asks the merchant when %s', (_, what, code) => {
    expect(matchByIdentifier(what, [item('A', otherGtin)])).toMatchObject({
      kind: 'choose',
      reason: { code },
    });
  });
});

describe('matching by a catalogue id that the merchant named', () => {
  it.each([
    ['carries the same number', [gtin]],
    ['carries no number', []],
  ])('takes it when it %s', (_, gtins) => {
    expect(matchByIdentifier(wanted({ catalogueId: 'A' }), [item('A', ...gtins)])).toMatchObject({
      kind: 'matched',
    });
  });

  it('takes it when the shop has no number', () => {
    expect(matchByIdentifier(wanted({ catalogueId: 'A', gtin: null }), [item('A', otherGtin)])).toMatchObject(
      {
        kind: 'matched',
      },
    );
  });

  it('asks when its number is another, and proposes it with what speaks against it', () => {
    expect(matchByIdentifier(wanted({ catalogueId: 'A' }), [item('A', otherGtin)])).toMatchObject({
      kind: 'choose',
      reason: { code: 'match.other-number' },
      proposals: [{ item: { catalogueId: 'A' }, reasons: [{ code: 'match.other-number' }] }],
    });
  });

  it('says when the catalogue does not have it, whatever the number would find', () => {
    expect(matchByIdentifier(wanted({ catalogueId: 'X' }), [item('A', gtin)])).toMatchObject({
      kind: 'choose',
      reason: { code: 'match.unknown-catalogue-id' },
      proposals: [],
    });
  });
});
