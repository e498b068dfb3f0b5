import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { plus, toMilliseconds, type Instant } from '@quayside/core/domain/instant';
import { ok, type Result } from '@quayside/core/domain/result';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import { z } from 'zod';
import type { HttpAnswer } from '../_kit/call-outcome.ts';
import { fail } from '../_kit/failure.ts';
import { parseJsonBody, readAs } from '../_kit/parse-json.ts';
import { parseRetryAfter } from '../_kit/retry-after.ts';
import { logCall } from '../_kit/log-call.ts';
import { sendHttp } from '../_kit/send-http.ts';
import { recordThrottle, spendBudget } from '../_kit/spend-budget.ts';
import { mapNoAnswer, mapUnreadable, say } from './errors.ts';
import { tokenEndpoint } from './marketplaces.ts';
import type { AmazonCredentials } from './settings.ts';

export interface AccessToken {
  readonly text: string;
  readonly fetchedAt: Instant;
  readonly expiresAt: Instant;
}

export interface TokenSource {
  /** A token that is good for a while yet. Callers that come together wait for the same one. */
  current(): Answer<AccessToken>;
  /** Forgets a token that was refused, unless a newer one is there already. */
  discard(token: AccessToken): void;
}

const operation = 'getAccessToken';
const timeoutMs = 15_000;
/** Renewed this long before its end, so that it does not end on the way. */
const marginMs = 2 * 60_000;
const throttleMs = 5_000;

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const tokenError = z.object({ error: z.string() });

/** Keeps one connection's access token (Login with Amazon, `grant_type=refresh_token`; the token lives one hour). */
export function openTokenSource(
  credentials: AmazonCredentials,
  url: string | undefined,
  context: ConnectorContext,
): TokenSource {
  let known: AccessToken | null = null;
  let inFlight: Answer<AccessToken> | null = null;
  return {
    async current() {
      if (known !== null && context.clock.now() < plus(known.expiresAt, -marginMs)) return ok(known);
      inFlight ??= fetchToken(credentials, url ?? tokenEndpoint, context).finally(() => {
        inFlight = null;
      });
      const answer = await inFlight;
      if (answer.ok) known = answer.value;
      return answer;
    },
    discard(token) {
      if (known?.text === token.text) known = null;
    },
  };
}

async function fetchToken(
  credentials: AmazonCredentials,
  url: string,
  context: ConnectorContext,
): Answer<AccessToken> {
  const refused = await spendBudget(context, operation, say('amazon.busy'));
  if (refused !== null) return refused;
  const fetchedAt = context.clock.now();
  const outcome = await logCall(context, 'amazon', operation, () =>
    sendHttp({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: credentials.refreshToken,
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
      }).toString(),
      timeoutMs,
      maxBytes: 100_000,
    }),
  );
  // Asking for a token changes nothing for the merchant: whatever goes wrong, it is asked again.
  if (outcome.kind !== 'answer') return mapNoAnswer(outcome, 'read', operation);
  if (outcome.status === 200) return readToken(outcome, fetchedAt);
  return mapTokenRefusal(outcome, context);
}

function readToken(answer: HttpAnswer, fetchedAt: Instant): Result<AccessToken, ConnectorError> {
  const token = readAs(tokenAnswer, parseJsonBody(answer));
  if (!token.ok) return mapUnreadable('read', operation, token.error);
  const { access_token: text, expires_in: seconds } = token.value;
  return ok({ text, fetchedAt, expiresAt: plus(fetchedAt, seconds * 1_000) });
}

/** OAuth 2.0 error codes (RFC 6749, section 5.2), as Login with Amazon documents them. */
async function mapTokenRefusal(answer: HttpAnswer, context: ConnectorContext): Answer<AccessToken> {
  const { status } = answer;
  if (status === 429) {
    const nowMs = toMilliseconds(context.clock.now());
    const wait = parseRetryAfter(answer.headers['retry-after'], nowMs) ?? throttleMs;
    return recordThrottle(context, operation, wait, say('amazon.throttled'));
  }
  const parsed = readAs(tokenError, parseJsonBody(answer));
  const code = parsed.ok ? parsed.value.error : 'without code';
  const detail = `${operation}: ${status} ${code}`;
  if (status >= 500) return fail({ kind: 'transient' }, say('amazon.server-error', { status }), detail);
  if (code === 'invalid_client' || code === 'unauthorized_client') {
    return fail({ kind: 'auth-expired' }, say('amazon.client-refused'), detail);
  }
  if (code === 'invalid_grant') {
    return fail({ kind: 'auth-expired' }, say('amazon.authorization-withdrawn'), detail);
  }
  return parsed.ok
    ? fail({ kind: 'invalid-input' }, say('amazon.refused', { code }), detail)
    : mapUnreadable('read', operation, `status ${status}`);
}
