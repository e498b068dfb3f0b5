import { plus } from '../domain/instant.ts';
import { assertNever } from '../domain/result.ts';
import { callFreeLanes, type DrainJob } from '../jobs/catalogue.ts';
import { changeOrders } from './change-orders.ts';
import { compareListings } from './compare-listings.ts';
import { confirmShipments } from './confirm-shipments.ts';
import { drainInbox, openEntities } from './drain-inbox.ts';
import type { Engine } from './engine.ts';
import { runLane, type LaneRun } from './lane.ts';
import { placeStoreOrders } from './place-store-orders.ts';
import { pollChanges } from './poll-changes.ts';
import { openPlans } from './poll-plans.ts';
import { previewChanges } from './preview-changes.ts';
import { publishListings } from './publish-listings.ts';
import { sendTargets } from './send-targets.ts';
import { verifyListings } from './verify-listings.ts';

const sliceMs = 5_000;

/**
 * Answers one doorbell: works through a lane for a slice of time, and rings again if rows may be left. Safe to run twice at once, or not at
 * all: every row is claimed, and what is due is found again by the sweeper (ADR 0003).
 */
export async function drain(engine: Engine, job: DrainJob): Promise<void> {
  const connection = await engine.storage.transaction(job.workspaceId, (tx) =>
    tx.connections.get(job.connectionId),
  );
  if (connection === undefined) return;
  if (connection.health !== 'healthy' && !callFreeLanes.includes(job.lane)) return;
  const isMoreLeft = await engine.connectors.inLane(job.lane, (turn) => {
    const run: LaneRun = {
      engine,
      workspaceId: job.workspaceId,
      connection,
      sliceEndsAt: plus(engine.clock.now(), sliceMs),
      turn,
      callsNobody: callFreeLanes.includes(job.lane),
    };
    return drainLane(run, job);
  });
  if (isMoreLeft) await engine.doorbell.ring([job]);
}

async function drainLane(run: LaneRun, job: DrainJob): Promise<boolean> {
  const { connectors } = run.engine;
  switch (job.lane) {
    case 'poll':
      return runLane(run, pollChanges(run, await openPlans(run)));
    case 'inbox':
      return runLane(run, drainInbox(run, await openEntities(run)));
    case 'place-orders':
      return runLane(run, placeStoreOrders(run, await connectors.store(run.workspaceId, run.connection)));
    case 'change-orders': {
      const { role } = run.connection;
      return runLane(run, changeOrders(run, await connectors[role](run.workspaceId, run.connection)));
    }
    case 'quantity-down':
    case 'quantity-up':
    case 'price': {
      const channel = await connectors.channel(run.workspaceId, run.connection);
      return runLane(run, sendTargets(run, channel, job.lane));
    }
    case 'publish':
      return runLane(run, publishListings(run, await connectors.channel(run.workspaceId, run.connection)));
    case 'compare':
      return runLane(run, compareListings(run));
    case 'preview':
      return runLane(run, previewChanges(run));
    case 'verify':
      return runLane(run, verifyListings(run, await connectors.channel(run.workspaceId, run.connection)));
    case 'confirm-shipments':
      return runLane(run, confirmShipments(run, await connectors.channel(run.workspaceId, run.connection)));
    default:
      return assertNever(job.lane);
  }
}
