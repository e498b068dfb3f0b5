import type { MarketplaceId } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import type { CurrencyCode } from '../domain/money.ts';
import type { OfferValue } from '../domain/offer.ts';
import { reservedUnits } from '../domain/reservation.ts';
import { stockIn, type StockPool } from '../domain/stock-pool.ts';
import type { SellingRules } from '../domain/selling-policy.ts';
import type { Target } from '../domain/target.ts';
import { isCountedWith, type Variant } from '../domain/variant.ts';
import { decidePrice, type PriceStep } from '../policies/price.ts';
import { decideQuantity, plainQuantity, type QuantityStep } from '../policies/quantity.ts';
import type { ChannelManifest } from '../ports/manifest.ts';
import type { Scope } from './commit.ts';
import { countedWith } from './raise-targets.ts';

export type OfferDecision =
  | {
      readonly kind: 'value';
      readonly value: OfferValue;
      /** How it came to be, one step after the other. */
      readonly steps: readonly (QuantityStep | PriceStep)[];
      /** When the same facts give another value; `null`: never. */
      readonly changesAt: Instant | null;
    }
  /** Nothing of ours to say. */
  | { readonly kind: 'leave' }
  /** Nothing may be sent, and the merchant is told why. */
  | { readonly kind: 'refused'; readonly reason: Message; readonly changesAt: Instant | null };

export interface Wanted {
  readonly decision: OfferDecision;
  /** The listing to write through; `null` when the target has none left. */
  readonly listing: Listing | null;
}

/** Computes what a target should show, from the state of this transaction. */
export async function wantedOffer(scope: Scope, target: Target): Promise<Wanted> {
  const { tx } = scope;
  const listings = (await tx.listings.byChannelSkus(target.connectionId, [target.channelSku])).filter(
    (listing) => [listing.quantityTargetId, listing.priceTargetId].includes(target.id),
  );
  const account = await tx.connections.get(target.connectionId);
  if (account === undefined) throw new Error('A target without its channel account');
  const pool = account.poolId === null ? undefined : await tx.pools.get(account.poolId);
  // What another store sells is nothing that this account can promise: it counts as gone.
  const variants = (
    await tx.variants.getMany(
      listings.flatMap((listing) => (listing.variantId === null ? [] : [listing.variantId])),
    )
  ).filter((variant) => variant.connectionId === pool?.masterConnectionId);
  const policy =
    account.sellingPolicyId === null ? undefined : await tx.sellingPolicies.get(account.sellingPolicyId);
  const facts: Facts = { scope, listings, variants, pool, rules: policy?.rules ?? null };
  return target.aspect === 'quantity' ? wantedQuantity(facts) : wantedPrice(facts, scope.manifestOf(account));
}

interface Facts {
  readonly scope: Scope;
  readonly listings: readonly Listing[];
  readonly variants: readonly Variant[];
  readonly pool: StockPool | undefined;
  readonly rules: SellingRules | null;
}

/** Where several marketplaces share one quantity, the lowest of their decisions is taken. */
async function wantedQuantity({ scope, listings, variants, pool, rules }: Facts): Promise<Wanted> {
  const counted = [...variants, ...(await countedWith(scope, variants))];
  const reservations = (
    await scope.tx.reservations.openOfVariants([...new Set(counted.map(({ id }) => id))])
  ).filter(({ poolId }) => poolId === pool?.id);
  let lowest: Wanted = { decision: { kind: 'leave' }, listing: listings[0] ?? null };
  for (const listing of listings) {
    const variant = variants.find((each) => each.id === listing.variantId);
    const sharing = counted.filter((each) => variant !== undefined && isCountedWith(variant, each));
    const promised = reservations.filter(({ variantId }) => sharing.some(({ id }) => id === variantId));
    const decided = decideQuantity(
      listing,
      variant && pool && { ...variant, stock: stockIn(pool, variant) },
      reservedUnits(promised),
      rules?.quantity ?? plainQuantity,
    );
    const decision: OfferDecision =
      decided.kind === 'quantity'
        ? { kind: 'value', value: decided.value, steps: decided.steps, changesAt: null }
        : decided.kind === 'leave'
          ? decided
          : {
              kind: 'refused',
              reason: say('listing.stock-not-counted', { sku: listing.channelSku }),
              changesAt: null,
            };
    if (isLower(decision, lowest.decision)) lowest = { decision, listing };
  }
  return lowest;
}

function isLower(one: OfferDecision, other: OfferDecision): boolean {
  if (other.kind === 'leave') return one.kind !== 'leave';
  if (one.kind === 'refused') return other.kind === 'value';
  return one.kind === 'value' && other.kind === 'value' && one.value < other.value;
}

/** A price belongs to one listing. */
function wantedPrice({ scope, listings, variants, rules }: Facts, manifest: ChannelManifest): Wanted {
  const listing = listings[0];
  if (listing === undefined) return { decision: { kind: 'leave' }, listing: null };
  const decided = decidePrice(
    listing,
    variants.find((variant) => variant.id === listing.variantId),
    rules?.price ?? null,
    currencyOf(manifest, listing.marketplace),
    scope.now,
  );
  if (decided.kind !== 'price') return { decision: decided, listing };
  const { value, steps, changesAt } = decided;
  return { decision: { kind: 'value', value, steps, changesAt }, listing };
}

/** @throws Error when the connector knows no such marketplace: its listings come from it. */
export function currencyOf(manifest: ChannelManifest, marketplace: MarketplaceId): CurrencyCode {
  const found = manifest.marketplaces.find(({ id }) => id === marketplace);
  if (found === undefined) throw new Error(`${manifest.id} has no marketplace ${marketplace}`);
  return found.currency;
}
