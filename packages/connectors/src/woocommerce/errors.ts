import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Message } from '@quayside/core/domain/message';
import type { Err } from '@quayside/core/domain/result';
import { z } from 'zod';
import { answerTooLarge, type CallEffect, type CallOutcome, type HttpAnswer } from '../_kit/call-outcome.ts';
import { fail, speaker } from '../_kit/failure.ts';
import { parseJsonBody } from '../_kit/parse-json.ts';
import { wooCommerceMessages } from './messages.ts';

export const say = speaker(wooCommerceMessages.en);

/** WordPress' error body: `{code, message, data: {status, params}}` (WordPress REST API handbook). The text may be translated and may quote input: unused. */
const errorBody = z.object({
  code: z.string(),
  data: z.object({ params: z.unknown().optional() }).nullish(),
});

/** The platform's error code of an answer, if it is an error of WordPress or WooCommerce. */
export function platformCode(answer: HttpAnswer): string | null {
  const parsed = errorBody.safeParse(parseJsonBody(answer));
  return parsed.success ? parsed.data.code : null;
}

/** What a call that ended without an answer means. */
export function mapNoAnswer(
  outcome: Exclude<CallOutcome, HttpAnswer>,
  effect: CallEffect,
  operation: string,
): Err<ConnectorError> {
  const detail = `${operation}: ${outcome.kind} (${outcome.reason})`;
  if (outcome.kind === 'not-sent') return fail({ kind: 'transient' }, say('woocommerce.unreachable'), detail);
  if (outcome.reason === answerTooLarge) return lost(effect, tooLarge, detail);
  return lost(effect, say('woocommerce.no-answer'), detail);
}

const tooLarge = say('woocommerce.too-large');

/** Whether a read failed because the shop sent more than is taken at once: asked the same way it fails again. */
export function isTooLarge({ message }: ConnectorError): boolean {
  return message.code === tooLarge.code;
}

/** An answer came, and nothing can be read from it. A write may have happened all the same. */
export function mapUnreadable(
  effect: CallEffect,
  operation: string,
  problem: string,
  message: Message = say('woocommerce.unreadable-answer'),
): Err<ConnectorError> {
  return lost(effect, message, `${operation}: ${problem}`);
}

function lost(effect: CallEffect, message: Message, detail: string): Err<ConnectorError> {
  return effect === 'write'
    ? fail({ kind: 'unknown-outcome' }, say('woocommerce.unknown-outcome'), detail)
    : fail({ kind: 'transient' }, message, detail);
}

/**
 * What an answer with another status than 2xx, 404 or 429 means. Statuses as documented ("Errors" of the REST API) and as observed on WooCommerce
 * 11.0.1: an unknown key is 401 `woocommerce_rest_cannot_view`, a wrong secret 401 `woocommerce_rest_authentication_error`, a user without the
 * role 403.
 */
export function mapRefusal(
  answer: HttpAnswer,
  effect: CallEffect,
  operation: string,
  siteUrl: string,
): Err<ConnectorError> {
  const { status } = answer;
  const code = platformCode(answer);
  const detail = `${operation}: ${status} ${code ?? 'without code'}${namesOfParameters(answer)}`;
  if (status >= 300 && status < 400) return mapRedirect(answer, siteUrl, detail);
  // A gateway may give up on a shop that goes on, and PHP may die after the order was stored: a write that ended so is unknown.
  if (status >= 500) {
    const message =
      code === null && !isJson(answer)
        ? say('woocommerce.not-json')
        : say('woocommerce.server-error', { status });
    return lost(effect, message, detail);
  }
  if (code === null) {
    // Not WordPress: a firewall, a security plugin or the host (HTML with 403, 406 and others).
    if (status === 401) return fail({ kind: 'auth-expired' }, say('woocommerce.keys-refused'), detail);
    return fail({ kind: 'permission' }, say('woocommerce.blocked', { status }), detail);
  }
  switch (status) {
    case 401:
      return fail({ kind: 'auth-expired' }, say('woocommerce.keys-refused'), detail);
    case 403:
      return fail({ kind: 'permission' }, say('woocommerce.role-missing'), detail);
    case 408:
      return lost(effect, say('woocommerce.no-answer'), detail);
    case 409:
      return fail({ kind: 'conflict' }, say('woocommerce.refused', { code }), detail);
    default:
      return fail({ kind: 'invalid-input' }, say('woocommerce.refused', { code }), detail);
  }
}

/** With plain permalinks `/wp-json/...` answers 301 (observed on WooCommerce 11.0.1); a redirect elsewhere is a wrong address. */
function mapRedirect(answer: HttpAnswer, siteUrl: string, detail: string): Err<ConnectorError> {
  const location = answer.headers['location'] ?? '';
  const target = URL.canParse(location, siteUrl) ? new URL(location, siteUrl).origin : null;
  const isElsewhere = target !== null && target !== new URL(siteUrl).origin;
  const message = isElsewhere
    ? say('woocommerce.address-redirects', { address: target })
    : say('woocommerce.permalinks');
  return fail({ kind: 'permission' }, message, detail);
}

/** A 404 that is no WordPress error: there is no REST API under this address. */
export function mapNoApi(operation: string): Err<ConnectorError> {
  return fail({ kind: 'permission' }, say('woocommerce.permalinks'), `${operation}: 404 without code`);
}

/** A 404 for a route or a resource that must exist. */
export function mapAbsent(code: string, operation: string): Err<ConnectorError> {
  const detail = `${operation}: 404 ${code}`;
  return code === 'rest_no_route'
    ? fail({ kind: 'permission' }, say('woocommerce.not-woocommerce'), detail)
    : fail({ kind: 'not-found' }, say('woocommerce.not-found'), detail);
}

function isJson(answer: HttpAnswer): boolean {
  return parseJsonBody(answer) !== undefined;
}

function namesOfParameters(answer: HttpAnswer): string {
  const parsed = errorBody.safeParse(parseJsonBody(answer));
  const params = parsed.success ? parsed.data.data?.params : undefined;
  if (typeof params !== 'object' || params === null) return '';
  const names = Array.isArray(params) ? params.map(String) : Object.keys(params);
  return names.length === 0 ? '' : ` [${names.slice(0, 5).join(', ')}]`;
}
