import {
  brandId,
  type ConnectionId,
  type ListingId,
  type MemberId,
  type PolicyChangeId,
  type PolicyId,
  type TargetId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type { OfferValue } from '@quayside/core/domain/offer';
import type { Policy, PolicyIds } from '@quayside/core/domain/policy';
import type { PolicyChange, PreviewedAsk } from '@quayside/core/domain/policy-change';
import type {
  Policy as PolicyRow,
  PolicyChange as PolicyChangeRow,
  PolicyChangeAsk as AskRow,
  Prisma,
} from './generated/client.ts';
import { fromDate, fromDateOrNull, idOrNull, toDate, toDateOrNull, toJson } from './rows.ts';

/** The three columns in which an account or a listing names its policies. */
interface PolicyColumns {
  readonly sellingPolicyId: string | null;
  readonly synchronizationPolicyId: string | null;
  readonly shippingPolicyId: string | null;
}

export function toPolicyIds(row: PolicyColumns): PolicyIds {
  return {
    selling: idOrNull<PolicyId>(row.sellingPolicyId),
    synchronization: idOrNull<PolicyId>(row.synchronizationPolicyId),
    shipping: idOrNull<PolicyId>(row.shippingPolicyId),
  };
}

export function fromPolicyIds({ selling, synchronization, shipping }: PolicyIds): PolicyColumns {
  return {
    sellingPolicyId: selling,
    synchronizationPolicyId: synchronization,
    shippingPolicyId: shipping,
  };
}

/** The rules are those of the kind: both are written from one policy. */
export function toPolicy({ id, kind, name, rules, version }: PolicyRow): Policy {
  return { id: brandId<PolicyId>(id), kind, name, rules, version } as unknown as Policy;
}

export function fromPolicy(workspaceId: WorkspaceId, policy: Policy): Prisma.PolicyUncheckedCreateInput {
  return { workspaceId, ...policy, rules: toJson(policy.rules) };
}

export function toPolicyChange(row: PolicyChangeRow): PolicyChange {
  return {
    id: brandId<PolicyChangeId>(row.id),
    proposed: row.proposed as unknown as PolicyChange['proposed'],
    state: row.state as PolicyChange['state'],
    preview: row.preview as unknown as PolicyChange['preview'],
    accounts: row.accounts as ConnectionId[],
    at:
      row.atConnectionId === null
        ? null
        : {
            connectionId: brandId<ConnectionId>(row.atConnectionId),
            after: idOrNull<ListingId>(row.atAfter),
          },
    createdAt: fromDate(row.createdAt),
    createdBy: idOrNull<MemberId>(row.createdBy),
    appliedAt: fromDateOrNull(row.appliedAt),
    dueAt: fromDateOrNull(row.dueAt),
    version: row.version,
  };
}

export function fromPolicyChange(
  workspaceId: WorkspaceId,
  { at, ...change }: PolicyChange,
): Prisma.PolicyChangeUncheckedCreateInput {
  return {
    workspaceId,
    ...change,
    proposed: toJson(change.proposed),
    preview: toJson(change.preview),
    accounts: toJson(change.accounts),
    atConnectionId: at?.connectionId ?? null,
    atAfter: at?.after ?? null,
    createdAt: toDate(change.createdAt),
    appliedAt: toDateOrNull(change.appliedAt),
    dueAt: toDateOrNull(change.dueAt),
  };
}

export function toAsk(row: AskRow): PreviewedAsk {
  return {
    targetId: brandId<TargetId>(row.targetId),
    aspect: row.aspect as PreviewedAsk['aspect'],
    before: row.before as OfferValue | null,
    after: row.after as unknown as OfferValue,
  };
}
