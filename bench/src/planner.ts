import { brandId, type ChannelSku, type ConnectionId, type MarketplaceId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import { plainSellingRules, type SellingRules } from '@quayside/core/domain/selling-rules';
import { stillHolds, type Basis } from '@quayside/core/planning/plan-again';
import { decidePrice } from '@quayside/core/policies/price';
import { decideQuantity } from '@quayside/core/policies/quantity';
import { aListing, aVariant, at, euros } from '@quayside/testkit/builders';
import type { Benchmark } from './benchmark.ts';

const offers = 10_000;
const seconds = 5;
const marketplace = brandId<MarketplaceId>('A1PA6795UKMFR9');
const { currency } = euros('0');

/** Everything that costs time: modifiers, another VAT, an ending, a minimum, and the floor from costs, fees and margin. */
const rules: SellingRules = {
  ...plainSellingRules,
  price: {
    ...plainSellingRules.price,
    source: { kind: 'effective' },
    modifiers: [
      { kind: 'percent', value: '12.5' },
      { kind: 'absolute', value: '0.35' },
    ],
    rounding: { to: '0.99', direction: 'nearest' },
    minimum: { kind: 'fixed', amount: '4.5', currency },
    floor: {
      costs: { factor: '1.05', fixed: '0.4', shipping: '3.2' },
      margin: { kind: 'percent', value: '8' },
    },
  },
  quantity: { ...plainSellingRules.quantity, percent: 80, buffer: 1, maximum: 20 },
  vat: { contained: '20', charged: { [marketplace]: '19' } },
  fees: [{ marketplace: null, when: null, percent: '15', minimum: '0.3', fixed: '0' }],
};

/** The pure planner alone, on one core: price and quantity of each offer, exact, by a policy that uses every step; and the same where nothing has changed. */
export const planner: Benchmark = {
  summary: '{perSecond, unchangedPerSecond}: offers decided, price and quantity, on one core',
  run(progress) {
    const now = at('2026-03-02T12:00:00.000Z');
    const basis = Array.from({ length: offers }, (_, index) => basisOf(index, now));
    const decided = basis.map(decide);
    const refused = decided.filter(({ price }) => price.kind !== 'price').length;
    if (refused > 0) throw new Error(`${refused} offers have no price`);
    const perSecond = rate(() => {
      for (const each of basis) decide(each);
    });
    progress(`${perSecond} offers decided in a second`);
    // Read again: the same rows, as other objects.
    const again = basis.map((each) => ({
      ...each,
      listing: { ...each.listing },
      variant: { ...each.variant },
    }));
    let unchanged = 0;
    const unchangedPerSecond = rate(() => {
      again.forEach((each, index) => {
        const before = decided[index];
        const changesAt = before?.price.kind === 'price' ? before.price.changesAt : null;
        if (stillHolds(basis[index] ?? each, changesAt, each)) unchanged += 1;
        else decide(each);
      });
    });
    if (unchanged === 0) throw new Error('Everything was decided again');
    progress(`${unchangedPerSecond} unchanged offers in a second`);
    return Promise.resolve({ perSecond, unchangedPerSecond });
  },
};

type Row = Basis & {
  readonly listing: ReturnType<typeof aListing>;
  readonly variant: ReturnType<typeof aVariant>;
};

function basisOf(index: number, now: Instant): Row {
  const connectionId = brandId<ConnectionId>('bench');
  const variant = aVariant({
    connectionId,
    price: euros((4 + (index % 997) * 0.37).toFixed(2)),
    cost: euros((2 + (index % 997) * 0.21).toFixed(2)),
    stock: { kind: 'tracked', quantity: index % 60 },
  });
  const listing = aListing({
    connectionId,
    marketplace,
    channelSku: brandId<ChannelSku>(`SKU-${index}`),
    variantId: variant.id,
    unitsPerListing: 1 + (index % 3),
  });
  return { listing, variant, reservedUnits: index % 3, selling: rules, synchronization: null, now };
}

function decide({ listing, variant, reservedUnits, now }: Row) {
  return {
    price: decidePrice({ listing, variant, currency, now }, rules),
    quantity: decideQuantity(listing, variant, reservedUnits, rules.quantity, false),
  };
}

/** Offers in a second, after a second that nobody counts. */
function rate(round: () => void): number {
  const run = (milliseconds: number): number => {
    const began = performance.now();
    let done = 0;
    while (performance.now() - began < milliseconds) {
      round();
      done += offers;
    }
    return (done / (performance.now() - began)) * 1_000;
  };
  run(1_000);
  return Math.round(run(seconds * 1_000));
}
