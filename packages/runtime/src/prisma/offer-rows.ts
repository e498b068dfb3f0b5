import { searchTextOfListing } from '@quayside/core/domain/search-text';
import {
  brandId,
  type ChannelSku,
  type ConnectionId,
  type ListingId,
  type MarketplaceId,
  type SellingPolicyId,
  type TargetId,
  type VariantId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type { Gtin } from '@quayside/core/domain/gtin';
import type { Instant } from '@quayside/core/domain/instant';
import type { Listing } from '@quayside/core/domain/listing';
import type { MatchCandidate } from '@quayside/core/domain/match';
import type { Condition, OfferValue } from '@quayside/core/domain/offer';
import type { SellingPolicy } from '@quayside/core/domain/selling-policy';
import type { Target } from '@quayside/core/domain/target';
import type {
  Listing as ListingRow,
  MatchCandidate as CandidateRow,
  Prisma,
  SellingPolicy as PolicyRow,
  Target as TargetRow,
} from './generated/client.ts';
import { fromDateOrNull, fromMoney, idOrNull, toDateOrNull, toJson } from './rows.ts';

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
    isStopped: row.isStopped,
    channelStock: toChannelStock(row),
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
  { terms, channelStock, ...listing }: Listing,
): Prisma.ListingCreateManyInput {
  return {
    workspaceId,
    ...listing,
    ...terms,
    channelStockQuantity: channelStock?.quantity ?? null,
    channelStockAt: toDateOrNull(channelStock?.at ?? null),
    gtins: [...listing.gtins],
    issues: toJson(listing.issues),
    channelData: toJson(listing.channelData),
    seenAt: toDateOrNull(listing.seenAt),
    readAt: toDateOrNull(listing.readAt),
    dueAt: toDateOrNull(listing.dueAt),
    submittedAt: toDateOrNull(listing.submittedAt),
    searchText: searchTextOfListing(listing),
  };
}

export function toCandidate(row: CandidateRow): MatchCandidate {
  return {
    listingId: brandId<ListingId>(row.listingId),
    catalogueId: row.catalogueId,
    title: row.title,
    brand: row.brand,
    image: row.image,
    gtins: row.gtins as Gtin[],
    channelData: row.channelData as MatchCandidate['channelData'],
    score: row.score,
    reasons: row.reasons as unknown as MatchCandidate['reasons'],
  };
}

export function fromCandidate(
  workspaceId: WorkspaceId,
  candidate: MatchCandidate,
  position: number,
): Prisma.MatchCandidateCreateManyInput {
  return {
    workspaceId,
    ...candidate,
    position,
    gtins: [...candidate.gtins],
    channelData: toJson(candidate.channelData),
    reasons: toJson(candidate.reasons),
  };
}

export function toSellingPolicy(row: PolicyRow): SellingPolicy {
  return {
    id: brandId<SellingPolicyId>(row.id),
    name: row.name,
    rules: row.rules as unknown as SellingPolicy['rules'],
    version: row.version,
  };
}

export function fromSellingPolicy(
  workspaceId: WorkspaceId,
  policy: SellingPolicy,
): Prisma.SellingPolicyUncheckedCreateInput {
  return { workspaceId, ...policy, rules: toJson(policy.rules) };
}

export function toTarget(row: TargetRow): Target {
  const inFlight = toStamped(row.inFlightValue, row.inFlightCurrency, row.inFlightDeadline);
  const acknowledged = toStamped(row.acknowledgedValue, row.acknowledgedCurrency, row.acknowledgedAt);
  const { inFlightVersion, acknowledgedVersion } = row;
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
      inFlight === null || inFlightVersion === null
        ? null
        : { version: inFlightVersion, value: inFlight.value, deadline: inFlight.at },
    acknowledged:
      acknowledged === null || acknowledgedVersion === null
        ? null
        : { version: acknowledgedVersion, ...acknowledged },
    shown: toStamped(row.shownValue, row.shownCurrency, row.shownAt),
    mismatches: row.mismatches,
    lane: row.lane as Target['lane'],
    awaitsOrdersAfter: fromDateOrNull(row.awaitsOrdersAfter),
    dueAt: fromDateOrNull(row.dueAt),
    verifyAt: fromDateOrNull(row.verifyAt),
    attempts: row.attempts,
    version: row.version,
  };
}

/** A value and its moment: an amount where there is a currency, units where there is none. */
function toStamped(
  value: { toFixed(): string; toNumber(): number } | null,
  currency: string | null,
  at: Date | null,
): { readonly value: OfferValue; readonly at: Instant } | null {
  const moment = fromDateOrNull(at);
  if (value === null || moment === null) return null;
  return { value: currency === null ? value.toNumber() : fromMoney(value, currency), at: moment };
}

export function fromTarget(workspaceId: WorkspaceId, target: Target): Prisma.TargetCreateManyInput {
  const { inFlight, acknowledged, shown } = target;
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
    inFlightVersion: inFlight?.version ?? null,
    inFlightValue: amountOf(inFlight),
    inFlightCurrency: currencyOf(inFlight),
    inFlightDeadline: toDateOrNull(inFlight?.deadline ?? null),
    acknowledgedVersion: acknowledged?.version ?? null,
    acknowledgedValue: amountOf(acknowledged),
    acknowledgedCurrency: currencyOf(acknowledged),
    acknowledgedAt: toDateOrNull(acknowledged?.at ?? null),
    shownValue: amountOf(shown),
    shownCurrency: currencyOf(shown),
    shownAt: toDateOrNull(shown?.at ?? null),
    mismatches: target.mismatches,
    lane: target.lane,
    awaitsOrdersAfter: toDateOrNull(target.awaitsOrdersAfter),
    dueAt: toDateOrNull(target.dueAt),
    verifyAt: toDateOrNull(target.verifyAt),
    attempts: target.attempts,
    version: target.version,
  };
}

type Valued = { readonly value: OfferValue } | null;

function amountOf(valued: Valued): string | number | null {
  if (valued === null) return null;
  return typeof valued.value === 'number' ? valued.value : valued.value.amount;
}

function currencyOf(valued: Valued): string | null {
  return valued === null || typeof valued.value === 'number' ? null : valued.value.currency;
}
