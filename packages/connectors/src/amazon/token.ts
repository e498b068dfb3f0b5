import { plus, toMilliseconds, type Instant } from '@quayside/core/domain/instant';
import type { Message } from '@quayside/core/domain/message';
import { ok } from '@quayside/core/domain/result';
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
import type { AmazonAccess } from './access.ts';

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

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
  refresh_token: z.string().min(1),
});
type TokenAnswer = z.infer<typeof tokenAnswer>;
const tokenError = z.object({ error: z.string() });

/** Keeps one connection's access token (Login with Amazon, `grant_type=refresh_token`; the token lives one hour). */
export function openTokenSource(
  access: AmazonAccess,
  refreshToken: string,
  context: ConnectorContext,
): TokenSource {
  let known: AccessToken | null = null;
  let inFlight: Answer<AccessToken> | null = null;
  return {
    async current() {
      if (known !== null && context.clock.now() < plus(known.expiresAt, -marginMs)) return ok(known);
      inFlight ??= fetchToken(access, refreshToken, context).finally(() => {
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
  access: AmazonAccess,
  refreshToken: string,
  context: ConnectorContext,
): Answer<AccessToken> {
  const fetchedAt = context.clock.now();
  const answer = await requestTokens(
    access,
    { grant_type: 'refresh_token', refresh_token: refreshToken },
    context,
    say('amazon.authorization-withdrawn'),
  );
  if (!answer.ok) return answer;
  const { access_token: text, expires_in: seconds } = answer.value;
  return ok({ text, fetchedAt, expiresAt: plus(fetchedAt, seconds * 1_000) });
}

/** Exchanges the code of a consent for the refresh token (Amazon's documentation, "Website Authorization Workflow"). */
export async function exchangeCode(
  access: AmazonAccess,
  code: string,
  returnUrl: string,
  context: ConnectorContext,
): Answer<string> {
  const grant = { grant_type: 'authorization_code', code, redirect_uri: returnUrl };
  const answer = await requestTokens(access, grant, context, say('amazon.consent-over'));
  if (answer.ok) return ok(answer.value.refresh_token);
  const isOver = answer.error.message.code === 'amazon.consent-over';
  return isOver ? fail({ kind: 'invalid-input' }, answer.error.message, answer.error.detail) : answer;
}

/** One request for tokens. @param refusedGrant what it means when what was granted no longer serves. */
async function requestTokens(
  { client, tokenUrl }: AmazonAccess,
  grant: Readonly<Record<string, string>>,
  context: ConnectorContext,
  refusedGrant: Message,
): Answer<TokenAnswer> {
  if (client === null) {
    return fail({ kind: 'auth-expired' }, say('amazon.client-refused'), `${operation}: no application`);
  }
  const refused = await spendBudget(context, operation, say('amazon.busy'));
  if (refused !== null) return refused;
  const outcome = await logCall(context, 'amazon', operation, () =>
    sendHttp({
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ ...grant, client_id: client.id, client_secret: client.secret }).toString(),
      timeoutMs,
      maxBytes: 100_000,
    }),
  );
  // Asking for a token changes nothing for the merchant: whatever goes wrong, it is asked again.
  if (outcome.kind !== 'answer') return mapNoAnswer(outcome, 'read', operation);
  if (outcome.status !== 200) return mapTokenRefusal(outcome, context, refusedGrant);
  const tokens = readAs(tokenAnswer, parseJsonBody(outcome));
  return tokens.ok ? tokens : mapUnreadable('read', operation, tokens.error);
}

/** OAuth 2.0 error codes (RFC 6749, section 5.2), as Login with Amazon documents them. */
async function mapTokenRefusal(
  answer: HttpAnswer,
  context: ConnectorContext,
  refusedGrant: Message,
): Answer<never> {
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
    return fail({ kind: 'auth-expired' }, refusedGrant, detail);
  }
  return parsed.ok
    ? fail({ kind: 'invalid-input' }, say('amazon.refused', { code }), detail)
    : mapUnreadable('read', operation, `status ${status}`);
}
