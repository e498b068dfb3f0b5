import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { instant, type Instant } from '@quayside/core/domain/instant';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ConnectorContext } from '@quayside/core/ports/connector';
import type { ConnectorManifest } from '@quayside/core/ports/manifest';
import { expect } from 'vitest';

/** The machine's time, and as far ahead as a test wants: simulators and connectors share it. */
export interface ShiftedClock {
  now(): Instant;
  /** The same, for simulators. */
  date(): Date;
  advance(milliseconds: number): void;
}

export function createShiftedClock(): ShiftedClock {
  let aheadMs = 0;
  const nowMs = (): number => Date.now() + aheadMs;
  return {
    now: () => instant(nowMs()),
    date: () => new Date(nowMs()),
    advance(milliseconds) {
      aheadMs += milliseconds;
    },
  };
}

interface Connecting {
  /** What is stored at first: what a renewal starts from. */
  readonly credentials?: unknown;
  readonly registration?: unknown;
}

/** A connector's context that remembers what was done with it. */
export interface WatchedContext extends ConnectorContext {
  /** Operations that a token was taken for. */
  readonly taken: string[];
  readonly paused: { readonly operation: string; readonly milliseconds: number }[];
  readonly logged: string[];
  /** What the next taking of a token answers. */
  refuseNext(retryAfterMs: number): void;
}

export function createWatchedContext(clock: ShiftedClock, from: Connecting = {}): WatchedContext {
  let stored = from.credentials;
  const taken: string[] = [];
  const paused: { operation: string; milliseconds: number }[] = [];
  const logged: string[] = [];
  let refusal = 0;
  const write = (event: string, fields: unknown = {}): void => {
    logged.push(`${event} ${JSON.stringify(fields)}`);
  };
  return {
    clock,
    taken,
    paused,
    logged,
    log: { debug: write, info: write, warn: write, error: write },
    budget: {
      take(operation) {
        const retryAfterMs = refusal;
        refusal = 0;
        if (retryAfterMs === 0) taken.push(operation);
        return Promise.resolve(retryAfterMs);
      },
      pause(operation, milliseconds) {
        paused.push({ operation, milliseconds });
        return Promise.resolve();
      },
    },
    registration: from.registration ?? null,
    async renewCredentials(isSpent, renewal) {
      if (!isSpent(stored)) return ok(stored);
      const renewed = await renewal(stored);
      if (renewed.ok) stored = renewed.value;
      return renewed;
    },
    refuseNext(retryAfterMs) {
      refusal = retryAfterMs;
    },
  };
}

/** @throws when the call failed: the case cannot go on. */
export function expectOk<Value>(answer: Result<Value, ConnectorError>): Value {
  if (!answer.ok) throw new Error(`Expected success: ${answer.error.kind} ${answer.error.detail}`);
  return answer.value;
}

/** What every failure must be: of an expected kind, with a sentence in both languages, and without a secret. */
export function expectFailure(
  answer: Result<unknown, ConnectorError>,
  kinds: readonly ConnectorError['kind'][],
  about: { readonly manifest: ConnectorManifest; readonly credentials: unknown },
): ConnectorError {
  if (answer.ok) throw new Error(`Expected ${kinds.join(' or ')}, got success`);
  const { error } = answer;
  expect(kinds, error.detail).toContain(error.kind);
  const { en, fr } = about.manifest.messages;
  expect(en, `no English sentence`).toHaveProperty([error.message.code]);
  expect(fr, `no French sentence`).toHaveProperty([error.message.code]);
  for (const name of placeholders(en[error.message.code] ?? '')) {
    expect(error.message.values, `${error.message.code} needs {${name}}`).toHaveProperty([name]);
  }
  expectNoSecret([JSON.stringify(error)], about.credentials);
  return error;
}

export function expectNoSecret(texts: readonly string[], credentials: unknown): void {
  for (const secret of Object.values(credentials as Record<string, string>)) {
    for (const text of texts) expect(text).not.toContain(secret);
  }
}

/** The names in an ICU sentence: `{name}` or `{name, plural, ...}`. */
export function placeholders(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name ?? '').sort();
}
