import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { plus, toMilliseconds, type Instant } from '@quayside/core/domain/instant';
import { ok, type Err, type Result } from '@quayside/core/domain/result';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import { z } from 'zod';
import type { HttpAnswer } from '../_kit/call-outcome.ts';
import { fail } from '../_kit/failure.ts';
import { logCall } from '../_kit/log-call.ts';
import { parseJsonBody, readAs } from '../_kit/parse-json.ts';
import { parseRetryAfter } from '../_kit/retry-after.ts';
import { sendHttp } from '../_kit/send-http.ts';
import { recordThrottle, spendBudget } from '../_kit/spend-budget.ts';
import { mapNoAnswer, mapUnreadable, say } from './errors.ts';
import { shopifyCredentials, shopifyRegistration, type ShopifyCredentials } from './settings.ts';

export interface TokenSource {
  /** A token that is good for a while yet. */
  current(): Answer<string>;
  /** What takes the place of a token that was refused. */
  after(refused: string): Answer<string>;
}

const operation = 'token';
/** The lease of a renewal is 30 s (ADR 0016): it must be over by then. */
const timeoutMs = 15_000;
/** Renewed this long before its end, so that it does not end on the way. */
const marginMs = 2 * 60_000;
const throttleMs = 5_000;
const called = { operation, effect: 'read' } as const;

/** Lives in seconds (README, Access). */
const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive(),
});
const tokenError = z.object({ error: z.string() });

/**
 * Keeps one connection's access token. A refresh token rotates with each use, so renewals go through the context, which lets one process renew and gives the
 * others its outcome. A lost answer is simply asked for again: the old refresh token serves until the new one has been used (README, Access).
 */
export function openTokenSource(
  credentials: ShopifyCredentials,
  address: string,
  context: ConnectorContext,
): TokenSource {
  let known = credentials;

  async function renewed(isSpent: (stored: ShopifyCredentials) => boolean): Answer<string> {
    const answer = await context.renewCredentials(
      (stored) => isSpent(shopifyCredentials.parse(stored)),
      (stored) => refresh(shopifyCredentials.parse(stored), address, context),
    );
    if (!answer.ok) return answer;
    known = shopifyCredentials.parse(answer.value);
    return ok(known.accessToken);
  }

  const endsSoon = ({ accessTokenExpiresAt }: ShopifyCredentials): boolean =>
    accessTokenExpiresAt !== null && accessTokenExpiresAt <= plus(context.clock.now(), marginMs);

  return {
    current: () => (endsSoon(known) ? renewed(endsSoon) : Promise.resolve(ok(known.accessToken))),
    after: (refused) =>
      known.refreshToken === null
        ? Promise.resolve(withdrawn('nothing to renew it with'))
        : renewed((stored) => stored.accessToken === refused),
  };
}

function withdrawn(reason: string): Err<ConnectorError> {
  return fail({ kind: 'auth-expired' }, say('shopify.access-withdrawn'), `${operation}: ${reason}`);
}

async function refresh(
  spent: ShopifyCredentials,
  address: string,
  context: ConnectorContext,
): Answer<ShopifyCredentials> {
  const { refreshToken, refreshTokenExpiresAt } = spent;
  const now = context.clock.now();
  if (refreshToken === null || (refreshTokenExpiresAt !== null && refreshTokenExpiresAt <= now)) {
    return withdrawn('no refresh token that serves');
  }
  const registration = shopifyRegistration.safeParse(context.registration);
  if (!registration.success) {
    return fail({ kind: 'auth-expired' }, say('shopify.app-refused'), `${operation}: no registration`);
  }
  const refused = await spendBudget(context, operation, say('shopify.busy'));
  if (refused !== null) return refused;
  const { clientId, clientSecret } = registration.data;
  const outcome = await logCall(context, 'shopify', operation, () =>
    sendHttp({
      method: 'POST',
      url: `${address}/admin/oauth/access_token`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      }),
      timeoutMs,
      maxBytes: 100_000,
    }),
  );
  if (outcome.kind !== 'answer') return mapNoAnswer(outcome, called);
  return outcome.status === 200 ? readTokens(outcome, now) : mapTokenRefusal(outcome, context);
}

function readTokens(answer: HttpAnswer, askedAt: Instant): Result<ShopifyCredentials, ConnectorError> {
  const read = readAs(tokenAnswer, parseJsonBody(answer));
  if (!read.ok) return mapUnreadable(called, read.error);
  return ok({
    accessToken: read.value.access_token,
    accessTokenExpiresAt: plus(askedAt, read.value.expires_in * 1_000),
    refreshToken: read.value.refresh_token,
    refreshTokenExpiresAt: plus(askedAt, read.value.refresh_token_expires_in * 1_000),
  });
}

/** OAuth 2.0 error codes (RFC 6749, section 5.2). */
async function mapTokenRefusal(answer: HttpAnswer, context: ConnectorContext): Answer<never> {
  const { status } = answer;
  if (status === 429) {
    const nowMs = toMilliseconds(context.clock.now());
    const wait = parseRetryAfter(answer.headers['retry-after'], nowMs) ?? throttleMs;
    return recordThrottle(context, operation, wait, say('shopify.throttled'));
  }
  const parsed = readAs(tokenError, parseJsonBody(answer));
  const detail = `${operation}: ${status} ${parsed.ok ? parsed.value.error : 'without code'}`;
  if (status >= 500) return fail({ kind: 'transient' }, say('shopify.server-error', { status }), detail);
  const isOurs = parsed.ok && ['invalid_client', 'unauthorized_client'].includes(parsed.value.error);
  return fail(
    { kind: 'auth-expired' },
    isOurs ? say('shopify.app-refused') : say('shopify.access-withdrawn'),
    detail,
  );
}
