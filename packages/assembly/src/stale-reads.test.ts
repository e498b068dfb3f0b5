import { definition as amazon } from '@quayside/connectors/amazon/definition';
import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import { withTiming } from '@quayside/core/ports/manifest';
import { connectChannel } from '@quayside/core/use-cases/connect';
import { linkListing } from '@quayside/core/use-cases/link-listing';
import { sellerAccess } from '@quayside/simulators/amazon/seller-access';
import { startAmazonSimulator, type AmazonSimulator } from '@quayside/simulators/amazon/server';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { afterEach, describe, expect, it } from 'vitest';

const channelSku = brandId<ChannelSku>('LAMP');
const marketplace = brandId<MarketplaceId>('A13V1IB3VIYZZH');
/** How long ago it is what Amazon shows. */
const staleMs = 60_000;

let simulator: AmazonSimulator | undefined;
afterEach(() => simulator?.close());

/** The engine with a toy shop and a seller on Amazon, on one clock. @param offerSettleMs in place of the manifest's own. */
async function aSeller(offerSettleMs: number) {
  const time: { now: () => Date } = { now: () => new Date('2026-03-02T09:00:00.000Z') };
  const started = await startAmazonSimulator({
    limits: 'off',
    clock: () => time.now(),
    tokenLifeSeconds: 1_000_000,
  });
  simulator = started;
  const [seller] = started.sellers;
  if (seller === undefined) throw new Error('A simulator without a seller');
  started.seedListing({ sku: 'LAMP', price: '19.90', quantity: 9 });
  const bench = await createEngineHarness({
    stock: { LAMP: 9 },
    definitions: (shop, market) => [
      defineMemoryStore(new Map([['toys', shop]])),
      defineMemoryChannel(market),
      { ...amazon, manifest: withTiming(amazon.manifest, { offerSettleMs }) },
    ],
  });
  time.now = () => new Date(bench.clock.now());
  const account = await connectChannel(bench.engine, bench.workspaceId, {
    connector: 'amazon',
    name: 'Amazon',
    ...sellerAccess(started, seller),
  });
  if (!account.ok) throw new Error(account.error.detail);
  const key = { workspaceId: bench.workspaceId, connectionId: account.value.id };
  const variantId = (await bench.variant('LAMP')).id;
  const linked = await linkListing(bench.engine, key, { channelSku, marketplace, variantId });
  if (!linked.ok) throw new Error(linked.error.kind);
  await bench.pass(10 * 60_000, 5_000);
  started.listings.acceptedQuantities.length = 0;
  const target = () =>
    bench.look(async (tx) =>
      (await tx.targets.ofChannelSkus(account.value.id, [channelSku])).find(
        ({ aspect }) => aspect === 'quantity',
      ),
    );
  return { bench, region: started, target };
}

const sent = ({ listings }: AmazonSimulator): number[] =>
  listings.acceptedQuantities.map(({ quantity }) => quantity);

describe('P3, P4: reads that lag behind what Amazon has accepted', () => {
  it('what a stale read shows is not taken for a difference, and nothing is sent again', async () => {
    const { bench, region, target } = await aSeller(amazon.manifest.timing.offerSettleMs);
    region.staleReads.setting = { milliseconds: staleMs };
    bench.sell('LAMP', 4);
    await bench.pass(10 * 60_000, 5_000);
    expect(sent(region)).toEqual([5]);
    expect(await target()).toMatchObject({ mismatches: 0, shown: { value: 5 } });
    expect(await bench.history()).not.toContain('listing.mismatch');
  }, 30_000);

  it('with a settle time that is shorter than they lag, it is sent again in vain', async () => {
    const { bench, region } = await aSeller(5_000);
    region.staleReads.setting = { milliseconds: staleMs };
    bench.sell('LAMP', 4);
    await bench.pass(10 * 60_000, 5_000);
    expect(sent(region).length).toBeGreaterThan(1);
    expect(new Set(sent(region))).toEqual(new Set([5]));
    expect(await bench.history()).toContain('listing.mismatch');
  }, 30_000);
});
