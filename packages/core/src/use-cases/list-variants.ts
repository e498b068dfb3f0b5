import {
  brandId,
  type ChannelSku,
  type ConnectionKey,
  type MarketplaceId,
  type VariantId,
} from '../domain/ids.ts';
import type { Connection } from '../domain/connection.ts';
import { moveListing, type ListingStatus } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { say } from '../domain/message.ts';
import { defaultTerms, type OfferTerms } from '../domain/offer.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Variant } from '../domain/variant.ts';
import type { ChannelManifest } from '../ports/manifest.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { newListing } from './new-listing.ts';
import { stockMaster } from './stock-master.ts';

/** One thing that the merchant wants to sell on a marketplace. */
export interface ListRequest {
  readonly variantId: VariantId;
  /** The variant's own SKU unless said otherwise; with several units per listing, that SKU and the number of units. */
  readonly channelSku?: string;
  /** The catalogue id, when the merchant knows it; otherwise it is looked for. */
  readonly catalogueId?: string;
  readonly unitsPerListing?: number;
  readonly explicitQuantity?: number;
  readonly terms?: Partial<OfferTerms>;
}

export type ListOutcome =
  /** It is on its way; its listing says where it stands. */
  | 'started'
  /** It is on the channel, or on its way there, already. */
  | 'listed-already'
  | 'unknown-variant'
  /** It belongs to a store that does not feed this account. */
  | 'other-pool'
  | 'variant-without-sku'
  /** Another listing of the account has that SKU on that marketplace. */
  | 'sku-taken'
  | 'invalid-units'
  | 'invalid-catalogue-id'
  /** The channel does not take this condition, handling time or shipping template. */
  | 'invalid-terms';

export type ListProblem = { readonly kind: 'unknown-connection' | 'unknown-marketplace' };

const batchSize = 100;
/** Those that wait for the merchant, or are over. */
const restartable: readonly ListingStatus[] = ['unlisted', 'needs-match', 'incomplete', 'ended'];

/**
 * Puts variants on a marketplace, as many as wanted at once: each gets a listing that finds its way by itself, and an answer of its own. A refusal of one
 * does not keep the others.
 *
 * @returns an outcome for each request, in their order.
 */
export async function listVariants(
  engine: Engine,
  key: ConnectionKey,
  marketplace: MarketplaceId,
  requests: readonly ListRequest[],
): Promise<Result<readonly ListOutcome[], ListProblem>> {
  const account = await engine.storage.transaction(key.workspaceId, (tx) =>
    tx.connections.get(key.connectionId),
  );
  if (account?.role !== 'channel') return err({ kind: 'unknown-connection' });
  const manifest = engine.connectors.channelManifest(account.connector);
  if (!manifest.marketplaces.some(({ id }) => id === marketplace))
    return err({ kind: 'unknown-marketplace' });
  const outcomes: ListOutcome[] = [];
  for (let start = 0; start < requests.length; start += batchSize) {
    const batch = requests.slice(start, start + batchSize);
    outcomes.push(
      ...(await commit(engine, key.workspaceId, (scope) =>
        startListings(scope, { account, manifest, marketplace }, batch),
      )),
    );
  }
  return ok(outcomes);
}

export interface Place {
  readonly account: Connection;
  readonly manifest: ChannelManifest;
  readonly marketplace: MarketplaceId;
}

/** Lets variants go on their way onto a marketplace, in the transaction of whoever wants that. */
export async function startListings(
  scope: Scope,
  place: Place,
  requests: readonly ListRequest[],
): Promise<readonly ListOutcome[]> {
  const { account, marketplace } = place;
  const variants = new Map(
    (await scope.tx.variants.getMany(requests.map((request) => request.variantId))).map((variant) => [
      variant.id,
      variant,
    ]),
  );
  const skus = requests.map((request) => channelSkuOf(request, variants.get(request.variantId)));
  const known = await scope.tx.listings.byChannelSkus(account.id, [
    ...new Set(skus.filter((sku) => sku !== null)),
  ]);
  const taken = new Map(
    known.filter((each) => each.marketplace === marketplace).map((each) => [each.channelSku, each]),
  );
  const store = await stockMaster(scope, account);
  const fresh: Listing[] = [];
  const outcomes: ListOutcome[] = [];
  for (const [index, request] of requests.entries()) {
    const variant = variants.get(request.variantId);
    const channelSku = skus[index] ?? null;
    const isElsewhere = variant !== undefined && variant.connectionId !== store;
    const problem = isElsewhere ? 'other-pool' : check(place, request, variant, channelSku);
    if (problem !== null || variant === undefined || channelSku === null) {
      outcomes.push(problem ?? 'unknown-variant');
      continue;
    }
    const existing = taken.get(channelSku);
    if (existing !== undefined && existing.variantId !== variant.id && existing.status !== 'unlisted') {
      outcomes.push('sku-taken');
      continue;
    }
    if (existing !== undefined && !restartable.includes(existing.status)) {
      outcomes.push('listed-already');
      continue;
    }
    const address = { connectionId: account.id, marketplace, channelSku };
    const listing: Listing = {
      ...(existing === undefined
        ? newListing(scope, address, 'matching')
        : moveListing(existing, existing.status, 'matching')),
      variantId: variant.id,
      linkedBy: 'listed-here',
      catalogueId: request.catalogueId ?? null,
      unitsPerListing: request.unitsPerListing ?? 1,
      explicitQuantity: request.explicitQuantity ?? null,
      terms: { ...defaultTerms, ...request.terms },
      stoppedBy: null,
      submittedAt: null,
      dueAt: scope.now,
      attempts: 0,
    };
    taken.set(channelSku, listing);
    if (existing === undefined) fresh.push(listing);
    else await scope.tx.listings.save(listing);
    outcomes.push('started');
  }
  await scope.tx.listings.insertMany(fresh);
  const started = outcomes.filter((outcome) => outcome === 'started').length;
  if (started > 0) {
    scope.ring(account.id, 'publish');
    await scope.note(account.id, say('activity.listing-started', { account: account.name, count: started }));
  }
  return outcomes;
}

function channelSkuOf(request: ListRequest, variant: Variant | undefined): ChannelSku | null {
  const given = request.channelSku?.trim();
  if (given !== undefined && given !== '') return brandId<ChannelSku>(given);
  if (variant?.sku == null) return null;
  const units = request.unitsPerListing ?? 1;
  return brandId<ChannelSku>(units === 1 ? variant.sku : `${variant.sku}-X${units}`);
}

function check(
  { manifest }: Place,
  request: ListRequest,
  variant: Variant | undefined,
  channelSku: ChannelSku | null,
): ListOutcome | null {
  if (variant === undefined || variant.goneAt !== null) return 'unknown-variant';
  if (channelSku === null) return 'variant-without-sku';
  const { unitsPerListing = 1, explicitQuantity = 0, catalogueId, terms } = request;
  if (!isCount(unitsPerListing) || unitsPerListing === 0 || !isCount(explicitQuantity))
    return 'invalid-units';
  if (catalogueId !== undefined && !new RegExp(manifest.catalogue.idPattern).test(catalogueId)) {
    return 'invalid-catalogue-id';
  }
  return areTermsGood(manifest, { ...defaultTerms, ...terms }) ? null : 'invalid-terms';
}

function isCount(units: number): boolean {
  return Number.isSafeInteger(units) && units >= 0;
}

function areTermsGood({ offers }: ChannelManifest, terms: OfferTerms): boolean {
  const { condition, handlingDays, shippingTemplate } = terms;
  const isHandlingGood =
    handlingDays === null ||
    (offers.mostHandlingDays !== null && isCount(handlingDays) && handlingDays <= offers.mostHandlingDays);
  return (
    offers.conditions.includes(condition) &&
    isHandlingGood &&
    (shippingTemplate === null || offers.hasShippingTemplates)
  );
}
