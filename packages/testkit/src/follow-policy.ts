import type { PolicyId } from '@quayside/core/domain/ids';
import type { PolicyKind, RulesOf } from '@quayside/core/domain/policy';
import { assignPolicy } from '@quayside/core/use-cases/assign-policy';
import { createPolicy } from '@quayside/core/use-cases/save-policy';
import type { EngineHarness } from './engine-harness.ts';

/** Lets the harness's account follow a new policy, or none. @returns the policy's id. */
export async function followPolicy<Kind extends PolicyKind>(
  { account, engine, workspaceId }: Pick<EngineHarness, 'account' | 'engine' | 'workspaceId'>,
  kind: Kind,
  rules: RulesOf[Kind] | null,
): Promise<PolicyId | null> {
  const policy =
    rules === null ? null : await createPolicy(engine, workspaceId, { kind, name: 'A policy', rules });
  if (policy?.ok === false) throw new Error(`The rules are refused: ${policy.error.paths.join(', ')}`);
  const id = policy?.value.id ?? null;
  const assigned = await assignPolicy(engine, { workspaceId, connectionId: account.id }, kind, id);
  if (!assigned.ok) throw new Error(assigned.error.kind);
  return id;
}
