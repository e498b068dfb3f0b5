import { setTimeout as sleep } from 'node:timers/promises';
import type { NotificationSource } from '@quayside/core/ports/connectors';
import type { Engine } from '@quayside/core/use-cases/engine';
import { receiveNotifications } from '@quayside/core/use-cases/receive-notifications';

export interface NotificationReceiver {
  /** Asks for no more; resolves when what was received is stored. */
  stop(): Promise<void>;
}

/** Of one process. A queue that fills is read by so many calls at once. */
const widest = 4;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/**
 * Receives from every queue of this installation for as long as the process runs. Any number of processes may do so at once. One that cannot be read is left alone
 * for longer and longer, up to a minute, and keeps nobody else waiting; what it would have told of is found by asking.
 */
export function startNotificationReceiver(engine: Engine): NotificationReceiver {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = engine.connectors.notificationSources.map((source) => receiveOn(engine, source, signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function receiveOn(engine: Engine, source: NotificationSource, signal: AbortSignal): Promise<void> {
  const { connector, queue } = source;
  const about = { connector, queue: queue.name };
  let failures = 0;
  let width = 1;
  while (!signal.aborted) {
    const outcomes = await Promise.all(
      Array.from({ length: width }, () => receiveOnce(engine, source, signal)),
    );
    const problem = outcomes.find((each) => each.problem !== null)?.problem ?? null;
    if (problem !== null) {
      failures += 1;
      width = 1;
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 10));
      engine.log.warn('notifications-not-received', { ...about, ...problem, failures, pauseMs });
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      continue;
    }
    if (failures > 0) engine.log.info('notifications-received-again', { ...about, failures });
    failures = 0;
    // All of them came with something: there may be much more.
    const isBusy = outcomes.every(({ count }) => count > 0);
    width = isBusy ? Math.min(widest, width * 2) : 1;
  }
}

/** One failure that is a bug, such as a database that is away, must not end the receiving. */
async function receiveOnce(
  engine: Engine,
  source: NotificationSource,
  signal: AbortSignal,
): Promise<{ readonly count: number; readonly problem: Readonly<Record<string, unknown>> | null }> {
  try {
    const received = await receiveNotifications(engine, source, signal);
    return received.ok
      ? { count: received.value, problem: null }
      : { count: 0, problem: { reason: received.error.detail } };
  } catch (error) {
    return { count: 0, problem: { error } };
  }
}
