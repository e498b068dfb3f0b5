import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { expectFailure, expectOk, placeholders } from './watched-context.ts';

const quantityOf = async (channel: Channel) => (await channel.shown())?.quantity;

export const channelListingCases = {
  async 'test: names the marketplaces of the account'(channel: Channel) {
    const { marketplaces } = expectOk(await channel.connector.test());
    expect(marketplaces.map(({ id }) => id)).toContain(channel.marketplace);
  },

  async 'listings.read: shows what buyers can order, and when the read began'(channel: Channel) {
    const before = channel.clock.now();
    const { ownSku: channelSku, marketplace } = channel;
    const listing = await channel.shown();
    expect(listing).toMatchObject({
      channelSku,
      marketplace,
      status: 'active',
      fulfillment: 'merchant',
      quantity: 200,
      channelStock: null,
      price: channel.money('24.9'),
      issues: [],
    });
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
    // A channel may keep to itself how many there are.
    expect([50, null]).toContain(listing?.channelStock);
  },

  async 'listings.read: what nobody can buy is inactive'(channel: Channel) {
    expectOk(await channel.connector.listings.setQuantity(await channel.address(), 0, channel.sendBy(), 200));
    channel.settle();
    expect(await channel.shown()).toMatchObject({ status: 'inactive', quantity: 0 });
  },

  async 'listings.read: what the channel finds wrong is told in both languages'(channel: Channel) {
    channel.levers.suppress(channel.ownSku);
    const listing = await channel.shown();
    expect(listing).toMatchObject({ status: 'inactive', issues: [{ severity: 'error' }] });
    const { en, fr } = channel.definition.manifest.messages;
    for (const { code, message } of listing?.issues ?? []) {
      expect(code).not.toBe('');
      for (const catalogue of [en, fr]) expect(catalogue).toHaveProperty([message.code]);
      for (const name of placeholders(en[message.code] ?? '')) expect(message.values).toHaveProperty([name]);
    }
  },

  async 'listings.setQuantity: shows after the settle time, up and down to nothing'(channel: Channel) {
    const address = await channel.address();
    let seen = 200;
    for (const quantity of [250, 7, 0]) {
      expectOk(await channel.connector.listings.setQuantity(address, quantity, channel.sendBy(), seen));
      seen = quantity;
      channel.settle();
      expect(await quantityOf(channel)).toBe(quantity);
    }
  },

  async 'listings.setQuantity: the same value again is fine'(channel: Channel) {
    const address = await channel.address();
    expectOk(await channel.connector.listings.setQuantity(address, 9, channel.sendBy(), 200));
    expectOk(await channel.connector.listings.setQuantity(address, 9, channel.sendBy(), 9));
    channel.settle();
    expect(await quantityOf(channel)).toBe(9);
  },

  async 'listings.setQuantity: what was sold since it was seen last is overwritten only where the manifest says so (P3)'(
    channel: Channel,
  ) {
    const address = await channel.address();
    channel.levers.buy(channel.ownSku, 3);
    channel.settle();
    const left = await quantityOf(channel);
    const answer = await channel.connector.listings.setQuantity(address, 250, channel.sendBy(), 200);
    channel.settle();
    if (channel.definition.manifest.quantityWrite === 'absolute') {
      expectOk(answer);
      expect(await quantityOf(channel)).toBe(250);
      return;
    }
    expectFailure(answer, ['outdated'], channel.about);
    expect(await quantityOf(channel)).toBe(left);
    if (typeof left !== 'number') throw new Error('A listing without a quantity');
    expectOk(await channel.connector.listings.setQuantity(address, 250, channel.sendBy(), left));
    channel.settle();
    expect(await quantityOf(channel)).toBe(250);
  },

  async 'listings.setQuantity, setPrice: nothing leaves after sendBy (P3)'(channel: Channel) {
    const address = await channel.address();
    const sendBy = channel.sendBy();
    const before = await quantityOf(channel);
    channel.clock.advance(channel.definition.manifest.timing.sendWindowMs + 1);
    const { listings } = channel.connector;
    expectFailure(await listings.setQuantity(address, 1, sendBy, 200), ['transient'], channel.about);
    expectFailure(
      await listings.setPrice(address, channel.money('1'), sendBy, []),
      ['transient'],
      channel.about,
    );
    channel.settle();
    expect(await quantityOf(channel)).toBe(before);
  },

  async 'listings.setQuantity: an unknown SKU is refused for good'(channel: Channel) {
    const address = { ...(await channel.address()), channelSku: brandId<ChannelSku>('NO-SUCH-SKU') };
    const answer = await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200);
    expectFailure(answer, ['invalid-input', 'not-found'], channel.about);
  },

  async 'listings.setQuantity: a lost answer is an unknown outcome, and the value shows all the same'(
    channel: Channel,
  ) {
    const address = await channel.address();
    channel.levers.fault('answer-lost');
    const answer = await channel.connector.listings.setQuantity(address, 3, channel.sendBy(), 200);
    expectFailure(answer, ['unknown-outcome'], channel.about);
    channel.settle();
    expect(await quantityOf(channel)).toBe(3);
  },

  async 'listings.setQuantity: a lost request is an unknown outcome, and nothing changes'(channel: Channel) {
    const address = await channel.address();
    channel.levers.fault('request-lost');
    const answer = await channel.connector.listings.setQuantity(address, 3, channel.sendBy(), 200);
    expectFailure(answer, ['unknown-outcome'], channel.about);
    channel.settle();
    expect(await quantityOf(channel)).toBe(200);
  },
};
