import { euros } from '@quayside/testkit/builders';
import { failing } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryListing } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import { brandId, type ChannelSku, type ConnectionKey, type VariantId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import type { Result } from '../domain/result.ts';
import { linkListing, type LinkProblem, type ListingLink } from './link-listing.ts';

const anInstant: unknown = expect.any(String);

async function tryLink(
  bench: EngineHarness,
  changes: Partial<ListingLink> = {},
  key: Partial<ConnectionKey> = {},
): Promise<Result<Listing, LinkProblem>> {
  return linkListing(
    bench.engine,
    { workspaceId: bench.workspaceId, connectionId: bench.account.id, ...key },
    {
      channelSku: brandId<ChannelSku>('LAMP'),
      marketplace: bench.market.marketplace,
      variantId: (await bench.variant('LAMP')).id,
      ...changes,
    },
  );
}

describe('linking a listing', () => {
  it.each([
    [
      'an unknown variant',
      { variantId: brandId<VariantId>('00000000-0000-7000-8000-00000000dead') },
      'unknown-variant',
    ],
    ['an unknown listing', { channelSku: brandId<ChannelSku>('NOWHERE') }, 'unknown-listing'],
    ['no units', { unitsPerListing: 0 }, 'invalid-units'],
    ['half a unit', { unitsPerListing: 1.5 }, 'invalid-units'],
    ['half a unit on offer', { explicitQuantity: 1.5 }, 'invalid-units'],
    ['less than nothing on offer', { explicitQuantity: -1 }, 'invalid-units'],
  ])('answers %s as a problem, and stores nothing', async (_, changes, kind) => {
    const bench = await createEngineHarness();
    expect(await tryLink(bench, changes)).toEqual({ ok: false, error: { kind } });
    await expect(bench.target('LAMP')).rejects.toThrow();
  });

  it('answers a store in place of a channel account as a problem', async () => {
    const bench = await createEngineHarness();
    const answer = await tryLink(bench, {}, { connectionId: bench.store.id });
    expect(answer).toEqual({ ok: false, error: { kind: 'unknown-connection' } });
  });

  it('answers a platform that cannot be asked as a problem', async () => {
    const bench = await createEngineHarness();
    bench.levers.next('channel.listings.read', failing('transient'));
    expect(await tryLink(bench)).toMatchObject({
      ok: false,
      error: { kind: 'platform', error: { kind: 'transient' } },
    });
  });

  it('P3: keeps what the listing showed when the read began, so that nothing rises before an order window', async () => {
    const bench = await createEngineHarness();
    bench.levers.always('channel.orders.changed', failing('transient'));
    expect((await tryLink(bench)).ok).toBe(true);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(0);
    expect(await bench.target('LAMP')).toMatchObject({ awaitsOrdersAfter: anInstant });
    bench.levers.always('channel.orders.changed', (go) => go());
    await bench.pass(20_000);
    expect(bench.shown('LAMP')).toBe(5);
    expect(await bench.history()).toContain('activity.listing-linked');
  });

  it('again with other units or another variant: the quantity follows', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 12, VASE: 3 }, isLinked: true });
    const first = await tryLink(bench);
    const second = await tryLink(bench, { unitsPerListing: 5 });
    expect(first.ok && second.ok && first.value.id === second.value.id).toBe(true);
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(2);
    await tryLink(bench, { variantId: (await bench.variant('VASE')).id });
    await bench.pass(3_000);
    expect(bench.shown('LAMP')).toBe(3);
  });

  it('P4: linked again, what the channel shows now counts, not what it showed before', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true });
    const listing = bench.market.listings.get('LAMP');
    if (listing === undefined) throw new Error('No lamp');
    listing.quantity = 0;
    await tryLink(bench);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(5);
  });

  it('P3: two listings of one variant both follow its stock', async () => {
    const bench = await createEngineHarness({ stock: { LAMP: 6 }, isLinked: true });
    addMemoryListing(bench.market, { sku: 'LAMP-PACK', price: euros('50'), quantity: 0 });
    await tryLink(bench, { channelSku: brandId<ChannelSku>('LAMP-PACK'), unitsPerListing: 3 });
    await bench.pass(3_000);
    expect([bench.shown('LAMP'), bench.shown('LAMP-PACK')]).toEqual([6, 2]);
    bench.buy('LAMP-PACK');
    await bench.pass(5_000);
    expect([bench.shown('LAMP'), bench.shown('LAMP-PACK')]).toEqual([3, 1]);
    expect(bench.stockOf('LAMP')).toBe(3);
  });

  it('a listing that the channel ships is linked, and left alone', async () => {
    const bench = await createEngineHarness();
    addMemoryListing(bench.market, {
      sku: 'LAMP',
      price: euros('19.9'),
      quantity: 50,
      fulfillment: 'channel',
    });
    expect((await tryLink(bench)).ok).toBe(true);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(50);
    expect(bench.levers.count('channel.listings.setQuantity')).toBe(0);
  });
});
