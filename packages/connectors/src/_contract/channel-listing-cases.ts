import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { expectFailure, expectOk } from './watched-context.ts';

async function shown(channel: Channel): Promise<number | null | undefined> {
  const { ownSku: channelSku, marketplace } = channel;
  return expectOk(await channel.connector.listings.read({ channelSku, marketplace }))?.quantity;
}

export const channelListingCases = {
  async 'test: names the marketplaces of the account'(channel: Channel) {
    const { marketplaces } = expectOk(await channel.connector.test());
    expect(marketplaces.map(({ id }) => id)).toContain(channel.marketplace);
  },

  async 'listings.read: shows what buyers can order, and when the read began'(channel: Channel) {
    const before = channel.clock.now();
    const { ownSku: channelSku, marketplace } = channel;
    const listing = expectOk(await channel.connector.listings.read({ channelSku, marketplace }));
    expect(listing).toMatchObject({ channelSku, marketplace, fulfillment: 'merchant', quantity: 200 });
    expect(listing?.catalogueId).not.toBeNull();
    expect(
      listing !== null && listing.readBeganAt >= before && listing.readBeganAt <= channel.clock.now(),
    ).toBe(true);
  },

  async 'listings.read: a SKU that the account does not have is null'(channel: Channel) {
    const channelSku = brandId<ChannelSku>('No such/SKU & 100%');
    const { marketplace } = channel;
    expect(expectOk(await channel.connector.listings.read({ channelSku, marketplace }))).toBeNull();
  },

  async 'listings.read: stock in the channel’s warehouses is not ours to count'(channel: Channel) {
    if (channel.channelsSku === null)
      throw new Error('A channel without warehouses names this case as a gap');
    const { channelsSku: channelSku, marketplace } = channel;
    const listing = expectOk(await channel.connector.listings.read({ channelSku, marketplace }));
    expect(listing).toMatchObject({ fulfillment: 'channel', quantity: null });
  },

  async 'listings.setQuantity: shows after the settle time, up and down to nothing'(channel: Channel) {
    const address = await channel.address();
    for (const quantity of [250, 7, 0]) {
      expectOk(await channel.connector.listings.setQuantity(address, quantity));
      channel.settle();
      expect(await shown(channel)).toBe(quantity);
    }
  },

  async 'listings.setQuantity: the same value again is fine'(channel: Channel) {
    const address = await channel.address();
    expectOk(await channel.connector.listings.setQuantity(address, 9));
    expectOk(await channel.connector.listings.setQuantity(address, 9));
    channel.settle();
    expect(await shown(channel)).toBe(9);
  },

  async 'listings.setQuantity: an unknown SKU is refused for good'(channel: Channel) {
    const address = { ...(await channel.address()), channelSku: brandId<ChannelSku>('NO-SUCH-SKU') };
    const answer = await channel.connector.listings.setQuantity(address, 1);
    expectFailure(answer, ['invalid-input', 'not-found'], channel.about);
  },

  async 'listings.setQuantity: a lost answer is an unknown outcome, and the value shows all the same'(
    channel: Channel,
  ) {
    const address = await channel.address();
    channel.levers.fault('answer-lost');
    const answer = await channel.connector.listings.setQuantity(address, 3);
    expectFailure(answer, ['unknown-outcome'], channel.about);
    channel.settle();
    expect(await shown(channel)).toBe(3);
  },

  async 'listings.setQuantity: a lost request is an unknown outcome, and nothing changes'(channel: Channel) {
    const address = await channel.address();
    channel.levers.fault('request-lost');
    const answer = await channel.connector.listings.setQuantity(address, 3);
    expectFailure(answer, ['unknown-outcome'], channel.about);
    channel.settle();
    expect(await shown(channel)).toBe(200);
  },
};
