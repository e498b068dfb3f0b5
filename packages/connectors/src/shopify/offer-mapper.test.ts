import { readFileSync } from 'node:fs';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { parseCurrency } from '@quayside/core/domain/money';
import { buildSchema, isEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { OfferFactsFragment } from './documents.gen.ts';
import { shopCurrencies } from './follower-marketplaces.ts';
import { countOf, mapIssues, mapOffer, offeredSku } from './offer-mapper.ts';

const eur = parseCurrency('EUR');
if (eur === undefined) throw new Error('EUR');
const currency = eur;
const sku = brandId<ChannelSku>('SHIRT-S');

const shirt: OfferFactsFragment = {
  id: 'gid://shopify/ProductVariant/7',
  sku: ' SHIRT-S ',
  barcode: '3017620422003',
  title: 'S',
  price: '19.90',
  inventoryPolicy: 'DENY',
  product: {
    id: 'gid://shopify/Product/5',
    title: 'Linen  shirt',
    status: 'ACTIVE',
    hasOnlyDefaultVariant: false,
  },
  inventoryItem: {
    id: 'gid://shopify/InventoryItem/8',
    tracked: true,
    inventoryLevels: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
  },
};

/** Units by number of their location. */
const lying = (units: Readonly<Record<string, number>>) =>
  Object.entries(units).map(([id, quantity]) => ({
    location: { id: `gid://shopify/Location/${id}` },
    quantities: [{ quantity }],
  }));
const count = (units: Readonly<Record<string, number>>, location: string | null = null, facts = shirt) =>
  countOf({ facts, levels: lying(units) }, location);
const shown = (units: Readonly<Record<string, number>>, facts = shirt) =>
  mapOffer({ facts, levels: lying(units), currency }, sku, count(units, null, facts));
const untracked = { ...shirt, inventoryItem: { ...shirt.inventoryItem, tracked: false } };
const selling = { ...shirt, inventoryPolicy: 'CONTINUE' } as const;

describe('the units of a variant', () => {
  it('are those at its oldest location, or at the one that was chosen', () => {
    expect(count({ 30: 0, 4: 12 })).toEqual({
      kind: 'ours',
      location: 'gid://shopify/Location/4',
      available: 12,
    });
    expect(count({ 30: 5, 4: 0 }, '30')).toMatchObject({ kind: 'ours', available: 5 });
  });

  it('are not ours to set while another location has any: buyers could order them too (P3)', () => {
    expect(count({ 30: 1, 4: 12 })).toEqual({ kind: 'elsewhere' });
    expect(count({ 30: -1, 4: 12 })).toEqual({ kind: 'elsewhere' });
    expect(count({ 4: 12 }, '30')).toEqual({ kind: 'elsewhere' });
    expect(shown({ 30: 1, 4: 12 })).toMatchObject({ quantity: null, status: 'active' });
  });

  it('are nowhere where it is not stocked, and not counted where the shop does not count', () => {
    expect(count({})).toEqual({ kind: 'nowhere' });
    expect(count({ 4: 0 }, '30')).toEqual({ kind: 'nowhere' });
    expect(count({ 4: 3 }, null, untracked)).toEqual({ kind: 'not-counted' });
  });

  it('below zero are none to buyers, and what they are to the comparison (P3)', () => {
    expect(count({ 4: -2 })).toMatchObject({ available: -2 });
    expect(shown({ 4: -2 })).toMatchObject({ quantity: 0, status: 'inactive' });
  });
});

describe('an offer', () => {
  it('is told as buyers see it', () => {
    expect(shown({ 4: 12 })).toEqual({
      channelSku: 'SHIRT-S',
      marketplace: 'shopify-EUR',
      catalogueId: '7',
      title: 'Linen shirt - S',
      gtins: ['03017620422003'],
      status: 'active',
      fulfillment: 'merchant',
      quantity: 12,
      channelStock: null,
      price: { amount: '19.9', currency: 'EUR' },
    });
    const plain = { ...shirt, product: { ...shirt.product, hasOnlyDefaultVariant: true } };
    expect(shown({}, plain)).toMatchObject({ title: 'Linen shirt', status: 'inactive', quantity: null });
  });

  it('has its SKU without blanks, and none while its product is not for sale', () => {
    expect(offeredSku(shirt)).toBe('SHIRT-S');
    expect(offeredSku({ ...shirt, sku: ' ' })).toBeNull();
    expect(offeredSku({ ...shirt, product: { ...shirt.product, status: 'DRAFT' } })).toBeNull();
  });

  it('that sells more than there is says so (P3, P8)', () => {
    const codes = (facts: OfferFactsFragment, units: Readonly<Record<string, number>>) =>
      mapIssues(facts, sku, count(units, null, facts)).map(({ code, severity }) => `${severity} ${code}`);
    expect(codes(shirt, { 4: 3 })).toEqual([]);
    expect(codes(untracked, { 4: 3 })).toEqual(['warning not-counted']);
    expect(codes(shirt, {})).toEqual(['warning nowhere']);
    expect(codes(shirt, { 4: 3, 5: 1 })).toEqual(['warning elsewhere']);
    expect(codes(selling, { 4: 0 })).toEqual(['warning sold-below-zero']);
    expect(shown({ 4: 0 }, selling)).toMatchObject({ status: 'active', quantity: 0 });
  });
});

describe('the marketplaces of a manifest', () => {
  it('are the currencies that the schema knows, without those that it deprecates and those that are none', () => {
    const file = new URL('../../../simulators/src/shopify/schema/admin-2026-10.graphql', import.meta.url);
    const schema = buildSchema(readFileSync(file, 'utf8'), { assumeValid: true });
    const type = schema.getType('CurrencyCode');
    if (!isEnumType(type)) throw new Error('CurrencyCode');
    const known = type.getValues().filter(({ deprecationReason }) => deprecationReason == null);
    const names = known.map(({ name }) => name).filter((name) => !['USDC', 'XXX'].includes(name));
    expect(shopCurrencies.toSorted()).toEqual(names.toSorted());
  });
});
