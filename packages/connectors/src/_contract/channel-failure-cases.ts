import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { expectFailure, expectNoSecret, expectOk } from './watched-context.ts';

const read = async (channel: Channel) =>
  channel.connector.listings.read({ channelSku: channel.ownSku, marketplace: channel.marketplace });

export const channelFailureCases = {
  async 'test: wrong credentials must be entered again'(channel: Channel) {
    const about = { ...channel.about, credentials: channel.wrongCredentials };
    expectFailure(await channel.open(channel.wrongCredentials).test(), ['auth-expired'], about);
  },

  async 'failures: a withdrawn authorisation stops reads and writes alike'(channel: Channel) {
    const address = await channel.address();
    channel.levers.revoke();
    expectFailure(
      await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200),
      ['auth-expired'],
      channel.about,
    );
    expectFailure(await read(channel), ['auth-expired'], channel.about);
  },

  async 'failures: the platform asks to slow down: nothing done, and everybody is told for how long'(
    channel: Channel,
  ) {
    const address = await channel.address();
    channel.levers.fault('throttled');
    const answer = await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200);
    const error = expectFailure(answer, ['rate-limited'], channel.about);
    expect(error.kind === 'rate-limited' && error.retryAfterMs).toBeGreaterThan(0);
    expect(channel.context.paused).toHaveLength(1);
    channel.settle();
    expect(expectOk(await read(channel))?.quantity).toBe(200);
  },

  async 'failures: without a token nothing is sent'(channel: Channel) {
    const address = await channel.address();
    const before = channel.levers.calls();
    channel.context.refuseNext(1_234);
    const answer = await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200);
    expect(expectFailure(answer, ['rate-limited'], channel.about)).toMatchObject({ retryAfterMs: 1_234 });
    expect(channel.levers.calls()).toBe(before);
  },

  async 'failures: every call takes a token of an operation that the manifest knows'(channel: Channel) {
    expectOk(await channel.connector.test());
    const address = await channel.address();
    expectOk(await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200));
    const id = channel.levers.buy(channel.ownSku, 1);
    expectOk(await channel.connector.shipments.confirm(await channel.confirmation(id, 'T-1')));
    channel.settle();
    const window = { ...channel.windowSince(null), pageToken: null };
    expectOk(await channel.connector.orders.changed(window));
    expect(channel.context.taken).toHaveLength(channel.levers.calls());
    const known = Object.keys(channel.definition.manifest.rateLimits);
    expect(channel.context.taken.filter((operation) => !known.includes(operation))).toEqual([]);
  },

  async 'failures: an error of the platform is never a refusal for good'(channel: Channel) {
    const address = await channel.address();
    channel.levers.fault('server-error');
    const written = await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200);
    expectFailure(written, ['transient', 'unknown-outcome'], channel.about);
    channel.levers.fault('server-error');
    expectFailure(await read(channel), ['transient'], channel.about);
  },

  async 'failures: a web page instead of data is no answer'(channel: Channel) {
    const address = await channel.address();
    channel.levers.fault('web-page');
    const written = await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200);
    expectFailure(written, ['transient', 'unknown-outcome'], channel.about);
    channel.levers.fault('web-page');
    expectFailure(await read(channel), ['transient'], channel.about);
  },

  async 'failures: a read without an answer is simply asked again'(channel: Channel) {
    await channel.address();
    channel.levers.fault('request-lost');
    expectFailure(await read(channel), ['transient'], channel.about);
    expectOk(await read(channel));
  },

  async 'failures: a platform that is not there has certainly done nothing'(channel: Channel) {
    const address = await channel.address();
    await channel.levers.goDown();
    // A kept connection dies with the first call; from then on none can be made, and that is certain.
    expectFailure(await read(channel), ['transient'], channel.about);
    expectFailure(
      await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200),
      ['transient'],
      channel.about,
    );
  },

  async 'secrets: they are never logged'(channel: Channel) {
    const address = await channel.address();
    channel.levers.fault('throttled');
    await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200);
    channel.levers.fault('answer-lost');
    await channel.connector.listings.setQuantity(address, 1, channel.sendBy(), 200);
    expectNoSecret(channel.context.logged, channel.credentials);
  },
};
