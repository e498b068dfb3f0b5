import {
  brandId,
  type ChannelSku,
  type ConnectionId,
  type ListingId,
  type MarketplaceId,
  type Sku,
  type StoreProductId,
  type StoreVariantId,
  type TargetId,
  type VariantId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type { Listing } from '@quayside/core/domain/listing';
import type { Stock } from '@quayside/core/domain/stock';
import type { Target } from '@quayside/core/domain/target';
import type { Variant } from '@quayside/core/domain/variant';
import type {
  Listing as ListingRow,
  Prisma,
  Target as TargetRow,
  Variant as VariantRow,
} from './generated/client.ts';
import { fromDate, fromDateOrNull, fromMoney, idOrNull, toDate, toDateOrNull, toJson } from './rows.ts';

export function toVariant(row: VariantRow): Variant {
  return {
    id: brandId<VariantId>(row.id),
    connectionId: brandId<ConnectionId>(row.connectionId),
    storeProductId: brandId<StoreProductId>(row.storeProductId),
    storeVariantId: brandId<StoreVariantId>(row.storeVariantId),
    sku: idOrNull<Sku>(row.sku),
    gtin: row.gtin,
    title: row.title,
    price: row.priceAmount === null ? null : fromMoney(row.priceAmount, row.priceCurrency ?? ''),
    stock: toStock(row),
    readBeganAt: fromDate(row.readBeganAt),
    goneAt: fromDateOrNull(row.goneAt),
    version: row.version,
  };
}

function toStock(row: Pick<VariantRow, 'stockKind' | 'stockQuantity'>): Stock {
  if (row.stockKind === 'untracked') return { kind: 'untracked' };
  if (row.stockQuantity === null) throw new Error('A row holds counted stock without a count');
  return { kind: row.stockKind as 'tracked' | 'backorderable', quantity: row.stockQuantity };
}

export function fromVariant(workspaceId: WorkspaceId, variant: Variant): Prisma.VariantUncheckedCreateInput {
  return {
    workspaceId,
    id: variant.id,
    connectionId: variant.connectionId,
    storeProductId: variant.storeProductId,
    storeVariantId: variant.storeVariantId,
    sku: variant.sku,
    gtin: variant.gtin,
    title: variant.title,
    priceAmount: variant.price?.amount ?? null,
    priceCurrency: variant.price?.currency ?? null,
    stockKind: variant.stock.kind,
    stockQuantity: variant.stock.kind === 'untracked' ? null : variant.stock.quantity,
    readBeganAt: toDate(variant.readBeganAt),
    goneAt: toDateOrNull(variant.goneAt),
    version: variant.version,
  };
}

export function toListing(row: ListingRow): Listing {
  return {
    id: brandId<ListingId>(row.id),
    connectionId: brandId<ConnectionId>(row.connectionId),
    marketplace: brandId<MarketplaceId>(row.marketplace),
    channelSku: brandId<ChannelSku>(row.channelSku),
    catalogueId: row.catalogueId,
    variantId: idOrNull<VariantId>(row.variantId),
    fulfillment: row.fulfillment as Listing['fulfillment'],
    unitsPerListing: row.unitsPerListing,
    explicitQuantity: row.explicitQuantity,
    channelData: row.channelData as Listing['channelData'],
    quantityTargetId: brandId<TargetId>(row.quantityTargetId),
    version: row.version,
  };
}

export function fromListing(workspaceId: WorkspaceId, listing: Listing): Prisma.ListingUncheckedCreateInput {
  return { workspaceId, ...listing, channelData: toJson(listing.channelData) };
}

export function toTarget(row: TargetRow): Target {
  return {
    id: brandId<TargetId>(row.id),
    connectionId: brandId<ConnectionId>(row.connectionId),
    aspect: row.aspect as Target['aspect'],
    channelSku: brandId<ChannelSku>(row.channelSku),
    marketplace: row.marketplace === '' ? null : brandId<MarketplaceId>(row.marketplace),
    wantedVersion: row.wantedVersion,
    inFlight:
      row.inFlightVersion === null || row.inFlightValue === null || row.inFlightDeadline === null
        ? null
        : {
            version: row.inFlightVersion,
            value: row.inFlightValue,
            deadline: fromDate(row.inFlightDeadline),
          },
    acknowledged:
      row.acknowledgedVersion === null || row.acknowledgedValue === null || row.acknowledgedAt === null
        ? null
        : {
            version: row.acknowledgedVersion,
            value: row.acknowledgedValue,
            at: fromDate(row.acknowledgedAt),
          },
    shown:
      row.shownValue === null || row.shownAt === null
        ? null
        : { value: row.shownValue, at: fromDate(row.shownAt) },
    mismatches: row.mismatches,
    lane: row.lane as Target['lane'],
    awaitsOrdersAfter: fromDateOrNull(row.awaitsOrdersAfter),
    dueAt: fromDateOrNull(row.dueAt),
    verifyAt: fromDateOrNull(row.verifyAt),
    attempts: row.attempts,
    version: row.version,
  };
}

export function fromTarget(workspaceId: WorkspaceId, target: Target): Prisma.TargetUncheckedCreateInput {
  return {
    workspaceId,
    id: target.id,
    connectionId: target.connectionId,
    aspect: target.aspect,
    channelSku: target.channelSku,
    marketplace: target.marketplace ?? '',
    wantedVersion: target.wantedVersion,
    inFlightVersion: target.inFlight?.version ?? null,
    inFlightValue: target.inFlight?.value ?? null,
    inFlightDeadline: toDateOrNull(target.inFlight?.deadline ?? null),
    acknowledgedVersion: target.acknowledged?.version ?? null,
    acknowledgedValue: target.acknowledged?.value ?? null,
    acknowledgedAt: toDateOrNull(target.acknowledged?.at ?? null),
    shownValue: target.shown?.value ?? null,
    shownAt: toDateOrNull(target.shown?.at ?? null),
    mismatches: target.mismatches,
    lane: target.lane,
    awaitsOrdersAfter: toDateOrNull(target.awaitsOrdersAfter),
    dueAt: toDateOrNull(target.dueAt),
    verifyAt: toDateOrNull(target.verifyAt),
    attempts: target.attempts,
    version: target.version,
  };
}
