import { asObject, isJsonObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer, Call, SimulatedRoute } from '../simulated-route.ts';
import { noRoute, WooError } from './api-error.ts';
import type { ArgumentCheck } from './argument-check.ts';
import type { OauthGuard } from './oauth.ts';
import { checkPermissions } from './oauth.ts';
import { parsePhpQuery, plainQuery, queryList } from './php-query.ts';
import type { PhpArray } from './php-query.ts';
import type { Shop } from './shop.ts';

/** What every route of the shop needs. */
export interface ShopApi {
  readonly shop: Shop;
  readonly guard: OauthGuard;
  readonly check: ArgumentCheck;
}

/** A call that passed authentication and the argument check. */
export interface ShopCall {
  readonly query: PhpArray;
  readonly body: JsonObject;
  /** Path parameters, all whole numbers except those named in {@link ShopRoute.textParameters}. */
  readonly ids: Readonly<Record<string, number>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** One route as the shop registers it. */
export interface ShopRoute {
  readonly methods: SimulatedRoute['methods'];
  /** As published, such as `/wc/v3/orders/{id}`. */
  readonly template: string;
  readonly operation: string;
  readonly textParameters?: readonly string[];
  /** Routes of a switched-off feature are not there; without this they always are. */
  readonly enabled?: () => boolean;
  /** Batches skip the argument check, as WooCommerce does: each item fails by itself. */
  readonly unchecked?: boolean;
  /** Answers whoever asks, without a key. */
  readonly open?: boolean;
  readonly work: (call: ShopCall) => Answer | Promise<Answer>;
}

/** Puts a route behind OAuth, key permissions and the argument check, and applies `_fields`. */
export function shopRoute(api: ShopApi, route: ShopRoute): SimulatedRoute {
  return {
    methods: route.methods,
    path: `/wp-json${route.template.replace(/\{(\w+)\}/g, ':$1')}`,
    operation: route.operation,
    work: async (call) => {
      if (route.open !== true) authorize(api, route, call);
      if (route.enabled?.() === false) throw noRoute();
      const { ids, texts } = pathParameters(route, call);
      const query = parsePhpQuery(call.queryString);
      const body = parseBody(call.rawBody);
      if (route.unchecked !== true) {
        api.check.check(call.method, route.template, { ...plainQuery(query), ...body, ...ids, ...texts });
      }
      const answer = await route.work({ query, body, ids, texts });
      const fields = queryList(query, '_fields');
      return fields === undefined ? answer : { ...answer, body: onlyFields(answer.body, fields) };
    },
  };
}

function authorize(api: ShopApi, route: ShopRoute, call: Call): void {
  const key = api.guard.authenticate(call, api.shop.siteUrl);
  if (key === undefined) throw notLoggedIn(call.method, /\}$/.test(route.template));
  checkPermissions(key, call.method);
}

/** What an unauthenticated caller gets; on plain http that includes Basic auth and keys in the query. */
function notLoggedIn(method: string, single: boolean): WooError {
  const [code, verb] =
    method === 'GET'
      ? (['cannot_view', single ? 'view this resource' : 'list resources'] as const)
      : method === 'POST'
        ? (['cannot_create', 'create resources'] as const)
        : method === 'DELETE'
          ? (['cannot_delete', 'delete this resource'] as const)
          : (['cannot_edit', 'edit this resource'] as const);
  return new WooError(`woocommerce_rest_${code}`, `Sorry, you cannot ${verb}.`, 401);
}

function pathParameters(
  route: ShopRoute,
  call: Call,
): { ids: Record<string, number>; texts: Record<string, string> } {
  const ids: Record<string, number> = {};
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(call.params)) {
    if (route.textParameters?.includes(name) === true) texts[name] = value;
    else if (/^\d+$/.test(value)) ids[name] = Number(value);
    else throw noRoute();
  }
  return { ids, texts };
}

function parseBody(raw: string): JsonObject {
  if (raw === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(raw);
  } catch {
    throw new WooError('rest_invalid_json', 'Invalid JSON body passed.', 400);
  }
  return asObject(parsed);
}

/** Keeps the named members. A batch answer has none of them and comes out as PHP's empty array (observed). */
function onlyFields(body: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(body)) return body.map((it) => onlyFields(it, fields));
  if (!isJsonObject(body)) return body;
  const kept = Object.entries(body).filter(([name]) => fields.includes(name));
  return kept.length === 0 ? [] : Object.fromEntries(kept);
}
