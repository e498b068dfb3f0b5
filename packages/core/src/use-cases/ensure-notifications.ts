import type { ConnectionId } from '../domain/ids.ts';
import { ok } from '../domain/result.ts';
import type { EnsuredNotifications } from '../ports/notifications.ts';
import type { OpenedChannel } from '../ports/connectors.ts';
import type { Scope } from './commit.ts';
import type { LaneRun } from './lane.ts';
import { leaseFor, nothingLeft, type PollPlan } from './poll-plan.ts';

/** Looking whether there is a queue by now asks nobody: a registration that names one since is used soon. */
const withoutQueueEveryMs = 10 * 60_000;

/** The key of the issue that says what a channel will not notify us of. */
function notificationsIssueKey(connectionId: ConnectionId): string {
  return `connection/${connectionId}/notifications`;
}

/**
 * Asks a channel to notify us of an account, and repairs what it was asked before. What it refuses is told to the merchant; nothing is lost by it, because
 * everything is asked for besides.
 */
export function ensureNotifications(run: LaneRun, { manifest, connector }: OpenedChannel): PollPlan {
  const { timing } = manifest;
  const { notifications } = connector;
  return {
    leaseMs: leaseFor(timing.writeTimeoutMs),
    everyMs: notifications === undefined ? withoutQueueEveryMs : timing.reconcileEveryMs,
    overlapMs: 0,
    lagMs: 0,
    startsAt: null,
    async read() {
      const ensured = notifications === undefined ? ok(untold) : await notifications.ensure();
      if (!ensured.ok) return ensured;
      return ok({
        ...nothingLeft,
        apply: (scope) => recordEnsured(scope, run.connection.id, ensured.value),
      });
    },
    finish: () => Promise.resolve(),
  };
}

const untold: EnsuredNotifications = { isToldOfOrders: false, refusals: [] };

async function recordEnsured(
  scope: Scope,
  connectionId: ConnectionId,
  { isToldOfOrders, refusals }: EnsuredNotifications,
): Promise<void> {
  await scope.tx.subscriptions.setEnsured(connectionId, isToldOfOrders ? scope.now : null);
  const key = notificationsIssueKey(connectionId);
  const [message] = refusals;
  if (message === undefined) await scope.tx.issues.clear(key);
  else await scope.tx.issues.open({ key, severity: 'warning', connectionId, message, openedAt: scope.now });
}
