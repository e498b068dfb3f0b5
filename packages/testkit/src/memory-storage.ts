import type { WorkspaceId } from '@quayside/core/domain/ids';
import { plus, type Instant } from '@quayside/core/domain/instant';
import type { Workspace } from '@quayside/core/domain/workspace';
import { callFreeLanes, doorbellKey, type DrainJob, type Lane } from '@quayside/core/jobs/catalogue';
import type { Storage } from '@quayside/core/ports/storage';
import { LostUpdate } from './memory-table.ts';
import {
  hostShopKey,
  makeTables,
  makeViews,
  unknownIssueKey,
  type MemoryTables,
  type TableViews,
} from './memory-tables.ts';
import { byText, type Turn } from './memory-rows.ts';
import { keepPoliciesInUse } from './memory-policies.ts';
import { memoryTransaction } from './memory-transaction.ts';

const mostTries = 50;

/**
 * The storage in memory: the same promises as the PostgreSQL adapter, held by the same contract suite.
 *
 * @param turn waited for at every step, so that a scheduler can interleave transactions; by default a turn of the event loop.
 */
export function createMemoryStorage(turn: Turn = () => new Promise((done) => setImmediate(done))): Storage {
  const workspaces = new Map<WorkspaceId, { workspace: Workspace; tables: MemoryTables }>();
  let sequence = 0;
  const nextSequence = (): number => (sequence += 1);

  /** The one key that counts over all workspaces. */
  function refuseOthersShops(workspaceId: WorkspaceId, { hostShops }: TableViews): void {
    for (const shop of hostShops.select(() => true)) {
      for (const [other, { tables }] of workspaces) {
        if (other !== workspaceId && tables.hostShops.rows.has(hostShopKey(shop))) {
          throw new Error(`${hostShopKey(shop)} is another workspace's`);
        }
      }
    }
  }

  const storage: Storage = {
    async transaction(workspaceId, work) {
      // An unknown workspace is one without rows: a forged id finds nothing.
      const tables = workspaces.get(workspaceId)?.tables ?? makeTables();
      for (let tries = 1; ; tries += 1) {
        const views = makeViews(tables);
        try {
          const value = await work(memoryTransaction(views, turn, nextSequence));
          await turn();
          for (const view of Object.values(views)) view.check();
          keepPoliciesInUse(views);
          refuseOthersShops(workspaceId, views);
          for (const view of Object.values(views)) view.apply();
          return value;
        } catch (error) {
          if (!(error instanceof LostUpdate) || tries >= mostTries) throw error;
        }
      }
    },
    async createWorkspace(workspace) {
      await turn();
      if (workspaces.has(workspace.id)) throw new Error(`Workspace ${workspace.id} exists`);
      workspaces.set(workspace.id, { workspace, tables: makeTables() });
    },
    async listWorkspaces() {
      await turn();
      return [...workspaces.values()]
        .map(({ workspace }) => workspace)
        .sort(byText(({ createdAt, id }) => createdAt + id));
    },
    async deleteWorkspace(id) {
      await turn();
      workspaces.delete(id);
    },
    async unknownIssueCodes() {
      await turn();
      const rows = [...workspaces.values()].flatMap(({ tables }) => [...tables.unknownIssues.rows.values()]);
      return [...Map.groupBy(rows, unknownIssueKey).values()]
        .map((same) => {
          const [last] = same.sort(byText((row) => row.lastAt)).toReversed();
          if (last === undefined) throw new Error('A group has a member');
          const { version, ...shown } = last;
          const count = same.reduce((sum, row) => sum + row.count, 0);
          const [firstAt = last.firstAt] = same.map((row) => row.firstAt).sort();
          return { ...shown, count, firstAt };
        })
        .sort((one, other) => other.count - one.count || byText<typeof one>(unknownIssueKey)(one, other));
    },
    async hostShop(host, shop) {
      await turn();
      for (const { tables } of workspaces.values()) {
        const found = tables.hostShops.rows.get(hostShopKey({ host, shop }));
        if (found !== undefined) return found;
      }
      return undefined;
    },
    async workspacesToPurge(now) {
      await turn();
      return [...workspaces].flatMap(([id, { tables }]) =>
        [...tables.orders.rows.values()].some(
          ({ forgetBuyerAt }) => forgetBuyerAt !== null && forgetBuyerAt <= now,
        )
          ? [id]
          : [],
      );
    },
    async dueJobs(now, limit) {
      await turn();
      const jobs = [...workspaces].flatMap(([workspaceId, { tables }]) => due(workspaceId, tables, now));
      const distinct = new Map(jobs.map((job) => [doorbellKey(job), job]));
      return [...distinct.values()].slice(0, limit);
    },
    async webhookSecrets(keys) {
      await turn();
      return keys.flatMap(({ workspaceId, connectionId }) => {
        const tables = workspaces.get(workspaceId)?.tables;
        const connector = tables?.connections.rows.get(connectionId)?.connector;
        const secret = tables?.secrets.rows.get(connectionId)?.webhookSecret;
        return connector === undefined || secret == null
          ? []
          : [{ workspaceId, connectionId, connector, secret }];
      });
    },
    async addHints(hints, dueAt) {
      for (const [workspaceId, own] of Map.groupBy(hints, (hint) => hint.workspaceId)) {
        await storage.transaction(workspaceId, async (tx) => {
          for (const { connectionId, kind, entityId } of own) {
            if ((await tx.connections.get(connectionId)) === undefined) continue;
            await tx.inbox.add(connectionId, [{ kind, entityId }], dueAt);
          }
        });
      }
    },
    async connectionsOfAccounts(connector, accounts) {
      await turn();
      return [...workspaces].flatMap(([workspaceId, { tables }]) =>
        [...tables.subscriptions.rows.values()].flatMap(({ connectionId, account, ...row }) => {
          const health = tables.connections.rows.get(connectionId)?.health ?? 'disconnected';
          const isMeant = row.connector === connector && accounts.includes(account);
          return isMeant && health !== 'disconnected' ? [{ workspaceId, connectionId, account }] : [];
        }),
      );
    },
    async markHeard(keys, at) {
      await turn();
      for (const { workspaceId, connectionId } of keys) {
        const rows = workspaces.get(workspaceId)?.tables.subscriptions.rows;
        const row = rows?.get(connectionId);
        if (row === undefined || (row.heardAt !== null && row.heardAt > plus(at, -60_000))) continue;
        rows?.set(connectionId, { ...row, heardAt: at });
      }
    },
  };
  return storage;
}

/** A turn of the microtasks, which is quick; now and then one of the event loop, so that a test that never ends can be stopped. */
export function quickTurn(): Turn {
  let turns = 0;
  return () => {
    turns += 1;
    return turns % 100 === 0 ? new Promise((done) => setImmediate(done)) : Promise.resolve();
  };
}

function due(workspaceId: WorkspaceId, tables: MemoryTables, now: Instant): DrainJob[] {
  const isDue = (moment: Instant | null): boolean => moment !== null && moment <= now;
  const found: { connectionId: DrainJob['connectionId']; lane: Lane }[] = [];
  for (const { connectionId, dueAt } of tables.polls.rows.values()) {
    if (isDue(dueAt)) found.push({ connectionId, lane: 'poll' });
  }
  for (const { connectionId, dueAt } of tables.inbox.rows.values()) {
    if (isDue(dueAt)) found.push({ connectionId, lane: 'inbox' });
  }
  for (const { connectionId, lane, dueAt, verifyAt } of tables.targets.rows.values()) {
    if (isDue(dueAt)) found.push({ connectionId, lane });
    if (isDue(verifyAt)) found.push({ connectionId, lane: 'verify' });
  }
  for (const { connectionId, dueAt } of tables.listings.rows.values()) {
    if (isDue(dueAt)) found.push({ connectionId, lane: 'publish' });
  }
  for (const { connectionId, dueAt } of tables.submissions.rows.values()) {
    if (isDue(dueAt)) found.push({ connectionId, lane: 'publish' });
  }
  for (const { at, dueAt } of tables.policyChanges.rows.values()) {
    if (isDue(dueAt) && at !== null) found.push({ connectionId: at.connectionId, lane: 'preview' });
  }
  for (const { connectionId, dueAt } of tables.matchRounds.rows.values()) {
    if (isDue(dueAt)) found.push({ connectionId, lane: 'compare' });
  }
  for (const { storeConnectionId, dueAt } of tables.orders.rows.values()) {
    if (isDue(dueAt) && storeConnectionId !== null) {
      found.push({ connectionId: storeConnectionId, lane: 'place-orders' });
    }
  }
  for (const { connectionId, dueAt } of tables.shipments.rows.values()) {
    if (isDue(dueAt)) found.push({ connectionId, lane: 'confirm-shipments' });
  }
  for (const { connectionId, dueAt } of tables.orderChanges.rows.values()) {
    if (isDue(dueAt)) found.push({ connectionId, lane: 'change-orders' });
  }
  return found
    .filter(({ connectionId, lane }) => {
      const connection = tables.connections.rows.get(connectionId);
      return connection?.health === 'healthy' || (connection !== undefined && callFreeLanes.includes(lane));
    })
    .map((job) => ({ ...job, workspaceId }));
}
