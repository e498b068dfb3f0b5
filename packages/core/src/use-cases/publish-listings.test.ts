import { euros } from '@quayside/testkit/builders';
import { answerLost, diesAfter, diesBefore, failing, throttled } from '@quayside/testkit/call-levers';
import {
  createEngineHarness,
  type EngineHarness,
  type HarnessOptions,
} from '@quayside/testkit/engine-harness';
import { followPolicy } from '@quayside/testkit/follow-policy';
import {
  addMemoryCatalogueItem,
  addMemoryListing,
  addMemoryProduct,
  shownPrice,
  type NewMemoryVariant,
} from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import type { ListingStatus } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { plainSellingRules } from '../domain/selling-rules.ts';
import { relistListings, stopListings } from './change-listings.ts';
import { chooseMatch } from './judge-match.ts';
import { listVariants, type ListRequest } from './list-variants.ts';

const gtin = '3700123450016';

const keyOf = (bench: EngineHarness) => ({
  workspaceId: bench.workspaceId,
  connectionId: bench.account.id,
});

/** A shop with one lamp that nothing lists yet, and a market whose catalogue has it. */
async function aBench(
  variant: Partial<NewMemoryVariant> = {},
  options: HarnessOptions = {},
): Promise<EngineHarness> {
  const bench = await createEngineHarness({ stock: {}, ...options });
  addMemoryProduct(bench.shop, 'lamp', [
    { id: 'lamp', sku: 'LAMP', stock: 5, barcode: gtin, price: '19.90', ...variant },
  ]);
  addMemoryCatalogueItem(bench.market, { catalogueId: 'TOY-1', title: 'A lamp', gtins: [gtin] });
  await bench.pass(2_000);
  return bench;
}

async function list(bench: EngineHarness, request: Partial<ListRequest> = {}): Promise<unknown> {
  const variantId = (await bench.variant('LAMP')).id;
  const answer = await listVariants(bench.engine, keyOf(bench), bench.market.marketplace, [
    { variantId, ...request },
  ]);
  return answer.ok ? answer.value[0] : answer.error.kind;
}

async function listings(bench: EngineHarness): Promise<readonly Listing[]> {
  return bench.look((tx) => tx.listings.page(bench.account.id, null, 100));
}

async function only(bench: EngineHarness): Promise<Listing> {
  const [listing, ...others] = await listings(bench);
  if (listing === undefined || others.length > 0) throw new Error('There is not one listing');
  return listing;
}

async function statuses(bench: EngineHarness): Promise<readonly ListingStatus[]> {
  return (await listings(bench)).map(({ status }) => status);
}

function onMarket(bench: EngineHarness, sku = 'LAMP') {
  const listing = bench.market.listings.get(sku);
  if (listing === undefined) throw new Error(`${sku} is not on the market`);
  return { price: shownPrice(bench.market, listing).amount, quantity: bench.shown(sku) };
}

describe('from a variant to a live offer', () => {
  it('is matched by its number, created with nothing to sell, and then gets quantity and price', async () => {
    const bench = await aBench();
    await followPolicy(bench, 'selling', plainSellingRules);
    const created: unknown[] = [];
    bench.levers.always('channel.listings.create', (go, values) => {
      created.push(values[0]);
      return go();
    });
    expect(await list(bench)).toBe('started');
    await bench.pass(15_000);
    expect(created).toMatchObject([{ catalogueId: 'TOY-1', price: euros('19.9'), channelSku: 'LAMP' }]);
    expect(onMarket(bench)).toEqual({ price: '19.9', quantity: 5 });
    await bench.pass(61_000);
    expect(await only(bench)).toMatchObject({ status: 'active', catalogueId: 'TOY-1', dueAt: null });
    expect(await bench.issueCodes()).toEqual([]);
    const history = await bench.history();
    for (const code of ['started', 'matched', 'submitted', 'published']) {
      expect(history).toContain(`activity.listing-${code}`);
    }
  });

  it('P8: without a selling policy it is incomplete, says so, and goes on by itself once there is one', async () => {
    const bench = await aBench();
    await list(bench);
    await bench.pass(5_000);
    expect(await statuses(bench)).toEqual(['incomplete']);
    expect(await bench.issueCodes()).toEqual(['listing.no-policy']);
    expect(bench.levers.count('channel.listings.create')).toBe(0);
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(15_000);
    expect(onMarket(bench)).toEqual({ price: '19.9', quantity: 5 });
    expect(await bench.issueCodes()).toEqual([]);
  });

  it.each([
    ['without a price in the shop', { price: null }, 'price.none', { price: '24.00' }, '24'],
    ['with a price that is no number', { price: 'ask us' }, 'price.none', { price: '24.00' }, '24'],
  ] as const)('P8: %s it is incomplete until the shop has one', async (_, before, code, after, price) => {
    const bench = await aBench(before);
    await followPolicy(bench, 'selling', plainSellingRules);
    await list(bench);
    await bench.pass(5_000);
    expect(await statuses(bench)).toEqual(['incomplete']);
    expect(await bench.issueCodes()).toContain(code);
    addMemoryProduct(bench.shop, 'lamp', [{ id: 'lamp', sku: 'LAMP', stock: 5, barcode: gtin, ...after }]);
    await bench.pass(15_000);
    expect(onMarket(bench)).toEqual({ price, quantity: 5 });
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('many are looked up together, as many at once as the channel takes', async () => {
    const bench = await createEngineHarness({ stock: {} });
    await followPolicy(bench, 'selling', plainSellingRules);
    const { idsPerLookUp } = bench.engine.connectors.channelManifest('memory').catalogue;
    const count = 2 * idsPerLookUp + 1;
    for (let index = 0; index < count; index += 1) {
      addMemoryProduct(bench.shop, `p${index}`, [
        { id: `p${index}`, sku: `S${index}`, stock: 1, price: '5' },
      ]);
      addMemoryCatalogueItem(bench.market, { catalogueId: `TOY-${index}`, title: `Thing ${index}` });
    }
    await bench.pass(3_000);
    const variants = await bench.look((tx) => tx.variants.page(bench.store.id, null, 1_000));
    const requests = variants.map(({ id, sku }) => ({
      variantId: id,
      catalogueId: `TOY-${String(sku).slice(1)}`,
    }));
    const answer = await listVariants(bench.engine, keyOf(bench), bench.market.marketplace, requests);
    expect(answer).toMatchObject({ ok: true, value: requests.map(() => 'started') });
    await bench.pass(30_000);
    expect(bench.market.listings.size).toBe(count);
    expect(bench.levers.count('channel.catalogue.lookUp')).toBe(3);
  });
});

describe('P8: what cannot be matched goes to the merchant', () => {
  it('several products with one number: the merchant chooses, and that is taken', async () => {
    const bench = await aBench();
    await followPolicy(bench, 'selling', plainSellingRules);
    addMemoryCatalogueItem(bench.market, { catalogueId: 'TOY-2', title: 'A lamp as well', gtins: [gtin] });
    await list(bench);
    await bench.pass(5_000);
    const { id, status } = await only(bench);
    expect(status).toBe('needs-match');
    expect(await bench.issueCodes()).toEqual(['match.several']);
    const candidates = await bench.look((tx) => tx.matchCandidates.ofListings([id]));
    expect(candidates.map(({ catalogueId }) => catalogueId).sort()).toEqual(['TOY-1', 'TOY-2']);
    expect(await chooseMatch(bench.engine, keyOf(bench), id, 'TOY-2')).toEqual(['done']);
    await bench.pass(15_000);
    expect(await only(bench)).toMatchObject({ catalogueId: 'TOY-2' });
    expect(bench.market.listings.get('LAMP')).toMatchObject({ catalogueId: 'TOY-2' });
    expect(await bench.look((tx) => tx.matchCandidates.ofListings([id]))).toEqual([]);
    expect(await bench.issueCodes()).toEqual([]);
  });

  it.each([
    ['no number, and nothing with its words', { barcode: null, title: 'Stool' }, 'match.no-number'],
    ['a number that the catalogue does not know', { barcode: '3700123450023', title: 'Stool' }, 'match.none'],
    ['no number, and something with its words', { barcode: null }, 'match.proposed'],
  ])('%s: held back, and goes on once the shop has the right one', async (_, variant, code) => {
    const bench = await aBench(variant);
    await followPolicy(bench, 'selling', plainSellingRules);
    await list(bench);
    await bench.pass(5_000);
    expect(await statuses(bench)).toEqual(['needs-match']);
    expect(await bench.issueCodes()).toEqual([code]);
    addMemoryProduct(bench.shop, 'lamp', [
      { id: 'lamp', sku: 'LAMP', stock: 5, barcode: gtin, price: '19.90' },
    ]);
    await bench.pass(15_000);
    expect(onMarket(bench)).toEqual({ price: '19.9', quantity: 5 });
  });

  it('a catalogue id that the merchant names is taken without a number', async () => {
    const bench = await aBench({ barcode: null });
    await followPolicy(bench, 'selling', plainSellingRules);
    await list(bench, { catalogueId: 'TOY-1' });
    await bench.pass(15_000);
    expect(bench.market.listings.get('LAMP')).toMatchObject({ catalogueId: 'TOY-1' });
  });

  it('a named catalogue id with another number is asked about, and taken when the merchant insists', async () => {
    const bench = await aBench();
    await followPolicy(bench, 'selling', plainSellingRules);
    addMemoryCatalogueItem(bench.market, {
      catalogueId: 'TOY-9',
      title: 'A stool',
      gtins: ['3700123450023'],
    });
    await list(bench, { catalogueId: 'TOY-9' });
    await bench.pass(5_000);
    expect(await bench.issueCodes()).toEqual(['match.other-number']);
    expect(await chooseMatch(bench.engine, keyOf(bench), (await only(bench)).id, 'TOY-9')).toEqual(['done']);
    await bench.pass(15_000);
    expect(bench.market.listings.get('LAMP')).toMatchObject({ catalogueId: 'TOY-9' });
  });
});

describe('what happens on the way', () => {
  it.each([
    ['its answer is lost', answerLost],
    ['its worker dies before it', diesBefore],
    ['its worker dies after it', diesAfter],
    ['it is throttled', throttled(3_000)],
    ['the channel is down', failing('transient')],
  ])('a creation goes on when %s, and is there once', async (_, fate) => {
    const bench = await aBench();
    await followPolicy(bench, 'selling', plainSellingRules);
    bench.levers.next('channel.listings.create', fate);
    await list(bench);
    await bench.pass(60_000);
    expect(onMarket(bench)).toEqual({ price: '19.9', quantity: 5 });
    expect(bench.market.listings.size).toBe(1);
  });

  it.each(['channel.catalogue.lookUp', 'channel.listings.read'] as const)(
    'a failing %s is tried again',
    async (call) => {
      const bench = await aBench();
      await followPolicy(bench, 'selling', plainSellingRules);
      bench.levers.next(call, failing('transient'), diesBefore, throttled(2_000));
      await list(bench);
      await bench.pass(60_000);
      expect(onMarket(bench)).toEqual({ price: '19.9', quantity: 5 });
    },
  );

  it('what the account sells already under that SKU is kept in step, and never created over', async () => {
    const bench = await aBench();
    await followPolicy(bench, 'selling', plainSellingRules);
    addMemoryListing(bench.market, { sku: 'LAMP', price: euros('29'), quantity: 1, catalogueId: 'TOY-OLD' });
    await list(bench);
    await bench.pass(15_000);
    expect(bench.levers.count('channel.listings.create')).toBe(0);
    expect(await only(bench)).toMatchObject({ catalogueId: 'TOY-OLD' });
    expect(onMarket(bench)).toEqual({ price: '19.9', quantity: 5 });
  });

  it('P8: a refusal for good is an error with an issue; relisted, it starts again', async () => {
    const bench = await aBench();
    await followPolicy(bench, 'selling', plainSellingRules);
    bench.levers.next('channel.listings.create', failing('invalid-input'));
    await list(bench);
    await bench.pass(15_000);
    expect(await statuses(bench)).toEqual(['error']);
    expect(await bench.issues()).toMatchObject([{ severity: 'error' }]);
    const { id } = await only(bench);
    expect(await relistListings(bench.engine, keyOf(bench), [id])).toEqual(['done']);
    await bench.pass(15_000);
    expect(onMarket(bench)).toEqual({ price: '19.9', quantity: 5 });
    expect(await bench.issueCodes()).toEqual([]);
  });

  it('P8: what was accepted and never appears is an error after the channel’s patience', async () => {
    const bench = await aBench();
    await followPolicy(bench, 'selling', plainSellingRules);
    bench.levers.always('channel.listings.create', () => Promise.resolve({ ok: true, value: undefined }));
    await list(bench);
    const { listingPatienceMs } = bench.engine.connectors.channelManifest('memory').timing;
    await bench.pass(2 * listingPatienceMs + 10_000);
    expect(await statuses(bench)).toEqual(['error']);
    expect(await bench.issueCodes()).toEqual(['listing.not-appeared']);
  });
});

describe('what the merchant asks for', () => {
  it.each([
    [{ unitsPerListing: 0 }, 'invalid-units'],
    [{ unitsPerListing: 1.5 }, 'invalid-units'],
    [{ explicitQuantity: -1 }, 'invalid-units'],
    [{ catalogueId: 'not an id!' }, 'invalid-catalogue-id'],
    [{ terms: { handlingDays: 1_000 } }, 'invalid-terms'],
  ] as const)('%o is refused: %s', async (request, outcome) => {
    const bench = await aBench();
    expect(await list(bench, request)).toBe(outcome);
    expect(await listings(bench)).toEqual([]);
  });

  it('a variant without a SKU is refused, unless one is named', async () => {
    const bench = await aBench({ sku: null });
    const [variant] = await bench.look((tx) => tx.variants.page(bench.store.id, null, 1));
    const ask = (request: Partial<ListRequest>) =>
      listVariants(bench.engine, keyOf(bench), bench.market.marketplace, [
        { variantId: variant!.id, ...request },
      ]);
    expect(await ask({})).toMatchObject({ value: ['variant-without-sku'] });
    expect(await ask({ channelSku: 'LAMP-TOY' })).toMatchObject({ value: ['started'] });
  });

  it('twice is once; another variant under the same SKU is refused', async () => {
    const bench = await aBench();
    await followPolicy(bench, 'selling', plainSellingRules);
    const { id: variantId } = await bench.variant('LAMP');
    addMemoryProduct(bench.shop, 'stool', [{ id: 'stool', sku: 'STOOL', stock: 1, price: '9' }]);
    await bench.pass(2_000);
    const other = (await bench.variant('STOOL')).id;
    const answer = await listVariants(bench.engine, keyOf(bench), bench.market.marketplace, [
      { variantId },
      { variantId },
      { variantId: other, channelSku: 'LAMP' },
    ]);
    expect(answer).toMatchObject({ value: ['started', 'listed-already', 'sku-taken'] });
    await bench.pass(15_000);
    expect(await list(bench)).toBe('listed-already');
    expect(await listings(bench)).toHaveLength(1);
  });

  it('P3, P5: a pack of three beside the single one: each its own SKU, quantity and price', async () => {
    const bench = await aBench({ stock: 8 });
    await followPolicy(bench, 'selling', plainSellingRules);
    addMemoryCatalogueItem(bench.market, { catalogueId: 'TOY-3', title: 'Three lamps' });
    await list(bench);
    expect(await list(bench, { unitsPerListing: 3, catalogueId: 'TOY-3' })).toBe('started');
    await bench.pass(15_000);
    expect(onMarket(bench)).toEqual({ price: '19.9', quantity: 8 });
    expect(onMarket(bench, 'LAMP-X3')).toEqual({ price: '59.7', quantity: 2 });
    bench.buy('LAMP-X3');
    await bench.pass(10_000);
    expect(bench.shown('LAMP')).toBe(5);
    expect(bench.shown('LAMP-X3')).toBe(1);
    expect(bench.stockOf('LAMP')).toBe(5);
  });

  it('stopped, it sells nothing whatever comes in; relisted, it sells again', async () => {
    const bench = await aBench();
    await followPolicy(bench, 'selling', plainSellingRules);
    await list(bench);
    await bench.pass(15_000);
    const ids = [(await only(bench)).id];
    expect(await stopListings(bench.engine, keyOf(bench), ids)).toEqual(['done']);
    await bench.pass(5_000);
    expect(bench.shown('LAMP')).toBe(0);
    bench.sell('LAMP', -20);
    await bench.pass(70_000);
    expect(bench.shown('LAMP')).toBe(0);
    expect(await statuses(bench)).toEqual(['inactive']);
    expect(await stopListings(bench.engine, keyOf(bench), ids)).toEqual(['unchanged']);
    expect(await relistListings(bench.engine, keyOf(bench), ids)).toEqual(['done']);
    await bench.pass(70_000);
    expect(bench.shown('LAMP')).toBe(25);
    expect(await statuses(bench)).toEqual(['active']);
  });

  it('stopped on its way, it never gets there', async () => {
    const bench = await aBench();
    await list(bench);
    await bench.pass(5_000);
    const ids = [(await only(bench)).id];
    expect(await stopListings(bench.engine, keyOf(bench), ids)).toEqual(['done']);
    await followPolicy(bench, 'selling', plainSellingRules);
    await bench.pass(20_000);
    expect(bench.market.listings.size).toBe(0);
    expect(await statuses(bench)).toEqual(['unlisted']);
  });

  it('P6: a listing of another account, and an unknown one, are unknown', async () => {
    const bench = await aBench();
    await list(bench);
    const { id } = await only(bench);
    const other = { ...keyOf(bench), connectionId: bench.store.id };
    expect(await stopListings(bench.engine, other, [id, 'nothing' as Listing['id']])).toEqual([
      'unknown-listing',
      'unknown-listing',
    ]);
  });
});
