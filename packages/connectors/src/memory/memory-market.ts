import {
  brandId,
  type ChannelSku,
  type MarketplaceId,
  type MarketplaceOrderId,
} from '@quayside/core/domain/ids';
import { parseGtin, type Gtin } from '@quayside/core/domain/gtin';
import { plus, type Instant } from '@quayside/core/domain/instant';
import type { Fulfillment } from '@quayside/core/domain/listing';
import type { CatalogueItem } from '@quayside/core/domain/match';
import { sum, times, type CurrencyCode, type Money } from '@quayside/core/domain/money';
import {
  defaultTerms,
  leaveAlone,
  partsOf,
  priceOf,
  type OfferPrice,
  type OfferTerms,
  type PricePart,
} from '@quayside/core/domain/offer';
import type { Buyer, OrderStatus } from '@quayside/core/domain/order';
import type { OrderRefund } from '@quayside/core/domain/order-change';
import type { Clock } from '@quayside/core/ports/clock';
import { createMemoryGate, type MemoryGate } from './memory-gate.ts';

export interface MemoryListing {
  readonly channelSku: ChannelSku;
  /** `null`: on nothing that the catalogue has. */
  readonly catalogueId: string | null;
  readonly title: string;
  readonly gtins: readonly Gtin[];
  /** Who ships it; its seller may change that. */
  fulfillment: Fulfillment;
  readonly terms: OfferTerms;
  price: OfferPrice;
  quantity: number;
  /** What the marketplace finds wrong with it; an error keeps it from being sold. */
  issues: readonly MemoryIssue[];
  /** Accepted and not yet shown. */
  pending: MemoryChange[];
}

export interface MemoryIssue {
  readonly code: string;
  readonly severity: 'warning' | 'error';
  readonly text: string;
  /** Default: the connector knows what the code means. */
  readonly isKnown?: boolean;
}

interface MemoryChange {
  readonly showsAt: Instant;
  readonly quantity?: number;
  readonly price?: { readonly set: OfferPrice; readonly gone: readonly PricePart[] };
}

/** New offers that came together: read after a while, one after the other. */
export interface MemorySubmission {
  readonly readAt: Instant;
  /** Takes its offers in. @returns those that are refused. */
  readonly read: () => readonly ChannelSku[];
  /** What was refused, once it was read. */
  refused: readonly ChannelSku[] | null;
  /** The market gives it up without reading it. */
  isGivenUp: boolean;
}

/** A product of the toy catalogue. Several may carry the same number. */
export type MemoryCatalogueItem = Omit<CatalogueItem, 'channelData'>;

export interface MemoryMarketOrder {
  readonly id: MarketplaceOrderId;
  /** Not a status of ours: what a platform of tomorrow might say. */
  status: OrderStatus | 'unheard-of';
  readonly fulfillment: Fulfillment;
  readonly createdAt: Instant;
  changedAt: Instant;
  readonly lines: readonly MemoryMarketLine[];
  readonly shippingTotal: Money;
  readonly shippingService: string | null;
  readonly buyer: Buyer;
  readonly packages: Map<number, MemoryPackage>;
  refunds: readonly OrderRefund[];
  /** The merchant's cancellations that were accepted, by key. */
  readonly cancellations: Set<string>;
}

export interface MemoryMarketLine {
  readonly id: string;
  readonly channelSku: ChannelSku;
  readonly quantity: number;
  readonly total: Money;
  /** Of the quantity; these will not be sent. */
  cancelled: number;
}

interface MemoryPackage {
  readonly carrier: string;
  readonly trackingNumber: string;
  /** Of all lines together. */
  readonly quantity: number;
  readonly lines: readonly { readonly marketplaceLineId: string; readonly quantity: number }[];
}

/** A whole toy marketplace: one seller, one marketplace, changes that take a while to show. */
export interface MemoryMarket {
  readonly marketplace: MarketplaceId;
  readonly currency: CurrencyCode;
  readonly clock: Clock;
  readonly gate: MemoryGate;
  /** How long whatever was accepted is on its way. */
  readonly settleMs: number;
  readonly listings: Map<string, MemoryListing>;
  /** Accepted and not yet listed. */
  arriving: { readonly listing: MemoryListing; readonly showsAt: Instant }[];
  readonly catalogue: Map<string, MemoryCatalogueItem>;
  /** When an offer on an unknown catalogue id is refused: with the request, or by an issue of the listing. */
  refusesUnknownItems: 'at-once' | 'later';
  /** What was sent together, by its id. */
  readonly submissions: Map<string, MemorySubmission>;
  /** Items of the catalogue that the seller may not offer. */
  readonly restricted: Set<string>;
  /** How often the list of all listings is not ready yet. */
  listWaits: number;
  readonly orders: Map<string, MemoryMarketOrder>;
}

export function createMemoryMarket(options: {
  readonly currency: CurrencyCode;
  readonly clock: Clock;
  readonly key: string;
  readonly settleMs?: number;
}): MemoryMarket {
  const { currency, clock, key, settleMs = 0 } = options;
  const marketplace = brandId<MarketplaceId>('toy');
  const gate = createMemoryGate(key);
  return {
    marketplace,
    currency,
    clock,
    gate,
    settleMs,
    listings: new Map(),
    arriving: [],
    catalogue: new Map(),
    refusesUnknownItems: 'later',
    submissions: new Map(),
    restricted: new Set(),
    listWaits: 0,
    orders: new Map(),
  };
}

/** Adds a listing as if it had always been there, and its item to the catalogue. */
export function addMemoryListing(
  market: MemoryMarket,
  listing: {
    readonly sku: string;
    readonly price: Money;
    readonly quantity: number;
    readonly fulfillment?: Fulfillment;
    readonly catalogueId?: string;
    readonly title?: string;
    readonly gtins?: readonly string[];
  },
): MemoryListing {
  const { sku, price, quantity, fulfillment = 'merchant', catalogueId = `TOY-${sku}`, title = sku } = listing;
  const item =
    market.catalogue.get(catalogueId) ??
    addMemoryCatalogueItem(market, { catalogueId, title, gtins: listing.gtins ?? [] });
  const added: MemoryListing = {
    channelSku: brandId<ChannelSku>(sku),
    catalogueId,
    title,
    gtins: item.gtins,
    fulfillment,
    terms: defaultTerms,
    price,
    quantity,
    issues: [],
    pending: [],
  };
  market.listings.set(sku, added);
  return added;
}

/** @throws Error when a number is none. */
export function addMemoryCatalogueItem(
  market: Pick<MemoryMarket, 'catalogue'>,
  item: Partial<Omit<MemoryCatalogueItem, 'gtins'>> & {
    readonly catalogueId: string;
    readonly title: string;
    readonly gtins?: readonly string[];
  },
): MemoryCatalogueItem {
  const gtins = (item.gtins ?? []).map((text) => {
    const gtin = parseGtin(text);
    if (!gtin.ok) throw new Error(`${text} is no trade item number`);
    return gtin.value;
  });
  const plain = { brand: null, image: null, partNumber: null, color: null, size: null };
  const added = { ...plain, packageQuantity: null, familyId: null, ...item, gtins };
  market.catalogue.set(item.catalogueId, added);
  return added;
}

/** The seller changes a price on the marketplace itself. @throws Error when there is no such listing. */
export function changeMemoryPrice(market: MemoryMarket, sku: string, price: Money): void {
  existingListing(market, sku).price = price;
}

/** The seller lets the marketplace ship a listing, or ships it again; where it lies now there are so many. @throws Error when there is no such listing. */
export function moveMemoryListing(
  market: MemoryMarket,
  sku: string,
  fulfillment: Fulfillment,
  quantity: number,
): void {
  const listing = existingListing(market, sku);
  listing.fulfillment = fulfillment;
  listing.quantity = quantity;
}

/** The marketplace finds something wrong with a listing, or nothing any more. @throws Error when there is no such listing. */
export function markMemoryListing(market: MemoryMarket, sku: string, issues: readonly MemoryIssue[]): void {
  existingListing(market, sku).issues = issues;
}

/** The seller deletes a listing on the marketplace itself. */
export function removeMemoryListing(market: MemoryMarket, sku: string): void {
  market.listings.delete(sku);
}

/** Lets everything show whose time has come. */
export function settleMemoryMarket(market: MemoryMarket): void {
  const now = market.clock.now();
  for (const submission of market.submissions.values()) {
    const isRead = submission.refused !== null || submission.isGivenUp || submission.readAt > now;
    if (!isRead) submission.refused = submission.read();
  }
  for (const { listing, showsAt } of market.arriving) {
    if (showsAt <= now) market.listings.set(listing.channelSku, listing);
  }
  market.arriving = market.arriving.filter(({ showsAt }) => showsAt > now);
  for (const listing of market.listings.values()) settleListing(listing, now);
}

function settleListing(listing: MemoryListing, now: Instant): void {
  if (listing.pending.length === 0) return;
  for (const { showsAt, quantity, price } of listing.pending) {
    if (showsAt > now) continue;
    listing.quantity = quantity ?? listing.quantity;
    if (price !== undefined) {
      const { set, gone } = price;
      listing.price = priceOf(leaveAlone(set, listing.price, [...partsOf(set), ...gone]));
    }
  }
  listing.pending = listing.pending.filter(({ showsAt }) => showsAt > now);
}

/** What buyers can order now. */
export function shownQuantity(market: MemoryMarket, listing: MemoryListing): number {
  settleListing(listing, market.clock.now());
  return listing.quantity;
}

/** What buyers pay now. */
export function shownPrice(market: MemoryMarket, listing: MemoryListing): OfferPrice {
  settleListing(listing, market.clock.now());
  return listing.price;
}

export function acceptQuantity(market: MemoryMarket, listing: MemoryListing, quantity: number): void {
  listing.pending.push({ quantity, showsAt: plus(market.clock.now(), market.settleMs) });
}

export function acceptPrice(
  market: MemoryMarket,
  listing: MemoryListing,
  set: OfferPrice,
  gone: readonly PricePart[],
): void {
  listing.pending.push({ price: { set, gone }, showsAt: plus(market.clock.now(), market.settleMs) });
}

function existingListing(market: MemoryMarket, sku: string): MemoryListing {
  settleMemoryMarket(market);
  const listing = market.listings.get(sku);
  if (listing === undefined) throw new Error(`The toy market has no ${sku}`);
  return listing;
}

/** @throws Error when the marketplace does not show that many. */
export function buyOnMemoryMarket(
  market: MemoryMarket,
  purchase: {
    readonly sku: string;
    readonly quantity: number;
    readonly shipping: Money;
    readonly status: OrderStatus;
    readonly buyer: Buyer;
    readonly shippingService?: string;
  },
): MemoryMarketOrder {
  const { sku, quantity, shipping, status, buyer, shippingService = null } = purchase;
  settleMemoryMarket(market);
  const listing = market.listings.get(sku);
  if (listing === undefined || shownQuantity(market, listing) < quantity)
    throw new Error(`Too few of ${sku}`);
  listing.quantity -= quantity;
  const now = market.clock.now();
  const order: MemoryMarketOrder = {
    id: brandId<MarketplaceOrderId>(`toy-${market.orders.size + 1}`),
    status,
    fulfillment: listing.fulfillment,
    createdAt: now,
    changedAt: now,
    lines: [
      {
        id: '1',
        channelSku: listing.channelSku,
        quantity,
        total: times(shownPrice(market, listing), quantity),
        cancelled: 0,
      },
    ],
    shippingTotal: sum([shipping], market.currency),
    shippingService,
    buyer,
    packages: new Map(),
    refunds: [],
    cancellations: new Set(),
  };
  market.orders.set(order.id, order);
  return order;
}

export function moveMemoryMarketOrder(
  market: MemoryMarket,
  order: MemoryMarketOrder,
  status: MemoryMarketOrder['status'],
): void {
  order.status = status;
  order.changedAt = market.clock.now();
}
