import { failing } from '@quayside/testkit/call-levers';
import {
  createEngineHarness,
  type EngineHarness,
  type HarnessOptions,
} from '@quayside/testkit/engine-harness';
import { followPolicy } from '@quayside/testkit/follow-policy';
import { addMemoryCatalogueItem, addMemoryProduct, shownPrice } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../domain/listing.ts';
import { plainSellingRules, type SellingRules } from '../domain/selling-rules.ts';
import type { FeeQuestion } from '../ports/channel-connector.ts';
import { explainOffer } from './explain-offer.ts';
import { listVariants } from './list-variants.ts';

/** At least 2 are to be left of every sale. */
const withFloor: SellingRules = {
  ...plainSellingRules,
  channelFees: 'always',
  price: {
    ...plainSellingRules.price,
    floor: { costs: { factor: '1', fixed: '0', shipping: '0' }, margin: { kind: 'absolute', value: '2' } },
  },
};
const day = 24 * 3_600_000;

/** A bench whose only product costs its shop 8 and sells for 10. */
async function start(options: HarnessOptions = {}): Promise<EngineHarness> {
  const bench = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true, ...options });
  addMemoryProduct(bench.shop, 'LAMP', [{ id: 'LAMP', sku: 'LAMP', stock: 5, price: '10', cost: '8' }]);
  await bench.pass(2_000);
  return bench;
}

function askedOf({ levers }: EngineHarness): readonly (readonly FeeQuestion[])[] {
  return levers.calls
    .filter(({ name }) => name === 'channel.fees.estimate')
    .map(({ values }) => values[0] as readonly FeeQuestion[]);
}

async function listingOf(bench: EngineHarness, sku = 'LAMP'): Promise<Listing> {
  const [listing] = await bench.look((tx) => tx.listings.byChannelSkus(bench.account.id, [sku as never]));
  if (listing === undefined) throw new Error('No listing');
  return listing;
}

function priceOn(bench: EngineHarness, sku = 'LAMP'): string | null {
  const listing = bench.market.listings.get(sku);
  return listing === undefined ? null : shownPrice(bench.market, listing).amount;
}

describe('fees that the channel tells', () => {
  it('hold the floor: the price goes out once they are known, and never below what they need (P8)', async () => {
    const bench = await start();
    await followPolicy(bench, 'selling', withFloor);
    await bench.pass(5_000);
    // 8 + 2 = 10 is what must be left of nine tenths.
    expect(priceOn(bench)).toBe('11.12');
    expect(await listingOf(bench)).toMatchObject({ feeEstimate: { fulfillment: 'merchant' } });
    expect(await bench.issueCodes()).not.toContain('price.no-fee-estimate');
  });

  it('are explained with the margin, as an estimate', async () => {
    const bench = await start();
    await followPolicy(bench, 'selling', withFloor);
    await bench.pass(5_000);
    const explained = await explainOffer(bench.engine, bench.workspaceId, (await listingOf(bench)).id);
    expect(explained).toMatchObject({
      ok: true,
      value: { price: { margin: { fees: { amount: '1.11' }, areFeesEstimated: true } } },
    });
  });

  it('are not asked for where the policy does not count with them', async () => {
    const bench = await start();
    await followPolicy(bench, 'selling', { ...withFloor, channelFees: 'never' });
    await bench.pass(5_000);
    expect(askedOf(bench)).toEqual([]);
    expect(priceOn(bench)).toBe('10');
  });

  it('that the channel does not tell send no price, and the merchant is told (P8)', async () => {
    const bench = await start();
    let isDown = true;
    bench.levers.always('channel.fees.estimate', (go, values) =>
      isDown ? failing('transient')(go, values) : go(),
    );
    const before = priceOn(bench);
    await followPolicy(bench, 'selling', withFloor);
    await bench.pass(5_000);
    expect(priceOn(bench)).toBe(before);
    expect(await bench.issueCodes()).toContain('price.no-fee-estimate');
    isDown = false;
    await bench.pass(60_000);
    expect(priceOn(bench)).toBe('11.12');
    expect(await bench.issueCodes()).not.toContain('price.no-fee-estimate');
  });

  it('are asked for in calls of as many as the channel takes, each listing once', async () => {
    const skus = Array.from({ length: 45 }, (_, index) => `THING-${index}`);
    const bench = await start({ stock: Object.fromEntries(skus.map((sku) => [sku, 1])) });
    await followPolicy(bench, 'selling', { ...plainSellingRules, channelFees: 'always' });
    await bench.pass(10_000);
    expect(askedOf(bench).map(({ length }) => length)).toEqual([20, 20, 5]);
    const ids = askedOf(bench)
      .flat()
      .map(({ of }) => ('channelSku' in of ? of.channelSku : of.catalogueId));
    expect(new Set(ids).size).toBe(45);
  });

  it('are kept: nothing is asked again the next day, and everything after a week', async () => {
    const bench = await start();
    await followPolicy(bench, 'selling', withFloor);
    await bench.pass(5_000);
    const first = askedOf(bench).length;
    expect(first).toBeGreaterThan(0);
    await bench.pass(2 * day, day / 8);
    const soon = askedOf(bench).length;
    await bench.pass(8 * day, day / 8);
    expect(askedOf(bench).length).toBeGreaterThan(soon);
    // The floor moved the price away from what was asked about, which is asked about once more.
    expect(soon - first).toBeLessThanOrEqual(1);
  });

  it('of what is not listed yet are asked for by its item, and its offer is then made', async () => {
    const bench = await start({ stock: {} });
    const gtin = '3700123450016';
    addMemoryProduct(bench.shop, 'NEW', [
      { id: 'NEW', sku: 'NEW', stock: 5, barcode: gtin, price: '10', cost: '8' },
    ]);
    addMemoryCatalogueItem(bench.market, { catalogueId: 'TOY-NEW', title: 'New', gtins: [gtin] });
    await followPolicy(bench, 'selling', withFloor);
    await bench.pass(5_000);
    const key = { workspaceId: bench.workspaceId, connectionId: bench.account.id };
    const variantId = (await bench.variant('NEW')).id;
    await listVariants(bench.engine, key, bench.market.marketplace, [{ variantId }]);
    await bench.pass(10_000);
    expect(
      askedOf(bench)
        .flat()
        .map(({ of }) => of),
    ).toContainEqual({ catalogueId: 'TOY-NEW' });
    expect(priceOn(bench, 'NEW')).toBe('11.12');
  });
});
