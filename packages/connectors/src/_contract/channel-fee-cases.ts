import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { Exact } from '@quayside/core/domain/decimal';
import type { FeeQuestion } from '@quayside/core/ports/channel-connector';
import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { expectFailure, expectOk } from './watched-context.ts';

/** A channel that tells no fees names the cases as gaps. */
function feesOf({ connector }: Channel) {
  if (connector.fees === undefined) throw new Error('A channel without fees names a gap');
  return connector.fees;
}

function question(channel: Channel, changes: Partial<FeeQuestion> = {}): FeeQuestion {
  const { ownSku: channelSku, marketplace } = channel;
  return {
    of: { channelSku },
    marketplace,
    fulfillment: 'merchant',
    price: channel.money('24.90'),
    ...changes,
  };
}

export const channelFeeCases = {
  'fees: are there where the manifest says so'(channel: Channel) {
    expect(channel.connector.fees !== undefined).toBe(channel.definition.manifest.fees !== null);
    return Promise.resolve();
  },

  async 'fees.estimate: each sale in its place, with what follows the price; one that is not known is null'(
    channel: Channel,
  ) {
    const stranger = question(channel, { of: { channelSku: brandId<ChannelSku>('NOBODYS') } });
    const [dear, unknown, cheap] = [
      question(channel, { price: channel.money('99.90') }),
      stranger,
      question(channel, { price: channel.money('12.50') }),
    ];
    const estimates = expectOk(await feesOf(channel).estimate([dear, unknown, cheap]));
    expect(estimates.map((each) => each?.price ?? null)).toEqual([dear.price, null, cheap.price]);
    for (const estimate of estimates) {
      if (estimate === null) continue;
      const total = new Exact(estimate.total.amount);
      expect(total.greaterThan(0)).toBe(true);
      expect(estimate.total.currency).toBe(channel.currency);
      expect(total.greaterThanOrEqualTo(estimate.ofPrice?.amount ?? 0)).toBe(true);
    }
    expect(expectOk(await feesOf(channel).estimate([]))).toEqual([]);
  },

  async 'fees.estimate: what is not listed yet, by the item that it is to be offered on'(channel: Channel) {
    const { items, unknownId } = channel.catalogue;
    const asked = [items[0].catalogueId, unknownId].map((catalogueId) =>
      question(channel, { of: { catalogueId } }),
    );
    const [known, unknown] = expectOk(await feesOf(channel).estimate(asked));
    expect([known?.price, unknown]).toEqual([channel.money('24.90'), null]);
  },

  async 'fees.estimate: what the channel ships costs more'(channel: Channel) {
    if (channel.channelsSku === null) return;
    const { channelsSku: channelSku } = channel;
    const [own, theirs] = expectOk(
      await feesOf(channel).estimate([
        question(channel, { of: { channelSku } }),
        question(channel, { of: { channelSku }, fulfillment: 'channel' }),
      ]),
    );
    expect(new Exact(theirs?.total.amount ?? 0).greaterThan(own?.total.amount ?? 0)).toBe(true);
    expect(theirs?.ofPrice).toEqual(own?.ofPrice);
  },

  async 'fees.estimate: a failure is not an estimate'(channel: Channel) {
    channel.levers.fault('throttled');
    expectFailure(await feesOf(channel).estimate([question(channel)]), ['rate-limited'], channel.about);
    channel.levers.fault('server-error');
    expectFailure(await feesOf(channel).estimate([question(channel)]), ['transient'], channel.about);
  },
};
