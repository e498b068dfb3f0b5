import type { Gtin } from '@quayside/core/domain/gtin';
import type { ChannelSku, MarketplaceId, MarketplaceOrderId } from '@quayside/core/domain/ids';
import type { CurrencyCode } from '@quayside/core/domain/money';
import type { ChannelDefinition } from '@quayside/core/ports/definition';
import type { CatalogueItem } from '@quayside/core/domain/match';
import type { OfferTerms } from '@quayside/core/domain/offer';
import type { ContractFault } from './contract-fault.ts';
import type { ShiftedClock } from './watched-context.ts';

/** A channel connector with a fresh platform behind it. */
export interface ChannelUnderTest {
  readonly definition: ChannelDefinition;
  readonly credentials: Readonly<Record<string, string>>;
  readonly wrongCredentials: Readonly<Record<string, string>>;
  readonly settings: unknown;
  /** What the platform gave our application, where it needs one. */
  readonly registration?: unknown;
  /** Shared with the platform. */
  readonly clock: ShiftedClock;
  readonly currency: CurrencyCode;
  readonly marketplace: MarketplaceId;
  /** Shipped by the merchant; 200 units at 24.90. */
  readonly ownSku: ChannelSku;
  /** Shipped by the channel; 50 units. `null` where the channel has no warehouses. */
  readonly channelsSku: ChannelSku | null;
  /** How long an accepted quantity, price or new listing may take to show. */
  readonly settleMs: number;
  readonly catalogue: CatalogueUnderTest;
  readonly levers: ChannelLevers;
  close(): Promise<void>;
}

/** What the channel's catalogue has, and what it does not. Nothing of it is listed. */
export interface CatalogueUnderTest {
  /** Two items with a number of their own. */
  readonly items: readonly [KnownItem, KnownItem];
  /** Two items that carry the same number. */
  readonly twins: { readonly gtin: Gtin; readonly catalogueIds: readonly [string, string] };
  /** Items of one brand and one family, with a word in each title that nothing else has. */
  readonly family: KnownFamily;
  readonly unknownGtin: Gtin;
  readonly unknownId: string;
}

export interface KnownFamily {
  readonly word: string;
  readonly brand: string;
  readonly familyId: string;
  readonly items: readonly Pick<
    CatalogueItem,
    'catalogueId' | 'partNumber' | 'color' | 'size' | 'packageQuantity'
  >[];
}

export interface KnownItem {
  readonly catalogueId: string;
  readonly gtin: Gtin;
  readonly title: string;
}

/** What buyers and the channel itself do. */
export interface ChannelLevers {
  /** A buyer orders, with 3.99 for shipping; paid unless said otherwise. */
  buy(sku: ChannelSku, quantity: number, state?: 'paid' | 'pending'): MarketplaceOrderId;
  pay(id: MarketplaceOrderId): void;
  cancel(id: MarketplaceOrderId): void;
  /** More listings of the merchant's own than fit into one part of the list. */
  addManyListings(): readonly ChannelSku[];
  /** The list of all listings is not ready when it is asked for next. */
  delayList(): void;
  /** The channel forgets the lists that it has begun or written. */
  forgetLists(): void;
  /** The channel finds something wrong with a listing that keeps it from being sold. */
  suppress(sku: ChannelSku): void;
  /** The seller may not offer an item of the catalogue. Not called where the connector cannot ask for that. */
  restrict(catalogueId: string): void;
  /** What the channel knows of a listing besides price and quantity. */
  termsOf(sku: ChannelSku): OfferTerms;
  /** Gives an order a status that nobody has heard of. */
  garble(id: MarketplaceOrderId): void;
  /** Parcels that the channel knows of an order. */
  packages(id: MarketplaceOrderId): readonly { readonly trackingNumber: string }[];
  fault(kind: ContractFault): void;
  /** The seller withdraws the authorisation. */
  revoke(): void;
  /** Calls that reached the platform. */
  calls(): number;
  /** The platform is no longer there at all. */
  goDown(): Promise<void>;
}
