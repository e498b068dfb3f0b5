declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** Ids of our own rows are UUIDs made by the `IdSource` port. A swapped pair does not compile. */
export type WorkspaceId = Id<'workspace'>;
export type ConnectionId = Id<'connection'>;
export type StockPoolId = Id<'stock-pool'>;
export type ProductId = Id<'product'>;
export type VariantId = Id<'variant'>;
export type ListingId = Id<'listing'>;
export type TargetId = Id<'target'>;
export type OrderId = Id<'order'>;
export type OrderLineId = Id<'order-line'>;
export type ReservationId = Id<'reservation'>;
export type ShipmentId = Id<'shipment'>;
export type OrderChangeId = Id<'order-change'>;
export type ActivityId = Id<'activity'>;
export type MemberId = Id<'member'>;
export type AuditEntryId = Id<'audit-entry'>;
export type PolicyId = Id<'policy'>;
export type PolicyChangeId = Id<'policy-change'>;
export type SubmissionId = Id<'submission'>;

/** The merchant's stock keeping unit, exactly as the store spells it. */
export type Sku = Id<'sku'>;
/** The seller's SKU on a channel account. */
export type ChannelSku = Id<'channel-sku'>;
/** A marketplace's own id for an order. */
export type MarketplaceOrderId = Id<'marketplace-order'>;
/** The store platform's own id for an order. */
export type StoreOrderId = Id<'store-order'>;
/** The store platform's own id for a product (a variant's parent, or the product itself). */
export type StoreProductId = Id<'store-product'>;
/** The store platform's own id for a variant; unique within its connection. */
export type StoreVariantId = Id<'store-variant'>;
/** A place where a store keeps stock, by the platform's own id. */
export type LocationId = Id<'location'>;
/** What a store counts, by the platform's own id, where that is not the variant itself. */
export type StockItemId = Id<'stock-item'>;
/** A marketplace of a channel, by the platform's own id. */
export type MarketplaceId = Id<'marketplace'>;

/** Brands text from outside as an id of the wanted kind; never empty. */
export function brandId<Branded extends Id<string>>(text: string): Branded {
  if (text === '') throw new Error('An id cannot be empty');
  return text as Branded;
}

/** What every tenant-owned key starts with. */
export interface InWorkspace {
  readonly workspaceId: WorkspaceId;
}

/** A connection, named with its workspace, so that a forged id of another workspace finds nothing. */
export interface ConnectionKey extends InWorkspace {
  readonly connectionId: ConnectionId;
}
