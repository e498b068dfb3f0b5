import type { Instant } from '../domain/instant.ts';
import type { Message } from '../domain/message.ts';
import type { OfferValue } from '../domain/offer.ts';
import type { PriceDecision, PriceStep } from '../policies/price.ts';
import type { QuantityStep } from '../policies/quantity.ts';

type Priced = Extract<PriceDecision, { kind: 'price' }>;

/** What one aspect of a listing should show. */
export type OfferDecision =
  | {
      readonly kind: 'value';
      readonly value: OfferValue;
      /** How it came to be, one step after the other; empty unless asked for. */
      readonly steps: readonly (QuantityStep | PriceStep)[];
      /** Of a price. */
      readonly limits: Priced['limits'];
      readonly margin: Priced['margin'];
      readonly leftOut: readonly Message[];
      /** When the same facts give another value; `null`: never. */
      readonly changesAt: Instant | null;
    }
  /** Nothing of ours to say. */
  | { readonly kind: 'leave' }
  /** Nothing may be sent, and the merchant is told why. */
  | { readonly kind: 'refused'; readonly reason: Message; readonly changesAt: Instant | null };
