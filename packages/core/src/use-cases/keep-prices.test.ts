import { euros } from '@quayside/testkit/builders';
import { answerLost, diesAfter, failing } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { followPolicy } from '@quayside/testkit/follow-policy';
import {
  addMemoryProduct,
  changeMemoryPrice,
  shownPrice,
  type NewMemoryVariant,
} from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { plus } from '../domain/instant.ts';
import { plainSellingRules, type SellingRules } from '../domain/selling-rules.ts';
import type { ListingId } from '../domain/ids.ts';
import { createPolicy } from './save-policy.ts';
import { explainOffer } from './explain-offer.ts';

const twentyPerCent: SellingRules = {
  ...plainSellingRules,
  price: {
    ...plainSellingRules.price,
    source: { kind: 'effective' },
    modifiers: [{ kind: 'percent', value: '20' }],
  },
};

function reprice(bench: EngineHarness, facts: Partial<NewMemoryVariant>): void {
  addMemoryProduct(bench.shop, 'LAMP', [{ id: 'LAMP', sku: 'LAMP', stock: 5, price: '10.00', ...facts }]);
}

/** A lamp for 10.00, linked to a listing at 19.90. */
async function aBench(rules: SellingRules | null = twentyPerCent): Promise<EngineHarness> {
  const bench = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true });
  reprice(bench, {});
  await followPolicy(bench, 'selling', rules);
  await bench.pass(5_000);
  return bench;
}

function priceOf(bench: EngineHarness): string {
  const listing = bench.market.listings.get('LAMP');
  if (listing === undefined) throw new Error('No lamp');
  return shownPrice(bench.market, listing).amount;
}

describe('P4: prices are kept in step', () => {
  it('a policy sets them, a change in the shop changes them', async () => {
    const bench = await aBench();
    expect(priceOf(bench)).toBe('12');
    reprice(bench, { price: '33.33' });
    await bench.pass(5_000);
    expect(priceOf(bench)).toBe('40');
    const history = await bench.history();
    for (const code of ['policy-assigned', 'price-changed', 'price-sent', 'price-confirmed']) {
      expect(history).toContain(`activity.${code}`);
    }
  });

  it('another policy changes all of them; none leaves them as they are', async () => {
    const bench = await aBench();
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(5_000);
    expect(priceOf(bench)).toBe('10');
    await followPolicy(bench, 'selling', null);
    reprice(bench, { price: '77.00' });
    await bench.pass(70_000);
    expect(priceOf(bench)).toBe('10');
  });

  it('without a policy no price is ever sent', async () => {
    const bench = await aBench(null);
    reprice(bench, { price: '5.00' });
    await bench.pass(70_000);
    expect(priceOf(bench)).toBe('19.9');
    expect(bench.levers.count('channel.listings.setPrice')).toBe(0);
  });

  it('a sale begins and ends by itself, to the second', async () => {
    const bench = await aBench();
    const from = plus(bench.clock.now(), 30_000);
    const until = plus(from, 60_000);
    reprice(bench, { sale: { price: '5.00', from, until } });
    await bench.pass(29_000);
    expect(priceOf(bench)).toBe('12');
    await bench.pass(3_000);
    expect(priceOf(bench)).toBe('6');
    await bench.pass(56_000);
    expect(priceOf(bench)).toBe('6');
    await bench.pass(5_000);
    expect(priceOf(bench)).toBe('12');
  });

  it('a price that was changed on the channel is put right, after it was seen twice', async () => {
    const bench = await aBench();
    changeMemoryPrice(bench.market, 'LAMP', euros('1'));
    await bench.pass(70_000);
    expect(priceOf(bench)).toBe('12');
    expect(await bench.history()).toContain('listing.mismatch');
  });

  it.each([
    ['its answer is lost', answerLost],
    ['its worker dies', diesAfter],
    ['the channel is down', failing('transient')],
  ])('a change arrives although %s', async (_, fate) => {
    const bench = await aBench();
    bench.levers.next('channel.listings.setPrice', fate);
    reprice(bench, { price: '50.00' });
    await bench.pass(20_000);
    expect(priceOf(bench)).toBe('60');
  });

  it('P8: a price that cannot be had is an issue, and the last one stays', async () => {
    const bench = await aBench();
    reprice(bench, { price: null });
    await bench.pass(5_000);
    expect(priceOf(bench)).toBe('12');
    expect(await bench.issueCodes()).toEqual(['price.none']);
    reprice(bench, { price: '11.00' });
    await bench.pass(5_000);
    expect(priceOf(bench)).toBe('13.2');
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('P3: twenty thousand price changes do not stand before a fall to zero', async () => {
    const bench = await aBench();
    bench.levers.always('channel.listings.setPrice', failing('transient'));
    reprice(bench, { price: '50.00' });
    await bench.pass(2_000);
    bench.sell('LAMP', 5);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(0);
  });
});

describe('the calculation can be shown', () => {
  it('step by step, for quantity and price, as it is sent', async () => {
    const bench = await aBench({
      ...twentyPerCent,
      quantity: { ...plainSellingRules.quantity, buffer: 2, maximum: 2 },
    });
    const target = await bench.target('LAMP');
    const [listing] = await bench.look((tx) =>
      tx.listings.byChannelSkus(bench.account.id, [target.channelSku]),
    );
    const explained = await explainOffer(bench.engine, bench.workspaceId, listing?.id ?? ('' as ListingId));
    expect(explained).toMatchObject({
      ok: true,
      value: {
        quantity: {
          kind: 'value',
          value: 2,
          steps: [
            { step: 'stock', value: 5 },
            { step: 'reserved', value: 5 },
            { step: 'buffer', value: 3 },
            { step: 'units-per-listing', value: 3 },
            { step: 'maximum', value: 2 },
            { step: 'never-above-sellable', value: 2 },
          ],
        },
        price: {
          kind: 'value',
          value: euros('12'),
          steps: [
            { step: 'regular', value: euros('10') },
            { step: 'modifier', value: euros('12') },
            { step: 'rounded', value: euros('12') },
          ],
        },
      },
    });
    expect(bench.shown('LAMP')).toBe(2);
  });

  it('an unknown listing is unknown', async () => {
    const bench = await aBench();
    expect(await explainOffer(bench.engine, bench.workspaceId, 'nothing' as ListingId)).toEqual({
      ok: false,
      error: { kind: 'unknown-listing' },
    });
  });
});

describe('a buffer and a maximum', () => {
  it('lower what is offered, and a policy’s change is sent', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 50 }, isLinked: true });
    const rules = (buffer: number, maximum: number | null): SellingRules => ({
      ...twentyPerCent,
      quantity: { ...plainSellingRules.quantity, buffer, maximum },
    });
    await followPolicy(bench, 'selling', rules(3, null));
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(47);
    await followPolicy(bench, 'selling', rules(3, 10));
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(10);
    bench.sell('LAMP', 48);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(0);
  });

  it.each([
    { ...plainSellingRules, price: { ...plainSellingRules.price, source: { kind: 'guess' } } },
    {
      ...plainSellingRules,
      price: { ...plainSellingRules.price, modifiers: [{ kind: 'percent', value: '1,5' }] },
    },
    { ...plainSellingRules, quantity: { ...plainSellingRules.quantity, buffer: -1 } },
    { ...plainSellingRules, quantity: { ...plainSellingRules.quantity, maximum: 0 } },
    { ...plainSellingRules, quantity: { ...plainSellingRules.quantity, buffer: 0.5 } },
    {},
  ])('rules that cannot be are refused: %o', async (rules) => {
    const bench = await createEngineHarness();
    expect(
      await createPolicy(bench.engine, bench.workspaceId, { kind: 'selling', name: 'X', rules }),
    ).toMatchObject({
      ok: false,
      error: { kind: 'invalid-rules' },
    });
  });
});
