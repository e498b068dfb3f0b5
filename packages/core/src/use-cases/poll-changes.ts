import type { ConnectorError } from '../domain/connector-error.ts';
import { plus, type Instant } from '../domain/instant.ts';
import type { Poll, PollWindow } from '../domain/poll.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import type { PlanOf, PollPlan, ReadPage } from './poll-plan.ts';

/** A failure that goes by itself is not worth a merchant's attention. */
const attemptsUntilTold = 5;

function pollIssueKey(poll: Pick<Poll, 'connectionId' | 'kind'>): string {
  return `connection/${poll.connectionId}/poll/${poll.kind}`;
}

/**
 * Asks a platform what has changed. Windows overlap; a page is stored with the token of the next one, so that a crash goes on where it
 * stopped; the cursor moves only with the last page (P2).
 */
export function pollChanges(run: LaneRun, planOf: PlanOf): LaneWork<Poll> {
  return {
    concurrency: 1,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const due = (await scope.tx.polls.due(run.connection.id, scope.now)).slice(0, limit);
        const claimed: Poll[] = [];
        for (const poll of due) {
          const plan = planOf(poll.kind);
          const window = poll.window ?? nextWindow(poll, plan, scope.now);
          const dueAt = plus(scope.now, plan.leaseMs);
          await scope.tx.polls.save({ ...poll, window, dueAt });
          claimed.push({ ...poll, window, dueAt, version: poll.version + 1 });
        }
        return { seen: claimed.length, claims: claimed };
      }),
    work: (poll) => readWindow(run, planOf(poll.kind), poll),
  };
}

function nextWindow(poll: Poll, plan: PollPlan, now: Instant): PollWindow {
  const until = plus(now, -plan.lagMs);
  const from = poll.cursor === null ? plan.startsAt : plus(poll.cursor, -plan.overlapMs);
  // A start date in the future of the window (a fresh connection behind a lag) must not turn the window around.
  return { from: from !== null && from > until ? until : from, until, pageToken: null, done: 0, total: null };
}

async function readWindow(run: LaneRun, plan: PollPlan, claimed: Poll): Promise<void> {
  let poll = claimed;
  try {
    while (poll.window !== null) {
      const { window } = poll;
      const answer = await plan.read(window);
      const next = await commit(run.engine, run.workspaceId, (scope) =>
        answer.ok
          ? storePage(scope, run, plan, poll, window, answer.value)
          : postpone(scope, run, poll, answer.error),
      );
      if (next === null) return;
      poll = next;
    }
  } finally {
    await plan.close?.();
  }
}

/** @returns the poll to go on with; `null` when it is over, taken over by another worker, or out of time. */
async function storePage(
  scope: Scope,
  run: LaneRun,
  plan: PollPlan,
  poll: Poll,
  window: PollWindow,
  page: ReadPage,
): Promise<Poll | null> {
  const current = await scope.tx.polls.get(poll.connectionId, poll.kind);
  if (current?.dueAt !== poll.dueAt) return null;
  await page.apply(scope);
  await scope.tx.issues.clear(pollIssueKey(poll));
  if (page.nextPageToken === null) {
    await plan.finish(scope, window);
    const dueAt = plus(scope.now, plan.everyMs);
    await scope.tx.polls.save({ ...current, window: null, cursor: window.until, dueAt, attempts: 0 });
    return null;
  }
  // The connection was paused, or its credentials were refused, while this page was read: the next one waits.
  const isStopped = (await scope.tx.connections.get(poll.connectionId))?.health !== 'healthy';
  const mustPause = isStopped || page.waitMs > 0 || scope.now >= run.sliceEndsAt;
  const next = {
    ...current,
    window: {
      ...window,
      pageToken: page.nextPageToken,
      done: window.done + page.count,
      total: page.total ?? window.total,
    },
    dueAt: plus(scope.now, mustPause ? page.waitMs : plan.leaseMs),
    attempts: 0,
  };
  await scope.tx.polls.save(next);
  if (mustPause && page.waitMs === 0) scope.ring(run.connection.id, 'poll');
  return mustPause ? null : { ...next, version: next.version + 1 };
}

async function postpone(scope: Scope, run: LaneRun, poll: Poll, error: ConnectorError): Promise<null> {
  await noteConnectionFailure(scope, run.connection, error);
  run.engine.log.warn('poll-failed', { kind: poll.kind, reason: error.detail });
  const current = await scope.tx.polls.get(poll.connectionId, poll.kind);
  if (current?.dueAt !== poll.dueAt) return null;
  const attempts = current.attempts + 1;
  const plan = planAfterFailure(error, attempts);
  const delay = plan.kind === 'retry' ? plan.afterMs : plan.kind === 'reconnect' ? 0 : 60_000;
  // A page token may have died with the refusal: the window starts again from its first page.
  const window =
    plan.kind === 'refused' && current.window
      ? { ...current.window, pageToken: null, done: 0 }
      : current.window;
  if (attempts >= attemptsUntilTold) {
    await scope.tx.issues.open({
      key: pollIssueKey(poll),
      severity: 'warning',
      connectionId: poll.connectionId,
      message: error.message,
      openedAt: scope.now,
    });
  }
  await scope.tx.polls.save({ ...current, window, attempts, dueAt: plus(scope.now, delay) });
  return null;
}
