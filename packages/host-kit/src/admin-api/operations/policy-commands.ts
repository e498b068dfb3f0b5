import { policyKinds } from '@quayside/core/domain/policy';
import { ok } from '@quayside/core/domain/result';
import type { SellingRules } from '@quayside/core/domain/selling-rules';
import { formulaRules } from '@quayside/core/policies/price-formula';
import { createPolicy, readRules, removePolicy, renamePolicy } from '@quayside/core/use-cases/save-policy';
import { z } from 'zod';
import { policyId } from '../fields.ts';
import { command } from '../operation.ts';
import { refuse, refuseRules } from '../problems.ts';
import { plainRules } from './policies.ts';

const name = z.string().trim().min(1).max(100);
const figure = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,6})?$/, 'a plain decimal number such as 12.5')
  .meta({ description: 'A plain decimal that is not below zero' });

/** The figures of the price formula: what a merchant fills in who wants no other rules. */
export const priceFormula = z.strictObject({
  factor: figure,
  fixedCosts: figure,
  shipping: figure,
  marginPercent: figure,
  feePercent: figure,
  feeFixed: figure,
});

const newPolicy = z
  .strictObject({
    kind: z.enum(policyKinds),
    name,
    rules: z.unknown().optional().meta({ description: 'As the form’s fields say; absent: the plain ones' }),
    formula: priceFormula
      .optional()
      .meta({ description: 'Selling rules by the price formula: in the place of the price that they say' }),
  })
  .refine(({ kind, formula }) => formula === undefined || kind === 'selling', {
    path: ['formula'],
    message: 'only a selling policy has prices',
  });

export const create = command({
  summary: 'Makes a policy; it does nothing until somebody follows it',
  input: newPolicy,
  output: z.object({ policyId: z.string() }),
  // As large as a merchant makes them, and kept with the policy.
  secrets: ['rules'],
  async run(call, { kind, name: called, rules = plainRules[kind], formula }) {
    const read = readRules(kind, rules);
    if (!read.ok) return refuseRules(call, kind, read.error);
    const given = formula === undefined ? read.value : formulaRules(formula, read.value as SellingRules);
    const made = await createPolicy(call.engine, call.workspaceId, { kind, name: called, rules: given });
    return made.ok ? ok({ policyId: made.value.id }) : refuseRules(call, kind, made.error);
  },
});

export const rename = command({
  summary: 'Calls a policy by another name',
  input: z.strictObject({ policyId, name }),
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const renamed = await renamePolicy(engine, workspaceId, input.policyId, input.name);
    return renamed.ok ? ok({}) : refuse(renamed.error);
  },
});

export const remove = command({
  summary: 'Removes a policy that nobody follows',
  input: z.strictObject({ policyId }),
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const removed = await removePolicy(engine, workspaceId, input.policyId);
    return removed.ok ? ok({}) : refuse(removed.error);
  },
});
