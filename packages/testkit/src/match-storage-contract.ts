import {
  brandId,
  type ChannelSku,
  type ConnectionId,
  type ListingId,
  type MarketplaceId,
  type MemberId,
  type VariantId,
} from '@quayside/core/domain/ids';
import { parseGtin } from '@quayside/core/domain/gtin';
import { plus } from '@quayside/core/domain/instant';
import type { Listing } from '@quayside/core/domain/listing';
import type { LinkCandidate, MatchCandidate, MatchVerdict } from '@quayside/core/domain/match';
import { say } from '@quayside/core/domain/message';
import {
  afterUnmatched,
  type After,
  type UnmatchedFilter,
  type UnmatchedFound,
} from '@quayside/core/ports/searches';
import { describe, expect, it } from 'vitest';
import { aListing, at, aVariant } from './builders.ts';
import { contractSteps, type StorageUnderContract } from './contract-steps.ts';

const noon = at('2026-03-02T12:00:00.000Z');
const market = brandId<MarketplaceId>('market-1');
const sku = (text: string): ChannelSku => brandId<ChannelSku>(text);

function aCandidate(listingId: ListingId, changes: Partial<MatchCandidate> = {}): MatchCandidate {
  const gtin = parseGtin('3700123450016');
  return {
    listingId,
    catalogueId: 'B-1',
    title: 'A lamp',
    brand: null,
    image: 'https://images.example/1.jpg',
    gtins: gtin.ok ? [gtin.value] : [],
    partNumber: 'XR-2 "B"',
    color: 'Rouge',
    size: null,
    packageQuantity: 6,
    familyId: 'B-PARENT',
    channelData: { productType: 'LAMP' },
    score: 0.123456789,
    reasons: [say('match.same-number', { gtin: '1' })],
    objections: [say('match.same-family', { count: 2 })],
    isVetoed: false,
    ...changes,
  };
}

/** The part of the storage contract that is about matches: what is proposed, what was said of it, and the listings that wait for it. */
export function describeMatchStorage(under: StorageUnderContract): void {
  const { within, connected, elsewhere } = contractSteps(under);

  async function anAccount(): Promise<ConnectionId> {
    return (await connected({ role: 'channel' })).id;
  }

  async function listed(
    connectionId: ConnectionId,
    ...rows: readonly Partial<Listing>[]
  ): Promise<Listing[]> {
    const listings = rows.map((row, index) =>
      aListing({ connectionId, channelSku: sku(`S-${index}`), marketplace: market, ...row }),
    );
    await within((tx) => tx.listings.insertMany(listings));
    return listings;
  }

  async function aSold(connectionId: ConnectionId, title: string): Promise<VariantId> {
    const variant = aVariant({ connectionId, title });
    await within((tx) => tx.variants.insertMany([variant]));
    return variant.id;
  }

  describe('matches', () => {
    it('match candidates are replaced whole, in their order', async () => {
      const [listing] = await listed(await anAccount(), {});
      if (listing === undefined) throw new Error('No listing');
      const candidate = (catalogueId: string) => aCandidate(listing.id, { catalogueId });
      const first = [
        candidate('Z'),
        { ...candidate('A'), score: null, packageQuantity: null, partNumber: null, isVetoed: true },
      ];
      await within((tx) => tx.matchCandidates.replace(listing.id, first));
      expect(await within((tx) => tx.matchCandidates.ofListings([listing.id]))).toEqual(first);
      await within((tx) => tx.matchCandidates.replace(listing.id, [candidate('M')]));
      expect(await within((tx) => tx.matchCandidates.ofListings([listing.id]))).toEqual([candidate('M')]);
      // What is kept beside the listing for the lists is no change of the listing.
      await within((tx) => tx.listings.save({ ...listing, title: 'Same version' }));
    });

    it('link candidates are replaced whole, in their order, and cleared', async () => {
      const account = await anAccount();
      const store = (await connected({ role: 'store' })).id;
      const [listing] = await listed(account, { status: 'active' });
      if (listing === undefined) throw new Error('No listing');
      const candidate = async (title: string): Promise<LinkCandidate> => ({
        listingId: listing.id,
        variantId: await aSold(store, title),
        ...{ score: 0.75, reasons: [], objections: [say('match.same-family', { count: 2 })], isVetoed: true },
      });
      const both = [await candidate('One'), await candidate('Other')];
      await within((tx) => tx.linkCandidates.replace(listing.id, both.toReversed()));
      expect(await within((tx) => tx.linkCandidates.ofListings([listing.id]))).toEqual(both.toReversed());
      await within((tx) => tx.linkCandidates.replace(listing.id, both));
      expect(await within((tx) => tx.linkCandidates.ofListings([listing.id]))).toEqual(both);
      await within((tx) => tx.linkCandidates.clear([listing.id]));
      expect(await within((tx) => tx.linkCandidates.ofListings([listing.id]))).toEqual([]);
    });

    it('verdicts are found by variant and by item, the last word counts, and each can be taken back', async () => {
      const account = await anAccount();
      const variantId = await aSold((await connected({ role: 'store' })).id, 'A lamp');
      const rejected: MatchVerdict = {
        ...{ connectionId: account, marketplace: market, variantId, catalogueId: 'B-1' },
        ...{ verdict: 'rejected', score: 0.875, decidedAt: noon, memberId: null },
      };
      const accepted: MatchVerdict = {
        ...rejected,
        verdict: 'accepted',
        score: null,
        decidedAt: plus(noon, 5),
        memberId: brandId<MemberId>('00000000-0000-7000-8000-0000000000aa'),
      };
      const elsewherePlace = { connectionId: account, marketplace: brandId<MarketplaceId>('market-2') };
      await within((tx) => tx.matchVerdicts.put(rejected));
      expect(await within((tx) => tx.matchVerdicts.ofVariants(rejected, [variantId]))).toEqual([rejected]);
      expect(await within((tx) => tx.matchVerdicts.ofVariants(elsewherePlace, [variantId]))).toEqual([]);
      expect(await within((tx) => tx.matchVerdicts.ofItems(rejected, ['B-1', 'B-2']))).toEqual([rejected]);
      await within((tx) => tx.matchVerdicts.put(accepted));
      await within((tx) => tx.matchVerdicts.put({ ...rejected, catalogueId: 'B-2' }));
      const second = { ...rejected, catalogueId: 'B-2' };
      expect(await within((tx) => tx.matchVerdicts.ofVariants(rejected, [variantId]))).toEqual([
        accepted,
        second,
      ]);
      expect(await elsewhere((tx) => tx.matchVerdicts.ofVariants(rejected, [variantId]))).toEqual([]);
      expect(await elsewhere((tx) => tx.matchVerdicts.ofItems(rejected, ['B-1']))).toEqual([]);
      await elsewhere((tx) => tx.matchVerdicts.remove(accepted));
      await within((tx) => tx.matchVerdicts.remove(second));
      expect(await within((tx) => tx.matchVerdicts.ofVariants(rejected, [variantId]))).toEqual([accepted]);
    });

    it('verdicts about what had a score come newest first', async () => {
      const account = await anAccount();
      const variantId = await aSold((await connected({ role: 'store' })).id, 'A lamp');
      const said = (catalogueId: string, score: number | null, seconds: number): MatchVerdict => ({
        ...{ connectionId: account, marketplace: market, variantId, catalogueId, score },
        verdict: score === 0.4 ? 'rejected' : 'accepted',
        ...{ decidedAt: plus(noon, seconds * 1_000), memberId: null },
      });
      const all = [said('A', 0.9, 1), said('B', 0.4, 2), said('C', null, 3), said('D', 0.95, 4)];
      await within(async (tx) => {
        for (const verdict of all) await tx.matchVerdicts.put(verdict);
      });
      const newest = { score: 0.95, verdict: 'accepted' };
      const older = { score: 0.4, verdict: 'rejected' };
      expect(await within((tx) => tx.matchVerdicts.scored(2))).toEqual([newest, older]);
      const oldest = { score: 0.9, verdict: 'accepted' };
      expect(await within((tx) => tx.matchVerdicts.scored(10))).toEqual([newest, older, oldest]);
      expect(await elsewhere((tx) => tx.matchVerdicts.scored(10))).toEqual([]);
    });

    it('a workspace allows matches by score, or does not, for itself', async () => {
      expect(await within((tx) => tx.matching.isByScoreAllowed())).toBe(false);
      await within((tx) => tx.matching.allowByScore(true));
      expect(await within((tx) => tx.matching.isByScoreAllowed())).toBe(true);
      expect(await elsewhere((tx) => tx.matching.isByScoreAllowed())).toBe(false);
      await within((tx) => tx.matching.allowByScore(false));
      expect(await within((tx) => tx.matching.isByScoreAllowed())).toBe(false);
    });

    it('a round begins, is due, goes on and begins again', async () => {
      const connectionId = await anAccount();
      const [listing] = await listed(connectionId, {});
      await within((tx) => tx.matchRounds.begin(connectionId, noon));
      expect(await within((tx) => tx.matchRounds.due(connectionId, plus(noon, -1)))).toBeUndefined();
      const round = await within((tx) => tx.matchRounds.due(connectionId, noon));
      if (round === undefined) throw new Error('No round');
      expect(round).toEqual({
        ...{ connectionId, afterListingId: null, proposed: 0, dueAt: noon },
        version: round.version,
      });
      const { storage } = under();
      expect(await storage.dueJobs(noon, 100)).toContainEqual({
        workspaceId: under().workspaceId,
        connectionId,
        lane: 'compare',
      });
      await within((tx) =>
        tx.matchRounds.save({ ...round, afterListingId: listing?.id ?? null, proposed: 3, dueAt: null }),
      );
      const over = await within((tx) => tx.matchRounds.get(connectionId));
      expect(over).toMatchObject({ afterListingId: listing?.id, proposed: 3, dueAt: null });
      expect(await elsewhere((tx) => tx.matchRounds.get(connectionId))).toBeUndefined();
      await within((tx) => tx.matchRounds.begin(connectionId, plus(noon, 1)));
      expect(await within((tx) => tx.matchRounds.get(connectionId))).toMatchObject({
        ...{ afterListingId: null, proposed: 0, dueAt: plus(noon, 1) },
      });
    });
  });

  describe('listings that nobody has said of what they are', () => {
    async function skusOf(filter: UnmatchedFilter, limit = 50): Promise<string[]> {
      const found = await within((tx) => tx.searches.unmatched(filter, { after: null, limit }));
      return found.map(({ listing }) => listing.channelSku);
    }

    async function proposed(listing: Listing | undefined, ...scores: readonly number[]): Promise<void> {
      if (listing === undefined) throw new Error('No listing');
      const candidates = scores.map((score, index) =>
        aCandidate(listing.id, { catalogueId: `B-${index}`, score: Math.abs(score), isVetoed: score < 0 }),
      );
      await within((tx) => tx.matchCandidates.replace(listing.id, candidates));
    }

    it('wait for a catalogue item, or for a variant; a listing that comes to one is gone from them', async () => {
      const account = await anAccount();
      const variantId = await aSold((await connected({ role: 'store' })).id, 'A lamp');
      const [waiting, , found] = await listed(
        account,
        { status: 'needs-match', variantId },
        { status: 'active', variantId },
        { status: 'active' },
        { status: 'unlisted' },
        { status: 'ended' },
      );
      expect(await skusOf({})).toEqual(['S-0', 'S-2']);
      expect(await within((tx) => tx.searches.unmatchedCounts())).toEqual([
        { connectionId: account, proposed: 0, unproposed: 2 },
      ]);
      if (waiting === undefined || found === undefined) throw new Error('No listing');
      await within((tx) => tx.listings.save({ ...waiting, status: 'publishing' }));
      await within((tx) => tx.listings.save({ ...found, variantId }));
      expect(await skusOf({})).toEqual([]);
    });

    it('come with proposals first, then by SKU, in pages that neither skip nor repeat', async () => {
      const account = await anAccount();
      const listings = await listed(
        account,
        ...['D', 'A', 'C', 'B', 'E'].map((text) => ({
          channelSku: sku(text),
          status: 'needs-match' as const,
        })),
      );
      await proposed(listings[0], 0.5);
      await proposed(listings[2], -0.9);
      expect(await skusOf({})).toEqual(['C', 'D', 'A', 'B', 'E']);
      expect(await skusOf({ hasProposals: true })).toEqual(['C', 'D']);
      expect(await skusOf({ hasProposals: false })).toEqual(['A', 'B', 'E']);
      const seen: string[] = [];
      let after: After | null = null;
      do {
        const from: After | null = after;
        const page: readonly UnmatchedFound[] = await within((tx) =>
          tx.searches.unmatched({}, { after: from, limit: 2 }),
        );
        seen.push(...page.map(({ listing }) => listing.channelSku));
        const last = page.at(-1);
        after = last === undefined ? null : afterUnmatched(last, {});
      } while (after !== null);
      expect(seen).toEqual(['C', 'D', 'A', 'B', 'E']);
      await proposed(listings[0]);
      expect(await skusOf({ hasProposals: true })).toEqual(['C']);
    });

    it('come by the best score of what nothing forbids, from a score on', async () => {
      const account = await anAccount();
      const listings = await listed(
        account,
        ...Array.from({ length: 5 }, () => ({ status: 'needs-match' as const })),
      );
      for (const [index, scores] of [[0.5, 0.2], [0.9, -0.99], [-0.99], [0.9], [0.1]].entries()) {
        await proposed(listings[index], ...scores);
      }
      const filter = { scoreFrom: 0.5 };
      expect((await skusOf(filter)).toSorted()).toEqual(['S-0', 'S-1', 'S-3']);
      const seen: (number | null)[] = [];
      const ids = new Set<string>();
      let after: After | null = null;
      do {
        const from: After | null = after;
        const page: readonly UnmatchedFound[] = await within((tx) =>
          tx.searches.unmatched(filter, { after: from, limit: 1 }),
        );
        seen.push(...page.map(({ score }) => score));
        for (const { listing } of page) ids.add(listing.id);
        const last = page.at(-1);
        after = last === undefined ? null : afterUnmatched(last, filter);
      } while (after !== null);
      expect(seen).toEqual([0.9, 0.9, 0.5]);
      expect(ids.size).toBe(3);
    });

    it('are found by what the listing or its variant is found by, and filtered by account and marketplace', async () => {
      const [one, other] = [await anAccount(), await anAccount()];
      const variantId = await aSold((await connected({ role: 'store' })).id, 'Élégante CHAISE 100%');
      await listed(one, { channelSku: sku('X-1'), status: 'needs-match', variantId });
      await listed(other, {
        channelSku: sku('Y-1'),
        status: 'active',
        title: 'A stool',
        catalogueId: 'B-77',
      });
      expect(await skusOf({ text: 'élégante chaise' })).toEqual(['X-1']);
      expect(await skusOf({ text: '0%' })).toEqual(['X-1']);
      expect(await skusOf({ text: 'b-77' })).toEqual(['Y-1']);
      expect(await skusOf({ text: '-1' })).toEqual(['X-1', 'Y-1']);
      expect(await skusOf({ text: 'X_1' })).toEqual([]);
      expect(await skusOf({ text: ' ' })).toHaveLength(2);
      expect(await skusOf({ connectionId: other })).toEqual(['Y-1']);
      expect(await skusOf({ marketplace: brandId<MarketplaceId>('market-2') })).toEqual([]);
      const foreign = await elsewhere((tx) => tx.searches.unmatched({}, { after: null, limit: 9 }));
      expect(foreign).toEqual([]);
      expect(await elsewhere((tx) => tx.searches.unmatchedCounts())).toEqual([]);
    });

    it('variants are found by SKU, title and barcode, of their own store alone', async () => {
      const store = (await connected({ role: 'store' })).id;
      const lamp = aVariant({ connectionId: store, title: 'Lampe d’ÉTÉ', barcode: 'X_9' });
      const gone = aVariant({ connectionId: store, title: 'Lampe d’hiver', goneAt: noon });
      await within((tx) => tx.variants.insertMany([lamp, gone]));
      const found = async (text: string, of = store) =>
        (await within((tx) => tx.variants.search(of, text, 10))).map(({ id }) => id);
      expect(await found('d’été')).toEqual([lamp.id]);
      expect(await found('x_9')).toEqual([lamp.id]);
      expect(await found('lampe')).toEqual([lamp.id]);
      expect(await found('x%9')).toEqual([]);
      expect(await found('lampe', await anAccount())).toEqual([]);
      expect(await elsewhere((tx) => tx.variants.search(store, 'lampe', 10))).toEqual([]);
    });
  });
}
