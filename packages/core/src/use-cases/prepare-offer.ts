import type { Connection } from '../domain/connection.ts';
import { times } from '../domain/money.ts';
import type { OfferPrice, OfferTerms } from '../domain/offer.ts';
import type { ShippingRules } from '../domain/policy.ts';
import type { SellingRules } from '../domain/selling-rules.ts';
import type { Variant } from '../domain/variant.ts';
import type { ChannelManifest } from '../ports/manifest.ts';
import { moveListing } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { guardPrice } from '../policies/guard.ts';
import type { NewOffer } from '../ports/connector.ts';
import { readAccountRules, rulesFor } from './account-rules.ts';
import type { Scope } from './commit.ts';
import { decideAmount } from './decide-offer.ts';
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
  // Read here and not from the run: the merchant may have assigned others since.
  const rules = await readAccountRules(scope, account.id);
  const selling = rulesFor(rules, listing, 'selling');
  if (selling === null) return err(say('listing.no-policy', values));
  const price = decideAmount(rules, { listing, variant, reservedUnits: 0 }, scope.now);
  if (price.kind === 'refused') return err(price.reason);
  if (price.kind === 'leave' || typeof price.value === 'number')
    return err(say('listing.no-variant', values));
  const odd = oddBesideShop(listing, variant, price.value, selling);
  if (odd !== null) return err(odd);
  const shipping = rulesFor(rules, listing, 'shipping');
  return ok({
    channelSku,
    marketplace,
    catalogueId,
    price: price.value,
    terms: withShipping(terms, shipping, manifest),
    channelData,
  });
}

/** Buyers see nothing yet, so that the first price is held against what the shop asks for as much. */
function oddBesideShop(
  { channelSku, unitsPerListing }: Listing,
  { price }: Variant,
  wanted: OfferPrice,
  { guards }: SellingRules,
): Message | null {
  if (price === null) return null;
  const odd = guardPrice(channelSku, times(price, unitsPerListing), wanted, { ...guards, cutPercent: null });
  return odd && say('guard.first-price', odd.values);
}

/** The listing's own terms, and for the rest those of its shipping policy, as far as the channel takes them. */
function withShipping(
  terms: OfferTerms,
  shipping: ShippingRules | null,
  { offers }: ChannelManifest,
): OfferTerms {
  const { mostHandlingDays, hasShippingTemplates } = offers;
  const days = terms.handlingDays ?? shipping?.handlingDays ?? null;
  return {
    ...terms,
    handlingDays: mostHandlingDays === null || days === null ? null : Math.min(days, mostHandlingDays),
    shippingTemplate: terms.shippingTemplate ?? (hasShippingTemplates ? (shipping?.template ?? null) : null),
  };
}
