import type {
  ListingsItemPatchRequest,
  ListingsItemPutRequest,
} from '@sp-api-sdk/listings-items-api-2021-08-01';
import type { MarketplaceId } from '@quayside/core/domain/ids';
import type { Condition, OfferPrice } from '@quayside/core/domain/offer';
import type { NewOffer } from '@quayside/core/ports/channel-connector';
import { merchantChannelCode, productTypeKey } from './listing-mapper.ts';
import { businesses, listPriceEntry, offerEntries, type WrittenPart } from './price-attributes.ts';

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
 * `merge` into the offers that marketplace, currency and audience select: their prices change, what is `null` goes, and minimum and maximum prices and the offers of
 * other audiences stay (Amazon's documentation, "Manage purchasable offer"). What businesses pay, and the list price, go as a whole by their selectors.
 *
 * @param gone the parts that are to go, of those that the last read showed.
 * @throws Error when a price is not above zero: a bug.
 */
export function pricePatch(
  productType: string,
  marketplace: MarketplaceId,
  price: OfferPrice,
  gone: readonly WrittenPart[],
): ListingsItemPatchRequest {
  const { currency, list, business } = price;
  const selectors = { marketplace_id: marketplace, currency };
  const offers = '/attributes/purchasable_offer';
  const lists = '/attributes/list_price';
  const patches: ListingsItemPatchRequest['patches'] = [
    { op: 'merge', path: offers, value: [...offerEntries(marketplace, price, gone)] },
  ];
  if (business === undefined && gone.includes('business')) {
    patches.push({ op: 'delete', path: offers, value: [{ ...selectors, audience: businesses }] });
  }
  if (list !== undefined) {
    patches.push({ op: 'replace', path: lists, value: [listPriceEntry(marketplace, list)] });
  } else if (gone.includes('list')) patches.push({ op: 'delete', path: lists, value: [selectors] });
  return { productType, patches };
}

/**
 * An offer on an item of the catalogue (`LISTING_OFFER_ONLY`): sales terms and no product facts.
 *
 * @throws Error when the price is not above zero: a bug.
 */
export function offerBody(offer: NewOffer): ListingsItemPutRequest {
  const { handlingDays } = offer.terms;
  return {
    productType: productTypeOf(offer),
    requirements: 'LISTING_OFFER_ONLY',
    attributes: {
      ...marketplaceAttributes(offer),
      fulfillment_availability: [
        {
          fulfillment_channel_code: merchantChannelCode,
          quantity: 0,
          ...(handlingDays === null ? {} : { lead_time_to_ship_max_days: handlingDays }),
        },
      ],
    },
  };
}

/**
 * An offer of a SKU that sells in another store: what holds for this store alone. Quantity and handling time hold for all of them, and stay as they are.
 *
 * @throws Error when the price is not above zero: a bug.
 */
export function partialOfferBody(
  offer: NewOffer,
): Pick<ListingsItemPutRequest, 'productType' | 'attributes'> {
  return { productType: productTypeOf(offer), attributes: marketplaceAttributes(offer) };
}

function productTypeOf({ channelData }: NewOffer): string {
  return channelData[productTypeKey] ?? anyProductType;
}

function marketplaceAttributes({ marketplace, catalogueId, price, terms }: NewOffer) {
  const marked = (value: string) => [{ value, marketplace_id: marketplace }];
  const { shippingTemplate, condition } = terms;
  return {
    merchant_suggested_asin: marked(catalogueId),
    condition_type: marked(conditionTypes[condition]),
    // A list price is no part of an offer on an item that is there already: it follows by a patch.
    purchasable_offer: [...offerEntries(marketplace, price)],
    ...(shippingTemplate === null ? {} : { merchant_shipping_group: marked(shippingTemplate) }),
  };
}

function mergePatch(
  productType: string,
  attribute: string,
  value: Record<string, unknown>,
): ListingsItemPatchRequest {
  return { productType, patches: [{ op: 'merge', path: `/attributes/${attribute}`, value: [value] }] };
}
