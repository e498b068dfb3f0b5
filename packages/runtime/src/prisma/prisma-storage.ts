import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import { brandId, type ConnectionId, type WorkspaceId } from '@quayside/core/domain/ids';
import type { Workspace } from '@quayside/core/domain/workspace';
import { callFreeLanes, type Lane } from '@quayside/core/jobs/catalogue';
import type { Message } from '@quayside/core/domain/message';
import type { Log } from '@quayside/core/ports/log';
import type { Storage } from '@quayside/core/ports/storage';
import type { Pool } from 'pg';
import type { CredentialCipher } from '../crypto/credential-cipher.ts';
import { PrismaClient } from './generated/client.ts';
import { addHintRows, readWebhookSecrets } from './hint-rows.ts';
import { isLostRace } from './lost-update.ts';
import { nameStatements } from './name-statements.ts';
import { toHostShop } from './people-repositories.ts';
import { prismaTransaction } from './prisma-transaction.ts';
import { fromDate, toDate } from './rows.ts';
import { markHeardRows, readAccountConnections } from './subscription-rows.ts';

const mostTries = 20;
/** A workspace with 100,000 listings has a million rows. */
const longestDeletionMs = 600_000;

function toWorkspace(row: { id: string; name: string; createdAt: Date }): Workspace {
  return { id: brandId<WorkspaceId>(row.id), name: row.name, createdAt: fromDate(row.createdAt) };
}

export interface PrismaStorage extends Storage {
  readonly client: PrismaClient;
  close(): Promise<void>;
}

/**
 * The storage on PostgreSQL. Transactions are read-committed; what must not be lost is guarded by row versions, and a transaction that lost is run
 * again (ADR 0008).
 */
export function createPrismaStorage(options: {
  readonly pool: Pool;
  readonly cipher: CredentialCipher;
  readonly log: Log;
  /** Connections change between transactions, and with them what they have prepared: statements get no names. */
  readonly isBehindPooler?: boolean;
}): PrismaStorage {
  const { pool, cipher, log, isBehindPooler = false } = options;
  const adapter = new PrismaPg(pool, isBehindPooler ? {} : { statementNameGenerator: nameStatements() });
  const client = new PrismaClient({ adapter, errorFormat: 'minimal' });
  return {
    client,
    transaction(workspaceId, work) {
      return untilNotLost(log, () =>
        client.$transaction(
          (transactionClient) => work(prismaTransaction({ client: transactionClient, workspaceId, cipher })),
          { maxWait: 15_000, timeout: 30_000 },
        ),
      );
    },
    async createWorkspace({ id, name, createdAt }) {
      await client.workspace.create({ data: { id, name, createdAt: toDate(createdAt) } });
    },
    async listWorkspaces() {
      const rows = await client.workspace.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
      return rows.map(toWorkspace);
    },
    async deleteWorkspace(id) {
      // Listings hold on to their variants, targets and policies, and accounts to their policies, so that none can vanish under them; here all go.
      await client.$transaction(
        async (tx) => {
          await tx.listing.deleteMany({ where: { workspaceId: id } });
          await tx.connection.deleteMany({ where: { workspaceId: id } });
          await tx.workspace.deleteMany({ where: { id } });
        },
        { maxWait: 15_000, timeout: longestDeletionMs },
      );
    },
    async unknownIssueCodes() {
      const rows = await client.$queryRaw<
        { connector: string; code: string; count: number; text: Message; first_at: Date; last_at: Date }[]
      >`
        SELECT connector, code, sum(count)::int AS count, (array_agg(text ORDER BY last_at DESC))[1] AS text,
          min(first_at) AS first_at, max(last_at) AS last_at
        FROM unknown_issue GROUP BY connector, code
        ORDER BY sum(count) DESC, connector COLLATE "C", code COLLATE "C"`;
      return rows.map(({ first_at, last_at, ...row }) => ({
        ...row,
        firstAt: fromDate(first_at),
        lastAt: fromDate(last_at),
      }));
    },
    async hostShop(host, shop) {
      const row = await client.hostShop.findUnique({ where: { host_shop: { host, shop } } });
      return row === null ? undefined : toHostShop(row);
    },
    async workspacesToPurge(now) {
      const rows = await client.marketplaceOrder.findMany({
        where: { forgetBuyerAt: { lte: toDate(now) } },
        select: { workspaceId: true },
        distinct: ['workspaceId'],
      });
      return rows.map(({ workspaceId }) => brandId<WorkspaceId>(workspaceId));
    },
    async dueJobs(now, limit) {
      const at = toDate(now);
      const rows = await client.$queryRaw<{ workspace_id: string; connection_id: string; lane: string }[]>`
        SELECT due.workspace_id, due.connection_id, due.lane FROM (
          SELECT workspace_id, connection_id, 'poll' AS lane FROM poll WHERE due_at <= ${at}
          UNION SELECT workspace_id, connection_id, 'inbox' FROM inbox_entry WHERE due_at <= ${at}
          UNION SELECT workspace_id, connection_id, lane FROM target WHERE due_at <= ${at}
          UNION SELECT workspace_id, connection_id, 'verify' FROM target WHERE verify_at <= ${at}
          UNION SELECT workspace_id, connection_id, 'publish' FROM listing WHERE due_at <= ${at}
          UNION SELECT workspace_id, connection_id, 'publish' FROM submission WHERE due_at <= ${at}
          UNION SELECT workspace_id, at_connection_id, 'preview' FROM policy_change
            WHERE due_at <= ${at} AND at_connection_id IS NOT NULL
          UNION SELECT workspace_id, connection_id, 'compare' FROM match_round WHERE due_at <= ${at}
          UNION SELECT workspace_id, store_connection_id, 'place-orders' FROM marketplace_order
            WHERE due_at <= ${at} AND store_connection_id IS NOT NULL
          UNION SELECT workspace_id, connection_id, 'confirm-shipments' FROM shipment WHERE due_at <= ${at}
          UNION SELECT workspace_id, connection_id, 'change-orders' FROM order_change WHERE due_at <= ${at}
        ) AS due
        JOIN connection ON connection.workspace_id = due.workspace_id AND connection.id = due.connection_id
        WHERE connection.health = 'healthy' OR due.lane = ANY(${[...callFreeLanes]}::text[])
        LIMIT ${limit}`;
      return rows.map((row) => ({
        workspaceId: brandId<WorkspaceId>(row.workspace_id),
        connectionId: brandId<ConnectionId>(row.connection_id),
        lane: row.lane as Lane,
      }));
    },
    webhookSecrets: (keys) => readWebhookSecrets(client, cipher, keys),
    // One statement is a transaction of its own.
    addHints: (hints, dueAt) => untilNotLost(log, () => addHintRows(client, hints, dueAt)),
    connectionsOfAccounts: (connector, accounts) => readAccountConnections(client, connector, accounts),
    markHeard: (keys, at) => markHeardRows(client, keys, at),
    close: () => client.$disconnect(),
  };
}

/** Runs again what failed only because another transaction came first. */
async function untilNotLost<Value>(log: Log, run: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isLostRace(error) || tries >= mostTries) throw error;
      log.debug('transaction-repeated', { tries });
      // Rivals that lost to each other must not meet again in step.
      await sleep(Math.random() * Math.min(100, 2 ** tries));
    }
  }
}
