import { Exact } from '../domain/decimal.ts';
import type { Listing } from '../domain/listing.ts';
import { isSameValue, type OfferValue } from '../domain/offer.ts';
import type { SynchronizationRules } from '../domain/synchronization-rules.ts';
import type { Variant } from '../domain/variant.ts';
import { holds } from './attribute-rules.ts';
import type { VariantFacts } from './read-attribute.ts';

/** What the rules are asked about: a variant, and how many units of its listing would be offered. */
export interface SynchronizationFacts {
  readonly variant: VariantFacts & Pick<Variant, 'isEnabled' | 'goneAt'>;
  readonly units: number;
}

type Conditions = Pick<
  SynchronizationRules['list'],
  'isOn' | 'whenEnabled' | 'whenInStock' | 'whenUnits' | 'when'
>;

/** Whether a variant that is on no such marketplace is to be listed there. */
export function mayList(rules: SynchronizationRules['list'], facts: SynchronizationFacts): boolean {
  return areMet(rules, facts);
}

/**
 * Decides who keeps a listing off sale from now on: nobody, its policy, or the merchant's hand. Stopping by policy wants one of its conditions, selling again all of those
 * of relisting, so that a listing does not flicker between the two. What the channel ships is never stopped.
 */
export function decideStop(
  rules: SynchronizationRules | null,
  listing: Pick<Listing, 'stoppedBy' | 'fulfillment'>,
  facts: SynchronizationFacts,
): Listing['stoppedBy'] {
  const { stoppedBy, fulfillment } = listing;
  if (fulfillment === 'channel') return stoppedBy === 'policy' ? null : stoppedBy;
  if (rules === null) return stoppedBy === 'policy' ? null : stoppedBy;
  if (stoppedBy === null) return mustStop(rules.stop, facts) ? 'policy' : null;
  if (stoppedBy === 'hand' && rules.relist.respectsHand) return 'hand';
  const mayReturn = areMet(rules.relist, facts) && !mustStop(rules.stop, facts);
  return mayReturn ? null : stoppedBy;
}

function mustStop(rules: SynchronizationRules['stop'], { variant, units }: SynchronizationFacts): boolean {
  if (!rules.isOn) return false;
  return (
    (rules.whenDisabled && !variant.isEnabled) ||
    (rules.whenOutOfStock && !isInStock(variant)) ||
    (rules.whenUnits !== null && units <= rules.whenUnits) ||
    (rules.when !== null && holds(rules.when, variant))
  );
}

function areMet(rules: Conditions, { variant, units }: SynchronizationFacts): boolean {
  return (
    rules.isOn &&
    variant.goneAt === null &&
    (!rules.whenEnabled || variant.isEnabled) &&
    (!rules.whenInStock || isInStock(variant)) &&
    (rules.whenUnits === null || units >= rules.whenUnits) &&
    holds(rules.when, variant)
  );
}

function isInStock({ stock }: Pick<Variant, 'stock'>): boolean {
  return stock.kind !== 'tracked' || stock.quantity > 0;
}

/**
 * Whether a change is worth sending, by the thresholds of the policy. A quantity that falls to nothing is always sent, and so is everything at or below the
 * threshold; only what is more than that before and after may wait.
 */
export function mayWait(
  rules: SynchronizationRules['revise'] | null,
  shown: OfferValue | null,
  wanted: OfferValue,
): boolean {
  if (rules === null || shown === null) return false;
  if (typeof wanted === 'number' || typeof shown === 'number') {
    const { atMost } = rules.quantity;
    if (typeof wanted !== 'number' || typeof shown !== 'number' || atMost === null) return false;
    return wanted > atMost && shown > atMost;
  }
  if (!rules.price.isOn) return true;
  const { fromPercent } = rules.price;
  if (fromPercent === null || shown.currency !== wanted.currency) return false;
  // Parts that differ are no small change.
  if (!isSameValue({ ...shown, amount: wanted.amount }, wanted)) return false;
  const old = new Exact(shown.amount);
  if (!old.greaterThan(0)) return false;
  return new Exact(wanted.amount).minus(old).abs().times(100).lessThan(old.times(fromPercent));
}
