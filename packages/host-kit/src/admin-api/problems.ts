import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Message } from '@quayside/core/domain/message';
import { err, type Err } from '@quayside/core/domain/result';

/** What use-cases answer when something cannot be done as things are, besides what a platform says. Each has a sentence in both languages. */
export const problemKinds = [
  'unknown-connection',
  'unknown-listing',
  'unknown-variant',
  'unknown-sku',
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
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Refuses with the sentence of a problem, or with what the platform said. */
export function refuse(problem: { readonly kind: ProblemKind } | ConnectorError): Err<Message> {
  return err('message' in problem ? problem.message : { code: `problem.${problem.kind}`, values: {} });
}
