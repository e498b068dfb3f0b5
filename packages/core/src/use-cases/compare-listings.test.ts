import { euros } from '@quayside/testkit/builders';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryListing, addMemoryProduct } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import type { ListingId } from '../domain/ids.ts';
import { acceptMatch, rejectMatch } from './judge-match.ts';

const keyOf = (bench: EngineHarness) => ({
  workspaceId: bench.workspaceId,
  connectionId: bench.account.id,
});

/** A shop and a market whose listings no identifier links, once the market's list was read. */
async function aBench(
  products: Readonly<Record<string, string>>,
  listings: Readonly<Record<string, string>>,
): Promise<EngineHarness> {
  const bench = await createEngineHarness({ stock: {}, isListImported: true });
  for (const [sku, title] of Object.entries(products)) {
    addMemoryProduct(bench.shop, sku, [{ id: sku, sku, stock: 1, title }]);
  }
  for (const [sku, title] of Object.entries(listings)) {
    addMemoryListing(bench.market, { sku, title, price: euros('9'), quantity: 1 });
  }
  await nextRound(bench);
  return bench;
}

/** The market's list is read again. */
async function nextRound(bench: EngineHarness): Promise<void> {
  await bench.pass(61_000, 1_000);
}

async function idOf(bench: EngineHarness, sku: string): Promise<ListingId> {
  const listings = await bench.look((tx) => tx.listings.page(bench.account.id, null, 1_000));
  return listings.find(({ channelSku }) => channelSku === sku)?.id ?? ('' as never);
}

/** The SKUs of the variants that are proposed for a listing. */
async function proposed(bench: EngineHarness, sku: string): Promise<readonly (string | null)[]> {
  const id = await idOf(bench, sku);
  return bench.look(async (tx) => {
    const candidates = await tx.linkCandidates.ofListings([id]);
    const variants = await tx.variants.getMany(candidates.map(({ variantId }) => variantId));
    return candidates.map(
      ({ variantId }) => variants.find((variant) => variant.id === variantId)?.sku ?? null,
    );
  });
}

describe('listings that no identifier links', () => {
  it('P8: are proposed the variants that are likely, the best first, and the history says so', async () => {
    const bench = await aBench(
      { CHAIR: 'Green garden chair', STOOL: 'Green garden chair low', LAMP: 'Brass lamp' },
      { 'ODD-1': 'Green garden chair', 'ODD-2': 'Something else' },
    );
    expect(await proposed(bench, 'ODD-1')).toEqual(['CHAIR', 'STOOL']);
    expect(await proposed(bench, 'ODD-2')).toEqual([]);
    const count = async () =>
      (await bench.history()).filter((code) => code === 'activity.listings-compared').length;
    expect(await count()).toBe(1);
    // Nothing new, and nothing said.
    await nextRound(bench);
    expect(await count()).toBe(1);
  });

  it('are compared with what the shop sells now', async () => {
    const bench = await aBench({ LAMP: 'Brass lamp' }, { ODD: 'Green garden chair' });
    expect(await proposed(bench, 'ODD')).toEqual([]);
    addMemoryProduct(bench.shop, 'late', [
      { id: 'late', sku: 'LATE', stock: 1, title: 'Green garden chair' },
    ]);
    await nextRound(bench);
    expect(await proposed(bench, 'ODD')).toEqual(['LATE']);
  });

  it('are never proposed again what was rejected', async () => {
    const bench = await aBench({ CHAIR: 'Green garden chair' }, { ODD: 'Green garden chair' });
    const { id: variantId } = await bench.variant('CHAIR');
    await rejectMatch(bench.engine, keyOf(bench), await idOf(bench, 'ODD'), { variantId });
    await nextRound(bench);
    expect(await proposed(bench, 'ODD')).toEqual([]);
  });

  it('P8: are spared what is no likelier than what the merchant keeps rejecting', async () => {
    const alike = Array.from({ length: 6 }, (_, index): [string, string] => [
      `ODD-${index}`,
      `Green garden chair n${index}`,
    ]);
    const bench = await aBench({ CHAIR: 'Green garden chair' }, Object.fromEntries(alike));
    const { id: variantId } = await bench.variant('CHAIR');
    for (const [sku] of alike) {
      expect(await proposed(bench, sku)).toEqual(['CHAIR']);
      await rejectMatch(bench.engine, keyOf(bench), await idOf(bench, sku), { variantId });
    }
    addMemoryListing(bench.market, {
      sku: 'LESS',
      title: 'Green garden chair n7 low',
      price: euros('9'),
      quantity: 1,
    });
    addMemoryListing(bench.market, {
      sku: 'SAME',
      title: 'Green garden chair',
      price: euros('9'),
      quantity: 1,
    });
    await nextRound(bench);
    expect(await proposed(bench, 'LESS')).toEqual([]);
    expect(await proposed(bench, 'SAME')).toEqual(['CHAIR']);
  });

  it('are proposed a variant that is sold under another listing already: it may have several', async () => {
    const bench = await aBench(
      { CHAIR: 'Green garden chair' },
      { CHAIR: 'Green garden chair', ODD: 'Green garden chair' },
    );
    const { id: variantId } = await bench.variant('CHAIR');
    expect(await proposed(bench, 'ODD')).toEqual(['CHAIR']);
    await acceptMatch(bench.engine, keyOf(bench), await idOf(bench, 'ODD'), { variantId });
    expect(await proposed(bench, 'ODD')).toEqual([]);
  });

  it('P2: are all compared, piece by piece', async () => {
    const many = Array.from({ length: 120 }, (_, index) => `ODD-${index}`);
    const titles = many.map((sku, index): [string, string] => [sku, `Green garden chair n${index}`]);
    const bench = await aBench({ CHAIR: 'Green garden chair' }, Object.fromEntries(titles));
    const ids = await Promise.all(many.map((sku) => proposed(bench, sku)));
    expect(ids).toEqual(many.map(() => ['CHAIR']));
    const round = await bench.look((tx) => tx.matchRounds.get(bench.account.id));
    expect(round).toMatchObject({ proposed: 120, dueAt: null });
  });

  it('P9: nothing is begun for an account without any', async () => {
    const bench = await aBench({ CHAIR: 'Green chair' }, { CHAIR: 'Green chair' });
    expect(await bench.look((tx) => tx.matchRounds.get(bench.account.id))).toBeUndefined();
  });
});
