import type { ChannelIssue } from '@quayside/core/domain/channel-issue';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import type { Listing } from '@quayside/core/domain/listing';
import { apiHost, memberWith } from '@quayside/testkit/admin-api-bench';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { followPolicy } from '@quayside/testkit/follow-policy';
import { plainSellingRules } from '@quayside/core/domain/selling-rules';
import { describe, expect, it } from 'vitest';
import { callOperation } from './call-operation.ts';

const repairs: ChannelIssue['repairs'] = [
  { kind: 'relist' },
  { kind: 'choose-match' },
  { kind: 'read-again' },
  { kind: 'edit-product' },
  { kind: 'edit-prices' },
  { kind: 'open-listing', url: 'https://channel.example/A' },
  { kind: 'read-about', url: 'javascript:alert(1)' },
];

function anIssue(changes: Partial<ChannelIssue> = {}): ChannelIssue {
  return {
    code: '90113',
    severity: 'error',
    message: { code: 'memory.listing-issue', values: { code: '90113', text: 'Too dear.' } },
    words: null,
    attributes: [],
    repairs,
    isKnown: true,
    ...changes,
  };
}

async function bench() {
  const harness = await createEngineHarness({ stock: { LAMP: 5 }, isLinked: true });
  const host = apiHost(harness.engine);
  const owner = await memberWith(harness, 'owner');
  const own = async (): Promise<Listing> => {
    const sku = brandId<ChannelSku>('LAMP');
    const [listing] = await harness.look((tx) => tx.listings.byChannelSkus(harness.account.id, [sku]));
    if (listing === undefined) throw new Error('No listing');
    return listing;
  };
  return {
    harness,
    put: async (changes: Partial<Listing>): Promise<void> => {
      const listing = await own();
      await harness.look((tx) => tx.listings.save({ ...listing, ...changes }));
    },
    view: async () => {
      const answer = await callOperation(host, owner, 'listing', { listingId: (await own()).id });
      if (!answer.ok) throw new Error(answer.problem.sentence);
      return answer.value;
    },
  };
}

describe('what a channel finds wrong, as a screen shows it', () => {
  it('offers what can be done as things are, and no address but https', async () => {
    const { put, view } = await bench();
    await put({ issues: [anIssue()], status: 'inactive' });
    expect((await view()).problems[0]?.repairs).toEqual([
      { kind: 'read-again', url: null },
      { kind: 'edit-product', url: 'https://toys.example/products/LAMP' },
      { kind: 'open-listing', url: 'https://channel.example/A' },
    ]);
  });

  it('of a refused creation: it is sent again, or made for another item', async () => {
    const { put, view } = await bench();
    await put({ issues: [anIssue()], status: 'error', readAt: null });
    const kinds = (await view()).problems[0]?.repairs.map(({ kind }) => kind);
    expect(kinds).toEqual(['relist', 'choose-match', 'edit-product']);
    await put({ issues: [anIssue({ repairs: [] })] });
    expect((await view()).problems[0]?.repairs).toEqual([{ kind: 'relist', url: null }]);
  });

  it('leads to the selling policy where there is one', async () => {
    const { harness, put, view } = await bench();
    await followPolicy(harness, 'selling', plainSellingRules);
    await put({ issues: [anIssue()] });
    expect((await view()).problems[0]?.repairs.map(({ kind }) => kind)).toContain('edit-prices');
  });

  it('sets ours against the channel’s, in its own words where it says them', async () => {
    const { harness, put, view } = await bench();
    await followPolicy(harness, 'selling', plainSellingRules);
    await harness.pass(3_000);
    const attribute = (name: string, fact: 'price' | 'quantity' | 'title' | null) => ({
      name,
      fact,
      ours: null,
      theirs: null,
    });
    const attributes = [
      attribute('fulfillment_availability', 'quantity'),
      attribute('purchasable_offer', 'price'),
      { ...attribute('item_name', 'title'), ours: 'Lamp', theirs: 'The lamp' },
      attribute('size', null),
    ];
    await put({ issues: [anIssue({ attributes })] });
    expect((await view()).problems[0]?.attributes).toEqual([
      { name: 'fulfillment_availability', fact: 'quantity', ours: '5', theirs: '5' },
      // The toy has no price in the shop.
      { name: 'purchasable_offer', fact: 'price', ours: null, theirs: '19.90 EUR' },
      { name: 'item_name', fact: 'title', ours: 'Lamp', theirs: 'The lamp' },
      { name: 'size', fact: null, ours: null, theirs: null },
    ]);
  });

  it('is said once, although it is an issue as well', async () => {
    const { harness, put, view } = await bench();
    const issue = anIssue();
    await put({ issues: [issue] });
    await harness.look((tx) =>
      tx.issues.open({
        key: 'listing/x/channel/90113',
        severity: 'error',
        connectionId: null,
        message: issue.message,
        openedAt: harness.clock.now(),
      }),
    );
    expect((await view()).issues).toEqual([]);
  });
});
