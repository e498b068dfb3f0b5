import { Exact } from '../domain/decimal.ts';
import { plus, type Instant } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import type { Money } from '../domain/money.ts';

/** An estimate of this age is asked for again: channels change what they take a few times a year, and what they know of an item now and then. */
const servesMs = 7 * 24 * 60 * 60 * 1_000;
/** A commission is a percentage, and nearly always the same one at a price that is not far away. */
const farPercent = 10;

/** Whether the channel is to be asked, again, what it takes of a sale of the listing at this price. */
export function mustAskFees(
  { feeEstimate: known, fulfillment }: Pick<Listing, 'feeEstimate' | 'fulfillment'>,
  price: Money,
  now: Instant,
): boolean {
  if (known?.fulfillment !== fulfillment || known.price.currency !== price.currency) return true;
  if (plus(known.at, servesMs) <= now) return true;
  const moved = new Exact(price.amount).minus(known.price.amount).abs();
  return moved.times(100).greaterThan(new Exact(known.price.amount).times(farPercent));
}
