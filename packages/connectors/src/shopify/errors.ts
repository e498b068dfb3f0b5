import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Err } from '@quayside/core/domain/result';
import { z } from 'zod';
import type { CallEffect, CallOutcome, HttpAnswer } from '../_kit/call-outcome.ts';
import { fail, speaker } from '../_kit/failure.ts';
import { shopifyMessages } from './messages.ts';

export const say = speaker(shopifyMessages.en);

/** What became of a call: which of ours it was, and whether it changes something. */
export interface Called {
  readonly operation: string;
  readonly effect: CallEffect;
}

/** An error of a GraphQL answer (README, Errors). Its text may quote input: it is never logged. */
export const graphqlError = z.object({
  extensions: z
    .object({
      code: z.string().optional().catch(undefined),
      requiredAccess: z.string().optional().catch(undefined),
    })
    .nullish(),
  message: z.string().catch(''),
});
export type GraphqlError = z.infer<typeof graphqlError>;

export const codeOf = (error: GraphqlError | undefined): string => error?.extensions?.code ?? 'without code';

/** What a call that ended without an answer means. */
export function mapNoAnswer(
  outcome: Exclude<CallOutcome, HttpAnswer>,
  { effect, operation }: Called,
): Err<ConnectorError> {
  const detail = `${operation}: ${outcome.kind} (${outcome.reason})`;
  if (outcome.kind === 'not-sent') return fail({ kind: 'transient' }, say('shopify.unreachable'), detail);
  return lost(effect, say('shopify.no-answer'), detail);
}

/** An answer came, and nothing can be read from it. A write may have happened all the same. */
export function mapUnreadable({ effect, operation }: Called, problem: string): Err<ConnectorError> {
  return lost(effect, say('shopify.unreadable-answer'), `${operation}: ${problem}`);
}

function lost(effect: CallEffect, message: ConnectorError['message'], detail: string): Err<ConnectorError> {
  return effect === 'write'
    ? fail({ kind: 'unknown-outcome' }, say('shopify.unknown-outcome'), detail)
    : fail({ kind: 'transient' }, message, detail);
}

/** What a status other than 2xx and 429 means (README, Errors). A 401 comes here after the token was renewed once. */
export function mapStatus(status: number, { effect, operation }: Called, shop: string): Err<ConnectorError> {
  const detail = `${operation}: ${status}`;
  if (status >= 500) return lost(effect, say('shopify.server-error', { status }), detail);
  switch (status) {
    case 401:
      return fail({ kind: 'auth-expired' }, say('shopify.access-withdrawn'), detail);
    case 402:
    case 403:
    case 423:
    case 430:
      return fail({ kind: 'permission' }, say('shopify.shop-closed', { status }), detail);
    case 404:
      return fail({ kind: 'permission' }, say('shopify.shop-unknown', { shop }), detail);
    case 408:
      return lost(effect, say('shopify.no-answer'), detail);
    default:
      // A redirect leads to another address, where the token does not belong.
      return fail({ kind: 'invalid-input' }, say('shopify.refused', { code: String(status) }), detail);
  }
}

/**
 * What the errors of an answer mean; `THROTTLED` has its own way, by what the answer says is left.
 *
 * @param hasData whether anything was run: a request that is refused as a whole has errors, and no member `data` (GraphQL specification, Response Format).
 */
export function mapErrors(
  errors: readonly GraphqlError[],
  called: Called,
  hasData: boolean,
): Err<ConnectorError> {
  const { effect, operation } = called;
  const denied = errors.find((error) => codeOf(error) === 'ACCESS_DENIED');
  if (denied !== undefined) return mapDenial(denied, operation);
  const [first] = errors;
  const code = codeOf(first);
  const detail = `${operation}: ${code}`;
  if (code === 'SHOP_INACTIVE') {
    return fail({ kind: 'permission' }, say('shopify.shop-closed', { status: code }), detail);
  }
  if (!hasData && !serverCodes.has(code)) {
    return fail({ kind: 'invalid-input' }, say('shopify.refused', { code }), detail);
  }
  return lost(effect, say('shopify.server-error', { status: code }), detail);
}

/** Codes for what went wrong on Shopify's side. */
const serverCodes = new Set(['INTERNAL_SERVER_ERROR', 'TIMEOUT', 'without code']);

/** `requiredAccess` is a sentence with the scopes in it: "`read_orders` access scope or `read_marketplace_orders` access scope." The first is ours to ask for. */
function mapDenial(error: GraphqlError, operation: string): Err<ConnectorError> {
  const [, scope] = /`([a-z_]+)` access scope/.exec(error.extensions?.requiredAccess ?? '') ?? [];
  const detail = `${operation}: ACCESS_DENIED ${scope ?? 'without scope'}`;
  const message =
    scope === undefined
      ? say('shopify.access-denied', { operation })
      : say('shopify.scope-missing', { scopes: scope });
  return fail({ kind: 'permission' }, message, detail);
}

/** What a mutation found wrong with its input. */
export interface UserError {
  readonly code?: string | null;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** Of user errors, for the log: codes and fields, never values. */
export function userErrorDetail(operation: string, errors: readonly UserError[]): string {
  const told = errors.map(({ code, field }) => `${code ?? 'refused'} [${(field ?? []).join('.')}]`);
  return `${operation}: ${told.slice(0, 5).join(', ')}`;
}

/** Shopify's own words for the merchant, in the shop's language or English; cut, since they may quote what was sent. */
export function userErrorText(errors: readonly UserError[]): string {
  return errors
    .map(({ message }) => message)
    .join(' ')
    .slice(0, 300);
}
