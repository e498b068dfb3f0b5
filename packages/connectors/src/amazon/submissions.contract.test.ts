import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import type { ChannelSubmissions, SubmittedOffer } from '@quayside/core/ports/channel-connector';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openChannel, type OpenedChannelUnderTest } from '../_contract/open-channel.ts';
import { expectFailure, expectOk } from '../_contract/watched-context.ts';
import { startSimulatedAmazon, type SimulatedAmazon } from './amazon-under-contract.ts';
import { mostBytes, writeListingsFeed } from './listing-feed.ts';

const germany = brandId<MarketplaceId>('A1PA6795UKMFR9');
const franceId = 'A13V1IB3VIYZZH';

let amazon: SimulatedAmazon;
let channel: OpenedChannelUnderTest;
let submissions: ChannelSubmissions;
let offers: readonly SubmittedOffer[];

beforeEach(async () => {
  amazon = await startSimulatedAmazon({ sellers: [{ marketplaceIds: [franceId, germany] }] });
  channel = openChannel(amazon);
  if (channel.connector.submissions === undefined) throw new Error('Amazon takes submissions');
  ({ submissions } = channel.connector);
  const offer = await channel.offer();
  offers = ['A', 'B'].map((sku) => ({
    ...offer,
    channelSku: brandId<ChannelSku>(sku),
    isSoldElsewhere: false,
  }));
});
afterEach(() => amazon.close());

const create = () => submissions.create(channel.marketplace, offers, channel.sendBy());

describe('sending', () => {
  it('P3: a feed whose answer is lost is an unknown outcome, and is never sent twice by itself', async () => {
    amazon.simulator.faults.add({ operation: 'feeds.create', kind: 'timeout-after-success', times: 1 });
    expectFailure(await create(), ['unknown-outcome'], channel.about);
    expect(amazon.simulator.feeds.all()).toHaveLength(1);
  });

  it.each(['feeds.open', 'documents.upload'])(
    'a failure of %s has done nothing: it may simply be sent again',
    async (operation) => {
      amazon.simulator.faults.add({ operation, kind: 'server-error', times: 1, status: 503 });
      expectFailure(await create(), ['transient'], channel.about);
      expect(amazon.simulator.feeds.all()).toEqual([]);
      expect(expectOk(await create()).taken).toBe(2);
    },
  );

  it('P7: the access token never goes to where the file lies', async () => {
    // The simulator refuses uploads and downloads that bring one.
    const { channelId } = expectOk(await create());
    expect(expectOk(await submissions.outcome(channel.marketplace, channelId))).toMatchObject({
      kind: 'done',
    });
    expect(amazon.simulator.calls.of('documents.upload')).toMatchObject({ total: 1, succeeded: 1 });
    expect(amazon.simulator.calls.of('documents.download')).toMatchObject({ total: 1, succeeded: 1 });
  });

  it('a file stays below 10 MiB, and what does not fit is left for the next', () => {
    const [offer] = offers;
    if (offer === undefined) throw new Error('No offer');
    const many = Array.from({ length: 25_000 }, (_, index) => ({
      ...offer,
      channelSku: brandId<ChannelSku>(`SKU-${String(index)}-with a rather long name ☂`.slice(0, 40)),
    }));
    const { text, messages } = writeListingsFeed('A123', many, 25_000);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostBytes);
    expect(Buffer.byteLength(text)).toBeGreaterThan(mostBytes - 1_000);
    const file = JSON.parse(text) as { messages: { messageId: number; sku: string }[] };
    expect(file.messages).toHaveLength(messages);
    expect(file.messages.at(-1)).toMatchObject({ messageId: messages, sku: many[messages - 1]?.channelSku });
  });
});

describe('what becomes of it', () => {
  it.each(['CANCELLED', 'FATAL'] as const)('P8: %s is told as given up', async (fate) => {
    amazon.simulator.feeds.fates.push(fate);
    const { channelId } = expectOk(await create());
    expect(expectOk(await submissions.outcome(channel.marketplace, channelId))).toMatchObject({
      kind: 'failed',
      message: { code: 'amazon.submission-failed' },
    });
  });

  it('waits while Amazon has not read it', async () => {
    amazon.simulator.feeds.delayMs = 3_600_000;
    const { channelId } = expectOk(await create());
    expect(expectOk(await submissions.outcome(channel.marketplace, channelId))).toEqual({ kind: 'waiting' });
    channel.clock.advance(3_600_000);
    expect(expectOk(await submissions.outcome(channel.marketplace, channelId))).toMatchObject({
      kind: 'done',
    });
  });

  it('P8: a refused offer is told with Amazon’s code and words', async () => {
    amazon.simulator.listings.refusals.push({
      sku: 'B',
      code: '5665',
      message: 'Approval is needed.',
      atOnce: true,
    });
    const { channelId } = expectOk(await create());
    expect(expectOk(await submissions.outcome(channel.marketplace, channelId))).toMatchObject({
      kind: 'done',
      refusals: [{ channelSku: 'B' }],
    });
  });

  it('P3: a SKU that sells in another store keeps its quantity there', async () => {
    const sku = brandId<ChannelSku>('ELSEWHERE');
    amazon.simulator.seedListing({ sku, title: 'Lamp', price: '5', quantity: 9, marketplaceIds: [franceId] });
    const [offer] = offers;
    if (offer === undefined) throw new Error('No offer');
    const more = [{ ...offer, channelSku: sku, marketplace: germany, isSoldElsewhere: true }];
    const { channelId } = expectOk(await submissions.create(germany, more, channel.sendBy()));
    expect(expectOk(await submissions.outcome(channel.marketplace, channelId))).toEqual({
      kind: 'done',
      refusals: [],
    });
    channel.settle();
    const read = (marketplace: MarketplaceId) =>
      channel.connector.listings.read({ channelSku: sku, marketplace });
    expect(expectOk(await read(channel.marketplace))).toMatchObject({ quantity: 9 });
    expect(expectOk(await read(germany))).toMatchObject({
      catalogueId: offer.catalogueId,
      quantity: 9,
      price: offer.price,
    });
  });
});
