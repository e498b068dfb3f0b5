import { aVariant, at, euros } from '@quayside/testkit/builders';
import { describe, expect, it } from 'vitest';
import type { ChannelSku, ConnectionId, MarketplaceId, VariantId } from '../domain/ids.ts';
import type { CurrencyCode } from '../domain/money.ts';
import { plainSellingRules, type SellingRules } from '../domain/selling-rules.ts';
import { decidePrice } from './price.ts';

const now = at('2026-03-02T12:00:00.000Z');
const listing = {
  variantId: 'v' as VariantId,
  unitsPerListing: 1,
  channelSku: 'LAMP' as ChannelSku,
  marketplace: 'DE' as MarketplaceId,
};
const lamp = aVariant({
  connectionId: 'c' as ConnectionId,
  price: euros('20'),
  cost: euros('8'),
  sale: { price: euros('15'), from: at('2026-03-01T00:00:00.000Z'), until: at('2026-03-10T00:00:00.000Z') },
  attributes: { 'list price': ['24.9'], 'sale ends': ['2026-04-01'], cheap: ['1'] },
});
type PriceRules = SellingRules['price'];
const decide = (price: Partial<PriceRules>, change: Partial<typeof lamp> = {}, moment = now) => {
  const rules = { ...plainSellingRules, price: { ...plainSellingRules.price, ...price } };
  return decidePrice(
    { listing, variant: { ...lamp, ...change }, currency: euros('0').currency, now: moment },
    rules,
  );
};
const shopSale: PriceRules['sale'] = {
  source: { kind: 'shop' },
  modifiers: [],
  from: { kind: 'shop' },
  until: { kind: 'shop' },
};
const leftOut = (decision: ReturnType<typeof decide>) =>
  decision.kind === 'price' ? decision.leftOut.map(({ code }) => code) : [];

describe('a lower price for a time', () => {
  it('the shop’s own, with its dates; the price itself stays the regular one', () => {
    expect(decide({ sale: shopSale })).toMatchObject({
      value: { amount: '20', sale: { price: euros('15'), from: lamp.sale?.from, until: lamp.sale?.until } },
      changesAt: lamp.sale?.until,
    });
  });

  it('is gone once it is over, and where the shop has none', () => {
    expect(decide({ sale: shopSale }, {}, at('2026-03-10T00:00:00.000Z'))).toMatchObject({ changesAt: null });
    const over = decide({ sale: shopSale }, {}, at('2026-03-11T00:00:00.000Z'));
    expect(over.kind === 'price' && over.value.sale).toBeUndefined();
    const none = decide({ sale: shopSale }, { sale: null });
    expect(none.kind === 'price' && none.value.sale).toBeUndefined();
    expect(leftOut(none)).toEqual([]);
  });

  it('per cent off the regular price until a day of the policy or of the shop, that day included', () => {
    const sale: PriceRules['sale'] = {
      source: { kind: 'regular' },
      modifiers: [{ kind: 'percent', value: '-25' }],
      from: { kind: 'open' },
      until: { kind: 'attribute', name: 'sale ends' },
    };
    expect(decide({ sale })).toMatchObject({
      value: { sale: { price: euros('15'), from: null, until: at('2026-04-02T00:00:00.000Z') } },
    });
    const dated = {
      ...sale,
      from: { kind: 'date', date: '2026-03-05' },
      until: { kind: 'date', date: '2026-03-04' },
    } as const;
    expect(leftOut(decide({ sale: dated }))).toEqual(['price.sale-dates']);
  });

  it('that is not lower is left out with a reason, and the price goes without it', () => {
    const decided = decide({ sale: { ...shopSale, modifiers: [{ kind: 'absolute', value: '5' }] } });
    expect(decided).toMatchObject({ kind: 'price', value: { amount: '20' } });
    expect(leftOut(decided)).toEqual(['price.sale-not-lower']);
  });

  it('never goes below the floor', () => {
    const floor: PriceRules['floor'] = {
      costs: { factor: '1', fixed: '0', shipping: '0' },
      margin: { kind: 'absolute', value: '9' },
    };
    expect(decide({ sale: shopSale, floor })).toMatchObject({ value: { sale: { price: euros('17') } } });
  });
});

describe('the price before', () => {
  it('is an attribute of the shop’s, and never lower than the price', () => {
    const list = { source: { kind: 'attribute', name: 'list price' }, modifiers: [] } as const;
    expect(decide({ list: { ...list, modifiers: [] } })).toMatchObject({ value: { list: euros('24.9') } });
    const cheap = { source: { kind: 'attribute', name: 'cheap' }, modifiers: [] } as const;
    expect(leftOut(decide({ list: { ...cheap, modifiers: [] } }))).toEqual(['price.list-lower']);
  });
});

describe('what businesses pay', () => {
  const business = (changes: Partial<NonNullable<PriceRules['business']>> = {}): PriceRules['business'] => ({
    source: { kind: 'regular' },
    modifiers: [{ kind: 'percent', value: '-5' }],
    isVatCharged: true,
    tiers: [],
    ...changes,
  });

  it('has tiers that fall with the number', () => {
    const tiers = [
      { from: 10, kind: 'percent', value: '10' },
      { from: 2, kind: 'price', value: '18.5' },
    ] as const;
    expect(decide({ business: business({ tiers: [...tiers] }) })).toMatchObject({
      value: {
        business: {
          price: euros('19'),
          tiers: [
            { from: 2, price: euros('18.5') },
            { from: 10, price: euros('17.1') },
          ],
        },
      },
    });
  });

  it('P5: has tiers in whole units where the currency has no smaller ones', () => {
    const yen = { amount: '1999', currency: 'JPY' as CurrencyCode };
    const price = {
      ...plainSellingRules.price,
      business: business({ tiers: [{ from: 2, kind: 'percent', value: '7' }] }),
    };
    const decided = decidePrice(
      { listing, variant: { ...lamp, price: yen, sale: null, cost: null }, currency: yen.currency, now },
      { ...plainSellingRules, price },
    );
    // 1999 - 5 % = 1899.05; 1899 - 7 % = 1766.07, rounded up.
    expect(decided).toMatchObject({ value: { business: { tiers: [{ price: { amount: '1767' } }] } } });
  });

  it('leaves out tiers that are no lower than the one before, with a reason', () => {
    const tiers = [
      { from: 2, kind: 'percent', value: '10' },
      { from: 5, kind: 'percent', value: '10' },
    ] as const;
    const decided = decide({ business: business({ tiers: [...tiers] }) });
    expect(decided).toMatchObject({ value: { business: { tiers: [{ from: 2 }] } } });
    expect(leftOut(decided)).toEqual(['price.tier-not-lower']);
  });

  it('is never more than everybody pays', () => {
    const decided = decide({ business: business({ modifiers: [{ kind: 'absolute', value: '1' }] }) });
    expect(decided.kind === 'price' && decided.value.business).toBeUndefined();
    expect(leftOut(decided)).toEqual(['price.business-higher']);
  });

  it('a part that lacks what it rests on is left out, and the price goes without it', () => {
    const decided = decide({ business: business({ source: { kind: 'attribute', name: 'nothing' } }) });
    expect(decided).toMatchObject({ kind: 'price', value: { amount: '20' } });
    expect(leftOut(decided)).toEqual(['price.no-attribute']);
  });
});
