import { aListing, aVariant } from '@quayside/testkit/builders';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { describe, expect, it } from 'vitest';
import { brandId, type ChannelSku } from '../domain/ids.ts';
import type { Variant } from '../domain/variant.ts';
import { commit } from './commit.ts';
import { reviewListings } from './review-listings.ts';

/** What becomes of an incomplete listing when its variant changes so. */
async function reviewed(changes: Partial<Variant>): Promise<string | undefined> {
  const bench = await createEngineHarness({ stock: {} });
  const before = aVariant({
    connectionId: bench.store.id,
    attributes: { brand: ['Northsea'], tag: ['new'] },
  });
  const listing = aListing({
    connectionId: bench.account.id,
    channelSku: brandId<ChannelSku>('LAMP'),
    status: 'incomplete',
    variantId: before.id,
  });
  await commit(bench.engine, bench.workspaceId, async (scope) => {
    await scope.tx.variants.insertMany([before]);
    await scope.tx.listings.insertMany([listing]);
    await reviewListings(scope, [{ before, after: { ...before, ...changes } }]);
  });
  return (await bench.look((tx) => tx.listings.get(listing.id)))?.status;
}

describe('a listing that is incomplete', () => {
  it.each([
    ['other attributes', { attributes: { brand: ['Northsea'] } }],
    ['being off sale in the shop', { isEnabled: false }],
    ['another title', { title: 'Another' }],
  ])('is looked at again after %s', async (_, changes) => {
    expect(await reviewed(changes)).toBe('matching');
  });

  it.each([
    ['stock', { stock: { kind: 'tracked', quantity: 1 } }],
    ['the same attributes in another order', { attributes: { tag: ['new'], brand: ['Northsea'] } }],
  ] as const)('is not looked at again after %s', async (_, changes) => {
    expect(await reviewed(changes)).toBe('incomplete');
  });
});
