import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Message } from '@quayside/core/domain/message';
import type { PolicyKind } from '@quayside/core/domain/policy';
import { err, type Err } from '@quayside/core/domain/result';
import type { RulesProblem } from '@quayside/core/use-cases/save-policy';
import { fieldLabels } from '../forms/policy-form.ts';
import type { Call, Refusal } from './operation.ts';

/** What use-cases answer when something cannot be done as things are, besides what a platform says. Each has a sentence in both languages. */
export const problemKinds = [
  'unknown-connection',
  'unknown-listing',
  'unknown-variant',
  'unknown-sku',
  'invalid-catalogue-id',
  'shared-sku',
  'unknown-marketplace',
  'unknown-order',
  'unknown-change',
  'unknown-member',
  'not-held',
  'not-yours',
  'already-paused',
  'not-paused',
  'paused',
  'disconnected',
  'store',
  'other-pool',
  'invalid-units',
  'not-possible',
  'last-owner',
  'no-address',
  'unknown-policy',
  'policy-in-use',
  'unknown-policy-change',
  'policy-change-not-possible',
  'policy-change-outdated',
  'no-search',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Refuses with the sentence of a problem, or with what the platform said. */
export function refuse(problem: { readonly kind: ProblemKind } | ConnectorError): Err<Message> {
  return err('message' in problem ? problem.message : { code: `problem.${problem.kind}`, values: {} });
}

/** As many as somebody can put right at once: what is no form's may be wrong in any number of places. */
const mostFields = 20;

/** Refuses rules that are not what they can be: named are the wrong members of the input's `rules`, and in the sentence what the form calls them. */
export function refuseRules(call: Call, kind: PolicyKind, problem: RulesProblem): Err<Refusal> {
  const paths = [...new Set(problem.paths)].slice(0, mostFields);
  const labels = fieldLabels(kind, paths, call.say);
  return err({
    code: 'problem.invalid-rules',
    values: { fields: labels.join(', ') },
    fields: paths.map((path) => (path === '' ? 'rules' : `rules.${path}`)),
  });
}
