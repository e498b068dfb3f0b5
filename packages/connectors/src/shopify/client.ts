import { toMilliseconds } from '@quayside/core/domain/instant';
import { ok } from '@quayside/core/domain/result';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { getOperationAST, print } from 'graphql';
import { GraphQLClient } from 'graphql-request';
import { z } from 'zod';
import type { CallEffect, CallOutcome, HttpAnswer } from '../_kit/call-outcome.ts';
import { fail } from '../_kit/failure.ts';
import { logCall } from '../_kit/log-call.ts';
import { parseRetryAfter } from '../_kit/retry-after.ts';
import { sendHttp, type HttpRequest } from '../_kit/send-http.ts';
import { recordThrottle, spendBudget } from '../_kit/spend-budget.ts';
import { openTokenSource } from './access-token.ts';
import {
  codeOf,
  graphqlError,
  mapErrors,
  mapNoAnswer,
  mapStatus,
  mapUnreadable,
  say,
  type GraphqlError,
} from './errors.ts';
import type { ShopifyOperation } from './limits.ts';
import { leaveReserve, pointsLeft, refillMs } from './points.ts';
import { addressOf, type ShopifyCredentials, type ShopifySettings } from './settings.ts';

/** The version of the Admin API that is spoken; each lives a year (README, Versions). */
const apiVersion = '2026-10';

export interface ShopifyCall<Data, Variables extends object> {
  readonly operation: ShopifyOperation;
  /** Default: `write` for what takes tokens of writes. A mutation that may simply be asked for again is a `read`. */
  readonly effect?: CallEffect;
  readonly document: TypedDocumentNode<Data, Variables>;
  readonly variables: Variables;
  /** Asked when nothing can hold the request up any more; `false`: it came too late to be sent. */
  readonly maySend?: () => boolean;
}

export interface ShopifyClient {
  /** One document. Errors of a part of a query fail it as a whole; a mutation whose own part is there has happened. */
  call<Data, Variables extends object>(call: ShopifyCall<Data, Variables>): Answer<Data>;
}

/** A page of 25 orders is below 200 kB. */
const maxAnswerBytes = 10 * 1024 * 1024;
/** How long Shopify is left alone when it refuses without saying for how long. */
const defaultThrottleMs = 2_000;

const answerBody = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(graphqlError).nullish().catch(null),
  extensions: z
    .object({ cost: pointsLeft.optional().catch(undefined) })
    .nullish()
    .catch(null),
});

/**
 * Speaks to one shop's Admin API through graphql-request, which prints documents and reads answers. The exchange itself is ours, so that it follows no redirect, has
 * one time limit, and an answer of any status and type is judged here.
 */
export function openShopifyClient(
  credentials: ShopifyCredentials,
  settings: ShopifySettings,
  context: ConnectorContext,
  timeoutMs: number,
): ShopifyClient {
  const address = addressOf(settings);
  const url = `${address}/admin/api/${apiVersion}/graphql.json`;
  const tokens = openTokenSource(credentials, address, context);

  let isOldVersion = false;
  /** An expired version silently becomes the oldest that is supported (README, Versions). */
  function noteVersion(headers: HttpAnswer['headers']): void {
    const spoken = headers['x-shopify-api-version'];
    if (isOldVersion || spoken === undefined || spoken === apiVersion) return;
    isOldVersion = true;
    context.log.warn('platform-version-changed', { connector: 'shopify', asked: apiVersion, spoken });
  }

  async function send<Data, Variables extends object>(
    call: ShopifyCall<Data, Variables>,
    accessToken: string,
  ): Promise<Sent> {
    const refused = await spendBudget(context, call.operation, say('shopify.busy'));
    if (refused !== null) return { kind: 'refused', refused };
    const name = nameOf(call.document);
    if (call.maySend?.() === false) {
      const detail = `${name}: too late`;
      return { kind: 'refused', refused: fail({ kind: 'transient' }, say('shopify.too-late'), detail) };
    }
    const exchanged = await exchange(url, call, accessToken, (request) =>
      logCall(context, 'shopify', name, () => sendHttp({ ...request, timeoutMs, maxBytes: maxAnswerBytes })),
    );
    return { kind: 'sent', ...exchanged };
  }

  /** Sends; after a 401 once more with a new token. What was refused has done nothing, so writes may be repeated too. */
  async function sendAuthorised<Data, Variables extends object>(
    call: ShopifyCall<Data, Variables>,
  ): Promise<Sent> {
    const token = await tokens.current();
    if (!token.ok) return { kind: 'refused', refused: token };
    const first = await send(call, token.value);
    if (first.kind !== 'sent' || first.outcome.kind !== 'answer') return first;
    if (first.outcome.status !== 401) return first;
    const renewed = await tokens.after(token.value);
    return renewed.ok ? send(call, renewed.value) : { kind: 'refused', refused: renewed };
  }

  return {
    async call<Data, Variables extends object>(call: ShopifyCall<Data, Variables>): Answer<Data> {
      const sent = await sendAuthorised(call);
      if (sent.kind === 'refused') return sent.refused;
      const { outcome } = sent;
      const effect = call.effect ?? (call.operation === 'write' ? 'write' : 'read');
      const called = { operation: nameOf(call.document), effect };
      if (outcome.kind !== 'answer') return mapNoAnswer(outcome, called);
      noteVersion(outcome.headers);
      if (outcome.status === 429) return throttledByStatus(context, call.operation, outcome);
      if (outcome.status < 200 || outcome.status > 299) {
        return mapStatus(outcome.status, called, settings.shop);
      }
      const body = answerBody.safeParse(sent.body);
      if (!body.success) return mapUnreadable(called, 'not an answer of GraphQL');
      const { data, errors, extensions } = body.data;
      if ((errors ?? []).some(isThrottled)) {
        return recordThrottle(
          context,
          call.operation,
          refillMs(extensions?.cost) ?? defaultThrottleMs,
          say('shopify.throttled'),
        );
      }
      await leaveReserve(context, call.operation, extensions?.cost);
      const hasHappened = effect === 'write' && Object.values(data ?? {}).some((part) => part !== null);
      if (errors && errors.length > 0 && !hasHappened) {
        return mapErrors(errors, called, data !== undefined);
      }
      if (!data) return mapUnreadable(called, 'no data');
      // A GraphQL server answers what its schema says; the documents are held against it.
      return ok(data as Data);
    },
  };
}

interface Exchange {
  readonly outcome: CallOutcome;
  readonly body: unknown;
}

type Sent =
  | (Exchange & { readonly kind: 'sent' })
  | { readonly kind: 'refused'; readonly refused: Extract<Awaited<Answer<never>>, { ok: false }> };

/**
 * One request. `body` is what graphql-request read of an answer. What it throws is left aside, since its errors hold the variables, which may be a buyer's: the
 * outcome says all that is needed.
 */
async function exchange<Data, Variables extends object>(
  url: string,
  call: ShopifyCall<Data, Variables>,
  accessToken: string,
  send: (request: Omit<HttpRequest, 'timeoutMs'>) => Promise<CallOutcome>,
): Promise<Exchange> {
  let outcome: CallOutcome = { kind: 'not-sent', reason: 'no request' };
  const client = new GraphQLClient(url, {
    headers: { 'x-shopify-access-token': accessToken },
    errorPolicy: 'all',
    async fetch(_, init) {
      const headers = Object.fromEntries(new Headers(init?.headers));
      const body = typeof init?.body === 'string' ? init.body : '';
      outcome = await send({ method: 'POST', url, headers, body });
      if (outcome.kind !== 'answer') throw new Error(outcome.reason);
      const { status } = outcome;
      // A `Response` takes no text with these.
      return new Response([204, 205, 304].includes(status) ? null : outcome.body, outcome);
    },
  });
  try {
    const { data, errors, extensions } = await client.rawRequest<unknown>(
      print(call.document),
      call.variables,
    );
    return { outcome, body: { data, errors, extensions } };
  } catch {
    return { outcome, body: null };
  }
}

function nameOf(document: TypedDocumentNode<unknown, never>): string {
  const name = getOperationAST(document)?.name?.value;
  if (name === undefined) throw new Error('A document without a name');
  return name;
}

const isThrottled = (error: GraphqlError): boolean => codeOf(error) === 'THROTTLED';

async function throttledByStatus(
  context: ConnectorContext,
  operation: ShopifyOperation,
  answer: HttpAnswer,
): Answer<never> {
  const nowMs = toMilliseconds(context.clock.now());
  const waitMs = parseRetryAfter(answer.headers['retry-after'], nowMs) ?? defaultThrottleMs;
  return recordThrottle(context, operation, waitMs, say('shopify.throttled'));
}
