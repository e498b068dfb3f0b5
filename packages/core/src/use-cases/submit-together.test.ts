import { aListing, euros } from '@quayside/testkit/builders';
import { answerLost, diesAfter, diesBefore, failing, throttled } from '@quayside/testkit/call-levers';
import {
  createEngineHarness,
  type EngineHarness,
  type HarnessOptions,
} from '@quayside/testkit/engine-harness';
import { followPolicy } from '@quayside/testkit/follow-policy';
import { addMemoryCatalogueItem, addMemoryListing, addMemoryProduct } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { brandId, type ChannelSku, type MarketplaceId } from '../domain/ids.ts';
import { plainSellingRules } from '../domain/selling-rules.ts';
import type { SubmittedOffer } from '../ports/channel-connector.ts';
import { listVariants } from './list-variants.ts';

/** More than go one by one, and fewer than fit into one piece. */
const many = 55;

/** A shop whose things are all on their way onto the market, three of each. */
async function listing(count: number, options: HarnessOptions = {}): Promise<EngineHarness> {
  const bench = await createEngineHarness({ stock: {}, marketSettleMs: 500, ...options });
  await followPolicy(bench, 'selling', plainSellingRules);
  for (let index = 0; index < count; index += 1) {
    addMemoryProduct(bench.shop, `p${index}`, [{ id: `p${index}`, sku: `S${index}`, stock: 3, price: '5' }]);
    addMemoryCatalogueItem(bench.market, { catalogueId: `TOY-${index}`, title: `Thing ${index}` });
  }
  await bench.pass(3_000);
  const variants = await bench.look((tx) => tx.variants.page(bench.store.id, null, 1_000));
  const requests = variants.map(({ id, sku }) => ({
    variantId: id,
    catalogueId: `TOY-${String(sku).slice(1)}`,
  }));
  const key = { workspaceId: bench.workspaceId, connectionId: bench.account.id };
  const answer = await listVariants(bench.engine, key, bench.market.marketplace, requests);
  expect(answer).toMatchObject({ ok: true, value: requests.map(() => 'started') });
  return bench;
}

async function statuses(bench: EngineHarness): Promise<Readonly<Record<string, number>>> {
  return bench.look((tx) => tx.listings.countByStatus(bench.account.id));
}

const sentTogether = (bench: EngineHarness): readonly (readonly SubmittedOffer[])[] =>
  bench.levers.calls.flatMap(({ name, values }) =>
    name === 'channel.submissions.create' ? [values[1] as readonly SubmittedOffer[]] : [],
  );

const allShown = (bench: EngineHarness): readonly number[] =>
  [...bench.market.listings.keys()].map((sku) => bench.shown(sku));

/** All of them are on sale, each made once, with what the shop has. */
async function expectAllOnSale(bench: EngineHarness, count = many): Promise<void> {
  await bench.pass(65_000);
  expect(await statuses(bench)).toEqual({ active: count });
  expect(allShown(bench)).toEqual(Array.from({ length: count }, () => 3));
}

describe('many new offers', () => {
  it('go in one piece with a quantity of 0, which then follows by itself', async () => {
    const bench = await listing(many);
    await bench.passUntil(() => bench.market.listings.size === many);
    expect(allShown(bench).every((quantity) => quantity === 0)).toBe(true);
    await expectAllOnSale(bench);
    expect(sentTogether(bench)).toMatchObject([{ length: many }]);
    expect(bench.levers.count('channel.listings.create')).toBe(0);
    const history = await bench.history();
    expect(history).toContain('activity.submission-sent');
    expect(history).toContain('activity.submission-read');
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('that do not fit go with a second piece, and none twice', async () => {
    const bench = await listing(68);
    await expectAllOnSale(bench, 68);
    expect(sentTogether(bench)).toMatchObject([{ length: 68 }, { length: 8 }]);
    const first = sentTogether(bench)[0]?.slice(0, 60) ?? [];
    const second = sentTogether(bench)[1] ?? [];
    expect(new Set([...first, ...second].map(({ channelSku }) => channelSku)).size).toBe(68);
  });

  it('few are created one by one: that is quicker', async () => {
    const bench = await listing(4);
    await expectAllOnSale(bench, 4);
    expect(sentTogether(bench)).toEqual([]);
  });

  it('P3: what the account sells under a SKU already is not replaced', async () => {
    const bench = await listing(many);
    addMemoryListing(bench.market, { sku: 'S7', price: euros('5'), quantity: 2, catalogueId: 'TOY-7' });
    await expectAllOnSale(bench);
    expect(sentTogether(bench)).toMatchObject([{ length: many - 1 }]);
  });

  it('P3: a SKU that is sold on another marketplace of the account is said so', async () => {
    const bench = await listing(many);
    await bench.look((tx) =>
      tx.listings.insertMany([
        aListing({
          connectionId: bench.account.id,
          channelSku: brandId<ChannelSku>('S3'),
          marketplace: brandId<MarketplaceId>('elsewhere'),
        }),
      ]),
    );
    await bench.passUntil(() => sentTogether(bench).length > 0);
    const elsewhere = sentTogether(bench)[0]?.filter(({ isSoldElsewhere }) => isSoldElsewhere);
    expect(elsewhere?.map(({ channelSku }) => channelSku)).toEqual(['S3']);
  });

  it('P8: those that the channel refuses are errors that say why; the others go on', async () => {
    const bench = await listing(many);
    bench.market.refusesUnknownItems = 'at-once';
    bench.levers.next('channel.submissions.create', (go) => {
      for (const id of ['TOY-1', 'TOY-2']) bench.market.catalogue.delete(id);
      return go();
    });
    await bench.pass(65_000);
    expect(await statuses(bench)).toEqual({ active: many - 2, error: 2 });
    expect(await bench.issueCodes()).toEqual(['memory.refused', 'memory.refused']);
  });

  it('P8: what cannot be offered as it is drops out, and keeps nobody back', async () => {
    const bench = await listing(many);
    bench.levers.next('channel.catalogue.lookUp', (go) => {
      addMemoryProduct(bench.shop, 'p5', [{ id: 'p5', sku: 'S5', stock: 3, price: null }]);
      return go();
    });
    await bench.pass(65_000);
    expect(await statuses(bench)).toEqual({ active: many - 1, incomplete: 1 });
    expect(await bench.issueCodes()).toEqual(['price.none']);
  });
});

describe('when sending goes wrong', () => {
  it.each([
    ['the answer is lost', answerLost, 1],
    ['the request is lost', failing('unknown-outcome'), 2],
    ['the channel says no for now', throttled(4_000), 2],
    ['the channel has a fault of its own', failing('transient'), 2],
    ['the worker dies before', diesBefore, 2],
    ['the worker dies after', diesAfter, 1],
  ])('P2, P3: %s: each is on sale in the end, and was made once', async (_, around, times) => {
    const bench = await listing(many);
    bench.levers.next('channel.submissions.create', around);
    await bench.pass(100_000);
    await expectAllOnSale(bench);
    expect(sentTogether(bench)).toHaveLength(times);
    expect(bench.market.submissions.size).toBe(1);
  });

  it('P8: the channel gives it up: its listings are looked for and sent again', async () => {
    const bench = await listing(many);
    await bench.passUntil(() => bench.market.submissions.size > 0);
    for (const submission of bench.market.submissions.values()) submission.isGivenUp = true;
    await bench.pass(5_000);
    expect(await bench.issueCodes()).toEqual(['memory.submission-failed']);
    await bench.pass(60_000);
    await expectAllOnSale(bench);
    expect(sentTogether(bench)).toMatchObject([{ length: many }, { length: many }]);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('P8: what is given up again and again is an error in the end', async () => {
    const bench = await listing(many);
    bench.levers.always('channel.submissions.create', async (go) => {
      const answer = await go();
      for (const submission of bench.market.submissions.values()) submission.isGivenUp = true;
      return answer;
    });
    await bench.pass(40 * 60_000, 5_000);
    expect(await statuses(bench)).toEqual({ error: many });
  }, 60_000);
});
