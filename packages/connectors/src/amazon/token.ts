import { plus, toMilliseconds, type Instant } from '@quayside/core/domain/instant';
import type { Message } from '@quayside/core/domain/message';
import { ok } from '@quayside/core/domain/result';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import { z } from 'zod';
import type { CallOutcome, HttpAnswer } from '../_kit/call-outcome.ts';
import { fail } from '../_kit/failure.ts';
import { parseJsonBody, readAs } from '../_kit/parse-json.ts';
import { parseRetryAfter } from '../_kit/retry-after.ts';
import { logCall } from '../_kit/log-call.ts';
import { sendHttp } from '../_kit/send-http.ts';
import { recordThrottle, spendBudget } from '../_kit/spend-budget.ts';
import { mapNoAnswer, mapUnreadable, say } from './errors.ts';
import type { AmazonAccess } from './access.ts';
import { amazonCredentials, type AccessToken, type AmazonCredentials } from './settings.ts';

export interface TokenSource {
  /** A token that is good for a while yet. Callers that come together wait for the same one. */
  current(): Answer<AccessToken>;
  /** Never answers this token again: it was refused. */
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
  /** Not where the application was granted nothing by anybody. */
  refresh_token: z.string().min(1).optional(),
});
type TokenAnswer = z.infer<typeof tokenAnswer>;

/** What a token request brings. */
type Grant = Readonly<Record<string, string>>;

/** A seller's consent. */
function sellerGrant(refreshToken: string): Grant {
  return { grant_type: 'refresh_token', refresh_token: refreshToken };
}

/** The application itself, for what it may do of notifications without any seller (Amazon's documentation, "Grantless operations"). */
const notificationsGrant: Grant = {
  grant_type: 'client_credentials',
  scope: 'sellingpartnerapi::notifications',
};

const tokenError = z.object({ error: z.string() });

/**
 * Keeps one connection's access token (Login with Amazon, `grant_type=refresh_token`; the token lives one hour). It is renewed through the context: one request at a
 * time for an account over all processes, whose outcome the others take (ADR 0016).
 */
export function openSellerTokens(
  access: AmazonAccess,
  credentials: AmazonCredentials,
  context: ConnectorContext,
): TokenSource {
  return openTokenSource(context, credentials.access ?? null, async (isGood) => {
    const renewed = await context.renewCredentials(
      (stored) => !isGood(tokenIn(stored)),
      async (stored) => {
        const current = amazonCredentials.parse(stored);
        // A reconnection came first: this connector, and the application it speaks as, are of yesterday.
        if (current.refreshToken !== credentials.refreshToken) return replaced;
        const token = await fetchToken(access, sellerGrant(current.refreshToken), context);
        return token.ok ? ok({ ...current, access: token.value }) : token;
      },
    );
    if (!renewed.ok) return renewed;
    const token = tokenIn(renewed.value);
    return token === null ? replaced : ok(token);
  });
}

/** The application's own token, of this opened connector alone: it is seldom needed. */
export function openApplicationTokens(access: AmazonAccess, context: ConnectorContext): TokenSource {
  return openTokenSource(context, null, () => fetchToken(access, notificationsGrant, context));
}

type IsGood = (token: AccessToken | null) => boolean;

function openTokenSource(
  context: Pick<ConnectorContext, 'clock'>,
  first: AccessToken | null,
  renew: (isGood: IsGood) => Answer<AccessToken>,
): TokenSource {
  let known = first;
  /** Refused by Amazon, whatever its time. */
  let refused: string | null = null;
  let inFlight: Answer<AccessToken> | null = null;
  const isGood: IsGood = (token) =>
    token !== null && token.text !== refused && context.clock.now() < plus(token.expiresAt, -marginMs);
  return {
    async current() {
      if (known !== null && isGood(known)) return ok(known);
      inFlight ??= renew(isGood).finally(() => {
        inFlight = null;
      });
      const answer = await inFlight;
      if (answer.ok) known = answer.value;
      return answer;
    },
    discard(token) {
      refused = token.text;
    },
  };
}

const replaced = fail({ kind: 'transient' }, say('amazon.busy'), `${operation}: reconnected meanwhile`);

function tokenIn(stored: unknown): AccessToken | null {
  return amazonCredentials.safeParse(stored).data?.access ?? null;
}

async function fetchToken(
  access: AmazonAccess,
  grant: Grant,
  context: ConnectorContext,
): Answer<AccessToken> {
  const fetchedAt = context.clock.now();
  const answer = await requestTokens(access, grant, context, say('amazon.authorization-withdrawn'));
  return answer.ok ? ok(accessTokenOf(answer.value, fetchedAt)) : answer;
}

function accessTokenOf(
  { access_token: text, expires_in: seconds }: TokenAnswer,
  fetchedAt: Instant,
): AccessToken {
  return { text, fetchedAt, expiresAt: plus(fetchedAt, seconds * 1_000) };
}

/** Exchanges the code of a consent for the tokens that it gives (Amazon's documentation, "Website Authorization Workflow"). */
export async function exchangeCode(
  access: AmazonAccess,
  code: string,
  returnUrl: string,
  context: ConnectorContext,
): Answer<AmazonCredentials> {
  const fetchedAt = context.clock.now();
  const grant = { grant_type: 'authorization_code', code, redirect_uri: returnUrl };
  const answer = await requestTokens(access, grant, context, say('amazon.consent-over'));
  if (answer.ok) {
    const { refresh_token: refreshToken } = answer.value;
    if (refreshToken === undefined) return mapUnreadable('read', operation, 'no refresh token');
    return ok({ refreshToken, access: accessTokenOf(answer.value, fetchedAt) });
  }
  const isOver = answer.error.message.code === 'amazon.consent-over';
  return isOver ? fail({ kind: 'invalid-input' }, answer.error.message, answer.error.detail) : answer;
}

/**
 * One request for tokens; a second one with the application's other secret when the first secret no longer serves, or does not yet.
 *
 * @param refusedGrant what it means when what was granted no longer serves.
 */
async function requestTokens(
  { client, tokenUrl }: AmazonAccess,
  grant: Grant,
  context: ConnectorContext,
  refusedGrant: Message,
): Answer<TokenAnswer> {
  if (client === null) {
    return fail({ kind: 'auth-expired' }, say('amazon.client-refused'), `${operation}: no application`);
  }
  let answer: Answer<TokenAnswer> | undefined;
  for (const secret of client.secrets.order) {
    const refused = await spendBudget(context, operation, say('amazon.busy'));
    if (refused !== null) return refused;
    const outcome = await send(tokenUrl, { ...grant, client_id: client.id, client_secret: secret }, context);
    answer = readTokens(outcome, context, refusedGrant);
    if (!isClientRefused(outcome)) return answer;
    client.secrets.postpone(secret);
  }
  if (answer === undefined) throw new Error('An application without a secret');
  return answer;
}

function send(tokenUrl: string, form: Grant, context: ConnectorContext): Promise<CallOutcome> {
  return logCall(context, 'amazon', operation, () =>
    sendHttp({
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(form).toString(),
      timeoutMs,
      maxBytes: 100_000,
    }),
  );
}

const clientRefusals: readonly string[] = ['invalid_client', 'unauthorized_client'];

/** OAuth 2.0's error code, where an answer has one. */
function codeOf(answer: HttpAnswer): string | undefined {
  const parsed = readAs(tokenError, parseJsonBody(answer));
  return parsed.ok ? parsed.value.error : undefined;
}

function isClientRefused(outcome: CallOutcome): boolean {
  if (outcome.kind !== 'answer' || outcome.status === 200 || outcome.status >= 500) return false;
  return outcome.status !== 429 && clientRefusals.includes(codeOf(outcome) ?? '');
}

async function readTokens(
  outcome: CallOutcome,
  context: ConnectorContext,
  refusedGrant: Message,
): Answer<TokenAnswer> {
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
  const code = codeOf(answer);
  const detail = `${operation}: ${status} ${code ?? 'without code'}`;
  if (status >= 500) return fail({ kind: 'transient' }, say('amazon.server-error', { status }), detail);
  if (clientRefusals.includes(code ?? '')) {
    return fail({ kind: 'auth-expired' }, say('amazon.client-refused'), detail);
  }
  if (code === 'invalid_grant') {
    return fail({ kind: 'auth-expired' }, refusedGrant, detail);
  }
  return code === undefined
    ? mapUnreadable('read', operation, `status ${status}`)
    : fail({ kind: 'invalid-input' }, say('amazon.refused', { code }), detail);
}
