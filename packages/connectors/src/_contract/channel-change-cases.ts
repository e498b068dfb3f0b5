import type { MarketplaceOrderId } from '@quayside/core/domain/ids';
import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { expectFailure, expectOk } from './watched-context.ts';

async function lineOf(channel: Channel, id: MarketplaceOrderId) {
  const [line] = expectOk(await channel.connector.orders.read(id))?.lines ?? [];
  if (line === undefined) throw new Error(`No line of ${id}`);
  return line;
}

/** Calls that a channel may not take; one that does not names the cases as gaps. */
function callsOf({ connector }: Channel) {
  const { cancel, refund } = connector.orders;
  if (cancel === undefined || refund === undefined) throw new Error('A channel without these names a gap');
  return { cancel, refund };
}

export const channelChangeCases = {
  'orders.cancel, orders.refund: are there where the manifest says so'(channel: Channel) {
    const { cancel, refund } = channel.connector.orders;
    const { takesCancellations, takesRefunds } = channel.definition.manifest.orders;
    expect([cancel !== undefined, refund !== undefined]).toEqual([takesCancellations, takesRefunds]);
    return Promise.resolve();
  },

  async 'orders.cancel: a part, once under one key, then the whole'(channel: Channel) {
    const { cancel } = callsOf(channel);
    const id = channel.levers.buy(channel.ownSku, 3);
    const { marketplaceLineId } = await lineOf(channel, id);
    const part = {
      key: 'refund/1',
      marketplaceOrderId: id,
      marketplace: channel.marketplace,
      lines: [{ marketplaceLineId, quantity: 1 }],
      sendBy: channel.sendBy(),
    };
    expectOk(await cancel(part));
    expectOk(await cancel(part));
    expect(await lineOf(channel, id)).toMatchObject({ quantity: 2 });
    expectOk(await cancel({ ...part, key: 'cancelled', lines: null }));
    expect(expectOk(await channel.connector.orders.read(id))).toMatchObject({ status: 'cancelled' });
  },

  async 'orders.cancel: what has left is refused, and nothing leaves after sendBy'(channel: Channel) {
    const { cancel } = callsOf(channel);
    const id = channel.levers.buy(channel.ownSku, 1);
    const request = {
      key: 'cancelled',
      marketplaceOrderId: id,
      marketplace: channel.marketplace,
      lines: null,
      sendBy: channel.sendBy(),
    };
    channel.clock.advance(3_600_000);
    expectFailure(await cancel(request), ['transient'], channel.about);
    expectOk(await channel.connector.shipments.confirm(await channel.confirmation(id, '6A1')));
    const refused = await cancel({ ...request, sendBy: channel.sendBy() });
    expectFailure(refused, ['conflict', 'invalid-input'], channel.about);
  },

  async 'orders.refund: gives money back once under one key, and shows it under the key'(channel: Channel) {
    const { refund } = callsOf(channel);
    const id = channel.levers.buy(channel.ownSku, 2);
    const { marketplaceLineId } = await lineOf(channel, id);
    const request = {
      key: 'refund/7',
      marketplaceOrderId: id,
      marketplace: channel.marketplace,
      lines: [{ marketplaceLineId, quantity: 1, total: channel.money('24.9'), tax: channel.money('4.15') }],
      shipping: channel.money('1.5'),
      sendBy: channel.sendBy(),
    };
    channel.levers.fault('answer-lost');
    await refund(request);
    expectOk(await refund(request));
    expect(expectOk(await channel.connector.orders.read(id))?.refunds).toMatchObject([
      { key: 'refund/7', lines: request.lines, shipping: request.shipping },
    ]);
  },
};
