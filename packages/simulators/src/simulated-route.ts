import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pause } from './clock.ts';
import type { CallLedger } from './call-ledger.ts';
import type { FaultBoard, FaultRule } from './faults.ts';

/** What a route answers. A body of undefined sends none. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whole `Set-Cookie` values. */
  readonly cookies?: readonly string[];
  /** Refused for a rate limit, whatever the status says. */
  readonly isThrottled?: boolean;
}

/** One call as the routes see it: nothing of the web framework. */
export interface Call {
  readonly method: string;
  /** Path without the query, still percent-encoded. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  /** The query as sent, without the question mark. */
  readonly queryString: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The body as sent; empty when there is none. */
  readonly rawBody: string;
  /** Whether whoever called has closed the connection meanwhile. */
  readonly hasLeft: () => boolean;
}

/** One operation of a platform. */
export interface SimulatedRoute {
  readonly methods: readonly ('GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  /** Path with `:name` for its parameters. */
  readonly path: string;
  /** The name used by faults and counters, such as `orders.create`. */
  readonly operation: string;
  /** Where the path does not tell the operation, this does. */
  readonly operationOf?: (call: Call) => string;
  readonly work: (call: Call) => Answer | Promise<Answer>;
}

/** How a platform words the failures that a fault produces. */
export interface FaultDialect {
  throttled(operation: string): Answer;
  serverError(status: number): Answer;
  html(status: number): Answer;
}

/** Sockets and timers that are kept on purpose; all are dropped when the simulator closes. */
export class HeldCalls {
  readonly #sockets = new Set<FastifyReply['raw']>();
  readonly #timers = new Set<NodeJS.Timeout>();

  /** Keeps the client waiting, then destroys the connection without an answer. */
  hold(reply: FastifyReply, holdMs: number): void {
    reply.hijack();
    const raw = reply.raw;
    this.#sockets.add(raw);
    raw.on('close', () => this.#sockets.delete(raw));
    this.later(holdMs, () => raw.destroy());
  }

  /** Runs something later unless the simulator closes first. */
  later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    timer.unref();
    this.#timers.add(timer);
  }

  /** Destroys the held connections and cancels what was to come. */
  drop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.#sockets) socket.destroy();
    this.#timers.clear();
    this.#sockets.clear();
  }
}

/** What all routes of one simulator share. */
export interface RouteSurroundings {
  readonly faults: FaultBoard;
  readonly ledger: CallLedger;
  readonly held: HeldCalls;
  readonly dialect: FaultDialect;
  /** Words an unexpected exception; the default is the dialect's 500. */
  readonly failure?: (error: unknown) => Answer;
}

const DEFAULT_DELAY_MS = 1000;
const DEFAULT_HOLD_MS = 30_000;

/** Registers the operations, each behind the fault switch and the counters. */
export function registerRoutes(
  app: FastifyInstance,
  routes: readonly SimulatedRoute[],
  around: RouteSurroundings,
): void {
  for (const route of routes) {
    app.route({
      method: [...route.methods],
      url: route.path,
      handler: (request, reply) => serve(route, around, request, reply),
    });
  }
}

async function serve(
  route: SimulatedRoute,
  around: RouteSurroundings,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { ledger, faults, held } = around;
  const call = readCall(request);
  const operation = route.operationOf?.(call) ?? route.operation;
  ledger.of(operation).total += 1;
  const fault = faults.take(operation);
  if (fault === undefined) return send(reply, operation, around, await attempt(route, around, call));
  ledger.of(operation).faulted += 1;
  const refusal = refusedBy(fault, around.dialect, operation);
  if (refusal !== undefined) return send(reply, operation, around, refusal);
  const holdMs = fault.holdMs ?? DEFAULT_HOLD_MS;
  const delayMs = fault.delayMs ?? DEFAULT_DELAY_MS;
  switch (fault.kind) {
    case 'timeout-before':
      held.hold(reply, holdMs);
      return reply;
    case 'timeout-after-success':
      await attempt(route, around, call);
      held.hold(reply, holdMs);
      return reply;
    case 'late-success':
      held.hold(reply, Math.max(holdMs, delayMs));
      held.later(delayMs, () => void attempt(route, around, call));
      return reply;
    case 'slow':
      await pause(delayMs);
      return send(reply, operation, around, await attempt(route, around, call));
    default:
      return send(reply, operation, around, await attempt(route, around, call));
  }
}

function refusedBy(fault: FaultRule, dialect: FaultDialect, operation: string): Answer | undefined {
  if (fault.kind === 'throttle') return dialect.throttled(operation);
  if (fault.kind === 'server-error') return dialect.serverError(fault.status ?? 500);
  return fault.kind === 'html' ? dialect.html(fault.status ?? 503) : undefined;
}

async function attempt(route: SimulatedRoute, around: RouteSurroundings, call: Call): Promise<Answer> {
  try {
    return await route.work(call);
  } catch (error) {
    if (around.failure === undefined) throw error;
    return around.failure(error);
  }
}

function send(
  reply: FastifyReply,
  operation: string,
  around: RouteSurroundings,
  answer: Answer,
): FastifyReply {
  around.ledger.answered(operation, answer.isThrottled === true ? 429 : answer.status);
  reply.code(answer.status);
  for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
  if (answer.cookies !== undefined) reply.header('set-cookie', [...answer.cookies]);
  if (answer.body === undefined) return reply.send();
  if (typeof answer.body === 'string' || Buffer.isBuffer(answer.body)) return reply.send(answer.body);
  if (!reply.hasHeader('content-type')) reply.header('content-type', 'application/json; charset=UTF-8');
  return reply.send(JSON.stringify(answer.body));
}

function readCall(request: FastifyRequest): Call {
  const url = request.raw.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: request.method,
    path: mark < 0 ? url : url.slice(0, mark),
    params: request.params as Record<string, string>,
    queryString: mark < 0 ? '' : url.slice(mark + 1),
    headers: request.headers,
    rawBody: typeof request.body === 'string' ? request.body : '',
    hasLeft: () => request.raw.socket.destroyed,
  };
}

/** Makes a web server hand the body over as text, whatever its content type; the routes parse it themselves. */
export function acceptRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body);
  });
}
