import { setImmediate as nextTurn } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Connection } from '@quayside/core/domain/connection';
import {
  brandId,
  type ChannelSku,
  type ListingId,
  type MemberId,
  type PolicyId,
  type TargetId,
} from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { say } from '@quayside/core/domain/message';
import type { OfferPrice } from '@quayside/core/domain/offer';
import { noPolicies } from '@quayside/core/domain/policy';
import { emptyPreview, type PolicyChange, type PreviewedAsk } from '@quayside/core/domain/policy-change';
import { describe, expect, it } from 'vitest';
import { aListing, aPolicy, aPolicyChange, at, euros } from './builders.ts';
import { contractSteps, type StorageUnderContract } from './contract-steps.ts';

const noon = at('2026-03-02T12:00:00.000Z');
const price: OfferPrice = {
  ...euros('1299.123456789012'),
  sale: { price: euros('999.5'), from: noon, until: null },
  business: { price: euros('1200'), tiers: [{ from: 2, price: euros('1150') }] },
};

/** The part of the storage contract that is about what is to be changed of the policies, and what that would do. */
export function describePolicyChangeStorage(under: StorageUnderContract): void {
  const steps = contractSteps(under);
  const { within, elsewhere } = steps;

  const connected = (changes: Partial<Connection> = {}): Promise<Connection> =>
    steps.connected({ role: 'channel', ...changes });

  async function stored(...changes: readonly PolicyChange[]): Promise<void> {
    await within(async (tx) => {
      for (const change of changes) await tx.policyChanges.insert(change);
    });
  }

  describe('changes of policies', () => {
    const read = (change: PolicyChange) => within((tx) => tx.policyChanges.get(change.id));

    it('come back as they went in, and as they were saved', async () => {
      const [one, other] = [await connected(), await connected()];
      const largest = {
        listingId: brandId<ListingId>(randomUUID()),
        channelSku: 'A/B 100 %',
        title: 'Théière',
        before: price,
        after: null,
        refusal: say('listing.mismatch', { sku: 'A', shown: 1, wanted: 2 }),
      };
      const preview = emptyPreview(7);
      const rules = aPolicyChange({
        state: 'previewing',
        preview: {
          ...preview,
          listings: 3,
          price: { ...preview.price, lowered: 2, refused: { 'price.none': 1 }, largest: [largest] },
          limits: { minimum: 1, floor: 0, maximum: 0 },
          asks: 1,
        },
        accounts: [other.id, one.id],
        at: { connectionId: one.id, after: largest.listingId },
        createdBy: brandId<MemberId>(randomUUID()),
        dueAt: plus(noon, 1),
      });
      const assignment = aPolicyChange({
        proposed: {
          kind: 'assignment',
          connectionId: one.id,
          policyKind: 'shipping',
          before: null,
          after: brandId<PolicyId>(randomUUID()),
        },
        state: 'previewed',
        accounts: [one.id],
      });
      await stored(rules, assignment);
      expect(await read(rules)).toEqual(rules);
      expect(await read(assignment)).toEqual(assignment);
      const applied: PolicyChange = { ...rules, state: 'applied', at: null, dueAt: null, appliedAt: noon };
      await within((tx) => tx.policyChanges.save(applied));
      expect(await read(rules)).toEqual({ ...applied, version: 1 });
    });

    it('the newest come first', async () => {
      const changes = [2, 0, 1, 1].map((index) => aPolicyChange({ createdAt: plus(noon, index) }));
      await stored(...changes);
      const expected = changes
        .toSorted((one, other) => (one.createdAt + one.id < other.createdAt + other.id ? 1 : -1))
        .map(({ id }) => id);
      const latest = (limit: number) => within((tx) => tx.policyChanges.latest(limit));
      expect((await latest(10)).map(({ id }) => id)).toEqual(expected);
      expect((await latest(2)).map(({ id }) => id)).toEqual(expected.slice(0, 2));
    });

    it('of two changes of one at once neither is lost', async () => {
      const change = aPolicyChange();
      await stored(change);
      await Promise.all(
        Array.from({ length: 6 }, () =>
          within(async (tx) => {
            const seen = await tx.policyChanges.get(change.id);
            if (seen === undefined) throw new Error('missing');
            await nextTurn();
            const { preview } = seen;
            await tx.policyChanges.save({ ...seen, preview: { ...preview, listings: preview.listings + 1 } });
          }),
        ),
      );
      expect(await read(change)).toMatchObject({ preview: { listings: 6 }, version: 6 });
    });

    it('previews to go on with are those of the account that is gone through, oldest due first, and their lane is rung', async () => {
      const [one, other] = [await connected(), await connected()];
      const accounts = [one.id, other.id];
      const atOne = { connectionId: one.id, after: null };
      const later = aPolicyChange({ accounts, at: atOne, dueAt: noon });
      const sooner = aPolicyChange({ accounts, at: atOne, dueAt: plus(noon, -1) });
      const notYet = aPolicyChange({ accounts, at: atOne, dueAt: plus(noon, 1) });
      const elsewhereNow = aPolicyChange({
        accounts,
        at: { connectionId: other.id, after: null },
        dueAt: noon,
      });
      const over = aPolicyChange({ accounts, at: null, dueAt: null, state: 'previewed' });
      const due = (limit: number) => within((tx) => tx.policyChanges.due(one.id, noon, limit));
      const rung = async () =>
        (await under().storage.dueJobs(noon, 10_000)).filter(
          ({ workspaceId, lane }) => workspaceId === under().workspaceId && lane === 'preview',
        );
      await stored(notYet, over);
      expect(await rung()).toEqual([]);
      await stored(later, sooner, elsewhereNow);
      expect(await due(10)).toEqual([sooner, later]);
      expect(await due(1)).toEqual([sooner]);
      expect((await rung()).map(({ connectionId }) => connectionId).sort()).toEqual(
        [one.id, other.id].sort(),
      );
    });

    it('rings for one of a paused account as well, since nobody is called for it', async () => {
      const account = await connected({ role: 'channel', health: 'paused' });
      await within((tx) =>
        tx.policyChanges.insert(
          aPolicyChange({
            accounts: [account.id],
            at: { connectionId: account.id, after: null },
            dueAt: noon,
          }),
        ),
      );
      const jobs = await under().storage.dueJobs(noon, 10_000);
      expect(jobs.filter(({ connectionId }) => connectionId === account.id)).toEqual([
        { workspaceId: under().workspaceId, connectionId: account.id, lane: 'preview' },
      ]);
    });

    it('of two that go on with a preview at once, one does', async () => {
      const account = await connected();
      const change = aPolicyChange({
        accounts: [account.id],
        at: { connectionId: account.id, after: null },
        dueAt: noon,
      });
      await stored(change);
      const claimed = await Promise.all(
        Array.from({ length: 4 }, () =>
          within(async (tx) => {
            const due = await tx.policyChanges.due(account.id, noon, 5);
            await nextTurn();
            for (const each of due) await tx.policyChanges.save({ ...each, dueAt: plus(noon, 60_000) });
            return due.length;
          }),
        ),
      );
      expect(claimed.toSorted()).toEqual([0, 0, 0, 1]);
    });

    const anAsk = (changes: Partial<PreviewedAsk> = {}): PreviewedAsk => ({
      targetId: brandId<TargetId>(randomUUID()),
      aspect: 'price',
      before: euros('20'),
      after: price,
      ...changes,
    });
    const byTarget = (one: PreviewedAsk, other: PreviewedAsk): number =>
      one.targetId < other.targetId ? -1 : 1;

    it('what they would ask about is kept by target, page by page, the newest word counting', async () => {
      const [change, other] = [aPolicyChange(), aPolicyChange()];
      await stored(change, other);
      const asks = [
        anAsk(),
        anAsk({ before: null }),
        anAsk({ aspect: 'quantity', before: 0, after: 12_000 }),
      ].toSorted(byTarget);
      const [first, second, third] = asks;
      if (first === undefined || second === undefined || third === undefined) throw new Error('three asks');
      const page = (after: TargetId | null, limit: number) =>
        within((tx) => tx.policyChanges.asksPage(change.id, after, limit));
      await within(async ({ policyChanges }) => {
        await policyChanges.addAsks(change.id, []);
        await policyChanges.addAsks(change.id, [third, { ...first, after: euros('1') }]);
        await policyChanges.addAsks(change.id, [{ ...second, before: euros('1') }, second, first]);
        await policyChanges.addAsks(other.id, [first]);
      });
      expect(await page(null, 10)).toEqual(asks);
      expect(await page(null, 2)).toEqual([first, second]);
      expect(await page(second.targetId, 10)).toEqual([third]);
      expect(await page(third.targetId, 10)).toEqual([]);
      expect(await within((tx) => tx.policyChanges.asksPage(other.id, null, 10))).toEqual([first]);
    });

    it('asks that are added at once, in any order, lock nobody out', async () => {
      const change = aPolicyChange();
      await stored(change);
      const asks = Array.from({ length: 20 }, () => anAsk());
      await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          within((tx) => tx.policyChanges.addAsks(change.id, index % 2 === 0 ? asks : asks.toReversed())),
        ),
      );
      expect(await within((tx) => tx.policyChanges.asksPage(change.id, null, 50))).toEqual(
        asks.toSorted(byTarget),
      );
    });

    it('P6: another workspace sees and changes none of them', async () => {
      const account = await connected();
      const change = aPolicyChange({
        accounts: [account.id],
        at: { connectionId: account.id, after: null },
        dueAt: noon,
      });
      const ask = anAsk();
      await stored(change);
      await within((tx) => tx.policyChanges.addAsks(change.id, [ask]));
      await elsewhere(async ({ policyChanges }) => {
        expect(await policyChanges.get(change.id)).toBeUndefined();
        expect(await policyChanges.latest(10)).toEqual([]);
        expect(await policyChanges.due(account.id, noon, 10)).toEqual([]);
        expect(await policyChanges.asksPage(change.id, null, 10)).toEqual([]);
        await policyChanges.addAsks(change.id, [{ ...ask, after: euros('1') }, anAsk()]);
        expect(await policyChanges.asksPage(change.id, null, 10)).toEqual([]);
      });
      await expect(elsewhere((tx) => tx.policyChanges.save(change))).rejects.toThrow();
      expect(await read(change)).toEqual(change);
      expect(await within((tx) => tx.policyChanges.asksPage(change.id, null, 10))).toEqual([ask]);
    });

    it('go with their workspace, and so do policies that are in use', async () => {
      const policy = aPolicy();
      await within((tx) => tx.policies.insert(policy));
      const policies = { ...noPolicies, selling: policy.id };
      const account = await connected({ policies });
      const channelSku = brandId<ChannelSku>('A');
      await within((tx) =>
        tx.listings.insertMany([aListing({ connectionId: account.id, channelSku, policies })]),
      );
      const change = aPolicyChange();
      await stored(change);
      await within((tx) => tx.policyChanges.addAsks(change.id, [anAsk()]));
      await under().storage.deleteWorkspace(under().workspaceId);
      expect(await read(change)).toBeUndefined();
      expect(await within((tx) => tx.policyChanges.asksPage(change.id, null, 10))).toEqual([]);
      expect(await within((tx) => tx.policies.list())).toEqual([]);
    });
  });
}
