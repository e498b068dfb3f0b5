import type { PolicyChangeId, WorkspaceId } from '@quayside/core/domain/ids';
import { policyKinds } from '@quayside/core/domain/policy';
import { ok, type Result } from '@quayside/core/domain/result';
import type { Engine } from '@quayside/core/use-cases/engine';
import {
  applyChange,
  discardChange,
  proposeChange,
  undoChange,
  type ChangeProblem,
} from '@quayside/core/use-cases/change-policies';
import { z } from 'zod';
import { connectionId, policyChangeId, policyId } from '../fields.ts';
import { command, query } from '../operation.ts';
import {
  policyChangeRow,
  policyPreview,
  readPolicySurroundings,
  toPolicyChangeRow,
  toPolicyPreview,
} from '../policy-change-view.ts';
import { refuse, refuseRules, type ProblemKind } from '../problems.ts';

const oneChange = z.strictObject({ changeId: policyChangeId });

export const policyChange = query({
  summary: 'One change of the policies: how far it was reckoned, and what it would do',
  input: oneChange,
  output: policyChangeRow.extend({ preview: policyPreview }),
  async run(call, { changeId }) {
    return call.engine.storage.transaction(call.workspaceId, async (tx) => {
      const change = await tx.policyChanges.get(changeId);
      if (change === undefined) return refuse({ kind: 'unknown-policy-change' });
      const around = await readPolicySurroundings(tx);
      return ok({
        ...toPolicyChangeRow(call, change, around),
        preview: toPolicyPreview(call, change),
      });
    });
  },
});

export const propose = command({
  summary: 'Begins to reckon what other rules, or another assignment, would do; nothing changes yet',
  input: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('rules'),
      policyId,
      rules: z.unknown().meta({ description: 'All of them, as the form’s fields say' }),
    }),
    z.strictObject({
      kind: z.literal('assignment'),
      connectionId,
      policyKind: z.enum(policyKinds),
      policyId: policyId.nullable().meta({ description: 'null: the account is to follow none' }),
    }),
  ]),
  output: z.object({ changeId: z.string() }),
  // As large as a merchant makes them, and kept with the change.
  secrets: ['rules'],
  async run(call, input) {
    const { engine, workspaceId } = call;
    const proposed = await proposeChange(engine, workspaceId, input);
    if (proposed.ok) return ok({ changeId: proposed.value.id });
    const { error } = proposed;
    if (error.kind !== 'invalid-rules') return refuse({ kind: error.kind });
    const { policyId: id } = input;
    const policy =
      id === null ? undefined : await engine.storage.transaction(workspaceId, (tx) => tx.policies.get(id));
    return policy === undefined ? refuse({ kind: 'unknown-policy' }) : refuseRules(call, policy.kind, error);
  },
});

/** A cancellation of an order is a change too, and a listing knows what is not possible: these have sentences of their own. */
const problemOf: Readonly<Record<ChangeProblem['kind'], ProblemKind>> = {
  'unknown-change': 'unknown-policy-change',
  'not-possible': 'policy-change-not-possible',
  outdated: 'policy-change-outdated',
};

function outcomeOf(done: Result<void, ChangeProblem>) {
  return done.ok ? ok({}) : refuse({ kind: problemOf[done.error.kind] });
}

export const apply = command({
  summary: 'Applies a change as its preview showed it',
  input: oneChange.extend({
    approvesAsks: z
      .boolean()
      .default(false)
      .meta({ description: 'The odd values that the preview counted are sent without asking again' }),
  }),
  output: z.object({}),
  async run({ engine, workspaceId }, { changeId, approvesAsks }) {
    return outcomeOf(await applyChange(engine, workspaceId, changeId, approvesAsks));
  },
});

function oneStep(
  summary: string,
  take: (
    engine: Engine,
    workspaceId: WorkspaceId,
    id: PolicyChangeId,
  ) => Promise<Result<void, ChangeProblem>>,
) {
  return command({
    summary,
    input: oneChange,
    output: z.object({}),
    async run({ engine, workspaceId }, { changeId }) {
      return outcomeOf(await take(engine, workspaceId, changeId));
    },
  });
}

export const discard = oneStep('Decides against a change that was not applied', discardChange);

export const undo = oneStep('Takes the last change back, while nothing newer came', undoChange);
