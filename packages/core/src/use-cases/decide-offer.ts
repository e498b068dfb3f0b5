import type { Instant } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import { withParts } from '../domain/offer.ts';
import { reservedUnits } from '../domain/reservation.ts';
import type { SellingRules } from '../domain/selling-rules.ts';
import { stockIn } from '../domain/stock-pool.ts';
import { isCountedWith, type Variant } from '../domain/variant.ts';
import type { OfferDecision } from '../planning/offer-decision.ts';
import { feesFor } from '../policies/fees.ts';
import { decidePrice } from '../policies/price.ts';
import { decideQuantity, plainQuantity } from '../policies/quantity.ts';
import { decideStop } from '../policies/synchronization.ts';
import { currencyOf, rulesFor, type AccountRules } from './account-rules.ts';
import type { Scope } from './commit.ts';
import { countedWith } from './raise-targets.ts';

/** A listing with what it sells, and what is promised of that. */
export interface ListingFacts {
  readonly listing: Listing;
  /** What another store sells is nothing that the account can promise: it counts as gone. */
  readonly variant: Variant | undefined;
  readonly reservedUnits: number;
}

/** Reads what listings of one account sell, many at once. */
export async function readListingFacts(
  scope: Scope,
  { pool }: Pick<AccountRules, 'pool'>,
  listings: readonly Listing[],
): Promise<readonly ListingFacts[]> {
  const ids = listings.flatMap(({ variantId }) => (variantId === null ? [] : [variantId]));
  const variants = (await scope.tx.variants.getMany([...new Set(ids)])).filter(
    (variant) => variant.connectionId === pool?.masterConnectionId,
  );
  const byId = new Map(variants.map((variant) => [variant.id, variant]));
  const counted = [...variants, ...(await countedWith(scope, variants))];
  const reservations = (
    await scope.tx.reservations.openOfVariants([...new Set(counted.map(({ id }) => id))])
  ).filter(({ poolId }) => poolId === pool?.id);
  return listings.map((listing) => {
    const variant = listing.variantId === null ? undefined : byId.get(listing.variantId);
    const sharing =
      variant?.stockItemId === null
        ? [variant]
        : counted.filter((each) => variant !== undefined && isCountedWith(variant, each));
    const promised = reservations.filter(({ variantId }) => sharing.some(({ id }) => id === variantId));
    return { listing, variant, reservedUnits: reservedUnits(promised) };
  });
}

/** Decides how many units a listing is to show, and who keeps it off sale from now on. */
export function decideUnits(
  rules: AccountRules,
  { listing, variant, reservedUnits: reserved }: ListingFacts,
  isExplained = false,
): { readonly decision: OfferDecision; readonly stoppedBy: Listing['stoppedBy'] } {
  const { pool } = rules;
  const stocked = variant && pool && { ...variant, stock: stockIn(pool, variant) };
  const quantity = rulesFor(rules, listing, 'selling')?.quantity ?? plainQuantity;
  const free = decideQuantity({ ...listing, stoppedBy: null }, stocked, reserved, quantity, isExplained);
  const mayBeStopped = stocked !== undefined && free.kind === 'quantity';
  const stoppedBy = mayBeStopped
    ? decideStop(rulesFor(rules, listing, 'synchronization'), listing, {
        variant: stocked,
        units: free.value,
      })
    : listing.stoppedBy;
  const decided =
    stoppedBy === null
      ? free
      : decideQuantity({ ...listing, stoppedBy }, stocked, reserved, quantity, isExplained);
  if (decided.kind === 'leave') return { decision: decided, stoppedBy };
  if (decided.kind === 'refused') return { decision: { ...decided, changesAt: null }, stoppedBy };
  const { value, steps } = decided;
  return {
    decision: { kind: 'value', value, steps, limits: [], margin: null, leftOut: [], changesAt: null },
    stoppedBy,
  };
}

/** Decides what buyers are to pay for a listing, with the parts that its channel takes. */
export function decideAmount(
  rules: AccountRules,
  { listing, variant }: ListingFacts,
  now: Instant,
  isExplained = false,
): OfferDecision {
  const { manifest } = rules;
  const currency = currencyOf(manifest, listing.marketplace);
  const selling = sellingRulesFor(rules, listing);
  const decided = decidePrice({ listing, variant, currency, now }, selling, {
    isExplained,
    ...(selling && { fees: feesFor(selling, listing, currency) }),
  });
  if (decided.kind === 'leave') return decided;
  if (decided.kind === 'refused') {
    return { kind: 'refused', reason: decided.reason, changesAt: decided.changesAt };
  }
  const { value, steps, limits, margin, leftOut, changesAt } = decided;
  return {
    kind: 'value',
    value: withParts(value, manifest.offers.priceParts),
    steps,
    limits,
    margin,
    leftOut,
    changesAt,
  };
}

/** A channel that tells no fees leaves the merchant's table. */
function sellingRulesFor(rules: AccountRules, listing: Listing): SellingRules | null {
  const selling = rulesFor(rules, listing, 'selling');
  const isInVain = rules.manifest.fees === null && selling !== null && selling.channelFees !== 'never';
  return isInVain ? { ...selling, channelFees: 'never' } : selling;
}

/** Where several listings share one quantity, the lowest of their decisions is taken; a refusal is lower than any number. */
export function isLower(one: OfferDecision, other: OfferDecision): boolean {
  if (other.kind === 'leave') return one.kind !== 'leave';
  if (one.kind === 'refused') return other.kind === 'value';
  return one.kind === 'value' && other.kind === 'value' && one.value < other.value;
}
