import type { Connection } from '../domain/connection.ts';
import type { FeeEstimate } from '../domain/fee-estimate.ts';
import { brandId, type ConnectionId, type ListingId } from '../domain/ids.ts';
import { isOnChannel } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { isPositive, isSameMoney, type Money } from '../domain/money.ts';
import { priceOf } from '../domain/offer.ts';
import type { Policy } from '../domain/policy.ts';
import { ok } from '../domain/result.ts';
import { mustAskFees } from '../planning/plan-fee-question.ts';
import { decidePrice } from '../policies/price.ts';
import type { FeeQuestion } from '../ports/channel-connector.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { currencyOf, readAccountRules, rulesFor, rulesOf, type AccountRules } from './account-rules.ts';
import { commit, type Scope } from './commit.ts';
import { readListingFacts, type ListingFacts } from './decide-offer.ts';
import type { LaneRun } from './lane.ts';
import { leaseFor, nothingLeft, type PollPlan } from './poll-plan.ts';

/** Listings that are looked at in one transaction. */
const listingsTogether = 200;
const everyMs = 24 * 60 * 60 * 1_000;

/** A question with whose fees it asks for. */
interface Asked {
  readonly listingId: ListingId;
  readonly question: FeeQuestion;
}

/**
 * Asks a channel what it takes of sales, for the listings whose selling policy counts with its estimates: at once when such a policy comes, and every day for those that are new, old,
 * or priced far from what was asked about. Its pages are pages of the account's listings.
 */
export function askFees(run: LaneRun, { manifest, connector }: OpenedChannel): PollPlan {
  const { connection, engine, workspaceId } = run;
  return {
    leaseMs: leaseFor(manifest.timing.writeTimeoutMs),
    everyMs,
    overlapMs: 0,
    lagMs: 0,
    startsAt: null,
    async read({ pageToken }) {
      const { fees } = connector;
      const most = manifest.fees?.questionsPerCall ?? 0;
      if (fees === undefined || most === 0) return ok(nothingLeft);
      const after = pageToken === null ? null : brandId<ListingId>(pageToken);
      const page = await commit(engine, workspaceId, (scope) =>
        questionsAfter(scope, connection, after, most),
      );
      const { asked, count, next } = page;
      if (asked.length === 0) return ok({ ...nothingLeft, count, nextPageToken: next });
      const answer = await fees.estimate(asked.map(({ question }) => question));
      if (!answer.ok) return answer;
      return ok({
        nextPageToken: next,
        count,
        total: null,
        waitMs: next === null ? 0 : (manifest.fees?.callEveryMs ?? 0),
        apply: (scope: Scope) => keepEstimates(scope, connection, asked, answer.value),
      });
    },
    finish: () => Promise.resolve(),
  };
}

/** Goes through the account's listings from one on, until there is enough to ask. */
async function questionsAfter(
  scope: Scope,
  connection: Connection,
  after: ListingId | null,
  most: number,
): Promise<{ readonly asked: readonly Asked[]; readonly count: number; readonly next: ListingId | null }> {
  const rules = await readAccountRules(scope, connection.id);
  const listings = await scope.tx.listings.page(connection.id, after, listingsTogether);
  const wanting = listings.filter((listing) => wantsEstimate(rules, listing));
  const shown = await shownPrices(scope, wanting);
  const facts = new Map(
    (await readListingFacts(scope, rules, wanting)).map((each) => [each.listing.id, each]),
  );
  const asked: Asked[] = [];
  let count = 0;
  for (const listing of listings) {
    if (asked.length === most) return { asked, count, next: listings[count - 1]?.id ?? null };
    count += 1;
    const about = facts.get(listing.id);
    const price = about && (shown.get(listing.id) ?? likelyPrice(scope, rules, about));
    if (!price || !isPositive(price) || !mustAskFees(listing, price, scope.now)) continue;
    const of = itemOf(listing);
    if (of === null) continue;
    const { marketplace, fulfillment, id } = listing;
    asked.push({ listingId: id, question: { of, marketplace, fulfillment, price } });
  }
  const isLast = listings.length < listingsTogether;
  return { asked, count, next: isLast ? null : (listings.at(-1)?.id ?? null) };
}

function wantsEstimate(rules: AccountRules, listing: Listing): boolean {
  if (listing.variantId === null || listing.status === 'unlisted' || listing.status === 'ended') return false;
  const selling = rulesFor(rules, listing, 'selling');
  return selling !== null && selling.channelFees !== 'never';
}

/** `null`: nothing that the channel could know it by. */
function itemOf(listing: Listing): FeeQuestion['of'] | null {
  const { channelSku, catalogueId } = listing;
  if (isOnChannel(listing)) return { channelSku };
  return catalogueId === null ? null : { catalogueId };
}

async function shownPrices(
  scope: Scope,
  listings: readonly Listing[],
): Promise<ReadonlyMap<ListingId, Money>> {
  const ids = listings.flatMap(({ priceTargetId }) => priceTargetId ?? []);
  const targets = new Map((await scope.tx.targets.getMany(ids)).map((target) => [target.id, target]));
  return new Map(
    listings.flatMap(({ id, priceTargetId }) => {
      const shown = priceTargetId === null ? undefined : targets.get(priceTargetId)?.shown;
      if (!shown) return [];
      const { amount, currency } = priceOf(shown.value);
      return [[id, { amount, currency }] as const];
    }),
  );
}

/** Where no price is shown yet: what it would be without a floor, else the shop's own; near enough to ask about. */
function likelyPrice(scope: Scope, rules: AccountRules, { listing, variant }: ListingFacts): Money | null {
  const selling = rulesFor(rules, listing, 'selling');
  if (selling === null || variant === undefined) return null;
  const currency = currencyOf(rules.manifest, listing.marketplace);
  const price = { ...selling.price, floor: null };
  const isOfMargin = price.source.kind === 'margin';
  const decided = isOfMargin
    ? null
    : decidePrice({ listing, variant, currency, now: scope.now }, { ...selling, price });
  if (decided?.kind === 'price') return { amount: decided.value.amount, currency };
  return [variant.price, variant.cost].find((money) => money?.currency === currency) ?? null;
}

/** Keeps what the channel answered, and lets the prices that rest on it be decided again. What it could not tell leaves the estimate before. */
async function keepEstimates(
  scope: Scope,
  { id: connectionId }: Connection,
  asked: readonly Asked[],
  estimates: readonly (FeeEstimate | null)[],
): Promise<void> {
  let isNew = false;
  for (const [index, { listingId, question }] of asked.entries()) {
    const estimate = estimates[index] ?? null;
    const listing = estimate === null ? undefined : await scope.tx.listings.get(listingId);
    if (estimate === null || listing === undefined) continue;
    const before = listing.feeEstimate;
    const { fulfillment } = question;
    await scope.tx.listings.save({ ...listing, feeEstimate: { ...estimate, fulfillment, at: scope.now } });
    if (before?.fulfillment === fulfillment && isSameEstimate(before, estimate)) continue;
    isNew = true;
    if (listing.priceTargetId === null) continue;
    await scope.tx.targets.raise([listing.priceTargetId], 'price', scope.now);
    scope.ring(connectionId, 'price');
  }
  if (!isNew) return;
  // An offer that waited for its fees can be made now.
  await scope.tx.listings.retryIncomplete(connectionId, scope.now);
  scope.ring(connectionId, 'publish');
}

function isSameEstimate(one: FeeEstimate, other: FeeEstimate): boolean {
  const isSame = (a: Money | null, b: Money | null): boolean =>
    a === null || b === null ? a === b : isSameMoney(a, b);
  return (
    isSame(one.price, other.price) && isSame(one.total, other.total) && isSame(one.ofPrice, other.ofPrice)
  );
}

/** Asks at once for the fees that a selling policy counts with: goes through the account's listings from the first on. */
export async function askFeesSoon(scope: Scope, connectionId: ConnectionId, policy: Policy): Promise<void> {
  const account = await scope.tx.connections.get(connectionId);
  const isAsked = account !== undefined && scope.manifestOf(account).fees !== null;
  if (!isAsked || rulesOf(policy, 'selling').channelFees === 'never') return;
  const poll = await scope.tx.polls.get(connectionId, 'fees');
  const fresh = { cursor: null, window: null, dueAt: scope.now, attempts: 0 };
  if (poll === undefined) await scope.tx.polls.insert({ connectionId, kind: 'fees', ...fresh, version: 0 });
  else await scope.tx.polls.save({ ...poll, ...fresh });
  scope.ring(connectionId, 'poll');
}
