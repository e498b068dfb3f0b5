import { brandId, type ConnectionId, type ConnectionKey, type WorkspaceId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { ConnectionSecrets } from '@quayside/core/ports/connection-storage';
import type { ConnectionHint, WebhookSecret } from '@quayside/core/ports/storage';
import type { CredentialCipher } from '../crypto/credential-cipher.ts';
import type { Prisma } from './generated/client.ts';
import { toDate } from './rows.ts';

type Client = Pick<Prisma.TransactionClient, '$executeRaw' | '$queryRaw'>;

/** One row per entity, a new one or a raised sequence; a connection that is gone has none. */
export async function addHintRows(
  client: Client,
  hints: readonly ConnectionHint[],
  dueAt: Instant,
): Promise<void> {
  // One row per entity within the statement too.
  const distinct = new Map(
    hints.map((hint) => [[hint.workspaceId, hint.connectionId, hint.kind, hint.entityId].join(' '), hint]),
  );
  const rows = [...distinct.values()];
  // In key order, so that two deliveries wait for each other instead of locking up; and no connection can go while its rows are being written.
  await client.$executeRaw`
    INSERT INTO inbox_entry (workspace_id, connection_id, kind, entity_id, due_at, attempts)
    SELECT hint.workspace_id, hint.connection_id, hint.kind, hint.entity_id, ${toDate(dueAt)}, 0
    FROM unnest(
      ${rows.map((row) => row.workspaceId)}::uuid[], ${rows.map((row) => row.connectionId)}::uuid[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.entityId)}::text[]
    ) AS hint (workspace_id, connection_id, kind, entity_id)
    JOIN connection ON connection.workspace_id = hint.workspace_id AND connection.id = hint.connection_id
    ORDER BY hint.workspace_id, hint.connection_id, hint.kind, hint.entity_id
    FOR KEY SHARE OF connection
    ON CONFLICT (workspace_id, connection_id, kind, entity_id) DO UPDATE
    SET sequence = nextval(pg_get_serial_sequence('inbox_entry', 'sequence')),
        due_at = LEAST(inbox_entry.due_at, excluded.due_at),
        attempts = 0`;
}

/** The webhook secrets of these connections, decrypted. */
export async function readWebhookSecrets(
  client: Client,
  cipher: CredentialCipher,
  keys: readonly ConnectionKey[],
): Promise<readonly WebhookSecret[]> {
  const rows = await client.$queryRaw<
    { workspace_id: string; connection_id: string; connector: string; sealed: string }[]
  >`
    SELECT secret.workspace_id, secret.connection_id, connection.connector, secret.sealed
    FROM unnest(${keys.map((key) => key.workspaceId)}::uuid[], ${keys.map((key) => key.connectionId)}::uuid[])
      AS asked (workspace_id, connection_id)
    JOIN connection_secret AS secret
      ON secret.workspace_id = asked.workspace_id AND secret.connection_id = asked.connection_id
    JOIN connection ON connection.workspace_id = asked.workspace_id AND connection.id = asked.connection_id`;
  return rows.flatMap((row) => {
    const workspaceId = brandId<WorkspaceId>(row.workspace_id);
    const connectionId = brandId<ConnectionId>(row.connection_id);
    const { webhookSecret } = JSON.parse(
      cipher.decrypt(row.sealed, { workspaceId, connectionId }),
    ) as ConnectionSecrets;
    return webhookSecret === null
      ? []
      : [{ workspaceId, connectionId, connector: row.connector, secret: webhookSecret }];
  });
}
