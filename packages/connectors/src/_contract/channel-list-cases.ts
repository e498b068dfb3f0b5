import type { ListingsPart } from '@quayside/core/ports/channel-connector';
import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { expectFailure, expectOk } from './watched-context.ts';

type Steps = ReturnType<Channel['connector']['listings']['all']>;

const skusOf = (parts: readonly ListingsPart[]): readonly string[] =>
  parts.flatMap(({ items }) => items.map(({ channelSku }) => channelSku));

/** Every listing of the account, after many were added. */
function addMany(channel: Channel): readonly string[] {
  const { ownSku, channelsSku } = channel;
  const many = channel.levers.addManyListings();
  return [...many, ownSku, ...(channelsSku === null ? [] : [channelsSku])].toSorted();
}

export const channelListCases = {
  async 'listings.all: part by part, nothing twice and nothing missing'(channel: Channel) {
    const all = addMany(channel);
    const parts = await channel.list();
    expect(parts.filter(({ items }) => items.length > 0).length).toBeGreaterThan(1);
    expect(skusOf(parts).toSorted()).toEqual(all);
    expect(parts.flatMap(({ unreadable }) => unreadable)).toEqual([]);
  },

  async 'listings.all: says what each listing is, and how old that is'(channel: Channel) {
    const { ownSku, channelsSku, marketplace } = channel;
    const before = channel.clock.now();
    const records = (await channel.list()).flatMap(({ items }) => items);
    const own = records.find(({ channelSku }) => channelSku === ownSku);
    expect(own).toMatchObject({
      marketplace,
      status: 'active',
      fulfillment: 'merchant',
      quantity: 200,
      price: channel.money('24.9'),
    });
    expect(own?.title).toBe((await channel.shown())?.title);
    expect(own?.catalogueId).toBe((await channel.shown())?.catalogueId);
    expect(own !== undefined && own.asOf >= before && own.asOf <= channel.clock.now()).toBe(true);
    const theirs = records.find(({ channelSku }) => channelSku === channelsSku);
    if (channelsSku !== null) expect(theirs).toMatchObject({ fulfillment: 'channel', quantity: null });
  },

  async 'listings.all: goes on from every token, also in another process'(channel: Channel) {
    const all = addMany(channel);
    const parts = await channel.list();
    for (const [index, { resumeToken }] of parts.entries()) {
      if (resumeToken === null) continue;
      const another = channel.open(channel.credentials);
      const rest = await channel.list(resumeToken, another);
      expect([...skusOf(parts.slice(0, index + 1)), ...skusOf(rest)].toSorted()).toEqual(all);
    }
  },

  async 'listings.all: a list that is not ready holds nothing and says how long to wait'(channel: Channel) {
    channel.levers.delayList();
    const parts: ListingsPart[] = [];
    for await (const part of channel.connector.listings.all(null)) parts.push(expectOk(part));
    const last = parts.at(-1);
    expect(last?.waitMs).toBeGreaterThan(0);
    expect(last?.resumeToken).not.toBeNull();
    expect(skusOf(parts)).toEqual([]);
    channel.clock.advance(last?.waitMs ?? 0);
    expect(skusOf(await channel.list(last?.resumeToken))).toContain(channel.ownSku);
  },

  async 'listings.all: a list that the channel no longer keeps begins again'(channel: Channel) {
    const all = addMany(channel);
    const parts = await channel.list();
    const index = parts.findIndex(({ items }) => items.length > 0);
    channel.levers.forgetLists();
    const rest = await channel.list(parts[index]?.resumeToken, channel.open(channel.credentials));
    const seen = new Set([...skusOf(parts.slice(0, index + 1)), ...skusOf(rest)]);
    expect([...seen].toSorted()).toEqual(all);
  },

  async 'listings.all: a failure ends the iteration, and the last token goes on'(channel: Channel) {
    const all = addMany(channel);
    channel.levers.fault('throttled');
    let failures = 0;
    for await (const step of channel.connector.listings.all(null)) {
      failures += 1;
      expectFailure(step, ['rate-limited'], channel.about);
    }
    expect(failures).toBe(1);
    const found: string[] = [];
    let token: string | null = null;
    // Every second attempt fails, and every reading is left after its first part.
    for (let attempts = 0; attempts < 60; attempts += 1) {
      if (attempts % 2 === 0) channel.levers.fault('server-error');
      const steps: Steps = channel.connector.listings.all(token);
      for await (const step of steps) {
        if (attempts % 2 === 0) expectFailure(step, ['transient'], channel.about);
        else {
          const part: ListingsPart = expectOk(step);
          found.push(...skusOf([part]));
          token = part.resumeToken;
          channel.clock.advance(part.waitMs);
        }
        break;
      }
      if (attempts % 2 === 1 && token === null) {
        expect(found.toSorted()).toEqual(all);
        return;
      }
    }
    throw new Error('A list that never ends');
  },
};
