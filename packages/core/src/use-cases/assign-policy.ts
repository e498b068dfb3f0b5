import type { Connection } from '../domain/connection.ts';
import type { ConnectionId, ConnectionKey, ListingId, PolicyId, WorkspaceId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import type { Policy, PolicyKind } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { askFeesSoon } from './ask-fees.ts';
import { listSoon } from './list-soon.ts';
import { raiseAccount } from './raise-targets.ts';

export type AssignProblem = { readonly kind: 'unknown-connection' | 'unknown-policy' | 'unknown-listing' };

/**
 * Lets a channel account follow a policy, or none. Every quantity and price of the account is decided again, and listings that were incomplete go on, in the
 * transaction that changes it.
 */
export async function assignPolicy(
  engine: Engine,
  key: ConnectionKey,
  kind: PolicyKind,
  policyId: PolicyId | null,
): Promise<Result<void, AssignProblem>> {
  return commit(engine, key.workspaceId, async (scope) => {
    const account = await scope.tx.connections.get(key.connectionId);
    if (account?.role !== 'channel') return err({ kind: 'unknown-connection' });
    const policy = await policyOfKind(scope, kind, policyId);
    if (policy === undefined) return err({ kind: 'unknown-policy' });
    await setPolicy(scope, account, kind, policy);
    return ok(undefined);
  });
}

/** @returns `null` for none, as asked; `undefined` when there is no such policy of that kind. */
export async function policyOfKind(
  scope: Scope,
  kind: PolicyKind,
  id: PolicyId | null,
): Promise<Policy | null | undefined> {
  if (id === null) return null;
  const policy = await scope.tx.policies.get(id);
  return policy?.kind === kind ? policy : undefined;
}

/** Puts a policy in the place of the account's, and lets everything be decided again. */
export async function setPolicy(
  scope: Scope,
  account: Connection,
  kind: PolicyKind,
  policy: Policy | null,
): Promise<void> {
  const policies = { ...account.policies, [kind]: policy?.id ?? null };
  await scope.tx.connections.save({ ...account, policies });
  await decideAgain(scope, account, kind);
  if (policy?.kind === 'synchronization') await listSoon(scope, account.id, policy);
  if (policy?.kind === 'selling') await askFeesSoon(scope, account.id, policy);
  const values = { account: account.name };
  const assigned = policy && say('activity.policy-assigned', { ...values, policy: policy.name });
  await scope.note(account.id, assigned ?? say('activity.policy-taken-away', values));
}

/** Lets every offer of an account be decided again that a kind of policy has a say in. */
export async function decideAgain(
  scope: Scope,
  { id }: Pick<Connection, 'id'>,
  kind: PolicyKind,
): Promise<void> {
  if (kind !== 'shipping') await raiseAccount(scope, id);
  await scope.tx.listings.retryIncomplete(id, scope.now);
  scope.ring(id, 'publish');
}

/** Gives listings a policy of their own, above their account's, or takes it away. */
export async function assignPolicyToListings(
  engine: Engine,
  workspaceId: WorkspaceId,
  listingIds: readonly ListingId[],
  kind: PolicyKind,
  policyId: PolicyId | null,
): Promise<Result<void, AssignProblem>> {
  return commit(engine, workspaceId, async (scope) => {
    const policy = await policyOfKind(scope, kind, policyId);
    if (policy === undefined) return err({ kind: 'unknown-policy' });
    const changed = new Map<ConnectionId, number>();
    for (const id of new Set(listingIds)) {
      const listing = await scope.tx.listings.get(id);
      if (listing === undefined) return err({ kind: 'unknown-listing' });
      if (listing.policies[kind] === (policy?.id ?? null)) continue;
      await scope.tx.listings.save({
        ...listing,
        policies: { ...listing.policies, [kind]: policy?.id ?? null },
      });
      for (const [lane, target] of [
        ['quantity-down', listing.quantityTargetId],
        ['price', listing.priceTargetId],
      ] as const) {
        if (target === null || kind === 'shipping') continue;
        await scope.tx.targets.raise([target], lane, scope.now);
        scope.ring(listing.connectionId, lane);
      }
      changed.set(listing.connectionId, (changed.get(listing.connectionId) ?? 0) + 1);
    }
    for (const [connectionId, count] of changed) {
      await scope.tx.listings.retryIncomplete(connectionId, scope.now);
      scope.ring(connectionId, 'publish');
      if (policy?.kind === 'selling') await askFeesSoon(scope, connectionId, policy);
      await scope.note(connectionId, say('activity.listing-policies-changed', { count }));
    }
    return ok(undefined);
  });
}
