import { euros } from '@quayside/testkit/builders';
import { diesBefore, failing, WorkerKilled } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryListing, addMemoryProduct, removeMemoryListing } from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import type { Listing } from '../domain/listing.ts';
import { ok, type Result } from '../domain/result.ts';
import type { ListingsPart } from '../ports/channel-connector.ts';

const gtin = '3700123450016';

/** A shop without products, and a market that keeps a list. */
function aBench(): Promise<EngineHarness> {
  return createEngineHarness({ stock: {}, isListImported: true });
}

function sell(bench: EngineHarness, sku: string, facts: { barcode?: string; stock?: number } = {}): void {
  const { stock = 5, barcode = null } = facts;
  addMemoryProduct(bench.shop, sku, [{ id: sku, sku, stock, barcode, price: '19.90' }]);
}

function offer(bench: EngineHarness, sku: string, facts: { gtins?: string[]; quantity?: number } = {}): void {
  const { quantity = 0, ...rest } = facts;
  addMemoryListing(bench.market, { sku, price: euros('21'), quantity, ...rest });
}

async function listing(bench: EngineHarness, sku: string): Promise<Listing | undefined> {
  const rows = await bench.look((tx) => tx.listings.page(bench.account.id, null, 1_000));
  return rows.find((row) => row.channelSku === sku);
}

/** Until everything has been read at least once more, by every poll. */
const everythingAgain = 125_000;

describe('listings that a seller already has', () => {
  it('are imported and linked by SKU; from then on their quantity is kept in step, their price left alone', async () => {
    const bench = await aBench();
    sell(bench, 'LAMP');
    offer(bench, 'LAMP', { quantity: 9 });
    await bench.pass(everythingAgain);
    expect(await listing(bench, 'LAMP')).toMatchObject({
      status: 'active',
      linkedBy: 'channel-sku',
      catalogueId: 'TOY-LAMP',
    });
    expect(bench.shown('LAMP')).toBe(5);
    expect(bench.levers.count('channel.listings.setPrice')).toBe(0);
  });

  it('are linked by number where the SKU says nothing', async () => {
    const bench = await aBench();
    sell(bench, 'LAMP', { barcode: gtin });
    offer(bench, 'AMZ-77', { gtins: [gtin], quantity: 2 });
    await bench.pass(everythingAgain);
    expect(await listing(bench, 'AMZ-77')).toMatchObject({ linkedBy: 'gtin' });
    expect(bench.shown('AMZ-77')).toBe(5);
  });

  it('P3: what the list said is old: it is read before anything is sent, and proved when nothing has to be', async () => {
    const bench = await aBench();
    sell(bench, 'LAMP');
    sell(bench, 'VASE');
    offer(bench, 'LAMP', { quantity: 9 });
    offer(bench, 'VASE', { quantity: 5 });
    bench.levers.always('channel.listings.all', ((go: () => unknown) => withOldQuantities(go())) as never);
    // The list says 5 of both, which is what the shop has; in truth the market shows 9 lamps.
    await bench.pass(70_000);
    expect([bench.shown('LAMP'), bench.shown('VASE')]).toEqual([5, 5]);
    const first = bench.levers.calls.findIndex(({ name }) => name === 'channel.listings.setQuantity');
    const reads = bench.levers.calls.slice(0, first).filter(({ name }) => name === 'channel.listings.read');
    expect(reads.length).toBeGreaterThan(0);
  });

  it('P3: what nothing of the shop’s matches stays untouched, and is shown as unlinked', async () => {
    const bench = await aBench();
    sell(bench, 'LAMP');
    offer(bench, 'OLD-STOCK', { quantity: 40 });
    await bench.pass(everythingAgain);
    expect(await listing(bench, 'OLD-STOCK')).toMatchObject({ variantId: null, quantityTargetId: null });
    expect(bench.shown('OLD-STOCK')).toBe(40);
    const { id } = bench.account;
    const unlinked = await bench.look((tx) => tx.listings.unlinkedPage(id, null, 10));
    expect(unlinked.map(({ channelSku }) => channelSku)).toEqual(['OLD-STOCK']);
    const on = { connectionId: id, marketplace: bench.market.marketplace };
    const unlisted = await bench.look((tx) => tx.variants.unlistedPage(bench.store.id, on, null, 10));
    expect(unlisted.map(({ sku }) => sku)).toEqual(['LAMP']);
  });

  it('are linked later, when the shop gets the SKU or the number', async () => {
    const bench = await aBench();
    sell(bench, 'LAMP');
    offer(bench, 'VASE', { quantity: 1 });
    offer(bench, 'AMZ-77', { gtins: [gtin], quantity: 1 });
    await bench.pass(everythingAgain);
    sell(bench, 'VASE', { stock: 3 });
    sell(bench, 'LAMP', { barcode: gtin, stock: 4 });
    await bench.pass(20_000);
    expect(await listing(bench, 'VASE')).toMatchObject({ linkedBy: 'channel-sku' });
    expect(await listing(bench, 'AMZ-77')).toMatchObject({ linkedBy: 'gtin' });
    expect([bench.shown('VASE'), bench.shown('AMZ-77')]).toEqual([3, 4]);
  });

  it('P8: what could be two products is asked, and nothing is sent', async () => {
    const bench = await aBench();
    sell(bench, 'LAMP', { barcode: gtin });
    sell(bench, 'STOOL', { barcode: gtin });
    offer(bench, 'AMZ-77', { gtins: [gtin], quantity: 7 });
    await bench.pass(everythingAgain);
    expect(await listing(bench, 'AMZ-77')).toMatchObject({ variantId: null });
    expect(await bench.issueCodes()).toContain('link.several-numbers');
    expect(bench.shown('AMZ-77')).toBe(7);
    sell(bench, 'STOOL', { barcode: '3700123450023' });
    await bench.pass(everythingAgain);
    expect(await listing(bench, 'AMZ-77')).toMatchObject({ linkedBy: 'gtin' });
    expect(await bench.issueCodes()).not.toContain('link.several-numbers');
  });

  it('P2: an order that was held for such a SKU is placed once the list links it', async () => {
    const bench = await createEngineHarness({ stock: {} });
    offer(bench, 'LAMP', { quantity: 5 });
    const order = bench.buy('LAMP');
    await bench.pass(5_000);
    expect(await bench.placementOf(order)).toBe('held');
    const linked = await createEngineHarness({ stock: {}, isListImported: true });
    offer(linked, 'LAMP', { quantity: 5 });
    const waiting = linked.buy('LAMP');
    await linked.pass(5_000);
    expect(await linked.placementOf(waiting)).toBe('held');
    sell(linked, 'LAMP');
    await linked.pass(everythingAgain);
    expect(await linked.placementOf(waiting)).toBe('placed');
    expect(linked.stockOf('LAMP')).toBe(4);
  });

  it('that are gone have ended; one that is kept in step is an issue as well', async () => {
    const bench = await aBench();
    sell(bench, 'LAMP');
    offer(bench, 'LAMP');
    offer(bench, 'OLD-STOCK', { quantity: 1 });
    await bench.pass(everythingAgain);
    removeMemoryListing(bench.market, 'LAMP');
    removeMemoryListing(bench.market, 'OLD-STOCK');
    await bench.pass(everythingAgain);
    expect(await listing(bench, 'LAMP')).toMatchObject({ status: 'ended' });
    expect(await listing(bench, 'OLD-STOCK')).toMatchObject({ status: 'ended' });
    expect(await bench.issueCodes()).toEqual(['listing.not-found']);
    offer(bench, 'LAMP', { quantity: 1 });
    await bench.pass(everythingAgain);
    expect(await listing(bench, 'LAMP')).toMatchObject({ status: 'active' });
    expect(bench.shown('LAMP')).toBe(5);
    expect(await bench.issueCodes()).toEqual([]);
  });
});

/** A list that was written when everything still had 5 units. */
async function* withOldQuantities(parts: unknown): AsyncGenerator {
  for await (const part of parts as AsyncIterable<Result<ListingsPart, never>>) {
    if (!part.ok) yield part;
    else yield ok({ ...part.value, items: part.value.items.map((item) => ({ ...item, quantity: 5 })) });
  }
}

/** The worker dies when one part is stored and it asks for the next. */
async function* diesAfterOne(parts: unknown): AsyncGenerator {
  for await (const part of parts as AsyncIterable<unknown>) {
    yield part;
    throw new WorkerKilled();
  }
}

describe('a long list', () => {
  function many(bench: EngineHarness): void {
    for (let index = 0; index < 35; index += 1) {
      sell(bench, `S${index}`, { stock: index });
      offer(bench, `S${index}`, { quantity: 50 });
    }
  }

  it.each([
    ['is not ready', (bench: EngineHarness) => (bench.market.listWaits = 3)],
    [
      'fails between two parts',
      (bench: EngineHarness) => {
        bench.market.gate.faults.push('server-error', 'throttled');
      },
    ],
  ])('goes on where it was when it %s: nothing missing, nothing twice', async (_, hinder) => {
    const bench = await aBench();
    many(bench);
    hinder(bench);
    await bench.pass(everythingAgain);
    const rows = await bench.look((tx) => tx.listings.page(bench.account.id, null, 1_000));
    expect(rows).toHaveLength(35);
    expect(rows.every(({ linkedBy }) => linkedBy === 'channel-sku')).toBe(true);
    for (let index = 0; index < 35; index += 1) expect(bench.shown(`S${index}`)).toBe(index);
  });

  it('survives the death of its worker in the middle', async () => {
    const bench = await aBench();
    many(bench);
    bench.levers.next('channel.listings.all', ((go: () => unknown) => diesAfterOne(go())) as never);
    bench.levers.next('channel.listings.read', diesBefore, failing('transient'));
    await bench.pass(2 * everythingAgain);
    expect(await bench.look((tx) => tx.listings.countUnlinked(bench.account.id))).toBe(0);
    for (let index = 0; index < 35; index += 1) expect(bench.shown(`S${index}`)).toBe(index);
  });
});
