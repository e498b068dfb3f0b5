import { times } from '../domain/money.ts';
import type { OfferPrice, OfferTerms } from '../domain/offer.ts';
import type { ShippingRules } from '../domain/policy.ts';
import type { SellingRules } from '../domain/selling-rules.ts';
import type { Variant } from '../domain/variant.ts';
import type { Connection } from '../domain/connection.ts';
import type { Instant } from '../domain/instant.ts';
import type { ChannelManifest } from '../ports/manifest.ts';
import { moveListing } from '../domain/listing-life.ts';
import type { Listing } from '../domain/listing.ts';
import { say, type Message } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { guardPrice } from '../policies/guard.ts';
import type { NewOffer } from '../ports/channel-connector.ts';
import { readAccountRules, rulesFor, type AccountRules } from './account-rules.ts';
import type { Scope } from './commit.ts';
import { decideAmount } from './decide-offer.ts';
import { openListingIssue } from './match-listings.ts';
import { pollSoon } from './poll-soon.ts';

export interface PreparedOffer {
  readonly listing: Listing;
  readonly request: NewOffer;
}

/**
 * Makes the requests that create listings, in the transaction that claims them. What is missing for one makes its listing `incomplete`, with an issue that says
 * what to do.
 *
 * @returns those that can be created as things are, in their order.
 */
export async function prepareOffers(
  scope: Scope,
  account: Connection,
  listings: readonly Listing[],
): Promise<readonly PreparedOffer[]> {
  if (listings.length === 0) return [];
  const ids = listings.flatMap(({ variantId }) => variantId ?? []);
  const variants = new Map((await scope.tx.variants.getMany(ids)).map((variant) => [variant.id, variant]));
  // Read here and not from the run: the merchant may have assigned other policies since.
  const rules = await readAccountRules(scope, account.id);
  const prepared: PreparedOffer[] = [];
  for (const listing of listings) {
    const variant = listing.variantId === null ? undefined : variants.get(listing.variantId);
    const offer = complete(rules, listing, variant, scope.now);
    if (offer.ok) {
      prepared.push({ listing, request: offer.value });
      continue;
    }
    const off = moveListing(listing, 'publishing', 'incomplete');
    await scope.tx.listings.save({ ...off, dueAt: null, submissionId: null });
    await openListingIssue(scope, listing, offer.error);
    if (offer.error.code === 'price.no-fee-estimate') await pollSoon(scope, account.id, 'fees');
  }
  return prepared;
}

function complete(
  rules: AccountRules,
  listing: Listing,
  variant: Variant | undefined,
  now: Instant,
): Result<NewOffer, Message> {
  const { channelSku, marketplace, catalogueId, terms, channelData } = listing;
  const { account, manifest } = rules;
  const values = { sku: channelSku, account: account.name };
  if (variant === undefined || variant.goneAt !== null) return err(say('listing.no-variant', values));
  if (catalogueId === null) throw new Error('A listing is created on an item of the catalogue');
  if (channelSku.length > manifest.offers.longestSku) {
    return err(say('listing.sku-too-long', { ...values, longest: manifest.offers.longestSku }));
  }
  const selling = rulesFor(rules, listing, 'selling');
  if (selling === null) return err(say('listing.no-policy', values));
  const price = decideAmount(rules, { listing, variant, reservedUnits: 0 }, now);
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
