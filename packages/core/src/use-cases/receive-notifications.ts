import type { ConnectorError } from '../domain/connector-error.ts';
import type { ConnectionKey } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { DrainJob } from '../jobs/catalogue.ts';
import type { NotificationSource } from '../ports/connectors.ts';
import type { ReceivedNotification } from '../ports/notifications.ts';
import type { AccountConnection, ConnectionHint } from '../ports/storage.ts';
import type { Engine } from './engine.ts';
import { bellOf, inboxJob } from './receive-hints.ts';

/** A newer version that runs beside this one may be able to read what this one cannot; after so many hand-outs it is given up. */
const mostHandOuts = 5;

/**
 * Receives notifications once, stores the hints of all of them in one statement, rings, and only then takes them out of the queue: whatever happens in between, they
 * come again, and a hint that is stored twice is one row. Safe to run in any number of processes at once.
 *
 * @returns how many came.
 * @throws whatever the storage throws: nothing of them counts as stored then, and they come again.
 */
export async function receiveNotifications(
  engine: Engine,
  { connector, queue }: NotificationSource,
  signal: AbortSignal,
): Promise<Result<number, ConnectorError>> {
  const batch = await queue.receive(signal);
  if (!batch.ok) return batch;
  const received = batch.value;
  if (received.length === 0) return ok(0);
  const bells = await storeHints(engine, connector, received);
  for (const each of received) logUnread(engine, connector, each);
  // A bell that does not ring is rung by the sweeper; the notifications are stored either way.
  if (bells.length > 0) await engine.doorbell.ring(bells);
  const settled = received.filter(isSettled).map(({ receipt }) => receipt);
  const acknowledged = settled.length === 0 ? ok(undefined) : await queue.acknowledge(settled);
  return acknowledged.ok ? ok(received.length) : acknowledged;
}

async function storeHints(
  engine: Engine,
  connector: string,
  received: readonly ReceivedNotification[],
): Promise<readonly DrainJob[]> {
  const told = received.flatMap(({ verdict }) => (verdict.kind === 'hints' ? [verdict] : []));
  if (told.length === 0) return [];
  const accounts = [...new Set(told.map(({ account }) => account))];
  const connections = await engine.storage.connectionsOfAccounts(connector, accounts);
  const byAccount = Map.groupBy(connections, ({ account }) => account);
  const hints = told.flatMap(({ account, hints: own }) => spread(byAccount.get(account) ?? [], own));
  const now = engine.clock.now();
  if (hints.length > 0) await engine.storage.addHints(hints, now);
  if (connections.length > 0) await engine.storage.markHeard(connections, now);
  const bells = new Map(hints.map((hint) => [bellOf(hint), inboxJob(hint)]));
  return [...bells.values()];
}

/** A seller who is connected in several workspaces is told of in each. */
function spread(
  connections: readonly AccountConnection[],
  hints: Extract<ReceivedNotification['verdict'], { kind: 'hints' }>['hints'],
): readonly ConnectionHint[] {
  return connections.flatMap(({ workspaceId, connectionId }: ConnectionKey) =>
    hints.map((hint) => ({ workspaceId, connectionId, ...hint })),
  );
}

/** What cannot be read stays in the queue for a while; it blocks nothing there, and what it told of is found by asking. */
function isSettled({ verdict, timesReceived }: ReceivedNotification): boolean {
  return verdict.kind !== 'unreadable' || timesReceived >= mostHandOuts;
}

function logUnread({ log }: Engine, connector: string, each: ReceivedNotification): void {
  const { verdict, timesReceived } = each;
  if (verdict.kind === 'ignored') log.debug('notification-ignored', { connector, reason: verdict.reason });
  if (verdict.kind !== 'unreadable') return;
  const { problem } = verdict;
  const isGivenUp = isSettled(each);
  log.warn('notification-unreadable', { connector, problem, timesReceived, isGivenUp });
}
