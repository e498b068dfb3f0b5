import type { PolicyId, WorkspaceId } from '../domain/ids.ts';
import { rulesSchemas, type Policy, type PolicyKind } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { accountsOf } from './account-rules.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';

/** Where a merchant's rules are not what they can be: the members that are wrong. */
export interface RulesProblem {
  readonly kind: 'invalid-rules';
  readonly paths: readonly string[];
}

/** Reads what a merchant wrote as the rules of a kind of policy. */
export function readRules(kind: PolicyKind, rules: unknown): Result<Policy['rules'], RulesProblem> {
  const read = rulesSchemas[kind].safeParse(rules);
  if (read.success) return ok(read.data);
  return err({ kind: 'invalid-rules', paths: read.error.issues.map((issue) => issue.path.join('.')) });
}

/** Makes a policy. It does nothing until it is assigned. */
export async function createPolicy(
  engine: Engine,
  workspaceId: WorkspaceId,
  request: { readonly kind: PolicyKind; readonly name: string; readonly rules: unknown },
): Promise<Result<Policy, RulesProblem>> {
  const { kind, name } = request;
  const rules = readRules(kind, request.rules);
  if (!rules.ok) return rules;
  return commit(engine, workspaceId, async (scope) => {
    const policy = { id: scope.newId<PolicyId>(), kind, name, rules: rules.value, version: 0 } as Policy;
    await scope.tx.policies.insert(policy);
    return ok(policy);
  });
}

export type PolicyProblem = { readonly kind: 'unknown-policy' | 'policy-in-use' };

export async function renamePolicy(
  engine: Engine,
  workspaceId: WorkspaceId,
  id: PolicyId,
  name: string,
): Promise<Result<void, PolicyProblem>> {
  return commit(engine, workspaceId, async (scope) => {
    const policy = await scope.tx.policies.get(id);
    if (policy === undefined) return err({ kind: 'unknown-policy' });
    await scope.tx.policies.save({ ...policy, name });
    return ok(undefined);
  });
}

/** Removes a policy that nobody follows. */
export async function removePolicy(
  engine: Engine,
  workspaceId: WorkspaceId,
  id: PolicyId,
): Promise<Result<void, PolicyProblem>> {
  return commit(engine, workspaceId, async (scope) => {
    if ((await scope.tx.policies.get(id)) === undefined) return err({ kind: 'unknown-policy' });
    if ((await accountsOf(scope, id)).length > 0) return err({ kind: 'policy-in-use' });
    await scope.tx.policies.remove(id);
    return ok(undefined);
  });
}
