import type { Money } from './money.ts';

/** What a channel reckons that it takes of one sale; nobody is bound by it. All in the currency of the price. */
export interface FeeEstimate {
  /** Of one unit of the listing, as it was asked about. */
  readonly price: Money;
  /** All fees together. */
  readonly total: Money;
  /** The part of them that follows the price; `null`: the channel does not say which part does. */
  readonly ofPrice: Money | null;
}
