import { isUnmatched } from '@quayside/core/domain/listing-life';
import { searchTextOfListing } from '@quayside/core/domain/search-text';
import {
  brandId,
  type ChannelSku,
  type ConnectionId,
  type ListingId,
  type MarketplaceId,
  type SubmissionId,
  type TargetId,
  type VariantId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type { Gtin } from '@quayside/core/domain/gtin';
import type { Listing } from '@quayside/core/domain/listing';
import type { Condition, OfferPrice, OfferValue, PricePart } from '@quayside/core/domain/offer';
import type { Target } from '@quayside/core/domain/target';
import type { Listing as ListingRow, Prisma, Target as TargetRow } from './generated/client.ts';
import { fromPolicyIds, toPolicyIds } from './policy-rows.ts';
import { fromDate, fromDateOrNull, fromMoney, idOrNull, toDateOrNull, toJson, toJsonOrNull } from './rows.ts';

export function toListing(row: ListingRow): Listing {
  return {
    id: brandId<ListingId>(row.id),
    connectionId: brandId<ConnectionId>(row.connectionId),
    marketplace: brandId<MarketplaceId>(row.marketplace),
    channelSku: brandId<ChannelSku>(row.channelSku),
    status: row.status as Listing['status'],
    catalogueId: row.catalogueId,
    title: row.title,
    gtins: row.gtins as Gtin[],
    variantId: idOrNull<VariantId>(row.variantId),
    linkedBy: row.linkedBy as Listing['linkedBy'],
    fulfillment: row.fulfillment as Listing['fulfillment'],
    unitsPerListing: row.unitsPerListing,
    explicitQuantity: row.explicitQuantity,
    stoppedBy: row.stoppedBy as Listing['stoppedBy'],
    policies: toPolicyIds(row),
    channelStock: toChannelStock(row),
    feeEstimate: row.feeEstimate as unknown as Listing['feeEstimate'],
    terms: {
      condition: row.condition as Condition,
      handlingDays: row.handlingDays,
      shippingTemplate: row.shippingTemplate,
    },
    issues: row.issues as unknown as Listing['issues'],
    channelData: row.channelData as Listing['channelData'],
    quantityTargetId: idOrNull<TargetId>(row.quantityTargetId),
    priceTargetId: idOrNull<TargetId>(row.priceTargetId),
    seenAt: fromDateOrNull(row.seenAt),
    readAt: fromDateOrNull(row.readAt),
    dueAt: fromDateOrNull(row.dueAt),
    submissionId: idOrNull<SubmissionId>(row.submissionId),
    submittedAt: fromDateOrNull(row.submittedAt),
    attempts: row.attempts,
    version: row.version,
  };
}

function toChannelStock({
  channelStockQuantity: quantity,
  channelStockAt,
}: Pick<ListingRow, 'channelStockQuantity' | 'channelStockAt'>): Listing['channelStock'] {
  const at = fromDateOrNull(channelStockAt);
  return quantity === null || at === null ? null : { quantity, at };
}

export function fromListing(
  workspaceId: WorkspaceId,
  { terms, channelStock, policies, ...listing }: Listing,
): Prisma.ListingCreateManyInput {
  return {
    workspaceId,
    ...listing,
    ...terms,
    ...fromPolicyIds(policies),
    channelStockQuantity: channelStock?.quantity ?? null,
    channelStockAt: toDateOrNull(channelStock?.at ?? null),
    gtins: [...listing.gtins],
    feeEstimate: toJsonOrNull(listing.feeEstimate),
    issues: toJson(listing.issues),
    channelData: toJson(listing.channelData),
    seenAt: toDateOrNull(listing.seenAt),
    readAt: toDateOrNull(listing.readAt),
    dueAt: toDateOrNull(listing.dueAt),
    submittedAt: toDateOrNull(listing.submittedAt),
    searchText: searchTextOfListing(listing),
    isUnmatched: isUnmatched(listing),
  };
}

export function toTarget(row: TargetRow): Target {
  const { inFlightVersion, inFlightDeadline, acknowledgedVersion, acknowledgedAt, shownAt } = row;
  const inFlight = toValue(row.inFlightValue, row.inFlightCurrency, row.inFlightParts);
  const acknowledged = toValue(row.acknowledgedValue, row.acknowledgedCurrency, row.acknowledgedParts);
  const shown = toValue(row.shownValue, row.shownCurrency, row.shownParts);
  return {
    id: brandId<TargetId>(row.id),
    connectionId: brandId<ConnectionId>(row.connectionId),
    aspect: row.aspect as Target['aspect'],
    channelSku: brandId<ChannelSku>(row.channelSku),
    marketplace: row.marketplace === '' ? null : brandId<MarketplaceId>(row.marketplace),
    wantedVersion: row.wantedVersion,
    raisedAt: fromDateOrNull(row.raisedAt),
    lagMs: row.lagMs === null ? null : Number(row.lagMs),
    inFlight:
      inFlight === null || inFlightVersion === null || inFlightDeadline === null
        ? null
        : { version: inFlightVersion, value: inFlight, deadline: fromDate(inFlightDeadline) },
    acknowledged:
      acknowledged === null || acknowledgedVersion === null || acknowledgedAt === null
        ? null
        : { version: acknowledgedVersion, value: acknowledged, at: fromDate(acknowledgedAt) },
    shown: shown === null || shownAt === null ? null : { value: shown, at: fromDate(shownAt) },
    ownParts: row.ownParts as PricePart[],
    approved: toValue(row.approvedValue, row.approvedCurrency, row.approvedParts),
    mismatches: row.mismatches,
    lane: row.lane as Target['lane'],
    awaitsOrdersAfter: fromDateOrNull(row.awaitsOrdersAfter),
    dueAt: fromDateOrNull(row.dueAt),
    verifyAt: fromDateOrNull(row.verifyAt),
    attempts: row.attempts,
    version: row.version,
  };
}

/** An amount where there is a currency, with the parts of the price that are set; units where there is none. */
function toValue(
  value: { toFixed(): string; toNumber(): number } | null,
  currency: string | null,
  parts: Prisma.JsonValue,
): OfferValue | null {
  if (value === null) return null;
  if (currency === null) return value.toNumber();
  return { ...fromMoney(value, currency), ...(parts as unknown as PriceParts | null) };
}

export function fromTarget(workspaceId: WorkspaceId, target: Target): Prisma.TargetCreateManyInput {
  const inFlight = fromValue(target.inFlight?.value);
  const acknowledged = fromValue(target.acknowledged?.value);
  const shown = fromValue(target.shown?.value);
  const approved = fromValue(target.approved);
  return {
    workspaceId,
    id: target.id,
    connectionId: target.connectionId,
    aspect: target.aspect,
    channelSku: target.channelSku,
    marketplace: target.marketplace ?? '',
    wantedVersion: target.wantedVersion,
    raisedAt: toDateOrNull(target.raisedAt),
    lagMs: target.lagMs,
    inFlightVersion: target.inFlight?.version ?? null,
    inFlightValue: inFlight.value,
    inFlightCurrency: inFlight.currency,
    inFlightParts: toJsonOrNull(inFlight.parts),
    inFlightDeadline: toDateOrNull(target.inFlight?.deadline ?? null),
    acknowledgedVersion: target.acknowledged?.version ?? null,
    acknowledgedValue: acknowledged.value,
    acknowledgedCurrency: acknowledged.currency,
    acknowledgedParts: toJsonOrNull(acknowledged.parts),
    acknowledgedAt: toDateOrNull(target.acknowledged?.at ?? null),
    shownValue: shown.value,
    shownCurrency: shown.currency,
    shownParts: toJsonOrNull(shown.parts),
    shownAt: toDateOrNull(target.shown?.at ?? null),
    ownParts: [...target.ownParts],
    approvedValue: approved.value,
    approvedCurrency: approved.currency,
    approvedParts: toJsonOrNull(approved.parts),
    mismatches: target.mismatches,
    lane: target.lane,
    awaitsOrdersAfter: toDateOrNull(target.awaitsOrdersAfter),
    dueAt: toDateOrNull(target.dueAt),
    verifyAt: toDateOrNull(target.verifyAt),
    attempts: target.attempts,
    version: target.version,
  };
}

type PriceParts = Pick<OfferPrice, 'sale' | 'list' | 'business'>;

/** The three columns that hold the value of an offer. */
interface ValueColumns {
  readonly value: string | number | null;
  readonly currency: string | null;
  /** `null` for quantities, and for prices with nothing beside the amount. */
  readonly parts: PriceParts | null;
}

export function fromValue(value: OfferValue | null | undefined): ValueColumns {
  if (value === null || value === undefined) return { value: null, currency: null, parts: null };
  if (typeof value === 'number') return { value, currency: null, parts: null };
  const { amount, currency, ...parts } = value;
  return { value: amount, currency, parts: Object.keys(parts).length === 0 ? null : parts };
}
