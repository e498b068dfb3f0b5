import { createHash } from 'node:crypto';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { ok, type Err } from '@quayside/core/domain/result';
import type { ChannelConnector, ListingAddress } from '@quayside/core/ports/channel-connector';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import { fail } from '../_kit/failure.ts';
import type { ShopifyClient } from './client.ts';
import { OfferDocument, SetPriceDocument, SetQuantityDocument } from './documents.gen.ts';
import { mapUnreadable, say, userErrorDetail, userErrorText, type UserError } from './errors.ts';
import { wholeOffer } from './follower-listings.ts';
import { followerMarketplace } from './follower-marketplaces.ts';
import { globalId, isNumber, numberIn } from './global-id.ts';
import { countOf, offeredSku, shownUnits, type OfferedVariant } from './offer-mapper.ts';

/**
 * Sets counts and prices. The variant is read before each: its SKU may have gone to another variant since the listing was read, and its units to another location.
 *
 * @param location see `countOf`.
 */
export function offerWriter(
  client: ShopifyClient,
  context: ConnectorContext,
  location: string | null,
): Pick<ChannelConnector['listings'], 'setQuantity' | 'setPrice'> {
  return {
    async setQuantity(address, quantity, sendBy, expected) {
      const variant = await findOffered(client, address);
      if (!variant.ok) return variant;
      const count = countOf(variant.value, location);
      if (count.kind !== 'ours' || numberIn(count.location) !== address.channelData['location']) {
        return outdated(`units are ${count.kind}`);
      }
      if (shownUnits(count) !== expected) return outdated('another count');
      const decision = JSON.stringify([address.channelSku, quantity, expected, sendBy]);
      const answer = await client.call({
        operation: 'write',
        document: SetQuantityDocument,
        variables: {
          input: {
            name: 'available',
            reason: 'correction',
            quantities: [
              {
                inventoryItemId: variant.value.facts.inventoryItem.id,
                locationId: count.location,
                quantity,
                changeFromQuantity: count.available,
              },
            ],
          },
          // One decision is carried out once, however often it is sent.
          key: createHash('sha256').update(decision).digest('base64url'),
        },
        maySend: () => context.clock.now() <= sendBy,
      });
      if (!answer.ok) return answer;
      const set = answer.value.inventorySetQuantities;
      if (set === null) return mapUnreadable({ operation: 'SetQuantity', effect: 'write' }, 'no answer');
      return set.userErrors.length === 0 ? ok(undefined) : mapQuantityErrors(set.userErrors);
    },
    async setPrice(address, price, sendBy) {
      const variant = await findOffered(client, address);
      if (!variant.ok) return variant;
      const { facts, currency } = variant.value;
      if (price.currency !== currency) {
        const message = say('shopify.other-currency', { currency: price.currency, own: currency });
        return fail({ kind: 'invalid-input' }, message, 'SetPrice: another currency');
      }
      const answer = await client.call({
        operation: 'write',
        document: SetPriceDocument,
        variables: { product: facts.product.id, variant: facts.id, price: price.amount },
        maySend: () => context.clock.now() <= sendBy,
      });
      if (!answer.ok) return answer;
      const set = answer.value.productVariantsBulkUpdate;
      if (set === null) return mapUnreadable({ operation: 'SetPrice', effect: 'write' }, 'no answer');
      return set.userErrors.length === 0 ? ok(undefined) : mapPriceErrors(set.userErrors);
    },
  };
}

/** The variant that a listing was read of, while it is still for sale under the listing's SKU. */
async function findOffered(client: ShopifyClient, address: ListingAddress): Answer<OfferedVariant> {
  const id = address.channelData['variant'] ?? '';
  if (!isNumber(id)) return gone('not read yet');
  const answer = await client.call({
    operation: 'read',
    document: OfferDocument,
    variables: { id: globalId('ProductVariant', id) },
  });
  if (!answer.ok) return answer;
  const { productVariant: facts, shop } = answer.value;
  if (facts === null || offeredSku(facts) !== address.channelSku) return gone('no variant of this SKU');
  const variant = await wholeOffer(client, facts, shop.currencyCode);
  if (!variant.ok) return variant;
  const isHere = followerMarketplace(variant.value.currency) === address.marketplace;
  return isHere ? variant : gone('the shop has another currency');
}

function gone(why: string): Err<ConnectorError> {
  return fail({ kind: 'not-found' }, say('shopify.not-found'), `Offer: ${why}`);
}

function outdated(why: string): Err<ConnectorError> {
  return fail({ kind: 'outdated' }, say('shopify.outdated'), `SetQuantity: ${why}`);
}

/** What refusals of a quantity mean (`InventorySetQuantitiesUserErrorCode`). */
function mapQuantityErrors(errors: readonly UserError[]): Err<ConnectorError> {
  const detail = userErrorDetail('SetQuantity', errors);
  const codes = new Set(errors.map(({ code }) => code ?? ''));
  // The same decision is being carried out: it may happen yet.
  if (codes.has('IDEMPOTENCY_CONCURRENT_REQUEST')) {
    return fail({ kind: 'unknown-outcome' }, say('shopify.unknown-outcome'), detail);
  }
  if (codes.has('IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED')) {
    const status = 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED';
    return fail({ kind: 'transient' }, say('shopify.server-error', { status }), detail);
  }
  if ([...codes].every((code) => outdatedCodes.has(code))) {
    return fail({ kind: 'outdated' }, say('shopify.outdated'), detail);
  }
  const message = say('shopify.quantity-refused', { text: userErrorText(errors) });
  return fail({ kind: 'invalid-input' }, message, detail);
}

/** The count is another, the item is no longer there, or the same decision was carried out from another count. */
const outdatedCodes = new Set([
  'CHANGE_FROM_QUANTITY_STALE',
  'INVALID_INVENTORY_ITEM',
  'INVALID_LOCATION',
  'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
]);

/** What refusals of a price mean (`ProductVariantsBulkUpdateUserErrorCode`). */
function mapPriceErrors(errors: readonly UserError[]): Err<ConnectorError> {
  const detail = userErrorDetail('SetPrice', errors);
  const isGone = errors.some(({ code }) => code?.endsWith('_DOES_NOT_EXIST'));
  if (isGone) return fail({ kind: 'not-found' }, say('shopify.not-found'), detail);
  const message = say('shopify.price-refused', { text: userErrorText(errors) });
  return fail({ kind: 'invalid-input' }, message, detail);
}
