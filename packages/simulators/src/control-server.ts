import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { FaultBoard } from './faults.ts';
import { FAULT_KINDS } from './faults.ts';

/** One thing that a parent process may ask of a simulator: takes parsed JSON, returns JSON. */
export type ControlAction = (input: unknown) => unknown;

/** What the control API of one simulator offers. */
export interface ControlOffer {
  readonly token: string;
  readonly faults: FaultBoard;
  readonly actions: Readonly<Record<string, ControlAction>>;
}

const FAULT = z.strictObject({
  operation: z.string().min(1),
  kind: z.enum(FAULT_KINDS),
  times: z.int().positive().optional(),
  after: z.int().nonnegative().optional(),
  probability: z.number().min(0).max(1).optional(),
  delayMs: z.number().nonnegative().optional(),
  holdMs: z.number().nonnegative().optional(),
  status: z.int().optional(),
});
const CLEAR = z.strictObject({ operation: z.string().optional() });

/**
 * Opens `POST /_simulator/<action>` for whoever sends `Authorization: Bearer <token>`. Body and answer are JSON; an
 * input or a state that does not allow the action answers 400 `{error}`, a wrong token 401, an unknown action 404.
 */
export function registerControl(app: FastifyInstance, offer: ControlOffer): void {
  const actions: Record<string, ControlAction> = {
    ...offer.actions,
    'faults.list': () => offer.faults.list(),
    'faults.add': (input) => {
      offer.faults.add(withoutUndefined(FAULT.parse(input)));
      return offer.faults.list();
    },
    'faults.clear': (input) => {
      offer.faults.clear(CLEAR.parse(input).operation);
      return offer.faults.list();
    },
  };
  app.post<{ Params: { action: string } }>('/_simulator/:action', async (request, reply) => {
    if (!sameText(request.headers.authorization ?? '', `Bearer ${offer.token}`)) {
      return reply.code(401).send({ error: 'The control token is wrong' });
    }
    const action = Object.hasOwn(actions, request.params.action) ? actions[request.params.action] : undefined;
    if (action === undefined) return reply.code(404).send({ error: `No action ${request.params.action}` });
    try {
      const text = typeof request.body === 'string' && request.body !== '' ? request.body : '{}';
      const result = await action(JSON.parse(text) as unknown);
      return await reply.send(result ?? {});
    } catch (error) {
      return reply
        .code(400)
        .send({ error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) });
    }
  });
}

/** The same object without members that are undefined, as exact optional members want it. */
export function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
