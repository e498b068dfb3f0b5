import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryCatalogueItem, addMemoryListing, addMemoryProduct } from '@quayside/testkit/toys';
import { aVariant, euros } from '@quayside/testkit/builders';
import { describe, expect, it } from 'vitest';
import type { ListingId, MemberId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import { acceptMatchesAbove } from './accept-above.ts';
import { acceptMatch, rejectMatch, undoReject } from './judge-match.ts';
import { listVariants } from './list-variants.ts';
import { readMatchRules } from './match-rules.ts';
import { searchItems, searchVariants } from './search-matches.ts';
import { setMatching } from './set-matching.ts';

const keyOf = (bench: EngineHarness) => ({
  workspaceId: bench.workspaceId,
  connectionId: bench.account.id,
});

/** Products on their way, by SKU, title and the items of the catalogue that their words find. */
async function aBench(
  products: Readonly<Record<string, string>>,
  items: Readonly<Record<string, string>>,
): Promise<EngineHarness> {
  const bench = await createEngineHarness({ stock: {}, isListImported: true });
  for (const [sku, title] of Object.entries(products)) {
    addMemoryProduct(bench.shop, sku, [{ id: sku, sku, stock: 1, title, price: '5' }]);
  }
  for (const [catalogueId, title] of Object.entries(items)) {
    addMemoryCatalogueItem(bench.market, { catalogueId, title });
  }
  await bench.pass(2_000);
  await listAll(bench);
  return bench;
}

async function listAll(bench: EngineHarness): Promise<void> {
  const variants = await bench.look((tx) => tx.variants.page(bench.store.id, null, 100));
  const requests = variants.map(({ id }) => ({ variantId: id }));
  await listVariants(bench.engine, keyOf(bench), bench.market.marketplace, requests);
  await bench.pass(1_000);
}

async function listing(bench: EngineHarness, sku: string): Promise<Listing> {
  const all = await bench.look((tx) => tx.listings.page(bench.account.id, null, 100));
  const found = all.find(({ channelSku }) => channelSku === sku);
  if (found === undefined) throw new Error(`No listing ${sku}`);
  return found;
}

async function proposed(bench: EngineHarness, id: ListingId): Promise<readonly string[]> {
  const candidates = await bench.look((tx) => tx.matchCandidates.ofListings([id]));
  return candidates.map(({ catalogueId }) => catalogueId);
}

const lamp = { LAMP: 'Brass desk lamp' };
const lamps = { 'TOY-1': 'Brass desk lamp', 'TOY-2': 'Brass floor lamp' };

describe('accepting an item', () => {
  it('P8: goes on with it, and remembers who said so and at which score', async () => {
    const bench = await aBench(lamp, lamps);
    const { id, variantId } = await listing(bench, 'LAMP');
    const memberId = '00000000-0000-7000-8000-0000000000aa' as MemberId;
    const engine = { ...bench.engine, memberId };
    expect(await acceptMatch(engine, keyOf(bench), id, { catalogueId: 'TOY-1' })).toEqual(['done']);
    expect(await listing(bench, 'LAMP')).toMatchObject({ status: 'publishing', catalogueId: 'TOY-1' });
    const place = { connectionId: bench.account.id, marketplace: bench.market.marketplace };
    const said = await bench.look((tx) => tx.matchVerdicts.ofVariants(place, [variantId ?? ('' as never)]));
    expect(said).toMatchObject([
      { ...place, variantId, catalogueId: 'TOY-1', verdict: 'accepted', memberId, score: 0.9375 },
    ]);
    expect(await bench.history()).toContain('activity.match-accepted');
    expect(await bench.issueCodes()).toEqual([]);
    expect(await acceptMatch(engine, keyOf(bench), id, { catalogueId: 'TOY-2' })).toEqual(['not-possible']);
  });
});

describe('rejecting an item', () => {
  it('takes it from what is proposed, for good, whatever becomes of the listing', async () => {
    const bench = await aBench(lamp, lamps);
    const { id } = await listing(bench, 'LAMP');
    expect(await proposed(bench, id)).toEqual(['TOY-1', 'TOY-2']);
    const reject = (catalogueId: string) => rejectMatch(bench.engine, keyOf(bench), id, { catalogueId });
    expect(await reject('TOY-1')).toEqual(['done']);
    expect(await reject('TOY-1')).toEqual(['not-possible']);
    expect(await proposed(bench, id)).toEqual(['TOY-2']);
    await reject('TOY-2');
    expect(await bench.issueCodes()).toEqual(['match.no-number']);
    // Looked for anew.
    await listAll(bench);
    expect(await proposed(bench, id)).toEqual([]);
    expect(await listing(bench, 'LAMP')).toMatchObject({ status: 'needs-match' });
    expect((await bench.history()).filter((code) => code === 'activity.match-rejected')).toHaveLength(2);
  });

  it('can be taken back: then it is found again', async () => {
    const bench = await aBench(lamp, lamps);
    const { id } = await listing(bench, 'LAMP');
    const one = { catalogueId: 'TOY-1' };
    await rejectMatch(bench.engine, keyOf(bench), id, one);
    expect(await undoReject(bench.engine, keyOf(bench), id, one)).toEqual(['done']);
    await bench.pass(1_000);
    expect(await proposed(bench, id)).toEqual(['TOY-1', 'TOY-2']);
    expect(await undoReject(bench.engine, keyOf(bench), id, one)).toEqual(['unchanged']);
  });

  it('P6: is not possible for a listing of another account', async () => {
    const bench = await aBench(lamp, lamps);
    const { id } = await listing(bench, 'LAMP');
    const key = { ...keyOf(bench), connectionId: bench.store.id };
    expect(await rejectMatch(bench.engine, key, id, { catalogueId: 'TOY-1' })).toEqual(['unknown-listing']);
    expect(await proposed(bench, id)).toHaveLength(2);
  });
});

describe('accepting above a score', () => {
  it('takes what stands alone so high and nothing forbids; the rest is left to the merchant', async () => {
    const bench = await aBench(
      {
        CLEAR: 'Green garden chair',
        TWINS: 'Blue cotton shirt',
        PACK: 'Rose soap pack of 2',
        LOW: 'Walnut kitchen table round',
      },
      {
        'TOY-1': 'Green garden chair',
        'TOY-2': 'Blue cotton shirt',
        'TOY-3': 'Shirt cotton blue',
        'TOY-4': 'Rose soap pack of 3',
        'TOY-5': 'Walnut kitchen shelf square',
      },
    );
    const accepted = await acceptMatchesAbove(bench.engine, bench.workspaceId, { scoreFrom: 0.9 });
    expect(accepted).toEqual({ accepted: 1, skipped: 1, isMoreLeft: false });
    const statuses = await Promise.all(
      ['CLEAR', 'TWINS', 'PACK', 'LOW'].map(async (sku) => (await listing(bench, sku)).status),
    );
    expect(statuses).toEqual(['publishing', 'needs-match', 'needs-match', 'needs-match']);
    expect(await bench.history()).toContain('activity.matches-accepted');
  });

  it('does not make two listings one item', async () => {
    const bench = await aBench(
      { ONE: 'Green garden chair', TWO: 'Garden chair green' },
      { 'TOY-1': 'Green garden chair' },
    );
    const accepted = await acceptMatchesAbove(bench.engine, bench.workspaceId, { scoreFrom: 0.9 });
    expect(accepted).toEqual({ accepted: 1, skipped: 1, isMoreLeft: false });
  });
});

describe('what may be matched by its score', () => {
  it('P8: is for the merchant to say, and the history tells of it once', async () => {
    const bench = await aBench({}, {});
    const set = (isByScoreAllowed: boolean) =>
      setMatching(bench.engine, bench.workspaceId, { isByScoreAllowed });
    await set(true);
    await set(true);
    await set(false);
    const told = (await bench.history()).filter((code) => code.startsWith('activity.matching-by-score'));
    expect(told).toEqual(['activity.matching-by-score-allowed', 'activity.matching-by-score-forbidden']);
  });

  it('begins above whatever was rejected', async () => {
    const bench = await aBench(lamp, lamps);
    const rules = () => bench.look((tx) => readMatchRules(tx, bench.engine.matcher));
    expect((await rules()).own).toMatchObject({ score: 0.9, why: 'given' });
    const { id } = await listing(bench, 'LAMP');
    await rejectMatch(bench.engine, keyOf(bench), id, { catalogueId: 'TOY-1' });
    const { own } = await rules();
    expect(own).toMatchObject({ why: 'raised', rejected: 1 });
    expect(own.score).toBeGreaterThan(0.9375);
  });
});

describe('a listing that the channel has', () => {
  /** One that no identifier links, with two variants proposed. */
  async function found() {
    const bench = await aBench({}, {});
    addMemoryProduct(bench.shop, 'chair', [{ id: 'chair', sku: 'CHAIR', stock: 7, title: 'Green chair' }]);
    addMemoryListing(bench.market, { sku: 'ODD', title: 'A green chair', price: euros('9'), quantity: 1 });
    await bench.pass(6 * 3_600_000 + 60_000, 60_000);
    const { id } = await listing(bench, 'ODD');
    const variant = await bench.variant('CHAIR');
    const other = aVariant({ connectionId: bench.store.id, title: 'Blue chair' });
    await bench.look((tx) => tx.variants.insertMany([other]));
    const findings = { reasons: [], objections: [], isVetoed: false };
    await bench.look((tx) =>
      tx.linkCandidates.replace(id, [
        { listingId: id, variantId: variant.id, score: 0.95, ...findings },
        { listingId: id, variantId: other.id, score: 0.6, ...findings },
      ]),
    );
    const left = async () =>
      (await bench.look((tx) => tx.linkCandidates.ofListings([id]))).map(({ variantId }) => variantId);
    return { bench, id, variant, other, left };
  }

  it('is linked to the variant that the merchant accepts, and kept in step', async () => {
    const { bench, id, variant, left } = await found();
    const is = { variantId: variant.id };
    expect(await acceptMatch(bench.engine, keyOf(bench), id, is)).toEqual(['done']);
    expect(await listing(bench, 'ODD')).toMatchObject({ variantId: variant.id, linkedBy: 'hand' });
    expect(await left()).toEqual([]);
    await bench.passUntil(() => bench.shown('ODD') === 7);
    expect(await acceptMatch(bench.engine, keyOf(bench), id, is)).toEqual(['not-possible']);
  });

  it('is not proposed a rejected variant, until that is taken back', async () => {
    const { bench, id, variant, other, left } = await found();
    const is = { variantId: other.id };
    expect(await rejectMatch(bench.engine, keyOf(bench), id, is)).toEqual(['done']);
    expect(await left()).toEqual([variant.id]);
    expect(await undoReject(bench.engine, keyOf(bench), id, is)).toEqual(['done']);
    expect(await left()).toEqual([variant.id, other.id]);
  });

  it('is accepted with others above a score', async () => {
    const { bench, variant } = await found();
    const request = { scoreFrom: 0.9 };
    expect(await acceptMatchesAbove(bench.engine, bench.workspaceId, request)).toMatchObject({ accepted: 1 });
    expect(await listing(bench, 'ODD')).toMatchObject({ variantId: variant.id });
  });
});

describe('looking by hand', () => {
  it('finds variants by SKU first, then by a part of their title', async () => {
    const bench = await aBench({ LAMP: 'Brass desk', DESK: 'Oak desk LAMP' }, {});
    const found = async (text: string) => {
      const answer = await searchVariants(bench.engine, keyOf(bench), text);
      return answer.ok ? answer.value.map(({ sku }) => sku) : answer.error.kind;
    };
    expect(await found('LAMP')).toEqual(['LAMP', 'DESK']);
    expect(await found('oak')).toEqual(['DESK']);
    expect(await found(' ')).toEqual([]);
  });

  it('finds items by catalogue id, number or words, compared with what they are looked for', async () => {
    const bench = await aBench(lamp, lamps);
    const gtin = '3700123450016';
    addMemoryCatalogueItem(bench.market, { catalogueId: 'TOY-9', title: 'Stool', gtins: [gtin] });
    const { id } = await listing(bench, 'LAMP');
    const { marketplace } = bench.market;
    const found = async (text: string, listingId: ListingId | null = id) => {
      const answer = await searchItems(bench.engine, keyOf(bench), { marketplace, text, listingId });
      if (!answer.ok) throw new Error(answer.error.kind);
      return answer.value.map(({ item, findings }) => [item.catalogueId, findings?.score ?? null]);
    };
    expect(await found('toy-9')).toEqual([['TOY-9', 0]]);
    expect(await found(gtin)).toEqual([['TOY-9', 0]]);
    expect(await found('desk lamp, please')).toEqual([
      ['TOY-1', 0.9375],
      ['TOY-2', 0.46875],
    ]);
    expect(await found('stool', null)).toEqual([['TOY-9', null]]);
    expect(await found('!!')).toEqual([]);
  });
});
