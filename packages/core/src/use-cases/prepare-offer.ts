import type { Connection } from '../domain/connection.ts';
import { moveListing } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { decidePrice } from '../policies/price.ts';
import type { NewOffer } from '../ports/connector.ts';
import type { Scope } from './commit.ts';
import { currencyOf } from './wanted-offer.ts';
import { openListingIssue } from './match-listings.ts';

/**
 * Makes the request that creates a listing, in the transaction that claims it. What is missing for it makes the listing `incomplete`, with an issue that
 * says what to do.
 *
 * @returns `null` when it cannot be created as things are.
 */
export async function prepareOffer(
  scope: Scope,
  account: Connection,
  listing: Listing,
): Promise<NewOffer | null> {
  const offer = await complete(scope, account, listing);
  if (offer.ok) return offer.value;
  await scope.tx.listings.save({ ...moveListing(listing, 'publishing', 'incomplete'), dueAt: null });
  await openListingIssue(scope, listing, offer.error);
  return null;
}

async function complete(
  scope: Scope,
  account: Connection,
  listing: Listing,
): Promise<Result<NewOffer, Message>> {
  const { channelSku, marketplace, catalogueId, terms, channelData } = listing;
  const manifest = scope.manifestOf(account);
  const values = { sku: channelSku, account: account.name };
  const variant = listing.variantId === null ? undefined : await scope.tx.variants.get(listing.variantId);
  if (variant === undefined || variant.goneAt !== null) return err(say('listing.no-variant', values));
  if (catalogueId === null) throw new Error('A listing is created on an item of the catalogue');
  if (channelSku.length > manifest.offers.longestSku) {
    return err(say('listing.sku-too-long', { ...values, longest: manifest.offers.longestSku }));
  }
  // Read here and not from the run: the merchant may have assigned another one since.
  const policyId = (await scope.tx.connections.get(account.id))?.sellingPolicyId ?? null;
  const policy = policyId === null ? undefined : await scope.tx.sellingPolicies.get(policyId);
  if (policy === undefined) return err(say('listing.no-policy', values));
  const price = decidePrice(
    listing,
    variant,
    policy.rules.price,
    currencyOf(manifest, marketplace),
    scope.now,
  );
  if (price.kind === 'refused') return err(price.reason);
  if (price.kind === 'leave') return err(say('listing.no-variant', values));
  return ok({ channelSku, marketplace, catalogueId, price: price.value, terms, channelData });
}
