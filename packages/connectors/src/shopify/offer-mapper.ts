import { parseGtin } from '@quayside/core/domain/gtin';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import type { ChannelIssue } from '@quayside/core/domain/channel-issue';
import type { ListingRecord } from '@quayside/core/domain/listing';
import { parseMoney, type CurrencyCode } from '@quayside/core/domain/money';
import { readSku, tidyText } from '../_kit/tidy-text.ts';
import { variantTitle } from '../_kit/variant-title.ts';
import type { LevelListFragment, OfferFactsFragment } from './documents.gen.ts';
import { say } from './errors.ts';
import { followerMarketplace } from './follower-marketplaces.ts';
import { globalId, numberIn } from './global-id.ts';
import { isSold } from './product-mapper.ts';

/** A variant with all places where it lies, and the currency of its shop. */
export interface OfferedVariant {
  readonly facts: OfferFactsFragment;
  readonly levels: LevelListFragment['nodes'];
  readonly currency: CurrencyCode;
}

/** The units of a variant, as far as they are ours to set: at one location, and only while no other has any (README, Following another shop). */
export type Count =
  | {
      readonly kind: 'ours';
      /** Global id. */
      readonly location: string;
      /** Below zero where more was sold than there was. */
      readonly available: number;
    }
  | { readonly kind: 'not-counted' | 'nowhere' | 'elsewhere' };

/** @param location the merchant's choice; `null`: the oldest location at which the variant is stocked. */
export function countOf(
  { facts, levels }: Pick<OfferedVariant, 'facts' | 'levels'>,
  location: string | null,
): Count {
  if (!facts.inventoryItem.tracked) return { kind: 'not-counted' };
  const places = levels.map((level) => ({
    id: level.location.id,
    available: level.quantities[0]?.quantity ?? 0,
  }));
  const own =
    location === null
      ? places.toSorted((one, other) => Number(numberIn(one.id)) - Number(numberIn(other.id)))[0]
      : places.find(({ id }) => id === globalId('Location', location));
  if (places.some(({ id, available }) => id !== own?.id && available !== 0)) return { kind: 'elsewhere' };
  return own === undefined
    ? { kind: 'nowhere' }
    : { kind: 'ours', location: own.id, available: own.available };
}

/** What buyers can order of it; `null` when that is not ours to set. */
export function shownUnits(count: Count): number | null {
  return count.kind === 'ours' ? Math.max(0, count.available) : null;
}

/** The SKU under which a variant is for sale; `null` when it has none, or is not for sale. */
export function offeredSku({ sku, product }: OfferFactsFragment): ChannelSku | null {
  const own = isSold(product) ? readSku(sku) : null;
  return own === null ? null : brandId<ChannelSku>(own);
}

/** What buyers of the shop see of a variant. */
export function mapOffer(
  variant: OfferedVariant,
  channelSku: ChannelSku,
  count: Count,
): Omit<ListingRecord, 'asOf'> {
  const { facts, levels, currency } = variant;
  const { product, title, barcode, price } = facts;
  const money = parseMoney(price, currency);
  const gtin = parseGtin(barcode ?? '');
  return {
    channelSku,
    marketplace: followerMarketplace(currency),
    catalogueId: numberIn(facts.id),
    title: variantTitle(
      tidyText(product.title),
      product.hasOnlyDefaultVariant ? [] : [tidyText(title)],
      () => undefined,
    ),
    gtins: gtin.ok ? [gtin.value] : [],
    status: canBeBought(facts, levels) ? 'active' : 'inactive',
    fulfillment: 'merchant',
    quantity: shownUnits(count),
    channelStock: null,
    price: money.ok ? money.value : null,
  };
}

function canBeBought(
  { inventoryItem, inventoryPolicy }: OfferFactsFragment,
  levels: OfferedVariant['levels'],
): boolean {
  if (!inventoryItem.tracked || inventoryPolicy === 'CONTINUE') return true;
  return levels.reduce((units, { quantities }) => units + (quantities[0]?.quantity ?? 0), 0) > 0;
}

/** Why the shop may sell more of it than there is. */
export function mapIssues(
  { inventoryPolicy }: Pick<OfferFactsFragment, 'inventoryPolicy'>,
  sku: ChannelSku,
  count: Count,
): readonly ChannelIssue[] {
  const warning = (code: string, message: ChannelIssue['message']): ChannelIssue => ({
    code,
    severity: 'warning',
    message,
    words: null,
    attributes: [],
    repairs: [],
    isKnown: true,
  });
  switch (count.kind) {
    case 'not-counted':
      return [warning('not-counted', say('shopify.units-not-counted', { sku }))];
    case 'nowhere':
      return [warning('nowhere', say('shopify.units-nowhere', { sku }))];
    case 'elsewhere':
      return [warning('elsewhere', say('shopify.units-elsewhere', { sku }))];
    case 'ours':
      return inventoryPolicy === 'CONTINUE'
        ? [warning('sold-below-zero', say('shopify.sold-below-zero', { sku }))]
        : [];
  }
}
