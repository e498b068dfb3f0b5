import { throttled } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryCatalogueItem, addMemoryProduct, type NewMemoryVariant } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../domain/listing.ts';
import { listVariants, type ListRequest } from './list-variants.ts';

const gtin = '3700123450016';
const otherGtin = '3700123450023';
const brand = { brand: ['Acme'], mpn: ['XR-200'] };

type Item = Parameters<typeof addMemoryCatalogueItem>[1];

const keyOf = (bench: EngineHarness) => ({
  workspaceId: bench.workspaceId,
  connectionId: bench.account.id,
});

/** A shop with one product, a market whose catalogue has some items, and the product on its way there. */
async function listed(
  variants: readonly Partial<NewMemoryVariant>[],
  items: readonly Item[],
  options: {
    readonly request?: Partial<ListRequest>;
    readonly before?: (bench: EngineHarness) => Promise<void>;
  } = {},
): Promise<EngineHarness> {
  const bench = await createEngineHarness({ stock: {} });
  addMemoryProduct(
    bench.shop,
    'lamp',
    variants.map((variant, index) => ({ id: `v${index}`, sku: `S-${index}`, stock: 5, ...variant })),
  );
  for (const item of items) addMemoryCatalogueItem(bench.market, item);
  await bench.pass(2_000);
  await options.before?.(bench);
  const found = await bench.look((tx) => tx.variants.page(bench.store.id, null, 100));
  const requests = found.map(({ id }) => ({ variantId: id, ...options.request }));
  await listVariants(bench.engine, keyOf(bench), bench.market.marketplace, requests);
  await bench.pass(1_000);
  return bench;
}

const allowed = async (bench: EngineHarness): Promise<void> => {
  await bench.look((tx) => tx.matching.allowByScore(true));
};

async function listings(bench: EngineHarness): Promise<readonly Listing[]> {
  const found = await bench.look((tx) => tx.listings.page(bench.account.id, null, 100));
  return found.toSorted((one, other) => (one.channelSku < other.channelSku ? -1 : 1));
}

/** What each listing came to be, or what was proposed for it: the best first. */
async function outcomes(bench: EngineHarness): Promise<readonly (string | null | readonly string[])[]> {
  const found: (string | null | readonly string[])[] = [];
  for (const { id, status, catalogueId } of await listings(bench)) {
    const candidates = await bench.look((tx) => tx.matchCandidates.ofListings([id]));
    found.push(status === 'needs-match' ? candidates.map((each) => each.catalogueId) : catalogueId);
  }
  return found;
}

describe('a listing on its way is matched by itself', () => {
  it('by brand and part number, where no number says it', async () => {
    const bench = await listed(
      [{ barcode: null, title: 'Drill', attributes: brand }],
      [
        { catalogueId: 'TOY-1', title: 'Power tool', brand: 'ACME', partNumber: 'XR-200' },
        { catalogueId: 'TOY-2', title: 'Drill' },
      ],
    );
    expect(await outcomes(bench)).toEqual(['TOY-1']);
    expect(await bench.history()).toContain('activity.listing-matched');
    // The first question was answered so well that no other was asked.
    expect(bench.levers.count('channel.catalogue.search')).toBe(1);
  });

  it('by a number, without a search', async () => {
    const bench = await listed([{ barcode: gtin }], [{ catalogueId: 'TOY-1', title: 'Lamp', gtins: [gtin] }]);
    expect(await outcomes(bench)).toEqual(['TOY-1']);
    expect(bench.levers.count('channel.catalogue.search')).toBe(0);
  });

  it('to the one of two with its number that nothing forbids', async () => {
    const bench = await listed(
      [{ barcode: gtin, title: 'Soap pack of 6' }],
      [
        { catalogueId: 'TOY-1', title: 'Soap', gtins: [gtin], packageQuantity: 1 },
        { catalogueId: 'TOY-6', title: 'Soap x6', gtins: [gtin] },
      ],
    );
    expect(await outcomes(bench)).toEqual(['TOY-6']);
  });

  it('by its score only where the workspace allows it', async () => {
    const items = [{ catalogueId: 'TOY-1', title: 'Brass desk lamp' }];
    const variant = { barcode: null, title: 'Desk lamp brass' };
    const asked = await listed([variant], items);
    expect(await outcomes(asked)).toEqual([['TOY-1']]);
    const bench = await listed([variant], items, { before: allowed });
    expect(await outcomes(bench)).toEqual(['TOY-1']);
    expect(await bench.history()).toContain('activity.listing-matched-by-score');
  });
});

describe('a listing on its way is proposed what it may be', () => {
  it('P8: with score, reasons and objections, and an issue that says so', async () => {
    const bench = await listed(
      [{ barcode: null, title: 'Desk lamp brass pack of 2' }],
      [
        { catalogueId: 'TOY-1', title: 'Desk lamp brass pack of 3' },
        { catalogueId: 'TOY-2', title: 'Desk lamp brass', familyId: 'TOY-F', color: 'brass' },
      ],
    );
    const [listing] = await listings(bench);
    if (listing === undefined) throw new Error('No listing');
    const candidates = await bench.look((tx) => tx.matchCandidates.ofListings([listing.id]));
    expect(candidates).toMatchObject([
      { catalogueId: 'TOY-2', isVetoed: false, objections: [], familyId: 'TOY-F', color: 'brass' },
      { catalogueId: 'TOY-1', isVetoed: true, objections: [{ code: 'memory.other-pack' }] },
    ]);
    expect(candidates.every(({ score }) => score !== null && score > 0)).toBe(true);
    expect(await bench.issueCodes()).toEqual(['match.proposed']);
  });

  it('never takes an item with another number, whatever its score', async () => {
    const bench = await listed(
      [{ barcode: gtin, title: 'Brass desk lamp' }],
      [{ catalogueId: 'TOY-1', title: 'Brass desk lamp', gtins: [otherGtin] }],
      { before: allowed },
    );
    expect(await outcomes(bench)).toEqual([['TOY-1']]);
    const [listing] = await listings(bench);
    const [only] = await bench.look((tx) => tx.matchCandidates.ofListings([listing?.id ?? ('' as never)]));
    expect(only).toMatchObject({ isVetoed: true, objections: [{ code: 'match.other-number' }] });
  });

  it('P8: nothing where nothing has its words, and the issue says what to do', async () => {
    const bench = await listed([{ barcode: null }], [{ catalogueId: 'TOY-1', title: 'Stool' }]);
    expect(await outcomes(bench)).toEqual([[]]);
    expect(await bench.issueCodes()).toEqual(['match.no-number']);
  });
});

describe('the variants of one product', () => {
  const sizes = ['small', 'large'];
  const variants = sizes.map((size) => ({ barcode: null, title: `Brass desk lamp ${size}` }));
  const family = sizes.map((size) => ({
    catalogueId: `TOY-${size}`,
    title: `Brass desk lamp ${size}`,
    familyId: 'TOY-F',
  }));

  it('are matched to one family, each to an item of its own', async () => {
    const bench = await listed(variants, family.toReversed(), { before: allowed });
    expect(await outcomes(bench)).toEqual(['TOY-small', 'TOY-large']);
  });

  it('are proposed their own item of the family first, and told why', async () => {
    const bench = await listed(variants, family.toReversed());
    expect(await outcomes(bench)).toEqual([
      ['TOY-small', 'TOY-large'],
      ['TOY-large', 'TOY-small'],
    ]);
    const [first] = await listings(bench);
    const [own] = await bench.look((tx) => tx.matchCandidates.ofListings([first?.id ?? ('' as never)]));
    expect(own?.reasons).toContainEqual({ code: 'match.same-family', values: { count: 2 } });
  });

  it('ask the same question once', async () => {
    const bench = await listed(
      variants.map((variant) => ({ ...variant, title: 'Brass desk lamp' })),
      family,
    );
    expect(bench.levers.count('channel.catalogue.search')).toBe(1);
  });
});

describe('what was said before', () => {
  async function said(bench: EngineHarness, verdict: 'accepted' | 'rejected', catalogueId: string) {
    const variant = await bench.variant('S-0');
    await bench.look((tx) =>
      tx.matchVerdicts.put({
        ...{ connectionId: bench.account.id, marketplace: bench.market.marketplace },
        ...{ variantId: variant.id, catalogueId, verdict, score: null },
        ...{ decidedAt: bench.clock.now(), memberId: null },
      }),
    );
  }

  it('a rejected item is neither taken nor proposed, not even by its number', async () => {
    const bench = await listed(
      [{ barcode: gtin, title: 'Lamp' }],
      [{ catalogueId: 'TOY-1', title: 'Lamp', gtins: [gtin] }],
      { before: (before) => said(before, 'rejected', 'TOY-1') },
    );
    expect(await outcomes(bench)).toEqual([[]]);
  });

  it('a rejected item is not asked about again where the merchant had named it', async () => {
    const bench = await listed(
      [{ barcode: gtin }],
      [{ catalogueId: 'TOY-1', title: 'X', gtins: [otherGtin] }],
      {
        request: { catalogueId: 'TOY-1' },
        before: (before) => said(before, 'rejected', 'TOY-1'),
      },
    );
    expect(await outcomes(bench)).toEqual([[]]);
  });

  it('an accepted item is taken without asking, and without a search', async () => {
    const bench = await listed(
      [{ barcode: null, title: 'Lamp' }],
      [{ catalogueId: 'TOY-1', title: 'Something else' }],
      { before: (before) => said(before, 'accepted', 'TOY-1') },
    );
    expect(await outcomes(bench)).toEqual(['TOY-1']);
    expect(bench.levers.count('channel.catalogue.search')).toBe(0);
  });
});

it('P2: a search that is told to slow down is gone on with later, and nothing is lost', async () => {
  const bench = await listed(
    [{ barcode: null, title: 'Desk lamp' }],
    [{ catalogueId: 'TOY-1', title: 'Desk lamp' }],
    {
      before: (before) => {
        before.levers.next('channel.catalogue.search', throttled(5_000));
        return Promise.resolve();
      },
    },
  );
  expect((await listings(bench)).map(({ status }) => status)).toEqual(['matching']);
  await bench.pass(10_000);
  expect(await outcomes(bench)).toEqual([['TOY-1']]);
});
