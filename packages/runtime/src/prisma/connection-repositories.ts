import { patientKinds, type InboxEntry } from '@quayside/core/domain/inbox';
import type { Transaction } from '@quayside/core/ports/storage';
import type { ConnectionSecrets } from '@quayside/core/ports/connection-storage';
import {
  fromConnection,
  fromPoll,
  fromPool,
  toConnection,
  toInboxEntry,
  toPoll,
  toPool,
} from './connection-rows.ts';
import { addHintRows } from './hint-rows.ts';
import { LostUpdate } from './lost-update.ts';
import type { RepositoryContext } from './repository-context.ts';
import { toDate } from './rows.ts';

const isPatient = ({ kind }: InboxEntry): boolean => patientKinds.includes(kind);

type Repositories = Pick<Transaction, 'connections' | 'secrets' | 'pools' | 'polls' | 'inbox'>;

/** Connections and what belongs to them alone. */
export function connectionRepositories({ client, workspaceId, cipher }: RepositoryContext): Repositories {
  return {
    connections: {
      async get(id) {
        const row = await client.connection.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
        return row === null ? undefined : toConnection(row);
      },
      async list() {
        const rows = await client.connection.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } });
        return rows.map(toConnection);
      },
      async insert(connection) {
        await client.connection.create({ data: fromConnection(workspaceId, connection) });
      },
      async save(connection) {
        const { id, version } = connection;
        const { count } = await client.connection.updateMany({
          where: { workspaceId, id, version },
          data: { ...fromConnection(workspaceId, connection), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`connection ${id}`);
      },
    },
    secrets: {
      async get(connectionId) {
        const row = await client.connectionSecret.findUnique({
          where: { workspaceId_connectionId: { workspaceId, connectionId } },
        });
        return row === null
          ? undefined
          : (JSON.parse(cipher.decrypt(row.sealed, { workspaceId, connectionId })) as ConnectionSecrets);
      },
      async put(connectionId, secrets) {
        const sealed = cipher.encrypt(JSON.stringify(secrets), { workspaceId, connectionId });
        await client.connectionSecret.upsert({
          where: { workspaceId_connectionId: { workspaceId, connectionId } },
          create: { workspaceId, connectionId, sealed },
          update: { sealed, renewalUntil: null },
        });
      },
      async beginRenewal(connectionId, now, until) {
        const { count } = await client.connectionSecret.updateMany({
          where: {
            workspaceId,
            connectionId,
            OR: [{ renewalUntil: null }, { renewalUntil: { lte: toDate(now) } }],
          },
          data: { renewalUntil: toDate(until) },
        });
        return count === 1;
      },
      async endRenewal(connectionId) {
        await client.connectionSecret.updateMany({
          where: { workspaceId, connectionId },
          data: { renewalUntil: null },
        });
      },
    },
    pools: {
      async insert(pool) {
        await client.stockPool.create({ data: fromPool(workspaceId, pool) });
      },
      async get(id) {
        const row = await client.stockPool.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
        return row === null ? undefined : toPool(row);
      },
      async list() {
        return (await client.stockPool.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })).map(
          toPool,
        );
      },
      async save(pool) {
        const { id, version } = pool;
        const { count } = await client.stockPool.updateMany({
          where: { workspaceId, id, version },
          data: { ...fromPool(workspaceId, pool), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`stock pool ${id}`);
      },
    },
    polls: {
      async get(connectionId, kind) {
        const row = await client.poll.findUnique({
          where: { workspaceId_connectionId_kind: { workspaceId, connectionId, kind } },
        });
        return row === null ? undefined : toPoll(row);
      },
      async due(connectionId, now) {
        const rows = await client.poll.findMany({
          where: { workspaceId, connectionId, dueAt: { lte: toDate(now) } },
          orderBy: { dueAt: 'asc' },
        });
        return rows.map(toPoll);
      },
      async insert(poll) {
        await client.poll.create({ data: fromPoll(workspaceId, poll) });
      },
      async save(poll) {
        const { connectionId, kind, version } = poll;
        const { count } = await client.poll.updateMany({
          where: { workspaceId, connectionId, kind, version },
          data: { ...fromPoll(workspaceId, poll), version: version + 1 },
        });
        if (count === 0) throw new LostUpdate(`poll ${connectionId} ${kind}`);
      },
    },
    inbox: {
      add: (connectionId, hints, dueAt) =>
        addHintRows(
          client,
          hints.map((hint) => ({ ...hint, workspaceId, connectionId })),
          dueAt,
        ),
      async due(connectionId, now, limit) {
        const rows = await client.$queryRaw<{ kind: string; entity_id: string }[]>`
          -- Two looks in the order of the index on the due time: sorting all that is due by its kind would cost a flood dearly.
          WITH urgent AS (
            SELECT kind, entity_id FROM inbox_entry
            WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid
              AND due_at <= ${toDate(now)} AND kind <> ALL(${[...patientKinds]}::text[])
            ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
          ), patient AS (
            SELECT kind, entity_id FROM inbox_entry
            WHERE workspace_id = ${workspaceId}::uuid AND connection_id = ${connectionId}::uuid
              AND due_at <= ${toDate(now)} AND kind = ANY(${[...patientKinds]}::text[])
            ORDER BY due_at LIMIT ${limit} - (SELECT count(*) FROM urgent) FOR UPDATE SKIP LOCKED
          )
          SELECT * FROM urgent UNION ALL SELECT * FROM patient`;
        if (rows.length === 0) return [];
        const entries = await client.inboxEntry.findMany({
          where: {
            workspaceId,
            connectionId,
            OR: rows.map((row) => ({ kind: row.kind, entityId: row.entity_id })),
          },
          orderBy: { dueAt: 'asc' },
        });
        const found = entries.map(toInboxEntry);
        return [...found.filter((entry) => !isPatient(entry)), ...found.filter(isPatient)];
      },
      async postpone({ connectionId, kind, entityId, sequence, dueAt, attempts }) {
        await client.inboxEntry.updateMany({
          where: { workspaceId, connectionId, kind, entityId, sequence },
          data: { dueAt: toDate(dueAt), attempts },
        });
      },
      async clear({ connectionId, kind, entityId, sequence }) {
        await client.inboxEntry.deleteMany({
          where: { workspaceId, connectionId, kind, entityId, sequence },
        });
      },
      count: (connectionId) => client.inboxEntry.count({ where: { workspaceId, connectionId } }),
    },
  };
}
