import type { Listing } from '../domain/listing.ts';
import type { SellingRules } from '../domain/selling-rules.ts';
import type { SynchronizationRules } from '../domain/synchronization-rules.ts';
import type { PricePart } from '../domain/offer.ts';
import type { Target } from '../domain/target.ts';
import type { OfferDecision } from '../planning/offer-decision.ts';
import { plainGuards } from '../policies/guard.ts';
import { readAccountRules, rulesFor } from './account-rules.ts';
import { partsInRules } from '../policies/price-parts.ts';
import type { Scope } from './commit.ts';
import { decideAmount, decideUnits, isLower, readListingFacts } from './decide-offer.ts';

export interface Wanted {
  readonly decision: OfferDecision;
  /** The listing to write through; `null` when the target has none left. */
  readonly listing: Listing | null;
  /** The parts of a price that the policy speaks of. */
  readonly parts: readonly PricePart[];
  /** What is asked about before it is sent. */
  readonly guards: SellingRules['guards'];
  /** Which changes may wait; `null`: none. */
  readonly revise: SynchronizationRules['revise'] | null;
  /** Listings that somebody else keeps off sale from now on, or nobody any more. */
  readonly stops: readonly Listing[];
}

/** Computes what a target should show, from the state of this transaction. */
export async function wantedOffer(scope: Scope, target: Target, isExplained = false): Promise<Wanted> {
  const found = (await scope.tx.listings.byChannelSkus(target.connectionId, [target.channelSku])).filter(
    (listing) => [listing.quantityTargetId, listing.priceTargetId].includes(target.id),
  );
  const rules = await readAccountRules(scope, target.connectionId);
  const facts = await readListingFacts(scope, rules, found);
  const about = (listing: Listing | null): Pick<Wanted, 'listing' | 'parts' | 'guards' | 'revise'> => ({
    listing,
    parts: listing === null ? [] : partsInRules(rulesFor(rules, listing, 'selling')),
    guards: (listing && rulesFor(rules, listing, 'selling')?.guards) ?? plainGuards,
    revise: (listing && rulesFor(rules, listing, 'synchronization')?.revise) ?? null,
  });
  if (target.aspect === 'price') {
    // A price belongs to one listing.
    const [only] = facts;
    if (only === undefined) return { ...about(null), decision: { kind: 'leave' }, stops: [] };
    return { ...about(only.listing), decision: decideAmount(rules, only, scope.now, isExplained), stops: [] };
  }
  // Where several marketplaces share one quantity, the lowest of their decisions is taken.
  let decision: OfferDecision = { kind: 'leave' };
  let through = found[0] ?? null;
  const stops: Listing[] = [];
  for (const each of facts) {
    const { decision: own, stoppedBy } = decideUnits(rules, each, isExplained);
    if (stoppedBy !== each.listing.stoppedBy) stops.push({ ...each.listing, stoppedBy });
    if (!isLower(own, decision)) continue;
    decision = own;
    through = each.listing;
  }
  return { ...about(through), decision, stops };
}
