import type { Gtin } from '@quayside/core/domain/gtin';
import {
  brandId,
  type ConnectionId,
  type ListingId,
  type MarketplaceId,
  type MemberId,
  type VariantId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type {
  LinkCandidate,
  MatchCandidate,
  MatchFindings,
  MatchRound,
  MatchVerdict,
} from '@quayside/core/domain/match';
import type {
  LinkCandidate as LinkCandidateRow,
  MatchCandidate as CandidateRow,
  MatchRound as RoundRow,
  MatchVerdict as VerdictRow,
  Prisma,
} from './generated/client.ts';
import { fromDate, fromDateOrNull, idOrNull, toDate, toDateOrNull, toJson } from './rows.ts';

export function toCandidate(row: CandidateRow): MatchCandidate {
  const { catalogueId, title, brand, image, partNumber, color, size, packageQuantity, familyId } = row;
  return {
    listingId: brandId<ListingId>(row.listingId),
    ...{ catalogueId, title, brand, image, partNumber, color, size, packageQuantity, familyId },
    gtins: row.gtins as Gtin[],
    channelData: row.channelData as MatchCandidate['channelData'],
    ...toFindings(row),
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
    objections: toJson(candidate.objections),
  };
}

export function toLinkCandidate(row: LinkCandidateRow): LinkCandidate {
  return {
    listingId: brandId<ListingId>(row.listingId),
    variantId: brandId<VariantId>(row.variantId),
    ...toFindings(row),
  };
}

export function fromLinkCandidate(
  workspaceId: WorkspaceId,
  candidate: LinkCandidate,
  position: number,
): Prisma.LinkCandidateCreateManyInput {
  const { reasons, objections } = candidate;
  return {
    workspaceId,
    ...candidate,
    position,
    reasons: toJson(reasons),
    objections: toJson(objections),
  };
}

function toFindings(row: {
  readonly score: number | null;
  readonly reasons: unknown;
  readonly objections: unknown;
  readonly isVetoed: boolean;
}): MatchFindings {
  return {
    score: row.score,
    reasons: row.reasons as MatchFindings['reasons'],
    objections: row.objections as MatchFindings['objections'],
    isVetoed: row.isVetoed,
  };
}

export function toVerdict(row: VerdictRow): MatchVerdict {
  return {
    connectionId: brandId<ConnectionId>(row.connectionId),
    marketplace: brandId<MarketplaceId>(row.marketplace),
    variantId: brandId<VariantId>(row.variantId),
    catalogueId: row.catalogueId,
    verdict: row.verdict as MatchVerdict['verdict'],
    score: row.score,
    decidedAt: fromDate(row.decidedAt),
    memberId: idOrNull<MemberId>(row.memberId),
  };
}

export function fromVerdict(
  workspaceId: WorkspaceId,
  verdict: MatchVerdict,
): Prisma.MatchVerdictUncheckedCreateInput {
  return { workspaceId, ...verdict, decidedAt: toDate(verdict.decidedAt) };
}

export function toRound(row: RoundRow): MatchRound {
  return {
    connectionId: brandId<ConnectionId>(row.connectionId),
    afterListingId: idOrNull<ListingId>(row.afterListingId),
    proposed: row.proposed,
    dueAt: fromDateOrNull(row.dueAt),
    version: row.version,
  };
}

export function fromRound(
  workspaceId: WorkspaceId,
  round: MatchRound,
): Prisma.MatchRoundUncheckedCreateInput {
  return { workspaceId, ...round, dueAt: toDateOrNull(round.dueAt) };
}
