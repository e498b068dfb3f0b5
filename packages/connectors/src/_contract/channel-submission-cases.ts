import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import type {
  ChannelSubmissions,
  SubmissionOutcome,
  SubmittedOffer,
} from '@quayside/core/ports/channel-connector';
import type { SubmissionLimits } from '@quayside/core/ports/manifest';
import { expect } from 'vitest';
import type { OpenedChannelUnderTest as Channel } from './open-channel.ts';
import { expectFailure, expectOk } from './watched-context.ts';

type ReadMany = NonNullable<Channel['connector']['listings']['readMany']>;

function together(channel: Channel): {
  readonly limits: SubmissionLimits;
  readonly submissions: ChannelSubmissions;
  readonly readMany: ReadMany;
} {
  const limits = channel.definition.manifest.offers.submissions;
  const { submissions, listings } = channel.connector;
  if (limits === null || submissions === undefined || listings.readMany === undefined)
    throw new Error('A channel that takes offers one by one names these cases as gaps');
  return { limits, submissions, readMany: listings.readMany };
}

async function offers(channel: Channel, count: number): Promise<readonly SubmittedOffer[]> {
  const offer = await channel.offer();
  return Array.from({ length: count }, (_, index) => ({
    ...offer,
    channelSku: brandId<ChannelSku>(`TOGETHER, ${index} + 100 %`),
    price: channel.money(index === 0 ? '1299.99' : '0.07'),
    isSoldElsewhere: false,
  }));
}

async function outcome(channel: Channel, channelId: string): Promise<SubmissionOutcome> {
  const { limits, submissions } = together(channel);
  for (let looks = 0; looks < 20; looks += 1) {
    const answer = expectOk(await submissions.outcome(channel.marketplace, channelId));
    if (answer.kind !== 'waiting') return answer;
    channel.clock.advance(limits.lookMs);
  }
  throw new Error('A submission that is never read');
}

export const channelSubmissionCases = {
  async 'submissions: many offers appear as they were asked for, with a quantity of 0'(channel: Channel) {
    const { submissions, readMany } = together(channel);
    const wanted = await offers(channel, 5);
    const receipt = expectOk(await submissions.create(channel.marketplace, wanted, channel.sendBy()));
    expect(receipt.taken).toBe(wanted.length);
    expect(await outcome(channel, receipt.channelId)).toEqual({ kind: 'done', refusals: [] });
    channel.settle();
    const skus = wanted.map(({ channelSku }) => channelSku);
    const shown = expectOk(await readMany(channel.marketplace, skus));
    expect(new Set(shown.map(({ channelSku }) => channelSku))).toEqual(new Set(skus));
    for (const { channelSku, price, catalogueId, terms } of wanted) {
      const listing = shown.find((each) => each.channelSku === channelSku);
      expect(listing).toMatchObject({ catalogueId, price, quantity: 0, fulfillment: 'merchant', issues: [] });
      expect(listing).toEqual({ ...(await channel.shown(channelSku)), readBeganAt: listing?.readBeganAt });
      expect(channel.levers.termsOf(channelSku)).toEqual(terms);
    }
  },

  async 'submissions: one that is refused is named, or appears with an error; the others appear'(
    channel: Channel,
  ) {
    const { submissions } = together(channel);
    const [first, second, ...others] = await offers(channel, 4);
    if (first === undefined || second === undefined) throw new Error('Too few offers');
    const bad = { ...second, catalogueId: channel.catalogue.unknownId };
    const sent = [first, bad, ...others];
    const receipt = expectOk(await submissions.create(channel.marketplace, sent, channel.sendBy()));
    const answer = await outcome(channel, receipt.channelId);
    channel.settle();
    const refused = answer.kind === 'done' ? answer.refusals.map(({ channelSku }) => channelSku) : null;
    const shown = await channel.shown(bad.channelSku);
    if (shown === null) expect(refused).toEqual([bad.channelSku]);
    else expect(shown).toMatchObject({ status: 'inactive', issues: [{ severity: 'error' }] });
    for (const { channelSku } of [first, ...others]) {
      expect(await channel.shown(channelSku)).toMatchObject({ quantity: 0, issues: [] });
    }
  },

  async 'submissions: as many as fit, from the first on'(channel: Channel) {
    const { submissions, limits } = together(channel);
    const wanted = await offers(channel, limits.mostOffers + 3);
    const { taken, channelId } = expectOk(
      await submissions.create(channel.marketplace, wanted, channel.sendBy()),
    );
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThanOrEqual(limits.mostOffers);
    expect(await outcome(channel, channelId)).toEqual({ kind: 'done', refusals: [] });
    channel.settle();
    const last = wanted[taken - 1];
    const next = wanted[taken];
    if (last === undefined || next === undefined) throw new Error('Too few offers');
    expect(await channel.shown(last.channelSku)).not.toBeNull();
    expect(await channel.shown(next.channelSku)).toBeNull();
  },

  async 'submissions: one that the channel does not know is no success'(channel: Channel) {
    const { submissions } = together(channel);
    const answer = await submissions.outcome(channel.marketplace, '999999');
    if (answer.ok) expect(answer.value.kind).toBe('failed');
    else expectFailure(answer, ['not-found', 'invalid-input'], channel.about);
  },

  async 'submissions: nothing leaves after sendBy'(channel: Channel) {
    const { submissions } = together(channel);
    const wanted = await offers(channel, 2);
    const sendBy = channel.sendBy();
    channel.clock.advance(channel.definition.manifest.timing.sendWindowMs + 1);
    const answer = await submissions.create(channel.marketplace, wanted, sendBy);
    expectFailure(answer, ['transient'], channel.about);
    channel.settle();
    for (const { channelSku } of wanted) expect(await channel.shown(channelSku)).toBeNull();
  },

  async 'listings.readMany: those that the account has, and no others'(channel: Channel) {
    const { readMany } = together(channel);
    const unknown = brandId<ChannelSku>('NO-SUCH, SKU');
    const found = expectOk(await readMany(channel.marketplace, [unknown, channel.ownSku]));
    expect(found.map(({ channelSku }) => channelSku)).toEqual([channel.ownSku]);
    expect(expectOk(await readMany(channel.marketplace, [unknown]))).toEqual([]);
  },
};
