import type { Connection } from '../domain/connection.ts';
import type { ConnectorError } from '../domain/connector-error.ts';
import {
  brandId,
  type ChannelSku,
  type MarketplaceOrderId,
  type StoreOrderId,
  type StoreProductId,
} from '../domain/ids.ts';
import type { InboxEntry } from '../domain/inbox.ts';
import { plus } from '../domain/instant.ts';
import { ok, type Result } from '../domain/result.ts';
import { planAfterFailure } from '../planning/plan-retry.ts';
import type { OpenedChannel, OpenedStore } from '../ports/connectors.ts';
import { applyProducts } from './apply-products.ts';
import { applyStoreOrder } from './apply-store-order.ts';
import { commit, type Scope } from './commit.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import { importOrder } from './import-order.ts';
import type { LaneRun, LaneWork } from './lane.ts';
import { hastenSubmission } from './hasten-submission.ts';
import { readHintedListings } from './read-hinted-listings.ts';

const leaseMs = 60_000;

/** Applies one read in a transaction. */
type Apply = (scope: Scope) => Promise<void>;

/** Reads one entity. Every read begins after the claim, so that it shows whatever its hint was about. */
export type ReadEntity = (entry: InboxEntry) => Promise<Result<Apply, ConnectorError>>;

/** Opens the connector for the entities of a run. Reads the storage, and must not be done inside a transaction. */
export async function openEntities(run: LaneRun): Promise<ReadEntity> {
  const { engine, workspaceId, connection } = run;
  if (connection.role === 'channel') {
    const channel = await engine.connectors.channel(workspaceId, connection);
    return (entry) => readChannelEntity(run, channel, entry);
  }
  const store = await engine.connectors.store(workspaceId, connection);
  return (entry) => readStoreEntity(store, connection, entry);
}

/** Reads the entities that hints named, and applies each together with the clearing of its row. */
export function drainInbox(run: LaneRun, readEntity: ReadEntity): LaneWork<InboxEntry> {
  return {
    concurrency: 4,
    claim: (limit) =>
      commit(run.engine, run.workspaceId, async (scope) => {
        const entries = await scope.tx.inbox.due(run.connection.id, scope.now, limit);
        const claimed = entries.map((entry) => ({
          ...entry,
          dueAt: plus(scope.now, leaseMs),
          attempts: entry.attempts + 1,
        }));
        for (const entry of claimed) await scope.tx.inbox.postpone(entry);
        return { seen: claimed.length, claims: claimed };
      }),
    async work(entry) {
      const answer = await readEntity(entry);
      await commit(run.engine, run.workspaceId, async (scope) => {
        if (answer.ok) {
          await answer.value(scope);
          await scope.tx.inbox.clear(entry);
          return;
        }
        await noteConnectionFailure(scope, run.connection, answer.error);
        const plan = planAfterFailure(answer.error, entry.attempts);
        // A read that is refused will be refused again; a poll finds the entity if it comes back.
        if (plan.kind === 'refused') await scope.tx.inbox.clear(entry);
        else {
          const delay = plan.kind === 'retry' ? plan.afterMs : 0;
          await scope.tx.inbox.postpone({ ...entry, dueAt: plus(scope.now, delay) });
        }
        run.engine.log.warn('entity-not-read', { kind: entry.kind, reason: answer.error.detail });
      });
    },
  };
}

async function readChannelEntity(
  run: LaneRun,
  channel: OpenedChannel,
  entry: InboxEntry,
): Promise<Result<Apply, ConnectorError>> {
  const { connector } = channel;
  const { connection } = run;
  if (entry.kind === 'channel-listing') {
    return readHintedListings(run, channel, brandId<ChannelSku>(entry.entityId));
  }
  if (entry.kind === 'submission') {
    return ok((scope) => hastenSubmission(scope, connection.id, entry.entityId));
  }
  if (entry.kind !== 'channel-order') throw new Error(`A channel account has no ${entry.kind}`);
  const answer = await connector.orders.read(brandId<MarketplaceOrderId>(entry.entityId));
  if (!answer.ok) return answer;
  const order = answer.value;
  return ok(async (scope) => {
    if (order !== null) await importOrder(scope, connection, order);
  });
}

async function readStoreEntity(
  { connector }: OpenedStore,
  connection: Connection,
  entry: InboxEntry,
): Promise<Result<Apply, ConnectorError>> {
  if (entry.kind === 'product') {
    const answer = await connector.products.read(brandId<StoreProductId>(entry.entityId));
    if (!answer.ok) return answer;
    return ok(async (scope) => {
      await applyProducts(scope, connection, [answer.value]);
    });
  }
  if (entry.kind !== 'store-order') throw new Error(`A store has no ${entry.kind}`);
  const answer = await connector.orders.read(brandId<StoreOrderId>(entry.entityId));
  if (!answer.ok) return answer;
  const order = answer.value;
  return ok(async (scope) => {
    if (order !== null) await applyStoreOrder(scope, connection, order);
  });
}
