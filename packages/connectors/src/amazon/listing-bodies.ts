import type {
  ListingsItemPatchRequest,
  ListingsItemPutRequest,
} from '@sp-api-sdk/listings-items-api-2021-08-01';
import { formatAmount, isPositive, type Money } from '@quayside/core/domain/money';
import type { Condition } from '@quayside/core/domain/offer';
import type { NewOffer } from '@quayside/core/ports/connector';
import { exactNumber } from './exact-json.ts';
import { everybody, merchantChannelCode, productTypeKey } from './listing-mapper.ts';

/** `conditionType` of the Listings Items API 2021-08-01. */
export const conditionTypes: Readonly<Record<Condition, string>> = {
  new: 'new_new',
  refurbished: 'refurbished_refurbished',
  'used-like-new': 'used_like_new',
  'used-very-good': 'used_very_good',
  'used-good': 'used_good',
  'used-acceptable': 'used_acceptable',
};

/** Product type for offers on items whose own is not known: it is in every store and its offers need nothing special (product type `PRODUCT`). */
const anyProductType = 'PRODUCT';

/**
 * `merge` changes the members that are given and keeps the rest of the entry with the same `fulfillment_channel_code`: the handling time
 * (`lead_time_to_ship_max_days`) survives (Amazon's documentation, "Merge a listing"). Only whole attributes can be patched.
 *
 * @throws Error when the quantity is not a whole number of units: a bug.
 */
export function quantityPatch(productType: string, quantity: number): ListingsItemPatchRequest {
  if (!Number.isSafeInteger(quantity) || quantity < 0)
    throw new Error('A quantity is a whole number of units');
  return mergePatch(productType, 'fulfillment_availability', {
    fulfillment_channel_code: merchantChannelCode,
    quantity,
  });
}

/**
 * `merge` into the offer that marketplace, currency and audience select: its own price changes, sale prices, minimum and maximum prices and the offers of other
 * audiences stay (Amazon's documentation, "Manage purchasable offer").
 *
 * @throws Error when the price is not above zero: a bug.
 */
export function pricePatch(productType: string, marketplace: string, price: Money): ListingsItemPatchRequest {
  return mergePatch(productType, 'purchasable_offer', offerOf(marketplace, price));
}

/**
 * An offer on an item of the catalogue (`LISTING_OFFER_ONLY`): sales terms and no product facts.
 *
 * @throws Error when the price is not above zero: a bug.
 */
export function offerBody(offer: NewOffer): ListingsItemPutRequest {
  const { marketplace, catalogueId, price, terms, channelData } = offer;
  const marked = (value: string) => [{ value, marketplace_id: marketplace }];
  const { handlingDays, shippingTemplate } = terms;
  return {
    productType: channelData[productTypeKey] ?? anyProductType,
    requirements: 'LISTING_OFFER_ONLY',
    attributes: {
      merchant_suggested_asin: marked(catalogueId),
      condition_type: marked(conditionTypes[terms.condition]),
      purchasable_offer: [offerOf(marketplace, price)],
      fulfillment_availability: [
        {
          fulfillment_channel_code: merchantChannelCode,
          quantity: 0,
          ...(handlingDays === null ? {} : { lead_time_to_ship_max_days: handlingDays }),
        },
      ],
      ...(shippingTemplate === null ? {} : { merchant_shipping_group: marked(shippingTemplate) }),
    },
  };
}

function offerOf(marketplace: string, price: Money): Record<string, unknown> {
  if (!isPositive(price)) throw new Error('A price is above zero');
  return {
    marketplace_id: marketplace,
    currency: price.currency,
    audience: everybody,
    our_price: [{ schedule: [{ value_with_tax: exactNumber(formatAmount(price)) }] }],
  };
}

function mergePatch(
  productType: string,
  attribute: string,
  value: Record<string, unknown>,
): ListingsItemPatchRequest {
  return { productType, patches: [{ op: 'merge', path: `/attributes/${attribute}`, value: [value] }] };
}
