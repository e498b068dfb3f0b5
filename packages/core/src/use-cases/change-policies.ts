import type { Connection } from '../domain/connection.ts';
import type { ConnectionId, PolicyChangeId, PolicyId, WorkspaceId } from '../domain/ids.ts';
import { say, type Message } from '../domain/message.ts';
import { emptyPreview, type PolicyChange, type ProposedChange } from '../domain/policy-change.ts';
import { isSameData } from '../domain/plain-data.ts';
import type { Policy, PolicyKind } from '../domain/policy.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { accountsOf } from './account-rules.ts';
import { decideAgain, policyOfKind, setPolicy, type AssignProblem } from './assign-policy.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { askFeesSoon } from './ask-fees.ts';
import { listSoon } from './list-soon.ts';
import { readRules, type RulesProblem } from './save-policy.ts';

/** What a merchant wants to change. */
export type Proposal =
  | { readonly kind: 'rules'; readonly policyId: PolicyId; readonly rules: unknown }
  | {
      readonly kind: 'assignment';
      readonly connectionId: ConnectionId;
      readonly policyKind: PolicyKind;
      readonly policyId: PolicyId | null;
    };

export type ProposeProblem = AssignProblem | RulesProblem;

/** Begins to reckon what a change would do to everything that is listed. Nothing changes until it is applied; an older proposal about the same is discarded. */
export async function proposeChange(
  engine: Engine,
  workspaceId: WorkspaceId,
  proposal: Proposal,
): Promise<Result<PolicyChange, ProposeProblem>> {
  return commit(engine, workspaceId, async (scope) => {
    const found = await read(scope, proposal);
    if (!found.ok) return found;
    const { proposed, accounts } = found.value;
    for (const other of await openChanges(scope)) {
      if (isAboutSame(other.proposed, proposed)) await discard(scope, other);
    }
    let total = 0;
    for (const { id } of accounts) total += await scope.tx.listings.count(id);
    const [first] = accounts;
    const change: PolicyChange = {
      id: scope.newId<PolicyChangeId>(),
      proposed,
      state: first === undefined ? 'previewed' : 'previewing',
      preview: emptyPreview(total),
      accounts: accounts.map(({ id }) => id),
      at: first === undefined ? null : { connectionId: first.id, after: null },
      createdAt: scope.now,
      createdBy: engine.memberId ?? null,
      appliedAt: null,
      dueAt: first === undefined ? null : scope.now,
      version: 0,
    };
    await scope.tx.policyChanges.insert(change);
    if (first !== undefined) scope.ring(first.id, 'preview');
    return ok(change);
  });
}

interface Read {
  readonly proposed: ProposedChange;
  readonly accounts: readonly Connection[];
}

async function read(scope: Scope, proposal: Proposal): Promise<Result<Read, ProposeProblem>> {
  if (proposal.kind === 'rules') {
    const policy = await scope.tx.policies.get(proposal.policyId);
    if (policy === undefined) return err({ kind: 'unknown-policy' });
    const after = readRules(policy.kind, proposal.rules);
    if (!after.ok) return after;
    const { id: policyId, kind: policyKind, rules: before } = policy;
    return ok({
      proposed: { kind: 'rules', policyId, policyKind, before, after: after.value },
      accounts: await accountsOf(scope, policyId),
    });
  }
  const { connectionId, policyKind, policyId } = proposal;
  const account = await scope.tx.connections.get(connectionId);
  if (account?.role !== 'channel') return err({ kind: 'unknown-connection' });
  if ((await policyOfKind(scope, policyKind, policyId)) === undefined) return err({ kind: 'unknown-policy' });
  const before = account.policies[policyKind];
  return ok({
    proposed: { kind: 'assignment', connectionId, policyKind, before, after: policyId },
    accounts: [account],
  });
}

function isAboutSame(one: ProposedChange, other: ProposedChange): boolean {
  if (one.kind === 'rules') return other.kind === 'rules' && one.policyId === other.policyId;
  return (
    other.kind === 'assignment' &&
    one.connectionId === other.connectionId &&
    one.policyKind === other.policyKind
  );
}

const latestChanges = 200;

async function openChanges(scope: Scope): Promise<readonly PolicyChange[]> {
  const latest = await scope.tx.policyChanges.latest(latestChanges);
  return latest.filter(({ state }) => state === 'previewing' || state === 'previewed');
}

async function discard(scope: Scope, change: PolicyChange): Promise<void> {
  await scope.tx.policyChanges.save({ ...change, state: 'discarded', at: null, dueAt: null });
}

export type ChangeProblem = {
  readonly kind:
    | 'unknown-change'
    /** Its preview is not over, it was applied or discarded, or nothing of it can be undone. */
    | 'not-possible'
    /** The policy or the assignment was changed since: what was shown no longer holds. */
    | 'outdated';
};

export function discardChange(
  engine: Engine,
  workspaceId: WorkspaceId,
  id: PolicyChangeId,
): Promise<Result<void, ChangeProblem>> {
  return decide(engine, workspaceId, id, ['previewing', 'previewed'], async (scope, change) => {
    await discard(scope, change);
    return ok(undefined);
  });
}

/**
 * Applies a change as it was shown.
 *
 * @param approvesAsks whether the odd values that the preview found may be sent without asking again; only exactly these.
 */
export function applyChange(
  engine: Engine,
  workspaceId: WorkspaceId,
  id: PolicyChangeId,
  approvesAsks: boolean,
): Promise<Result<void, ChangeProblem>> {
  return decide(engine, workspaceId, id, ['previewed'], async (scope, change) => {
    const { proposed } = change;
    if (!(await put(scope, proposed, proposed.before, proposed.after))) return err({ kind: 'outdated' });
    if (approvesAsks) await approve(scope, change, 'after');
    await scope.tx.policyChanges.save({ ...change, state: 'applied', appliedAt: scope.now });
    await scope.note(null, await inWords(scope, proposed, 'activity.policy-changed'));
    return ok(undefined);
  });
}

/** Takes back a change that was applied, if nothing newer came: what held before holds again, without a question about what the change itself had moved far. */
export function undoChange(
  engine: Engine,
  workspaceId: WorkspaceId,
  id: PolicyChangeId,
): Promise<Result<void, ChangeProblem>> {
  return decide(engine, workspaceId, id, ['applied'], async (scope, change) => {
    const { proposed } = change;
    const newest = (await scope.tx.policyChanges.latest(latestChanges))
      .filter((other) => other.state === 'applied' && isAboutSame(other.proposed, proposed))
      .reduce((one, other) => ((other.appliedAt ?? '') > (one.appliedAt ?? '') ? other : one), change);
    if (newest.id !== id) return err({ kind: 'outdated' });
    if (!(await put(scope, proposed, proposed.after, proposed.before))) return err({ kind: 'outdated' });
    await approve(scope, change, 'before');
    await scope.tx.policyChanges.save({ ...change, state: 'undone' });
    await scope.note(null, await inWords(scope, proposed, 'activity.policy-change-undone'));
    return ok(undefined);
  });
}

/** What a merchant decides about a change that stands in one of these states. */
function decide(
  engine: Engine,
  workspaceId: WorkspaceId,
  id: PolicyChangeId,
  from: readonly PolicyChange['state'][],
  apply: (scope: Scope, change: PolicyChange) => Promise<Result<void, ChangeProblem>>,
): Promise<Result<void, ChangeProblem>> {
  return commit(engine, workspaceId, async (scope) => {
    const change = await scope.tx.policyChanges.get(id);
    if (change === undefined) return err({ kind: 'unknown-change' });
    return from.includes(change.state) ? apply(scope, change) : err({ kind: 'not-possible' });
  });
}

/** @returns `false` when something else stands where `from` should. */
async function put(
  scope: Scope,
  proposed: ProposedChange,
  from: ProposedChange['before'],
  to: ProposedChange['after'],
): Promise<boolean> {
  if (proposed.kind === 'assignment') {
    const account = await scope.tx.connections.get(proposed.connectionId);
    if (account === undefined || account.policies[proposed.policyKind] !== from) return false;
    const policy = await policyOfKind(scope, proposed.policyKind, to as PolicyId | null);
    if (policy === undefined) return false;
    await setPolicy(scope, account, proposed.policyKind, policy);
    return true;
  }
  const policy = await scope.tx.policies.get(proposed.policyId);
  if (policy === undefined || !isSameData(policy.rules, from)) return false;
  const changed = { ...policy, rules: to } as Policy;
  await scope.tx.policies.save(changed);
  for (const account of await accountsOf(scope, policy.id)) {
    await decideAgain(scope, account, policy.kind);
    if (policy.kind === 'synchronization') await listSoon(scope, account.id, changed);
    if (policy.kind === 'selling') await askFeesSoon(scope, account.id, changed);
  }
  return true;
}

const asksTogether = 500;

async function approve(scope: Scope, { id }: PolicyChange, side: 'before' | 'after'): Promise<void> {
  for (let page = await scope.tx.policyChanges.asksPage(id, null, asksTogether); page.length > 0;) {
    for (const [aspect, lane] of [
      ['quantity', 'quantity-down'],
      ['price', 'price'],
    ] as const) {
      const approvals = page.flatMap((ask) => {
        const value = ask[side];
        return ask.aspect === aspect && value !== null ? [{ id: ask.targetId, value }] : [];
      });
      await scope.tx.targets.approve(approvals, lane, scope.now);
    }
    page = await scope.tx.policyChanges.asksPage(id, page.at(-1)?.targetId ?? null, asksTogether);
  }
}

async function inWords(
  scope: Scope,
  proposed: ProposedChange,
  code: 'activity.policy-changed' | 'activity.policy-change-undone',
): Promise<Message> {
  const id = proposed.kind === 'rules' ? proposed.policyId : (proposed.after ?? proposed.before);
  const policy = id === null ? undefined : await scope.tx.policies.get(id);
  return say(code, { policy: policy?.name ?? '–' });
}
