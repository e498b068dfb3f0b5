import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { expectFailure, expectOk } from './watched-context.ts';

/** What is hard to keep exact: 0.07, 19.9 and 1299.99 are no binary fractions. */
const prices = ['0.07', '1299.99', '19.9', '4.35', '1000'];

export const channelOfferCases = {
  async 'listings.create: a new offer appears, with a quantity of 0 and as it was asked for'(
    channel: Channel,
  ) {
    const offer = await channel.offer();
    expect(await channel.shown(offer.channelSku)).toBeNull();
    expectOk(await channel.connector.listings.create(offer));
    channel.settle();
    expect(await channel.shown(offer.channelSku)).toMatchObject({
      catalogueId: offer.catalogueId,
      title: channel.catalogue.items[0].title,
      status: 'inactive',
      fulfillment: 'merchant',
      quantity: 0,
      price: offer.price,
      issues: [],
    });
    expect(channel.levers.termsOf(offer.channelSku)).toEqual(offer.terms);
  },

  async 'listings.create: can be bought once it has a quantity'(channel: Channel) {
    const offer = await channel.offer({ price: channel.money('19.9') });
    expectOk(await channel.connector.listings.create(offer));
    channel.settle();
    const address = await channel.address(offer.channelSku);
    expectOk(await channel.connector.listings.setQuantity(address, 2, channel.sendBy(), 0));
    channel.settle();
    expect(await channel.shown(offer.channelSku)).toMatchObject({ status: 'active', quantity: 2 });
    const order = await channel.connector.orders.read(channel.levers.buy(offer.channelSku, 2));
    expect(expectOk(order)?.lines).toMatchObject([{ total: channel.money('39.8') }]);
  },

  async 'listings.create: the same request again is harmless'(channel: Channel) {
    const offer = await channel.offer();
    expectOk(await channel.connector.listings.create(offer));
    expectOk(await channel.connector.listings.create(offer));
    channel.settle();
    expectOk(await channel.connector.listings.create(offer));
    channel.settle();
    expect(await channel.shown(offer.channelSku)).toMatchObject({
      catalogueId: offer.catalogueId,
      quantity: 0,
      price: offer.price,
      issues: [],
    });
  },

  async 'listings.create: a lost answer is an unknown outcome, and the offer appears all the same'(
    channel: Channel,
  ) {
    const offer = await channel.offer();
    channel.levers.fault('answer-lost');
    const answer = await channel.connector.listings.create(offer);
    expectFailure(answer, ['unknown-outcome'], channel.about);
    channel.settle();
    expect(await channel.shown(offer.channelSku)).toMatchObject({ catalogueId: offer.catalogueId });
  },

  async 'listings.create: a lost request is an unknown outcome, and nothing appears'(channel: Channel) {
    const offer = await channel.offer();
    channel.levers.fault('request-lost');
    const answer = await channel.connector.listings.create(offer);
    expectFailure(answer, ['unknown-outcome'], channel.about);
    channel.settle();
    expect(await channel.shown(offer.channelSku)).toBeNull();
  },

  async 'listings.restrictions: tells why an item may not be offered, and nothing of one that may'(
    channel: Channel,
  ) {
    const { listings } = channel.connector;
    if (listings.restrictions === undefined) return;
    const [free, held] = channel.catalogue.items;
    channel.levers.restrict(held.catalogueId);
    const offer = await channel.offer();
    const about = async (catalogueId: string) =>
      expectOk((await listings.restrictions?.({ ...offer, catalogueId })) ?? { ok: true, value: [] });
    expect(await about(free.catalogueId)).toEqual([]);
    const issues = await about(held.catalogueId);
    expect(issues).toMatchObject([{ severity: 'error' }]);
    const { en, fr } = channel.definition.manifest.messages;
    for (const { code, message } of issues) {
      expect(code).not.toBe('');
      for (const catalogue of [en, fr]) expect(catalogue).toHaveProperty([message.code]);
    }
    expect(await channel.shown(offer.channelSku)).toBeNull();
  },

  async 'listings.create: an unknown catalogue id is refused at once, or appears with an error'(
    channel: Channel,
  ) {
    const offer = await channel.offer({ catalogueId: channel.catalogue.unknownId });
    const answer = await channel.connector.listings.create(offer);
    if (!answer.ok) {
      expectFailure(answer, ['invalid-input', 'not-found'], channel.about);
      channel.settle();
      expect(await channel.shown(offer.channelSku)).toBeNull();
      return;
    }
    channel.settle();
    const listing = await channel.shown(offer.channelSku);
    expect(listing).toMatchObject({ status: 'inactive', issues: [{ severity: 'error' }] });
    expect(listing?.catalogueId).toBeNull();
  },

  async 'listings.setPrice: shows after the settle time, exact to the last cent (P5)'(channel: Channel) {
    const address = await channel.address();
    for (const amount of prices) {
      expectOk(
        await channel.connector.listings.setPrice(address, channel.money(amount), channel.sendBy(), []),
      );
      channel.settle();
      expect((await channel.shown())?.price).toEqual(channel.money(amount));
    }
    const order = await channel.connector.orders.read(channel.levers.buy(channel.ownSku, 1));
    expect(expectOk(order)?.lines).toMatchObject([{ total: channel.money(prices.at(-1) ?? '') }]);
  },

  async 'listings.create: its price is exact to the last cent (P5)'(channel: Channel) {
    for (const [index, amount] of prices.entries()) {
      const channelSku = brandId<ChannelSku>(`PRICED-${index}`);
      const offer = await channel.offer({ channelSku, price: channel.money(amount) });
      expectOk(await channel.connector.listings.create(offer));
      channel.settle();
      expect((await channel.shown(channelSku))?.price).toEqual(channel.money(amount));
    }
  },

  async 'listings.setPrice: leaves quantity and terms alone, and setQuantity the price'(channel: Channel) {
    const offer = await channel.offer();
    expectOk(await channel.connector.listings.create(offer));
    channel.settle();
    const address = await channel.address(offer.channelSku);
    expectOk(await channel.connector.listings.setQuantity(address, 7, channel.sendBy(), 0));
    channel.settle();
    expectOk(
      await channel.connector.listings.setPrice(address, channel.money('15.99'), channel.sendBy(), []),
    );
    channel.settle();
    expectOk(await channel.connector.listings.setQuantity(address, 6, channel.sendBy(), 7));
    channel.settle();
    expect(await channel.shown(offer.channelSku)).toMatchObject({
      quantity: 6,
      price: channel.money('15.99'),
    });
    expect(channel.levers.termsOf(offer.channelSku)).toEqual(offer.terms);
  },

  async 'listings.setPrice: a lost answer is an unknown outcome, and the price shows all the same'(
    channel: Channel,
  ) {
    const address = await channel.address();
    channel.levers.fault('answer-lost');
    const answer = await channel.connector.listings.setPrice(
      address,
      channel.money('9.99'),
      channel.sendBy(),
      [],
    );
    expectFailure(answer, ['unknown-outcome'], channel.about);
    channel.settle();
    expect((await channel.shown())?.price).toEqual(channel.money('9.99'));
  },

  async 'listings.setPrice: an unknown SKU is refused for good'(channel: Channel) {
    const address = { ...(await channel.address()), channelSku: brandId<ChannelSku>('NO-SUCH-SKU') };
    const answer = await channel.connector.listings.setPrice(
      address,
      channel.money('9.99'),
      channel.sendBy(),
      [],
    );
    expectFailure(answer, ['invalid-input', 'not-found'], channel.about);
  },
};
