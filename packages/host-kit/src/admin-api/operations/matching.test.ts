import { apiHost, memberWith } from '@quayside/testkit/admin-api-bench';
import { euros } from '@quayside/testkit/builders';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryCatalogueItem, addMemoryListing, addMemoryProduct } from '@quayside/testkit/toys';
import { expect, it } from 'vitest';
import { callOperation } from '../call-operation.ts';

/** A product that waits for its item of the catalogue, and a listing of the channel that waits for its product. */
async function bench() {
  const harness = await createEngineHarness({ stock: {}, isListImported: true });
  addMemoryProduct(harness.shop, 'lamp', [
    {
      ...{ id: 'lamp', sku: 'LAMP', stock: 5, title: 'Brass desk lamp pack of 2', price: '19.90' },
      ...{ images: ['https://shop.example/lamp.jpg'], attributes: { brand: ['Acme'], mpn: ['L-1'] } },
      options: [{ name: 'Finish', value: 'brass' }],
    },
  ]);
  const item = { brand: 'Acme', color: 'brass', familyId: 'TOY-F', packageQuantity: 2 };
  addMemoryCatalogueItem(harness.market, {
    catalogueId: 'TOY-1',
    title: 'Brass desk lamp pack of 2',
    ...item,
  });
  addMemoryCatalogueItem(harness.market, { catalogueId: 'TOY-2', title: 'Brass desk lamp pack of 3' });
  addMemoryListing(harness.market, { sku: 'ODD', title: 'An odd stool', price: euros('9'), quantity: 1 });
  await harness.pass(6 * 3_600_000 + 60_000, 60_000);
  const host = apiHost(harness.engine);
  const owner = await memberWith(harness, 'owner');
  const connectionId = harness.account.id;
  const { id: variantId } = await harness.variant('LAMP');
  const marketplace = harness.market.marketplace;
  await callOperation(host, owner, 'list-variants', { connectionId, marketplace, variantIds: [variantId] });
  await harness.pass(1_000);
  async function matches(input: Parameters<typeof callOperation<'matches'>>[3] = {}) {
    const answer = await callOperation(host, owner, 'matches', input);
    if (!answer.ok) throw new Error(answer.problem.sentence);
    return answer.value;
  }
  return { harness, host, owner, connectionId, marketplace, matches };
}

it('shows ours and what it may be side by side, with what speaks for it and against it', async () => {
  const { matches, connectionId } = await bench();
  const { rows, next } = await matches();
  expect(next).toBeNull();
  expect(rows).toMatchObject([
    {
      ...{ connectionId, account: 'Toy market', marketplace: 'Toy market', marketplaceId: 'toy' },
      ...{ channelSku: 'LAMP', kind: 'find-item', catalogueIdName: 'toy number', bestPercent: 93 },
      listed: null,
      variant: {
        ...{ title: 'Brass desk lamp pack of 2', sku: 'LAMP', brand: 'Acme', partNumber: 'L-1' },
        ...{ image: 'https://shop.example/lamp.jpg', options: [{ name: 'Finish', value: 'brass' }] },
        price: { amount: '19.90', currency: 'EUR' },
      },
      proposals: [
        {
          item: { catalogueId: 'TOY-1', color: 'brass', packageQuantity: 2, familyId: 'TOY-F' },
          ...{ variant: null, percent: 93, isLikely: true, isVetoed: false, objections: [] },
        },
        { item: { catalogueId: 'TOY-2' }, isVetoed: true },
      ],
    },
    {
      ...{ channelSku: 'ODD', kind: 'find-variant', variant: null, bestPercent: null, proposals: [] },
      listed: { title: 'An odd stool', catalogueId: 'TOY-ODD', page: 'https://market.example/items/TOY-ODD' },
    },
  ]);
  expect(rows[0]?.why).toMatch(/Matching/);
  expect(rows[0]?.proposals[1]?.objections[0]).toMatch(/^One is sold by 2/);
});

it('finds by title, SKU and catalogue id, and filters by what is proposed', async () => {
  const { matches } = await bench();
  const skus = async (input: Parameters<typeof matches>[0]) =>
    (await matches(input)).rows.map(({ channelSku }) => channelSku);
  expect(await skus({ text: 'desk lamp' })).toEqual(['LAMP']);
  expect(await skus({ text: 'toy-odd' })).toEqual(['ODD']);
  expect(await skus({ proposals: 'some' })).toEqual(['LAMP']);
  expect(await skus({ proposals: 'none' })).toEqual(['ODD']);
  expect(await skus({ percentFrom: 90 })).toEqual(['LAMP']);
  expect(await skus({ percentFrom: 99 })).toEqual([]);
  const first = await matches({ limit: 1 });
  expect(first.rows.map(({ channelSku }) => channelSku)).toEqual(['LAMP']);
  expect(await skus({ after: first.next, limit: 1 })).toEqual(['ODD']);
});

it('accepts, rejects, takes back and links by what was found by hand', async () => {
  const { harness, host, owner, connectionId, matches } = await bench();
  const [lamp, odd] = (await matches()).rows;
  if (lamp === undefined || odd === undefined) throw new Error('No rows');
  const judge = (
    name: 'accept-match' | 'reject-match' | 'undo-reject-match',
    listingId: string,
    is: { catalogueId: string } | { variantId: string },
  ) => callOperation(host, owner, name, { connectionId, listingId, is });
  const left = async () => (await matches()).rows[0]?.proposals.map(({ item }) => item?.catalogueId);
  expect(await judge('reject-match', lamp.listingId, { catalogueId: 'TOY-1' })).toMatchObject({ ok: true });
  expect(await left()).toEqual(['TOY-2']);
  await judge('undo-reject-match', lamp.listingId, { catalogueId: 'TOY-1' });
  await harness.pass(1_000);
  expect(await left()).toEqual(['TOY-1', 'TOY-2']);
  await judge('accept-match', lamp.listingId, { catalogueId: 'TOY-1' });
  const found = await callOperation(host, owner, 'find-variants', { connectionId, text: 'desk' });
  const [variant] = found.ok ? found.value.rows : [];
  expect(variant).toMatchObject({ sku: 'LAMP', brand: 'Acme' });
  await judge('accept-match', odd.listingId, { variantId: variant?.variantId ?? '' });
  expect((await matches()).rows).toEqual([]);
});

it('finds items of the channel’s catalogue, compared with the product', async () => {
  const { host, owner, connectionId, marketplace, matches } = await bench();
  const [lamp] = (await matches()).rows;
  const answer = await callOperation(host, owner, 'find-catalogue-items', {
    ...{ connectionId, marketplace, text: 'TOY-2' },
    listingId: lamp?.listingId ?? null,
  });
  expect(answer).toMatchObject({
    ok: true,
    value: {
      rows: [
        { catalogueId: 'TOY-2', page: 'https://market.example/items/TOY-2', findings: { isVetoed: true } },
      ],
    },
  });
});

it('accepts together, says what waits, and what may be matched by itself', async () => {
  const { host, owner, connectionId } = await bench();
  const summary = async () => {
    const answer = await callOperation(host, owner, 'matching-summary', {});
    if (!answer.ok) throw new Error(answer.problem.sentence);
    return answer.value;
  };
  expect(await summary()).toEqual({
    counts: [{ connectionId, account: 'Toy market', proposed: 1, unproposed: 1 }],
    ...{ isByScoreAllowed: false, percent: 90, matcherPercent: 90, likelyPercent: 50 },
    ...{ why: 'given', accepted: 0, rejected: 0 },
  });
  await callOperation(host, owner, 'set-matching', { isByScoreAllowed: true });
  expect(await summary()).toMatchObject({ isByScoreAllowed: true });
  const accepted = await callOperation(host, owner, 'accept-matches-above', { percentFrom: 90 });
  expect(accepted).toMatchObject({ ok: true, value: { accepted: 1, skipped: 0, isMoreLeft: false } });
  expect(await summary()).toMatchObject({ counts: [{ proposed: 0, unproposed: 1 }], accepted: 1 });
});
