import type { ConnectionKey, SellingPolicyId, WorkspaceId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { sellingRules, type SellingPolicy } from '../domain/selling-policy.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';

/** Where a merchant's rules are not what they can be: the members that are wrong. */
export interface RulesProblem {
  readonly kind: 'invalid-rules';
  readonly paths: readonly string[];
}

/** Makes a selling policy. It does nothing until it is assigned. */
export async function createSellingPolicy(
  engine: Engine,
  workspaceId: WorkspaceId,
  request: { readonly name: string; readonly rules: unknown },
): Promise<Result<SellingPolicy, RulesProblem>> {
  const rules = sellingRules.safeParse(request.rules);
  if (!rules.success) {
    return err({ kind: 'invalid-rules', paths: rules.error.issues.map((issue) => issue.path.join('.')) });
  }
  return commit(engine, workspaceId, async (scope) => {
    const policy: SellingPolicy = {
      id: scope.newId<SellingPolicyId>(),
      name: request.name,
      rules: rules.data,
      version: 0,
    };
    await scope.tx.sellingPolicies.insert(policy);
    return ok(policy);
  });
}

export type AssignProblem = { readonly kind: 'unknown-connection' | 'unknown-policy' };

/**
 * Lets a channel account sell by a policy, or by none. Every quantity and price of the account is decided again, and listings that were incomplete go on, in
 * the transaction that changes it.
 */
export async function assignSellingPolicy(
  engine: Engine,
  key: ConnectionKey,
  policyId: SellingPolicyId | null,
): Promise<Result<void, AssignProblem>> {
  return commit(engine, key.workspaceId, async (scope) => {
    const account = await scope.tx.connections.get(key.connectionId);
    if (account?.role !== 'channel') return err({ kind: 'unknown-connection' });
    const policy = policyId === null ? undefined : await scope.tx.sellingPolicies.get(policyId);
    if (policyId !== null && policy === undefined) return err({ kind: 'unknown-policy' });
    await scope.tx.connections.save({ ...account, sellingPolicyId: policyId });
    // What this does to each quantity is not known here, and a fall must not wait.
    for (const lane of ['quantity-down', 'price'] as const) {
      await scope.tx.targets.raiseAll(account.id, lane, scope.now);
      scope.ring(account.id, lane);
    }
    await scope.tx.listings.retryIncomplete(account.id, scope.now);
    scope.ring(account.id, 'publish');
    const values = { account: account.name, policy: policy?.name ?? '–' };
    await scope.note(account.id, say('activity.policy-assigned', values));
    return ok(undefined);
  });
}
