import type { ChannelSku, MarketplaceId } from '@quayside/core/domain/ids';
import { amazonMarketplaces } from './marketplaces.ts';

/** Of which listing, or of which item of the catalogue, a page is wanted. */
export interface SellerPlace {
  readonly channelSku: ChannelSku;
  readonly marketplace: MarketplaceId;
  /** The ASIN, once known. */
  readonly catalogueId: string | null;
}

/** Pages for sellers, by what they are for. */
export interface SellerPages {
  readonly listing: string;
  /** `null` while no ASIN is known. */
  readonly approval: string | null;
  /** About an issue code. */
  readonly code: (code: string) => string;
}

/**
 * Addresses in the Seller Central of a marketplace. Where approval is asked for is in the examples of Listings Restrictions 2021-08-01, pages of codes in Amazon's own
 * messages; the page of a SKU is generally known (README).
 *
 * @returns `null` for a marketplace that is not in our table.
 */
export function sellerPages({ channelSku, marketplace, catalogueId }: SellerPlace): SellerPages | null {
  const base = amazonMarketplaces.find(({ id }) => id === marketplace)?.sellerCentral;
  if (base === undefined) return null;
  return {
    listing: `${base}/skucentral?mSku=${encodeURIComponent(channelSku)}`,
    approval:
      catalogueId === null
        ? null
        : `${base}/hz/approvalrequest/restrictions/approve?asin=${encodeURIComponent(catalogueId)}`,
    code: (code) => `${base}/gp/errorcode/${encodeURIComponent(code)}`,
  };
}
