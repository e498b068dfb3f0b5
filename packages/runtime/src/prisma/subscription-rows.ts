import { brandId, type ConnectionId, type ConnectionKey, type WorkspaceId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { AccountConnection, Transaction } from '@quayside/core/ports/storage';
import type { Prisma } from './generated/client.ts';
import type { RepositoryContext } from './repository-context.ts';
import { fromDateOrNull, toDate, toDateOrNull } from './rows.ts';

type Client = Pick<Prisma.TransactionClient, '$executeRaw' | '$queryRaw'>;

/** What is known of notifications, connection by connection. */
export function subscriptionRepository({
  client,
  workspaceId,
}: RepositoryContext): Transaction['subscriptions'] {
  return {
    async get(connectionId) {
      const row = await client.notificationSubscription.findUnique({
        where: { workspaceId_connectionId: { workspaceId, connectionId } },
      });
      return row === null
        ? undefined
        : {
            connectionId,
            connector: row.connector,
            account: row.account,
            ensuredAt: fromDateOrNull(row.ensuredAt),
            heardAt: fromDateOrNull(row.heardAt),
          };
    },
    async insert(subscription) {
      const { ensuredAt, heardAt, ...named } = subscription;
      await client.notificationSubscription.create({
        data: { workspaceId, ...named, ensuredAt: toDateOrNull(ensuredAt), heardAt: toDateOrNull(heardAt) },
      });
    },
    async setEnsured(connectionId, at) {
      await client.notificationSubscription.updateMany({
        where: { workspaceId, connectionId },
        data: { ensuredAt: toDateOrNull(at) },
      });
    },
  };
}

/** The connections that these accounts are of, in any workspace. */
export async function readAccountConnections(
  client: Client,
  connector: string,
  accounts: readonly string[],
): Promise<readonly AccountConnection[]> {
  const rows = await client.$queryRaw<{ workspace_id: string; connection_id: string; account: string }[]>`
    SELECT subscription.workspace_id, subscription.connection_id, subscription.account
    FROM notification_subscription AS subscription
    JOIN connection ON connection.workspace_id = subscription.workspace_id AND connection.id = subscription.connection_id
    WHERE subscription.connector = ${connector} AND subscription.account = ANY(${[...accounts]}::text[])
      AND connection.health <> 'disconnected'`;
  return rows.map((row) => ({
    workspaceId: brandId<WorkspaceId>(row.workspace_id),
    connectionId: brandId<ConnectionId>(row.connection_id),
    account: row.account,
  }));
}

/** To the minute: a busy account is written once in one, however many notifications come. */
export async function markHeardRows(
  client: Client,
  keys: readonly ConnectionKey[],
  at: Instant,
): Promise<void> {
  await client.$executeRaw`
    UPDATE notification_subscription AS subscription SET heard_at = ${toDate(at)}
    FROM (
      SELECT known.workspace_id, known.connection_id FROM notification_subscription AS known
      JOIN unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.connectionId)}::uuid[])
        AS heard (workspace_id, connection_id)
        ON heard.workspace_id = known.workspace_id AND heard.connection_id = known.connection_id
      WHERE known.heard_at IS NULL OR known.heard_at <= ${toDate(at)}::timestamptz - interval '1 minute'
      -- Whoever is at it already writes the same.
      FOR UPDATE OF known SKIP LOCKED
    ) AS heard
    WHERE subscription.workspace_id = heard.workspace_id AND subscription.connection_id = heard.connection_id`;
}
