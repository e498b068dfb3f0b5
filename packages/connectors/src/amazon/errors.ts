import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Err } from '@quayside/core/domain/result';
import { z } from 'zod';
import type { CallEffect, CallOutcome, HttpAnswer } from '../_kit/call-outcome.ts';
import { fail, speaker } from '../_kit/failure.ts';
import { parseJsonBody } from '../_kit/parse-json.ts';
import { amazonMessages } from './messages.ts';

export const say = speaker(amazonMessages.en);

/** `{errors: [{code, message, details}]}` of every SP-API model. The texts may quote input: they are never logged. */
const errorList = z.object({
  errors: z.array(z.object({ code: z.string().catch('unknown'), details: z.string().nullish().catch(null) })),
});

function errorCodes(answer: HttpAnswer): readonly string[] {
  const parsed = errorList.safeParse(parseJsonBody(answer));
  return parsed.success ? parsed.data.errors.map(({ code }) => code) : [];
}

/** A 403 whose details say that the access token is over: "The access token you provided has expired." */
export function isTokenOver(answer: HttpAnswer): boolean {
  const parsed = errorList.safeParse(parseJsonBody(answer));
  return (
    parsed.success &&
    parsed.data.errors.some(({ details }) => /token.*(expired|revoked|invalid)/i.test(details ?? ''))
  );
}

export function mapNoAnswer(
  outcome: Exclude<CallOutcome, HttpAnswer>,
  effect: CallEffect,
  operation: string,
): Err<ConnectorError> {
  const detail = `${operation}: ${outcome.kind} (${outcome.reason})`;
  if (outcome.kind === 'not-sent') return fail({ kind: 'transient' }, say('amazon.unreachable'), detail);
  if (effect === 'write') return fail({ kind: 'unknown-outcome' }, say('amazon.unknown-outcome'), detail);
  return fail({ kind: 'transient' }, say('amazon.no-answer'), detail);
}

/** An answer came, and nothing can be read from it. A write may have happened all the same. */
export function mapUnreadable(effect: CallEffect, operation: string, problem: string): Err<ConnectorError> {
  const detail = `${operation}: ${problem}`;
  return effect === 'write'
    ? fail({ kind: 'unknown-outcome' }, say('amazon.unknown-outcome'), detail)
    : fail({ kind: 'transient' }, say('amazon.unreadable-answer'), detail);
}

/** What a status other than 2xx, 404 or 429 means. A 403 comes here after the token was renewed once: then it is a missing role or marketplace. */
export function mapRefusal(answer: HttpAnswer, effect: CallEffect, operation: string): Err<ConnectorError> {
  const { status } = answer;
  const code = errorCodes(answer)[0] ?? String(status);
  const detail = `${operation}: ${status} ${code}`;
  if (status >= 500) {
    return effect === 'write'
      ? fail({ kind: 'unknown-outcome' }, say('amazon.unknown-outcome'), detail)
      : fail({ kind: 'transient' }, say('amazon.server-error', { status }), detail);
  }
  switch (status) {
    case 401:
    case 403:
      return fail({ kind: 'permission' }, say('amazon.permission', { code }), detail);
    case 404:
      return fail({ kind: 'not-found' }, say('amazon.not-found'), detail);
    case 409:
      return fail({ kind: 'conflict' }, say('amazon.conflict', { code }), detail);
    default:
      // 400, 413, 415, and redirects, which SP-API does not send.
      return fail({ kind: 'invalid-input' }, say('amazon.refused', { code }), detail);
  }
}
