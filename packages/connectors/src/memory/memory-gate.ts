import type { Instant } from '@quayside/core/domain/instant';
import type { Message } from '@quayside/core/domain/message';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { ChangeWindow, ConnectorContext } from '@quayside/core/ports/connector';
import type { CallEffect } from '../_kit/call-outcome.ts';
import { fail, speaker } from '../_kit/failure.ts';
import { recordThrottle, spendBudget } from '../_kit/spend-budget.ts';
import { memoryMessages } from './messages.ts';

export const say: (code: keyof typeof memoryMessages.en, values?: Message['values']) => Message = speaker(
  memoryMessages.en,
);

/** What can happen to the next call. `answer-lost`: it is done, and nobody hears of it. `request-lost`: it never arrives, and nobody knows. */
export type MemoryFault = 'throttled' | 'server-error' | 'answer-lost' | 'request-lost';

/** The door of a toy platform: who may come in, and what goes wrong. Tests change it at will. */
export interface MemoryGate {
  key: string;
  isDown: boolean;
  /** Taken one by one, by the calls that come. */
  readonly faults: MemoryFault[];
  calls: number;
}

export function createMemoryGate(key: string): MemoryGate {
  return { key, isDown: false, faults: [], calls: 0 };
}

const throttleMs = 2_000;

/** One call to a toy platform, with everything that a call over a network can meet. */
async function passGate<Value>(
  context: ConnectorContext,
  gate: MemoryGate,
  call: {
    readonly operation: string;
    readonly effect: CallEffect;
    readonly key: string;
    readonly maySend?: () => boolean;
    readonly work: () => Result<Value, ConnectorError>;
  },
): Promise<Result<Value, ConnectorError>> {
  const { operation, effect } = call;
  const refused = await spendBudget(context, operation, say('memory.busy'));
  if (refused !== null) return refused;
  if (call.maySend?.() === false)
    return fail({ kind: 'transient' }, say('memory.too-late'), `${operation}: too late`);
  if (gate.isDown) return fail({ kind: 'transient' }, say('memory.unreachable'), `${operation}: not sent`);
  gate.calls += 1;
  if (call.key !== gate.key)
    return fail({ kind: 'auth-expired' }, say('memory.key-refused'), `${operation}: key`);
  const fault = gate.faults.shift();
  switch (fault) {
    case 'throttled':
      return recordThrottle(context, operation, throttleMs, say('memory.throttled'));
    case 'server-error':
      return fail({ kind: 'transient' }, say('memory.server-error'), `${operation}: 500, nothing done`);
    case 'answer-lost':
      call.work();
      return lost(effect, operation);
    case 'request-lost':
      return lost(effect, operation);
    case undefined:
      return call.work();
  }
}

/** Makes one call to a toy platform. */
export type MemoryCall = <Value>(
  work: () => Result<Value, ConnectorError>,
  maySend?: () => boolean,
) => Promise<Result<Value, ConnectorError>>;

/** The calls of one connection to a toy platform. */
export function memoryCalls(
  context: ConnectorContext,
  gate: MemoryGate,
  key: string,
): { readonly read: MemoryCall; readonly write: MemoryCall } {
  return {
    read: (work) => passGate(context, gate, { operation: 'read', effect: 'read', key, work }),
    write: (work, maySend) =>
      passGate(context, gate, {
        operation: 'write',
        effect: 'write',
        key,
        work,
        ...(maySend && { maySend }),
      }),
  };
}

function lost(effect: CallEffect, operation: string): Result<never, ConnectorError> {
  return effect === 'write'
    ? fail({ kind: 'unknown-outcome' }, say('memory.unknown-outcome'), `${operation}: no answer`)
    : fail({ kind: 'transient' }, say('memory.unreachable'), `${operation}: no answer`);
}

export function notFound(operation: string, id: string): Result<never, ConnectorError> {
  return fail({ kind: 'not-found' }, say('memory.not-found', { id }), `${operation}: not found`);
}

/**
 * The rows that changed within a window, oldest change first, from a page token on. Pages go on after the last row of the one before: a row that changes
 * between two pages moves to the end, and moves no other out of sight.
 */
export function readChanged<Row extends { readonly id: string; readonly changedAt: Instant }>(
  rows: Iterable<Row>,
  { from, until, pageToken }: ChangeWindow,
  size: number,
): Result<{ rows: readonly Row[]; nextPageToken: string | null }, ConnectorError> {
  if (pageToken !== null && !/^\d{4}-.+Z .+$/.test(pageToken)) {
    return fail({ kind: 'invalid-input' }, say('memory.reading-restarted'), 'page token');
  }
  const placeOf = ({ id, changedAt }: Row): string => `${changedAt} ${id}`;
  const rest = [...rows]
    .filter(({ changedAt }) => (from === null || changedAt >= from) && changedAt < until)
    .filter((row) => pageToken === null || placeOf(row) > pageToken)
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  const page = rest.slice(0, size);
  const last = page.at(-1);
  return ok({ rows: page, nextPageToken: last && rest.length > size ? placeOf(last) : null });
}
