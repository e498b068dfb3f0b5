import { plus } from '@quayside/core/domain/instant';
import { partsOf, priceParts, withParts, type OfferPrice } from '@quayside/core/domain/offer';
import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { expectOk } from './watched-context.ts';

const hourMs = 60 * 60 * 1_000;

/** A price with everything that can go with it; none of the amounts is a binary fraction. */
function full(channel: Channel): Required<Pick<OfferPrice, 'sale' | 'list' | 'business'>> & OfferPrice {
  const money = (amount: string) => channel.money(amount);
  const now = channel.clock.now();
  return {
    ...money('24.9'),
    sale: { price: money('19.99'), from: plus(now, hourMs), until: plus(now, 30 * 24 * hourMs) },
    list: money('29.95'),
    business: {
      price: money('23.7'),
      tiers: [
        { from: 5, price: money('22.07') },
        { from: 20, price: money('19.9') },
      ],
    },
  };
}

async function set(channel: Channel, price: OfferPrice): Promise<void> {
  const wanted = withParts(price, channel.definition.manifest.offers.priceParts);
  const gone = priceParts.filter((part) => !partsOf(wanted).includes(part));
  expectOk(
    await channel.connector.listings.setPrice(await channel.address(), wanted, channel.sendBy(), gone),
  );
  channel.settle();
  expect((await channel.shown())?.price).toEqual(wanted);
}

export const channelPricePartCases = {
  async 'listings.setPrice: the parts that the channel takes show exactly as they were set (P5)'(
    channel: Channel,
  ) {
    const price = full(channel);
    await set(channel, price);
    await set(channel, price);
    const money = (amount: string) => channel.money(amount);
    const tiers = [{ from: 3, price: money('0.07') }];
    await set(channel, {
      ...price,
      ...money('1299.99'),
      sale: { ...price.sale, price: money('4.35'), from: null, until: null },
      business: { price: money('1000'), tiers },
    });
  },

  async 'listings.setPrice: parts that are not wanted any more are taken away, the others stay'(
    channel: Channel,
  ) {
    const { sale, list, business, ...price } = full(channel);
    await set(channel, { ...price, sale, list, business });
    await set(channel, { ...price, sale, list, business: { ...business, tiers: [] } });
    await set(channel, { ...price, list, business });
    await set(channel, { ...price, sale, business });
    await set(channel, { ...price, sale, list });
    await set(channel, price);
  },

  async 'listings.setPrice: parts that nobody names stay as they are, also those that were not seen'(
    channel: Channel,
  ) {
    const unseen = await channel.address();
    const { sale, list, business, ...price } = full(channel);
    await set(channel, { ...price, sale, list, business });
    const { priceParts: taken } = channel.definition.manifest.offers;
    const { listings } = channel.connector;
    expectOk(await listings.setPrice(unseen, channel.money('23.5'), channel.sendBy(), ['list']));
    channel.settle();
    const shown = (await channel.shown())?.price;
    expect(shown).toMatchObject(withParts({ ...price, ...channel.money('23.5'), sale, business }, taken));
    expectOk(
      await listings.setPrice(await channel.address(), channel.money('23'), channel.sendBy(), ['list']),
    );
    channel.settle();
    expect((await channel.shown())?.price).toEqual(
      withParts({ ...price, ...channel.money('23'), sale, business }, taken),
    );
  },

  async 'listings.setPrice: a sale that is over leaves nothing behind'(channel: Channel) {
    const { sale, list, business, ...price } = full(channel);
    await set(channel, { ...price, sale });
    channel.clock.advance(31 * 24 * hourMs);
    await set(channel, price);
  },

  async 'listings.setPrice: parts leave quantity and terms alone'(channel: Channel) {
    const offer = await channel.offer();
    expectOk(await channel.connector.listings.create(offer));
    channel.settle();
    const address = await channel.address(offer.channelSku);
    const wanted = withParts(full(channel), channel.definition.manifest.offers.priceParts);
    expectOk(await channel.connector.listings.setPrice(address, wanted, channel.sendBy(), []));
    channel.settle();
    expect(await channel.shown(offer.channelSku)).toMatchObject({ quantity: 0, price: wanted, issues: [] });
    expect(channel.levers.termsOf(offer.channelSku)).toEqual(offer.terms);
  },

  async 'listings.create: a price with parts appears, at the latest with the next price'(channel: Channel) {
    const wanted = withParts(full(channel), channel.definition.manifest.offers.priceParts);
    const offer = await channel.offer({ price: wanted });
    expectOk(await channel.connector.listings.create(offer));
    channel.settle();
    const { amount, currency } = wanted;
    const shown = await channel.shown(offer.channelSku);
    expect(shown).toMatchObject({ price: { amount, currency }, issues: [] });
    const address = await channel.address(offer.channelSku);
    expectOk(await channel.connector.listings.setPrice(address, wanted, channel.sendBy(), []));
    channel.settle();
    expect((await channel.shown(offer.channelSku))?.price).toEqual(wanted);
  },
};
