import { failing } from '@quayside/testkit/call-levers';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { followPolicy } from '@quayside/testkit/follow-policy';
import {
  addMemoryCatalogueItem,
  addMemoryProduct,
  markMemoryListing,
  removeMemoryListing,
} from '@quayside/testkit/toys';
import { describe, expect, it } from 'vitest';
import type { ChannelIssue } from '../domain/channel-issue.ts';
import type { Listing } from '../domain/listing.ts';
import { err } from '../domain/result.ts';
import { plainSellingRules } from '../domain/selling-rules.ts';
import type { LogFields } from '../ports/log.ts';
import { relistListings } from './change-listings.ts';
import { chooseMatch } from './judge-match.ts';
import { listVariants } from './list-variants.ts';
import { pauseConnection } from './pause-connection.ts';
import { readListingAgain } from './read-listing-again.ts';

const keyOf = (bench: EngineHarness) => ({
  workspaceId: bench.workspaceId,
  connectionId: bench.account.id,
});

async function only(bench: EngineHarness): Promise<Listing> {
  const [listing] = await bench.look((tx) => tx.listings.page(bench.account.id, null, 100));
  if (listing === undefined) throw new Error('There is no listing');
  return listing;
}

const linked = { stock: { LAMP: 5 }, isLinked: true } as const;
const unknown = (code: string) =>
  ({ code, severity: 'warning', text: `Words of ${code}`, isKnown: false }) as const;
const counts = async ({ storage }: EngineHarness) =>
  (await storage.unknownIssueCodes()).map(({ code, count }) => `${code}: ${count}`);
const readAgain = async (bench: EngineHarness) =>
  readListingAgain(bench.engine, keyOf(bench), (await only(bench)).id);

describe('P8: codes that no connector explains', () => {
  it('are counted once for each time that a listing comes to show them, and told in the log', async () => {
    const bench = await createEngineHarness(linked);
    const told: (LogFields | undefined)[] = [];
    const log = {
      ...bench.engine.log,
      warn: (event: string, fields?: LogFields) => {
        if (event === 'unknown-issue-code') told.push(fields);
      },
    };
    const { id } = await only(bench);
    const look = () => readListingAgain({ ...bench.engine, log }, keyOf(bench), id);
    markMemoryListing(bench.market, 'LAMP', [unknown('77'), { ...unknown('8'), isKnown: true }]);
    await look();
    await look();
    expect(await counts(bench)).toEqual(['77: 1']);
    markMemoryListing(bench.market, 'LAMP', []);
    await look();
    markMemoryListing(bench.market, 'LAMP', [unknown('77'), unknown('78')]);
    await look();
    expect(await counts(bench)).toEqual(['77: 2', '78: 1']);
    expect(await bench.storage.unknownIssueCodes()).toMatchObject([
      { connector: 'memory', text: { values: { text: 'Words of 77' } } },
      {},
    ]);
    const codes = ['77', '77', '78'];
    expect(told).toEqual(codes.map((code) => ({ connector: 'memory', code })));
  });
});

describe('a listing is read again by hand', () => {
  it('shows what is wrong now, and no longer what was', async () => {
    const bench = await createEngineHarness(linked);
    markMemoryListing(bench.market, 'LAMP', [{ code: '9', severity: 'error', text: 'Broken' }]);
    expect(await readAgain(bench)).toEqual({ ok: true, value: undefined });
    expect(await only(bench)).toMatchObject({ status: 'error', issues: [{ code: '9' }] });
    expect(await bench.issueCodes()).toContain('memory.listing-issue');
    markMemoryListing(bench.market, 'LAMP', []);
    await readAgain(bench);
    expect((await only(bench)).issues).toEqual([]);
    expect(await bench.issueCodes()).not.toContain('memory.listing-issue');
  });

  it('that the channel no longer has has ended', async () => {
    const bench = await createEngineHarness(linked);
    removeMemoryListing(bench.market, 'LAMP');
    await readAgain(bench);
    expect(await only(bench)).toMatchObject({ status: 'ended' });
  });

  it('is refused while the account is paused, when the channel does not answer, and for a forged id (P6)', async () => {
    const bench = await createEngineHarness(linked);
    bench.levers.next('channel.listings.read', failing('transient'));
    expect(await readAgain(bench)).toMatchObject({ ok: false, error: { kind: 'platform' } });
    const { id } = await only(bench);
    const ofNobody = { ...keyOf(bench), connectionId: bench.store.id };
    expect(await readListingAgain(bench.engine, ofNobody, id)).toMatchObject({
      error: { kind: 'unknown-listing' },
    });
    await pauseConnection(bench.engine, keyOf(bench));
    const before = bench.levers.count('channel.listings.read');
    expect(await readAgain(bench)).toMatchObject({ ok: false, error: { kind: 'paused' } });
    expect(bench.levers.count('channel.listings.read')).toBe(before);
  });
});

describe('a creation that the channel refused, and said why', () => {
  const gtin = '3700123450016';
  const issue: ChannelIssue = {
    code: '8541',
    severity: 'error',
    message: { code: 'memory.refused', values: { id: 'LAMP' } },
    words: 'Not that one.',
    attributes: [{ name: 'color', fact: null, ours: 'red', theirs: 'blue' }],
    repairs: [{ kind: 'choose-match' }, { kind: 'relist' }],
    isKnown: true,
  };

  async function refused(issues: readonly ChannelIssue[] = [issue]): Promise<EngineHarness> {
    const bench = await createEngineHarness({ stock: {} });
    addMemoryProduct(bench.shop, 'lamp', [
      { id: 'lamp', sku: 'LAMP', stock: 5, barcode: gtin, price: '19.90' },
    ]);
    addMemoryCatalogueItem(bench.market, { catalogueId: 'TOY-1', title: 'A lamp', gtins: [gtin] });
    addMemoryCatalogueItem(bench.market, { catalogueId: 'TOY-2', title: 'Another lamp', gtins: [] });
    await bench.pass(2_000);
    await followPolicy(bench, 'selling', plainSellingRules);
    const { message } = issue;
    bench.levers.next('channel.listings.create', () =>
      Promise.resolve(err({ kind: 'invalid-input', message, detail: 'refused', issues })),
    );
    const variantId = (await bench.variant('LAMP')).id;
    await listVariants(bench.engine, keyOf(bench), bench.market.marketplace, [{ variantId }]);
    await bench.pass(15_000);
    return bench;
  }

  it('keeps each of its reasons with the listing (P8)', async () => {
    const bench = await refused();
    expect(await only(bench)).toMatchObject({ status: 'error', issues: [issue] });
    expect(await bench.issueCodes()).toEqual(['memory.refused']);
  });

  it('counts a reason that nobody knows', async () => {
    const bench = await refused([{ ...issue, code: '4711', isKnown: false }]);
    expect(await counts(bench)).toEqual(['4711: 1']);
  });

  it('is not even tried for an item that the account may not offer', async () => {
    const bench = await refused();
    bench.market.restricted.add('TOY-2');
    const before = bench.levers.count('channel.listings.create');
    const { id } = await only(bench);
    await chooseMatch(bench.engine, keyOf(bench), id, 'TOY-2');
    await bench.pass(15_000);
    expect(bench.levers.count('channel.listings.create')).toBe(before);
    expect(await only(bench)).toMatchObject({ status: 'error', issues: [{ code: 'restricted' }] });
    expect(await bench.issueCodes()).toEqual(['memory.listing-issue']);
    // Once it may, it is made.
    bench.market.restricted.clear();
    bench.levers.next('channel.listings.restrictions', failing('transient'));
    await relistListings(bench.engine, keyOf(bench), [id]);
    await bench.pass(60_000);
    expect(await only(bench)).toMatchObject({ status: 'active', issues: [] });
  });

  it('is made for another item that the merchant names, and nothing is wrong any more', async () => {
    const bench = await refused();
    const { id } = await only(bench);
    expect(await chooseMatch(bench.engine, keyOf(bench), id, 'no toy')).toEqual(['invalid-catalogue-id']);
    expect(await chooseMatch(bench.engine, keyOf(bench), id, 'TOY-2')).toEqual(['done']);
    expect(await only(bench)).toMatchObject({ status: 'matching', issues: [] });
    await bench.pass(15_000);
    expect(await only(bench)).toMatchObject({ status: 'active', catalogueId: 'TOY-2', issues: [] });
    expect(await bench.issueCodes()).toEqual([]);
    // What is on the channel stays with its item.
    expect(await chooseMatch(bench.engine, keyOf(bench), id, 'TOY-1')).toEqual(['not-possible']);
  });

  it('is sent again when it is relisted', async () => {
    const bench = await refused();
    const { id } = await only(bench);
    expect(await relistListings(bench.engine, keyOf(bench), [id])).toEqual(['done']);
    expect(await only(bench)).toMatchObject({ issues: [] });
    await bench.pass(15_000);
    expect(await only(bench)).toMatchObject({ status: 'active', catalogueId: 'TOY-1' });
  });
});
