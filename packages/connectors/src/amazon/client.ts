import { toMilliseconds } from '@quayside/core/domain/instant';
import { ok } from '@quayside/core/domain/result';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import type { z } from 'zod';
import type { CallEffect, CallOutcome, HttpAnswer } from '../_kit/call-outcome.ts';
import { fail } from '../_kit/failure.ts';
import { parseJsonBody, readAs } from '../_kit/parse-json.ts';
import { parseRetryAfter } from '../_kit/retry-after.ts';
import { logCall } from '../_kit/log-call.ts';
import { sendHttp, type HttpRequest } from '../_kit/send-http.ts';
import { recordThrottle, spendBudget } from '../_kit/spend-budget.ts';
import type { AmazonAccess } from './access.ts';
import { parseExactJson } from './exact-json.ts';
import { isTokenOver, mapNoAnswer, mapRefusal, mapUnreadable, say } from './errors.ts';
import { manifest } from './manifest.ts';
import type { AccessToken, AmazonCredentials } from './settings.ts';
import { openApplicationTokens, openSellerTokens } from './token.ts';
import { readRate } from './rate-header.ts';
import { openAnswerWatch } from './watch-answers.ts';

/** Operation ids of the official models; also the names of the rate limits in the manifest. */
export type AmazonOperation =
  | 'getListingsItem'
  | 'putListingsItem'
  | 'patchListingsItem'
  | 'searchListingsItems'
  | 'getListingsRestrictions'
  | 'searchCatalogItems'
  | 'createFeedDocument'
  | 'createFeed'
  | 'getFeed'
  | 'getFeedDocument'
  | 'getMyFeesEstimates'
  | 'getInventorySummaries'
  | 'createReport'
  | 'getReport'
  | 'getReportDocument'
  | 'searchOrders'
  | 'getOrder'
  | 'confirmShipment'
  | 'getMarketplaceParticipations'
  | 'getDestinations'
  | 'createDestination'
  | 'getSubscription'
  | 'createSubscription'
  | 'deleteSubscriptionById';

export interface AmazonCall<Value> {
  readonly operation: AmazonOperation;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** By whose grant: the seller's, unless it is an operation of the application alone ("grantless"). */
  readonly grant?: 'seller' | 'application';
  /** Default: every method but GET is a write. A POST that changes nothing for the merchant may simply be asked again. */
  readonly effect?: CallEffect;
  /** With every part percent-encoded. */
  readonly path: string;
  /** Lists are sent comma separated. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: unknown;
  /** Asked when nothing can hold the request up any more; `false`: it came too late to be sent. */
  readonly maySend?: () => boolean;
  /** What we need of the answer; `null` where there is none to read (204). */
  readonly schema: z.ZodType<Value> | null;
}

export interface AmazonClient {
  call<Value>(call: AmazonCall<Value>): Answer<Value>;
}

/** Amazon asks for a name, a version and a language (SP-API documentation, "Include a User-Agent header"). */
const userAgent = 'Quayside/0.0 (Language=TypeScript)';
/** A token that was fetched this recently cannot be over: a 403 means what it says. */
const freshTokenMs = 60_000;

/** Speaks to one seller's SP-API. No request is signed: since 2023 the access token alone is asked for. */
export function openAmazonClient(
  access: AmazonAccess,
  credentials: AmazonCredentials,
  context: ConnectorContext,
  timeoutMs: number,
): AmazonClient {
  const tokensOf = {
    seller: openSellerTokens(access, credentials, context),
    application: openApplicationTokens(access, context),
  };
  const watch = openAnswerWatch(context);

  async function send(call: AmazonCall<unknown>, token: AccessToken): Promise<Answered> {
    const refused = await spendBudget(context, call.operation, say('amazon.busy'));
    if (refused !== null) return { kind: 'refused', refused };
    if (call.maySend?.() === false) {
      const detail = `${call.operation}: too late`;
      return { kind: 'refused', refused: fail({ kind: 'transient' }, say('amazon.too-late'), detail) };
    }
    const outcome = await logCall(context, 'amazon', call.operation, () =>
      sendHttp(requestOf(call, access.apiUrl, token, timeoutMs)),
    );
    return { kind: 'outcome', outcome };
  }

  /** Sends; after a 403 that an old token may explain, once more with a new one. A refused request has done nothing, so writes may be repeated too. */
  async function exchange(call: AmazonCall<unknown>): Promise<Answered> {
    const tokens = tokensOf[call.grant ?? 'seller'];
    const token = await tokens.current();
    if (!token.ok) return { kind: 'refused', refused: token };
    const first = await send(call, token.value);
    if (first.kind !== 'outcome' || first.outcome.kind !== 'answer') return first;
    if (![401, 403].includes(first.outcome.status)) return first;
    const ageMs = toMilliseconds(context.clock.now()) - toMilliseconds(token.value.fetchedAt);
    if (ageMs < freshTokenMs && !isTokenOver(first.outcome)) return first;
    tokens.discard(token.value);
    const renewed = await tokens.current();
    return renewed.ok ? send(call, renewed.value) : { kind: 'refused', refused: renewed };
  }

  return {
    async call(call) {
      const effect = call.effect ?? (call.method === 'GET' ? 'read' : 'write');
      const answered = await exchange(call);
      if (answered.kind === 'refused') return answered.refused;
      const { outcome } = answered;
      if (outcome.kind !== 'answer') return mapNoAnswer(outcome, effect, call.operation);
      const isFine = outcome.status >= 200 && outcome.status <= 299;
      const body = isFine && call.schema !== null ? parseJsonBody(outcome, parseExactJson) : undefined;
      watch(call.operation, { headers: outcome.headers, body });
      if (outcome.status === 429) return throttled(context, call.operation, outcome);
      if (!isFine) return mapRefusal(outcome, effect, call.operation);
      return readAnswer(call, effect, body);
    },
  };
}

type Answered =
  | { readonly kind: 'outcome'; readonly outcome: CallOutcome }
  | { readonly kind: 'refused'; readonly refused: Extract<Awaited<Answer<never>>, { ok: false }> };

function readAnswer<Value>(
  call: AmazonCall<Value>,
  effect: CallEffect,
  body: unknown,
): Awaited<Answer<Value>> {
  // Only calls that answer nothing leave the schema out; their value is undefined.
  if (call.schema === null) return ok(undefined as Value);
  if (body === undefined) return mapUnreadable(effect, call.operation, 'not JSON');
  const value = readAs(call.schema, body);
  return value.ok ? value : mapUnreadable(effect, call.operation, value.error);
}

/** Waits for one token at the rate that Amazon names, else at the published one. */
async function throttled(
  context: ConnectorContext,
  operation: AmazonOperation,
  answer: HttpAnswer,
): Promise<Awaited<Answer<never>>> {
  const nowMs = toMilliseconds(context.clock.now());
  const perSecond = readRate(answer.headers) ?? manifest.rateLimits[operation]?.perSecond ?? 1;
  const waitMs = parseRetryAfter(answer.headers['retry-after'], nowMs) ?? Math.ceil(1_000 / perSecond);
  return recordThrottle(context, operation, waitMs, say('amazon.throttled'));
}

function requestOf(
  call: AmazonCall<unknown>,
  baseUrl: string,
  token: AccessToken,
  timeoutMs: number,
): HttpRequest {
  const query = Object.entries(call.query ?? {}).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const text =
      typeof value === 'string' ? encodeURIComponent(value) : value.map(encodeURIComponent).join(',');
    return [`${name}=${text}`];
  });
  return {
    method: call.method,
    url: `${baseUrl}${call.path}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    headers: {
      'x-amz-access-token': token.text,
      'user-agent': userAgent,
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    timeoutMs,
  };
}
