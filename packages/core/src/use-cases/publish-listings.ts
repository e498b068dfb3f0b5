import type { Listing } from '../domain/listing.ts';
import { plus } from '../domain/instant.ts';
import type { MarketplaceId } from '../domain/ids.ts';
import type { Submission } from '../domain/submission.ts';
import type { NewOffer } from '../ports/channel-connector.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import type { SubmissionLimits } from '../ports/manifest.ts';
import { commit, type Scope } from './commit.ts';
import { createListing } from './create-listing.ts';
import { followUpListing } from './follow-up-listing.ts';
import { gatherListings } from './gather-listings.ts';
import type { Claimed, LaneRun, LaneWork } from './lane.ts';
import { matchListings, type Sought } from './match-listings.ts';
import { prepareOffers } from './prepare-offers.ts';
import { sendSubmission, submissionLeaseMs } from './send-submission.ts';
import { settleSubmission } from './settle-submission.ts';

type Claim =
  | { readonly kind: 'match'; readonly marketplace: MarketplaceId; readonly sought: readonly Sought[] }
  | { readonly kind: 'create'; readonly listing: Listing; readonly request: NewOffer }
  | { readonly kind: 'follow-up'; readonly listing: Listing }
  | { readonly kind: 'gather'; readonly marketplace: MarketplaceId; readonly listings: readonly Listing[] }
  | { readonly kind: 'send' | 'settle'; readonly submission: Submission };

/**
 * Brings listings onto a channel: finds what they are in its catalogue, many at a time; creates them with a quantity of 0, so that nothing is ever offered
 * before it is counted, one by one or, where the channel takes them so and there are many, in one piece (ADR 0022); and looks what became of them. Quantity and
 * price follow by themselves.
 */
export function publishListings(run: LaneRun, channel: OpenedChannel): LaneWork<Claim> {
  return {
    concurrency: 4,
    claim: () => commit(run.engine, run.workspaceId, (scope) => claimDue(scope, run, channel)),
    work(claim) {
      switch (claim.kind) {
        case 'match':
          return matchListings(run, channel, claim.marketplace, claim.sought);
        case 'create':
          return createListing(run, channel, claim.listing, claim.request);
        case 'follow-up':
          return followUpListing(run, channel, claim.listing);
        case 'gather':
          return gatherListings(run, channel, claim.marketplace, claim.listings);
        case 'send':
          return sendSubmission(run, channel, claim.submission);
        case 'settle':
          return settleSubmission(run, channel, claim.submission);
      }
    },
  };
}

async function claimDue(scope: Scope, run: LaneRun, channel: OpenedChannel): Promise<Claimed<Claim>> {
  const { catalogue, timing, offers } = channel.manifest;
  const due = await scope.tx.listings.due(run.connection.id, scope.now, catalogue.idsPerLookUp);
  // A look-up by two kinds of number is two calls.
  const lease = plus(scope.now, 3 * timing.writeTimeoutMs);
  const claims: Claim[] = [];
  const sought = new Map<MarketplaceId, Sought[]>();
  const publishing: Listing[] = [];
  for (const listing of due) {
    const claimed = { ...listing, dueAt: lease, version: listing.version + 1 };
    await scope.tx.listings.save({ ...listing, dueAt: lease });
    switch (listing.status) {
      case 'matching': {
        const variant =
          listing.variantId === null ? undefined : await scope.tx.variants.get(listing.variantId);
        const others = sought.get(listing.marketplace) ?? [];
        sought.set(listing.marketplace, [...others, { listing: claimed, variant: variant ?? null }]);
        break;
      }
      case 'publishing':
        publishing.push(claimed);
        break;
      default:
        await scope.tx.listings.save({ ...claimed, dueAt: null });
    }
  }
  for (const [marketplace, each] of sought) claims.push({ kind: 'match', marketplace, sought: each });
  if (offers.submissions === null) {
    claims.push(...(await claimEach(scope, run, publishing)));
    return { seen: due.length, claims };
  }
  for (const [marketplace, each] of Map.groupBy(publishing, (listing) => listing.marketplace)) {
    claims.push(...(await claimTogether(scope, run, offers.submissions, marketplace, each)));
  }
  const submissions = await scope.tx.submissions.due(run.connection.id, scope.now, 1);
  for (const submission of submissions) {
    const claim = await claimSubmission(scope, channel, offers.submissions, submission);
    if (claim !== null) claims.push(claim);
  }
  return { seen: due.length + submissions.length, claims };
}

async function claimEach(scope: Scope, run: LaneRun, listings: readonly Listing[]): Promise<Claim[]> {
  const sent = listings.filter(({ submittedAt }) => submittedAt !== null);
  const fresh = listings.filter(({ submittedAt }) => submittedAt === null);
  const prepared = await prepareOffers(scope, run.connection, fresh);
  return [
    ...sent.map((listing): Claim => ({ kind: 'follow-up', listing })),
    ...prepared.map((each): Claim => ({ kind: 'create', ...each })),
  ];
}

/** Few new offers are created one by one, which is quicker; many go together. Several that were sent are looked for together. */
async function claimTogether(
  scope: Scope,
  run: LaneRun,
  limits: SubmissionLimits,
  marketplace: MarketplaceId,
  listings: readonly Listing[],
): Promise<Claim[]> {
  const sent = listings.filter(({ submittedAt }) => submittedAt !== null);
  const fresh = listings.filter(({ submittedAt }) => submittedAt === null);
  const isTogether = fresh.length > 0 && (await areMany(scope, run, limits, marketplace));
  const together = [...(isTogether ? fresh : []), ...(sent.length > 1 ? sent : [])];
  const single = [...(isTogether ? [] : fresh), ...(sent.length > 1 ? [] : sent)];
  const gather: Claim[] = [];
  for (let start = 0; start < together.length; start += limits.skusPerRead) {
    const some = together.slice(start, start + limits.skusPerRead);
    gather.push({ kind: 'gather', marketplace, listings: some });
  }
  return [...gather, ...(await claimEach(scope, run, single))];
}

async function areMany(
  scope: Scope,
  { connection }: LaneRun,
  { worthFrom }: SubmissionLimits,
  marketplace: MarketplaceId,
): Promise<boolean> {
  if ((await scope.tx.submissions.gathering(connection.id, marketplace)) !== undefined) return true;
  const { matching = 0, publishing = 0 } = await scope.tx.listings.countByStatus(connection.id);
  return matching + publishing >= worthFrom;
}

/** @returns `null` when there is nothing to do yet. */
async function claimSubmission(
  scope: Scope,
  channel: OpenedChannel,
  limits: SubmissionLimits,
  submission: Submission,
): Promise<Claim | null> {
  if (submission.state === 'sending') {
    // Whoever was sending it has gone without a word: it may have left.
    const dueAt = plus(scope.now, limits.patienceMs);
    await scope.tx.submissions.save({ ...submission, state: 'sent', sentAt: scope.now, dueAt });
    return null;
  }
  const isSent = submission.state === 'sent';
  const dueAt = plus(scope.now, submissionLeaseMs(channel));
  const next: Submission = { ...submission, state: isSent ? 'sent' : 'filling', dueAt };
  await scope.tx.submissions.save(next);
  return { kind: isSent ? 'settle' : 'send', submission: { ...next, version: next.version + 1 } };
}
