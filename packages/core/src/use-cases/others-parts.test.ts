import { euros } from '@quayside/testkit/builders';
import { answerLost } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { followPolicy } from '@quayside/testkit/follow-policy';
import { addMemoryProduct, shownPrice } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import type { OfferPrice } from '../domain/offer.ts';
import { plainSellingRules, type SellingRules } from '../domain/selling-rules.ts';

const business = { price: euros('15'), tiers: [{ from: 10, price: euros('14') }] };
const sale = { price: euros('16'), from: null, until: null };

const tenPercentForBusinesses: SellingRules = {
  ...plainSellingRules,
  price: {
    ...plainSellingRules.price,
    business: {
      source: { kind: 'regular' },
      modifiers: [{ kind: 'percent', value: '-10' }],
      isVatCharged: true,
      tiers: [],
    },
  },
};

function listed(bench: EngineHarness) {
  const listing = bench.market.listings.get('LAMP');
  if (listing === undefined) throw new Error('No lamp');
  return listing;
}

const shown = (bench: EngineHarness): OfferPrice => shownPrice(bench.market, listed(bench));

function reprice(bench: EngineHarness, price: string): void {
  addMemoryProduct(bench.shop, 'LAMP', [{ id: 'LAMP', sku: 'LAMP', stock: 5, price }]);
}

/** A lamp at 20.00, for which the merchant has set a sale and a price for businesses on the market by hand. */
async function aBench(rules: SellingRules): Promise<EngineHarness> {
  const bench = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true });
  reprice(bench, '20.00');
  listed(bench).price = { ...euros('20'), sale, business };
  await followPolicy(bench, 'selling', rules);
  await bench.pass(65_000);
  return bench;
}

describe('what the merchant has set beside our price on the channel itself', () => {
  it('stays as it is when a policy that says nothing of it sends a price', async () => {
    const bench = await aBench(plainSellingRules);
    const before = bench.levers.count('channel.listings.setPrice');
    reprice(bench, '22.00');
    await bench.pass(65_000);
    expect(shown(bench)).toEqual({ ...euros('22'), sale, business });
    expect(bench.levers.count('channel.listings.setPrice')).toBe(before + 1);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('stays as the merchant changes it later', async () => {
    const bench = await aBench(plainSellingRules);
    reprice(bench, '22.00');
    await bench.pass(5_000);
    listed(bench).price = { ...euros('22'), business };
    await bench.pass(130_000);
    reprice(bench, '23.00');
    await bench.pass(65_000);
    expect(shown(bench)).toEqual({ ...euros('23'), business });
  });

  it('is ours from the moment that a policy speaks of it; and goes with the policy', async () => {
    const bench = await aBench(tenPercentForBusinesses);
    expect(shown(bench)).toEqual({ ...euros('20'), sale, business: { price: euros('18'), tiers: [] } });
    expect(await bench.target('LAMP', 'price')).toMatchObject({ ownParts: ['business'] });
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(65_000);
    expect(shown(bench)).toEqual({ ...euros('20'), sale });
    expect(await bench.target('LAMP', 'price')).toMatchObject({ ownParts: [] });
  });

  it('P4: what we have set is ours also if nobody heard that it was accepted', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true });
    reprice(bench, '20.00');
    listed(bench).price = { ...euros('20'), sale };
    bench.levers.next('channel.listings.setPrice', answerLost);
    await followPolicy(bench, 'selling', tenPercentForBusinesses);
    await bench.pass(65_000);
    expect(shown(bench)).toMatchObject({ business: { price: euros('18') }, sale });
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(65_000);
    expect(shown(bench)).toEqual({ ...euros('20'), sale });
  });
});
