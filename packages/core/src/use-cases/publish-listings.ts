import type { Listing } from '../domain/listing.ts';
import { plus } from '../domain/instant.ts';
import type { MarketplaceId } from '../domain/ids.ts';
import type { NewOffer } from '../ports/connector.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import { commit } from './commit.ts';
import { createListing } from './create-listing.ts';
import { followUpListing } from './follow-up-listing.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import { matchListings, type Sought } from './match-listings.ts';
import { prepareOffer } from './prepare-offer.ts';

type Claim =
  | { readonly kind: 'match'; readonly marketplace: MarketplaceId; readonly sought: readonly Sought[] }
  | { readonly kind: 'create'; readonly listing: Listing; readonly request: NewOffer }
  | { readonly kind: 'follow-up'; readonly listing: Listing };

/**
 * Brings listings onto a channel: finds what they are in its catalogue, many at a time; creates them with a quantity of 0, so that nothing is ever offered
 * before it is counted; and looks what became of them. Quantity and price follow by themselves.
 */
export function publishListings(run: LaneRun, channel: OpenedChannel): LaneWork<Claim> {
  const { catalogue, timing } = channel.manifest;
  return {
    concurrency: 4,
    claim: () =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const due = await scope.tx.listings.due(run.connection.id, scope.now, catalogue.idsPerLookUp);
        // A look-up by two kinds of number is two calls.
        const lease = plus(scope.now, 3 * timing.writeTimeoutMs);
        const claims: Claim[] = [];
        const sought = new Map<MarketplaceId, Sought[]>();
        for (const listing of due) {
          const claimed = { ...listing, dueAt: lease, version: listing.version + 1 };
          await scope.tx.listings.save({ ...listing, dueAt: lease });
          switch (listing.status) {
            case 'matching': {
              const variant =
                listing.variantId === null ? undefined : await scope.tx.variants.get(listing.variantId);
              const others = sought.get(listing.marketplace) ?? [];
              sought.set(listing.marketplace, [...others, { listing: claimed, gtin: variant?.gtin ?? null }]);
              break;
            }
            case 'publishing': {
              if (listing.submittedAt !== null) claims.push({ kind: 'follow-up', listing: claimed });
              else {
                const request = await prepareOffer(scope, run.connection, claimed);
                if (request !== null) claims.push({ kind: 'create', listing: claimed, request });
              }
              break;
            }
            default:
              await scope.tx.listings.save({ ...claimed, dueAt: null });
          }
        }
        for (const [marketplace, each] of sought) claims.push({ kind: 'match', marketplace, sought: each });
        return { seen: due.length, claims };
      }),
    work(claim) {
      switch (claim.kind) {
        case 'match':
          return matchListings(run, channel, claim.marketplace, claim.sought);
        case 'create':
          return createListing(run, channel, claim.listing, claim.request);
        case 'follow-up':
          return followUpListing(run, channel, claim.listing);
      }
    },
  };
}
