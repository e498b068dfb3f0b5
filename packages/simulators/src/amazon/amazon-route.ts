import type { Answer, Call, SimulatedRoute } from '../simulated-route.ts';
import type { ApiName } from './amazon-error.ts';
import { AmazonError, invalidInput, quotaExceeded, requestId, unauthorized } from './amazon-error.ts';
import type { ModelCheck } from './model-check.ts';
import type { ModelOperation } from './published-operations.ts';
import type { PlannedOperation, UsageBuckets } from './rate-limits.ts';
import type { GeneralRole, SellerAccount, SellerAccounts } from './seller-accounts.ts';

/** What every route needs. */
export interface AmazonApi {
  readonly accounts: SellerAccounts;
  readonly buckets: UsageBuckets;
  readonly check: ModelCheck;
  /** User agents seen so far; Amazon asks every client for one. */
  readonly userAgents: Set<string>;
}

/** A call that passed authentication, its bucket and the model's check. */
export interface AmazonCall extends ApplicationCall {
  readonly seller: SellerAccount;
}

/** What a call asks, whoever calls. */
export interface ApplicationCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** One operation of the Selling Partner API. */
export interface AmazonRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly api: ApiName;
  readonly operation: PlannedOperation;
  readonly model: string;
  /** As published, with `{name}` for its parameters. */
  readonly template: string;
  readonly work: (call: AmazonCall) => Answer | Promise<Answer>;
}

/** Which role opens an API; each of Amazon's operations takes one of several, of which an application like this one has one (Amazon's documentation, role mappings). */
const ROLES: Readonly<Record<ApiName, GeneralRole | null>> = {
  sellers: null,
  catalogue: 'listing',
  listings: 'listing',
  feeds: 'listing',
  fees: 'listing',
  inventory: 'listing',
  reports: 'listing',
  orders: 'tracking',
  ordersV0: 'tracking',
  /** What a type tells of decides. */
  notifications: null,
};

/** Puts an operation behind a seller's access token, its token bucket and the official model. */
export function amazonRoute(api: AmazonApi, route: AmazonRoute): SimulatedRoute {
  return guardedRoute(api, route, (call) => {
    const seller = api.accounts.authenticate(call);
    const role = ROLES[route.api];
    if (role !== null && !seller.generalRoles.includes(role)) throw unauthorized('');
    return { caller: seller.sellerId, work: (asked) => route.work({ seller, ...asked }) };
  });
}

/** The same for an operation of the application alone ("grantless"). */
export function applicationRoute(
  api: AmazonApi,
  route: Omit<AmazonRoute, 'work'> & { readonly work: (call: ApplicationCall) => Answer },
): SimulatedRoute {
  return guardedRoute(api, route, (call) => {
    api.accounts.authenticateApplication(call);
    return { caller: api.accounts.client.clientId, work: route.work };
  });
}

/** Who calls, whose bucket it is, and what is done for them. Throws 403. */
type Guard = (call: Call) => {
  readonly caller: string;
  readonly work: (call: ApplicationCall) => Answer | Promise<Answer>;
};

function guardedRoute(api: AmazonApi, route: Omit<AmazonRoute, 'work'>, guard: Guard): SimulatedRoute {
  const model: ModelOperation = { model: route.model, path: route.template, method: route.method };
  return {
    methods: [route.method],
    path: route.template.replace(/\{(\w+)\}/g, ':$1'),
    operation: route.operation,
    work: async (call) => {
      noteUserAgent(api, call);
      const { caller, work } = guard(call);
      if (!api.buckets.take(caller, route.operation)) throw quotaExceeded();
      const plan = api.buckets.plan(route.operation);
      const limit = plan === undefined ? {} : { 'x-amzn-ratelimit-limit': String(plan.ratePerSecond) };
      const headers = { ...requestId(), ...limit };
      try {
        const query = new URLSearchParams(call.queryString);
        const body = readBody(call, route.api);
        const problem = api.check.requestProblem(model, query, body);
        if (problem !== undefined) throw invalidInput(route.api, problem);
        const answer = await work({ params: call.params, query, body });
        return { ...answer, headers: { ...headers, ...answer.headers } };
      } catch (error) {
        if (!(error instanceof AmazonError)) throw error;
        return { ...error.answer(), headers };
      }
    },
  };
}

/** A comma-separated list parameter; empty when missing. */
export function listParameter(query: URLSearchParams, name: string): string[] {
  return (query.get(name) ?? '').split(',').filter((it) => it !== '');
}

/** The data sets that are asked for; `summaries` alone where nothing is said. */
export function includedData(call: AmazonCall): string[] {
  const included = listParameter(call.query, 'includedData');
  return included.length === 0 ? ['summaries'] : included;
}

function noteUserAgent(api: AmazonApi, call: Call): void {
  const agent = call.headers['user-agent'];
  if (typeof agent === 'string') api.userAgents.add(agent);
}

function readBody(call: Call, api: ApiName): unknown {
  if (call.rawBody === '') return undefined;
  const type = String(call.headers['content-type'] ?? '');
  if (!type.includes('json')) {
    throw new AmazonError(
      415,
      'UnsupportedMediaType',
      'The request payload is in an unsupported format.',
      type,
    );
  }
  try {
    return JSON.parse(call.rawBody) as unknown;
  } catch {
    throw invalidInput(api, 'The body is not valid JSON');
  }
}
