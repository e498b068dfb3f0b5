import { randomUUID } from 'node:crypto';
import type { ConnectionId, MarketplaceId, SubmissionId } from '@quayside/core/domain/ids';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { Submission } from '@quayside/core/domain/submission';
import { describe, expect, it } from 'vitest';
import { aListing, at } from './builders.ts';
import { contractSteps, type StorageUnderContract } from './contract-steps.ts';

const noon = at('2026-03-02T12:00:00.000Z');
const market = brandId<MarketplaceId>('market-1');

function aSubmission(connectionId: ConnectionId, changes: Partial<Submission> = {}): Submission {
  return {
    id: brandId<SubmissionId>(randomUUID()),
    connectionId,
    marketplace: market,
    state: 'gathering',
    offers: 3,
    refused: 0,
    channelId: null,
    openedAt: noon,
    sentAt: null,
    dueAt: plus(noon, 1_000),
    attempts: 0,
    version: 0,
    ...changes,
  };
}

/** The part of the storage contract that is about new offers that go to a channel in one piece. */
export function describeSubmissionStorage(under: StorageUnderContract): void {
  const { within, connected, elsewhere } = contractSteps(under);

  describe('submissions', () => {
    it('come back as they went in, and as they were saved', async () => {
      const { id: connectionId } = await connected({ role: 'channel' });
      const submission = aSubmission(connectionId);
      const sent: Submission = {
        ...submission,
        state: 'sent',
        channelId: 'F/1 ☂',
        refused: 2,
        sentAt: plus(noon, 5),
        dueAt: null,
        attempts: 4,
      };
      await within((tx) => tx.submissions.insert(submission));
      expect(await within((tx) => tx.submissions.get(submission.id))).toEqual(submission);
      expect(await within((tx) => tx.submissions.gathering(connectionId, market))).toEqual(submission);
      expect(await within((tx) => tx.submissions.byChannelId(connectionId, 'F/1 ☂'))).toBeUndefined();
      await within((tx) => tx.submissions.save(sent));
      expect(await within((tx) => tx.submissions.byChannelId(connectionId, 'F/1 ☂'))).toEqual({
        ...sent,
        version: 1,
      });
      const { id: other } = await connected({ role: 'channel' });
      expect(await within((tx) => tx.submissions.byChannelId(other, 'F/1 ☂'))).toBeUndefined();
      expect(await within((tx) => tx.submissions.get(submission.id))).toEqual({ ...sent, version: 1 });
      expect(await within((tx) => tx.submissions.gathering(connectionId, market))).toBeUndefined();
    });

    it('two that open one at once end with one: the second sees the first', async () => {
      const { id: connectionId } = await connected({ role: 'channel' });
      const join = () =>
        within(async (tx) => {
          const open = await tx.submissions.gathering(connectionId, market);
          if (open === undefined) await tx.submissions.insert(aSubmission(connectionId, { offers: 1 }));
          else await tx.submissions.save({ ...open, offers: open.offers + 1 });
        });
      await Promise.all([join(), join(), join()]);
      expect(await within((tx) => tx.submissions.gathering(connectionId, market))).toMatchObject({
        offers: 3,
      });
    });

    it('are due by their own time, and make the publish lane of their account due', async () => {
      const { id: connectionId } = await connected({ role: 'channel' });
      const late = aSubmission(connectionId, { state: 'sent', dueAt: plus(noon, 2_000) });
      const early = aSubmission(connectionId);
      const over = aSubmission(connectionId, { state: 'over', dueAt: null });
      await within(async (tx) => {
        for (const each of [late, early, over]) await tx.submissions.insert(each);
      });
      const ids = async (passed: number) =>
        (await within((tx) => tx.submissions.due(connectionId, plus(noon, passed), 10))).map(({ id }) => id);
      expect(await ids(999)).toEqual([]);
      expect(await ids(2_000)).toEqual([early.id, late.id]);
      const jobs = await under().storage.dueJobs(plus(noon, 2_000), 100);
      const { workspaceId } = under();
      expect(jobs).toContainEqual({ workspaceId, connectionId, lane: 'publish' });
    });

    it('hold listings, which can be moved to another one, but not those that have gone on', async () => {
      const { id: connectionId } = await connected({ role: 'channel' });
      const [from, to] = [aSubmission(connectionId, { state: 'sent' }), aSubmission(connectionId)];
      const listings = ['A', 'B', 'C'].map((sku) =>
        aListing({ connectionId, channelSku: brandId<ChannelSku>(sku), submissionId: from.id }),
      );
      const [first, second, third] = listings;
      if (first === undefined || second === undefined || third === undefined) throw new Error('three');
      await within(async (tx) => {
        await tx.submissions.insert(from);
        await tx.submissions.insert(to);
        await tx.listings.insertMany(listings);
        await tx.listings.save({ ...third, submissionId: null });
      });
      const inOrder = listings.map(({ id }) => id).sort();
      const idsOf = (submission: Submission) =>
        within(async (tx) => (await tx.listings.ofSubmission(submission.id, null, 10)).map(({ id }) => id));
      expect(await idsOf(from)).toEqual(inOrder.filter((id) => id !== third.id));
      await within((tx) => tx.listings.resubmit([second.id, third.id], from.id, to.id));
      expect(await idsOf(from)).toEqual([first.id]);
      expect(await idsOf(to)).toEqual([second.id]);
      expect(await within((tx) => tx.listings.get(second.id))).toMatchObject({ version: second.version + 1 });
    });

    it('P6: are another workspace’s to nobody', async () => {
      const { id: connectionId } = await connected({ role: 'channel' });
      const submission = aSubmission(connectionId, { channelId: 'F1' });
      await within((tx) => tx.submissions.insert(submission));
      await elsewhere(async (tx) => {
        expect(await tx.submissions.get(submission.id)).toBeUndefined();
        expect(await tx.submissions.gathering(connectionId, market)).toBeUndefined();
        expect(await tx.submissions.byChannelId(connectionId, 'F1')).toBeUndefined();
        expect(await tx.submissions.due(connectionId, plus(noon, 9_000), 10)).toEqual([]);
        expect(await tx.listings.ofSubmission(submission.id, null, 10)).toEqual([]);
      });
    });
  });
}
