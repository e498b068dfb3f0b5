import type { ListingId, TargetId, WorkspaceId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { OfferDecision } from '../planning/offer-decision.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { wantedOffer } from './wanted-offer.ts';

/** What a listing should show, as of this moment, with the steps of the calculation. */
export interface OfferExplanation {
  readonly quantity: OfferDecision;
  readonly price: OfferDecision;
  /** What the channel holds itself, where it ships the listing: apart from the quantity, and never part of it. */
  readonly channelStock: Listing['channelStock'];
}

/** Reckons a listing's quantity and price just as the sending of them does, and sends nothing. */
export async function explainOffer(
  engine: Engine,
  workspaceId: WorkspaceId,
  listingId: ListingId,
): Promise<Result<OfferExplanation, { readonly kind: 'unknown-listing' }>> {
  return commit(engine, workspaceId, async (scope) => {
    const listing = await scope.tx.listings.get(listingId);
    if (listing === undefined) return err({ kind: 'unknown-listing' });
    return ok({
      quantity: await decisionOf(scope, listing.quantityTargetId),
      price: await decisionOf(scope, listing.priceTargetId),
      channelStock: listing.channelStock,
    });
  });
}

/** Where nothing is kept in step, there is nothing of ours to say. */
async function decisionOf(scope: Scope, id: TargetId | null): Promise<OfferDecision> {
  const target = id === null ? undefined : await scope.tx.targets.get(id);
  return target === undefined ? { kind: 'leave' } : (await wantedOffer(scope, target, true)).decision;
}
