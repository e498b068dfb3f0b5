import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { moveMemoryListing } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { plus } from '../domain/instant.ts';
import type { ListingRecord } from '../domain/listing.ts';
import { brandId, type ChannelSku } from '../domain/ids.ts';
import { commit } from './commit.ts';
import { explainOffer } from './explain-offer.ts';
import { importListings } from './import-listings.ts';

const linked = { stock: { LAMP: 5 }, isLinked: true } as const;
/** From one look at a listing, or at the list of all, to the next. */
const reconcileMs = 60_000;

async function listingOf(bench: EngineHarness) {
  const [listing] = await bench.look((tx) =>
    tx.listings.byChannelSkus(bench.account.id, [brandId<ChannelSku>('LAMP')]),
  );
  if (listing === undefined) throw new Error('There is no listing');
  return listing;
}

/** The channel ships the lamps, and the engine has seen it. */
async function shippedByChannel(isListImported = false): Promise<EngineHarness> {
  const bench = await createEngineHarness({ ...linked, isListImported, isLinked: !isListImported });
  await bench.pass(6_000);
  expect(bench.shown('LAMP')).toBe(5);
  moveMemoryListing(bench.market, 'LAMP', 'channel', 40);
  await bench.pass(reconcileMs + 2_000, 1_000);
  return bench;
}

describe.each([
  ['by a read of its own', false],
  ['by the list of all listings', true],
])('P3: a listing that the channel ships from now on, seen %s', (_, isListImported) => {
  it('shows what the channel holds, apart from everything of ours', async () => {
    const bench = await shippedByChannel(isListImported);
    const listing = await listingOf(bench);
    expect(listing).toMatchObject({ fulfillment: 'channel', channelStock: { quantity: 40 } });
    const explained = await explainOffer(bench.engine, bench.workspaceId, listing.id);
    expect(explained).toMatchObject({
      ok: true,
      value: { quantity: { kind: 'leave' }, channelStock: { quantity: 40 } },
    });
    expect((await bench.variant('LAMP')).stock).toEqual({ kind: 'tracked', quantity: 5 });
  });

  it('is never written to, whatever happens to the stock', async () => {
    const bench = await shippedByChannel(isListImported);
    const before = bench.levers.count('channel.listings.setQuantity');
    bench.sell('LAMP', 5);
    await bench.pass(5_000);
    bench.sell('LAMP', -9);
    await bench.pass(reconcileMs, 1_000);
    expect(bench.levers.count('channel.listings.setQuantity')).toBe(before);
    expect(bench.shown('LAMP')).toBe(40);
  });

  it('its sales take nothing from the pool', async () => {
    const bench = await shippedByChannel(isListImported);
    const order = bench.buy('LAMP', 3);
    await bench.pass(3_000);
    expect(await bench.placementOf(order)).toBe('closed');
    expect(await bench.reservations(order)).toEqual([]);
    expect(bench.stockOf('LAMP')).toBe(5);
    await bench.pass(reconcileMs + 2_000, 1_000);
    expect((await listingOf(bench)).channelStock).toMatchObject({ quantity: 37 });
  });

  it('shows our own stock again once the merchant ships it again, in time for the next look', async () => {
    const bench = await shippedByChannel(isListImported);
    bench.sell('LAMP', 2);
    await bench.pass(2_000);
    moveMemoryListing(bench.market, 'LAMP', 'merchant', 0);
    await bench.pass(reconcileMs + 5_000, 1_000);
    expect(await listingOf(bench)).toMatchObject({ fulfillment: 'merchant', channelStock: null });
    expect(bench.shown('LAMP')).toBe(3);
    expect(await bench.issueCodes()).toEqual([]);
  });
});

it('what a list asked for by itself is as new as it was asked for, and not as old as the list', async () => {
  const bench = await shippedByChannel(true);
  const { channelSku, marketplace, catalogueId, title, gtins } = await listingOf(bench);
  const record = {
    ...{ channelSku, marketplace, catalogueId, title, gtins },
    ...({ status: 'active', fulfillment: 'channel', quantity: null, price: null } as const),
    asOf: plus(bench.clock.now(), -3_600_000),
  };
  const store = (stock: Partial<ListingRecord>) =>
    commit(bench.engine, bench.workspaceId, (scope) =>
      importListings(scope, bench.account, [{ ...record, channelStock: 12, ...stock }]),
    );
  await store({});
  expect((await listingOf(bench)).channelStock).toMatchObject({ quantity: 40 });
  const at = bench.clock.now();
  await store({ channelStockAt: at });
  expect((await listingOf(bench)).channelStock).toEqual({ quantity: 12, at });
});
