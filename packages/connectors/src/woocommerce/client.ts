import WooCommerceRestApi from '@woocommerce/woocommerce-rest-api';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import { toMilliseconds } from '@quayside/core/domain/instant';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { ok, type Err } from '@quayside/core/domain/result';
import { z } from 'zod';
import {
  answerTooLarge,
  classifyTransportError,
  type CallEffect,
  type CallOutcome,
} from '../_kit/call-outcome.ts';
import { agentsInTime, tooLateReason } from '../_kit/connect-in-time.ts';
import { fail } from '../_kit/failure.ts';
import { logCall } from '../_kit/log-call.ts';
import { parseJsonBody, readAs } from '../_kit/parse-json.ts';
import { parseRetryAfter } from '../_kit/retry-after.ts';
import { sendHttp } from '../_kit/send-http.ts';
import { recordThrottle, spendBudget } from '../_kit/spend-budget.ts';
import { mapAbsent, mapNoAnswer, mapNoApi, mapRefusal, mapUnreadable, platformCode, say } from './errors.ts';
import type { WooCommerceCredentials, WooCommerceSettings } from './settings.ts';

export type WooQuery = Readonly<Record<string, string | number | boolean>>;

export interface WooCall<Value> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Relative to `/wp-json/wc/v3/`. */
  readonly endpoint: string;
  readonly query?: WooQuery;
  readonly body?: Readonly<Record<string, unknown>>;
  /** What we need of the answer. */
  readonly schema: z.ZodType<Value>;
  /** Asked once nothing holds the request up any more, and again when its connection stands: `false` refuses to send it. */
  readonly maySend?: () => boolean;
}

/** `absent`: the shop answered 404 with this code. */
export type Found<Value> = FoundValue<Value> | Absent;
export interface FoundValue<Value> {
  readonly kind: 'found';
  readonly value: Value;
  /** Of a list: how many it has in all (header `X-WP-Total`, REST API documentation, Pagination). */
  readonly total: number | null;
}
export interface Absent {
  readonly kind: 'absent';
  readonly code: string;
}

export interface WooClient {
  /** One call; a 404 is an answer. */
  look<Value>(call: WooCall<Value>): Answer<Found<Value>>;
  /** One call of something that must be there; a 404 is a failure. */
  call<Value>(call: WooCall<Value>): Answer<Value>;
  /** The address that the shop has for itself, asked without a key; `null` when it does not say. */
  home(): Promise<string | null>;
}

/** How long hosts are left alone when they refuse without saying for how long. */
const defaultThrottleMs = 10_000;
/** A page of 100 orders with their custom fields is below 2 MB. */
const maxAnswerBytes = 20 * 1024 * 1024;
/** Old sites send their whole index, about 200 kB with WooCommerce. */
const maxIndexBytes = 2 * 1024 * 1024;

/** WordPress' own index, open to everybody (REST API handbook, Discovery). */
const siteIndex = z.object({ home: z.url({ protocol: /^https?$/ }) });

/**
 * Speaks to one shop through WooCommerce's own client, which builds addresses and signs: OAuth 1.0a over http (the only way in there, observed on
 * WooCommerce 11.0.1), Basic or the query over https. Everything else is ours: no redirects, one time limit for the whole exchange, and
 * answers of any status and type are judged here.
 */
export function openWooClient(
  credentials: WooCommerceCredentials,
  settings: Pick<WooCommerceSettings, 'url' | 'queryStringAuth'>,
  context: ConnectorContext,
  timeoutMs: number,
): WooClient {
  async function look<Value>(call: WooCall<Value>): Answer<Found<Value>> {
    const effect: CallEffect = call.method === 'get' ? 'read' : 'write';
    const operation = `${call.method} ${call.endpoint.replaceAll(/\d+/g, 'n')}`;
    const refused = await spendBudget(context, effect, say('woocommerce.busy'));
    if (refused !== null) return refused;
    if (call.maySend?.() === false) return tooLate(operation);
    const outcome = await logCall(context, 'woocommerce', operation, () =>
      exchange(credentials, settings, call, timeoutMs),
    );
    if (outcome.kind === 'not-sent' && outcome.reason === tooLateReason) return tooLate(operation);
    if (outcome.kind !== 'answer') return mapNoAnswer(outcome, effect, operation);
    const { status } = outcome;
    if (status === 429) {
      const nowMs = toMilliseconds(context.clock.now());
      const retryAfterMs = parseRetryAfter(outcome.headers['retry-after'], nowMs) ?? defaultThrottleMs;
      return recordThrottle(context, effect, retryAfterMs, say('woocommerce.throttled'));
    }
    if (status === 404) {
      const code = platformCode(outcome);
      return code === null ? mapNoApi(operation) : ok({ kind: 'absent', code });
    }
    if (status < 200 || status > 299) return mapRefusal(outcome, effect, operation, settings.url);
    const body = parseJsonBody(outcome);
    if (body === undefined) return mapUnreadable(effect, operation, 'not JSON', say('woocommerce.not-json'));
    const value = readAs(call.schema, body);
    return value.ok
      ? ok({ kind: 'found', value: value.value, total: readTotal(outcome.headers['x-wp-total']) })
      : mapUnreadable(effect, operation, value.error);
  }

  return {
    look,
    async call(call) {
      const answer = await look(call);
      if (!answer.ok) return answer;
      if (answer.value.kind === 'absent') return mapAbsent(answer.value.code, call.endpoint);
      return ok(answer.value.value);
    },
    async home() {
      const outcome = await sendHttp({
        method: 'GET',
        url: `${settings.url}/wp-json/?_fields=home`,
        headers: { accept: 'application/json' },
        timeoutMs,
        maxBytes: maxIndexBytes,
      });
      const index = outcome.kind === 'answer' ? siteIndex.safeParse(parseJsonBody(outcome)) : null;
      return index?.success === true ? index.data.home : null;
    },
  };
}

function tooLate(operation: string): Err<ConnectorError> {
  return fail({ kind: 'transient' }, say('woocommerce.too-late'), `${operation}: too late`);
}

function readTotal(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : null;
}

/** The client is CommonJS: Node imports its whole module as default, with the class as `default` in it; bundlers and Vitest unwrap it. */
const RestApi: typeof WooCommerceRestApi.default =
  'default' in WooCommerceRestApi ? WooCommerceRestApi.default : WooCommerceRestApi;

async function exchange(
  credentials: WooCommerceCredentials,
  settings: Pick<WooCommerceSettings, 'url' | 'queryStringAuth'>,
  call: WooCall<unknown>,
  timeoutMs: number,
): Promise<CallOutcome> {
  const api = new RestApi({
    ...credentials,
    url: settings.url,
    version: 'wc/v3',
    queryStringAuth: settings.queryStringAuth,
    timeout: timeoutMs,
    axiosConfig: {
      ...(call.maySend && agentsInTime(call.maySend)),
      signal: AbortSignal.timeout(timeoutMs),
      maxRedirects: 0,
      maxContentLength: maxAnswerBytes,
      responseType: 'text',
      transformResponse: (body: unknown) => body,
      validateStatus: () => true,
    },
  });
  const query = Object.fromEntries(
    Object.entries(call.query ?? {}).map(([name, value]) => [name, String(value)]),
  );
  try {
    const response: AxiosAnswer =
      call.method === 'get' || call.method === 'delete'
        ? ((await api[call.method](call.endpoint, query)) as AxiosAnswer)
        : ((await api[call.method](call.endpoint, call.body ?? {}, query)) as AxiosAnswer);
    return readResponse(response);
  } catch (error) {
    // The code is that of any bad answer (axios, adapters/http.js).
    const isTooLarge = error instanceof Error && error.message.startsWith('maxContentLength ');
    return isTooLarge ? { kind: 'no-answer', reason: answerTooLarge } : classifyTransportError(error);
  }
}

/** What axios answers; the client types it as `any`. */
interface AxiosAnswer {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
}

function readResponse(response: AxiosAnswer): CallOutcome {
  const headers = Object.entries(response.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
  );
  return {
    kind: 'answer',
    status: response.status,
    headers: Object.fromEntries(headers),
    body: typeof response.data === 'string' ? response.data : '',
  };
}
