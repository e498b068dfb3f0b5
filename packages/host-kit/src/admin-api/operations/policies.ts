import type { Connection } from '@quayside/core/domain/connection';
import { policyKinds, type Policy } from '@quayside/core/domain/policy';
import { ok } from '@quayside/core/domain/result';
import { plainSellingRules } from '@quayside/core/domain/selling-rules';
import { plainSynchronizationRules } from '@quayside/core/domain/synchronization-rules';
import type { Transaction } from '@quayside/core/ports/storage';
import { z } from 'zod';
import { policyForm, toPolicyForm } from '../../forms/policy-form.ts';
import { policyId } from '../fields.ts';
import { inTurn } from '../in-turn.ts';
import { query } from '../operation.ts';
import {
  isAbout,
  isOpen,
  policyChangeRow,
  readPolicySurroundings,
  toPolicyChangeRow,
} from '../policy-change-view.ts';
import { policyChoices, readPolicyChoices } from '../policy-choices.ts';
import { refuse } from '../problems.ts';
import { byId, namedView, toNamed } from '../views.ts';

const kind = z.enum(policyKinds);
const rules = z.record(z.string(), z.unknown()).meta({ description: 'As the form’s fields say' });

const policyRow = z.object({
  id: z.string(),
  kind,
  name: z.string(),
  accounts: z.array(namedView).meta({ description: 'Those that follow it' }),
  listingsOf: z
    .array(namedView)
    .meta({ description: 'Accounts with single listings that have it of their own' }),
});

/** How many of the last changes a screen shows. */
const changesShown = 20;

export const policies = query({
  summary: 'The policies, who follows them, and the last changes of them',
  input: z.strictObject({}),
  output: z.object({ rows: z.array(policyRow), changes: z.array(policyChangeRow) }),
  async run(call) {
    return call.engine.storage.transaction(call.workspaceId, async (tx) => {
      const around = await readPolicySurroundings(tx);
      return ok({
        rows: await inTurn(around.policies, (each) => toPolicyRow(tx, each, around.accounts)),
        changes: around.changes
          .slice(0, changesShown)
          .map((change) => toPolicyChangeRow(call, change, around)),
      });
    });
  },
});

export const policy = query({
  summary: 'One policy: its rules with their form, who follows it or could, and what is to be changed of it',
  input: z.strictObject({ policyId }),
  output: policyRow.extend({
    rules,
    form: policyForm,
    choices: policyChoices,
    assignable: z
      .array(namedView.extend({ follows: namedView.nullable().meta({ description: 'In its place, now' }) }))
      .meta({ description: 'Accounts that could follow it' }),
    open: z
      .array(policyChangeRow)
      .meta({ description: 'Changes about it that wait to be applied or discarded, newest first' }),
    undoable: policyChangeRow
      .nullable()
      .meta({ description: 'The last change about it that was applied, while it can be undone' }),
  }),
  async run(call, input) {
    return call.engine.storage.transaction(call.workspaceId, async (tx) => {
      const around = await readPolicySurroundings(tx);
      const found = byId(around.policies).get(input.policyId);
      if (found === undefined) return refuse({ kind: 'unknown-policy' });
      const about = around.changes.filter((change) => isAbout(change, found.id));
      const rows = about.map((change) => toPolicyChangeRow(call, change, around));
      return ok({
        ...(await toPolicyRow(tx, found, around.accounts)),
        rules: { ...found.rules },
        form: toPolicyForm(found.kind, call.say),
        choices: await readPolicyChoices(call, tx, await tx.connections.list()),
        assignable: around.accounts
          .filter((account) => account.policies[found.kind] !== found.id)
          .map((account) => {
            const follows = byId(around.policies).get(account.policies[found.kind] ?? '');
            return { ...toNamed(account), follows: follows === undefined ? null : toNamed(follows) };
          }),
        open: rows.filter(isOpen),
        undoable: rows.find(({ canUndo }) => canUndo) ?? null,
      });
    });
  },
});

async function toPolicyRow(
  tx: Transaction,
  { id, kind: of, name }: Policy,
  accounts: readonly Connection[],
): Promise<z.input<typeof policyRow>> {
  const withListings = await tx.listings.accountsOfPolicy(id);
  return {
    id,
    kind: of,
    name,
    accounts: accounts.filter((account) => account.policies[of] === id).map(toNamed),
    listingsOf: accounts.filter((account) => withListings.includes(account.id)).map(toNamed),
  };
}

/** What a policy that is made without rules begins with. */
export const plainRules = {
  selling: plainSellingRules,
  synchronization: plainSynchronizationRules,
  shipping: { template: null, handlingDays: null },
} as const;

export const form = query({
  summary: 'The form of a new policy of a kind, and the rules that it begins with',
  input: z.strictObject({ kind }),
  output: z.object({ kind, rules, form: policyForm, choices: policyChoices }),
  async run(call, input) {
    const choices = await call.engine.storage.transaction(call.workspaceId, async (tx) =>
      readPolicyChoices(call, tx, await tx.connections.list()),
    );
    return ok({
      kind: input.kind,
      rules: { ...plainRules[input.kind] },
      form: toPolicyForm(input.kind, call.say),
      choices,
    });
  },
});
