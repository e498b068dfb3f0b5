import { brandId, type MarketplaceOrderId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { readAll } from './open-store.ts';
import { expectFailure, expectOk } from './watched-context.ts';

const unknownOrder = brandId<MarketplaceOrderId>('404-0000000-0000000');
const startOfTime = (channel: Channel) => plus(channel.clock.now(), -3_600_000);

export const channelOrderCases = {
  async 'orders: shows lines, amounts and the buyer, exactly'(channel: Channel) {
    const { ownSku, currency, marketplace } = channel;
    const id = channel.levers.buy(ownSku, 2);
    const order = expectOk(await channel.connector.orders.read(id));
    expect(order).toMatchObject({
      marketplaceOrderId: id,
      marketplace,
      status: 'unshipped',
      fulfillment: 'merchant',
      currency,
      lines: [{ channelSku: ownSku, quantity: 2, total: { amount: '49.8', currency } }],
      shippingTotal: { amount: '3.99', currency },
    });
    expect(order?.buyer?.countryCode).toMatch(/^[A-Z]{2}$/);
    expect(order?.buyer?.name).not.toBe('');
  },

  async 'orders: an order that is not paid promises its units, and no more'(channel: Channel) {
    const id = channel.levers.buy(channel.ownSku, 3, 'pending');
    const pending = expectOk(await channel.connector.orders.read(id));
    expect(pending).toMatchObject({ status: 'pending', lines: [{ quantity: 3 }], buyer: null });
    channel.clock.advance(1_000);
    channel.levers.pay(id);
    const paid = expectOk(await channel.connector.orders.read(id));
    expect(paid).toMatchObject({ status: 'unshipped', lines: [{ quantity: 3 }] });
    expect(pending !== null && paid !== null && paid.updatedAt > pending.updatedAt).toBe(true);
    expect(paid?.lines[0]?.marketplaceLineId).toBe(pending?.lines[0]?.marketplaceLineId);
  },

  async 'orders: a cancelled order wants nothing'(channel: Channel) {
    const id = channel.levers.buy(channel.ownSku, 3);
    channel.levers.cancel(id);
    const order = expectOk(await channel.connector.orders.read(id));
    expect(order).toMatchObject({ status: 'cancelled', lines: [{ quantity: 0 }] });
  },

  async 'orders: what the channel ships is named so'(channel: Channel) {
    if (channel.channelsSku === null)
      throw new Error('A channel without warehouses names this case as a gap');
    const id = channel.levers.buy(channel.channelsSku, 1);
    expect(expectOk(await channel.connector.orders.read(id))).toMatchObject({ fulfillment: 'channel' });
  },

  async 'orders.read: an order that never was is null'(channel: Channel) {
    expect(expectOk(await channel.connector.orders.read(unknownOrder))).toBeNull();
  },

  async 'orders.changed: page by page, nothing twice and nothing missing, oldest first within a page'(
    channel: Channel,
  ) {
    const from = channel.clock.now();
    const placed = Array.from({ length: 105 }, () => channel.levers.buy(channel.ownSku, 1));
    channel.settle();
    const window = channel.windowSince(from);
    const read = await readAll((each) => channel.connector.orders.changed(each), window);
    expect(read.pages).toBeGreaterThan(1);
    expect(read.items.map((order) => order.marketplaceOrderId).toSorted()).toEqual(placed.toSorted());
    expect(read.unreadable).toEqual([]);
  },

  async 'orders.changed: holds what changed at its beginning, nothing from before and nothing after its end'(
    channel: Channel,
  ) {
    channel.levers.buy(channel.ownSku, 1);
    channel.clock.advance(5_000);
    const inside = channel.levers.buy(channel.ownSku, 1);
    const first = expectOk(await channel.connector.orders.read(inside));
    if (first === null) throw new Error('No order');
    channel.clock.advance(5_000);
    channel.levers.buy(channel.ownSku, 1);
    channel.settle();
    const window = { from: first.updatedAt, until: plus(first.updatedAt, 2_000) };
    const read = await readAll((each) => channel.connector.orders.changed(each), window);
    expect(read.items.map((order) => order.marketplaceOrderId)).toEqual([inside]);
  },

  async 'orders.changed: a change brings an old order back'(channel: Channel) {
    const id = channel.levers.buy(channel.ownSku, 1);
    channel.clock.advance(60_000);
    const from = channel.clock.now();
    channel.levers.cancel(id);
    channel.settle();
    const read = await readAll((each) => channel.connector.orders.changed(each), channel.windowSince(from));
    expect(read.items).toMatchObject([{ marketplaceOrderId: id, status: 'cancelled' }]);
  },

  async 'orders.changed: an order that cannot be read is named, and hides no other'(channel: Channel) {
    const from = startOfTime(channel);
    const strange = channel.levers.buy(channel.ownSku, 1);
    const plain = channel.levers.buy(channel.ownSku, 1);
    channel.levers.garble(strange);
    channel.settle();
    const read = await readAll((each) => channel.connector.orders.changed(each), channel.windowSince(from));
    expect(read.unreadable.map(({ id }) => id)).toEqual([strange]);
    expect(read.items.map((order) => order.marketplaceOrderId)).toEqual([plain]);
  },

  async 'orders.changed: a page token of another kind is refused'(channel: Channel) {
    channel.settle();
    const window = { ...channel.windowSince(startOfTime(channel)), pageToken: 'not-a-token' };
    expectFailure(await channel.connector.orders.changed(window), ['invalid-input'], channel.about);
  },

  async 'shipments.confirm: ships the order, and telling it twice is harmless'(channel: Channel) {
    const id = channel.levers.buy(channel.ownSku, 2);
    const confirmation = await channel.confirmation(id, '6A12345678901');
    expectOk(await channel.connector.shipments.confirm(confirmation));
    expectOk(await channel.connector.shipments.confirm(confirmation));
    expect(channel.levers.packages(id)).toMatchObject([{ trackingNumber: '6A12345678901' }]);
    expect(expectOk(await channel.connector.orders.read(id))).toMatchObject({ status: 'shipped' });
  },

  async 'shipments.confirm: a part of the order, then the rest'(channel: Channel) {
    const id = channel.levers.buy(channel.ownSku, 3);
    const whole = await channel.confirmation(id, 'PART-1');
    const part = (units: number) => whole.lines.map((line) => ({ ...line, quantity: units }));
    expectOk(await channel.connector.shipments.confirm({ ...whole, lines: part(1) }));
    expect(expectOk(await channel.connector.orders.read(id))).toMatchObject({ status: 'partially-shipped' });
    const rest = { ...whole, packageNumber: 2, trackingNumber: 'PART-2', lines: part(2) };
    expectOk(await channel.connector.shipments.confirm(rest));
    expect(expectOk(await channel.connector.orders.read(id))).toMatchObject({ status: 'shipped' });
    expect(channel.levers.packages(id)).toHaveLength(2);
  },

  async 'shipments.confirm: after a lost answer it is told again, and there is one parcel'(channel: Channel) {
    const id = channel.levers.buy(channel.ownSku, 1);
    const confirmation = await channel.confirmation(id, '6A12345678901');
    channel.levers.fault('answer-lost');
    const lost = await channel.connector.shipments.confirm(confirmation);
    expectFailure(lost, ['unknown-outcome'], channel.about);
    expectOk(await channel.connector.shipments.confirm(confirmation));
    expect(channel.levers.packages(id)).toHaveLength(1);
  },

  async 'shipments.confirm: a cancelled or unknown order is refused for good'(channel: Channel) {
    const id = channel.levers.buy(channel.ownSku, 1);
    const confirmation = await channel.confirmation(id, '6A12345678901');
    channel.levers.cancel(id);
    const refused = ['conflict', 'invalid-input', 'not-found'] as const;
    expectFailure(await channel.connector.shipments.confirm(confirmation), refused, channel.about);
    const unknown = { ...confirmation, marketplaceOrderId: unknownOrder };
    expectFailure(await channel.connector.shipments.confirm(unknown), refused, channel.about);
  },
};
