import type { Connection } from '@quayside/core/domain/connection';
import {
  brandId,
  type ConnectionId,
  type LocationId,
  type StockPoolId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type { InboxEntry } from '@quayside/core/domain/inbox';
import type { Poll } from '@quayside/core/domain/poll';
import type { StockPool } from '@quayside/core/domain/stock-pool';
import type {
  Connection as ConnectionRow,
  InboxEntry as InboxRow,
  Poll as PollRow,
  Prisma,
  StockPool as PoolRow,
} from './generated/client.ts';
import { fromPolicyIds, toPolicyIds } from './policy-rows.ts';
import {
  fromDate,
  fromDateOrNull,
  fromMessage,
  idOrNull,
  toDate,
  toDateOrNull,
  toJson,
  toJsonOrNull,
} from './rows.ts';

export function toConnection(row: ConnectionRow): Connection {
  return {
    id: brandId<ConnectionId>(row.id),
    role: row.role as Connection['role'],
    connector: row.connector,
    name: row.name,
    settings: row.settings as Connection['settings'],
    health: row.health as Connection['health'],
    healthReason: row.healthReason === null ? null : fromMessage(row.healthReason),
    ordersFrom: fromDate(row.ordersFrom),
    ordersImportedUntil: fromDateOrNull(row.ordersImportedUntil),
    ordersRead: row.ordersRead as unknown as Connection['ordersRead'],
    policies: toPolicyIds(row),
    frequency: row.frequency as Connection['frequency'],
    orderImport: row.orderImport as unknown as Connection['orderImport'],
    poolId: idOrNull<StockPoolId>(row.poolId),
    connectedAt: fromDate(row.connectedAt),
    authorizedAt: fromDateOrNull(row.authorizedAt),
    version: row.version,
  };
}

export function fromConnection(
  workspaceId: WorkspaceId,
  connection: Connection,
): Prisma.ConnectionUncheckedCreateInput {
  return {
    workspaceId,
    id: connection.id,
    role: connection.role,
    connector: connection.connector,
    name: connection.name,
    settings: toJson(connection.settings),
    health: connection.health,
    healthReason: toJsonOrNull(connection.healthReason),
    ordersFrom: toDate(connection.ordersFrom),
    ordersImportedUntil: toDateOrNull(connection.ordersImportedUntil),
    ordersRead: toJsonOrNull(connection.ordersRead),
    ...fromPolicyIds(connection.policies),
    frequency: connection.frequency,
    orderImport: toJson(connection.orderImport),
    poolId: connection.poolId,
    connectedAt: toDate(connection.connectedAt),
    authorizedAt: toDateOrNull(connection.authorizedAt),
    version: connection.version,
  };
}

export function toPool(row: PoolRow): StockPool {
  return {
    id: brandId<StockPoolId>(row.id),
    name: row.name,
    masterConnectionId: brandId<ConnectionId>(row.masterConnectionId),
    locations: row.locations as LocationId[] | null,
    version: row.version,
  };
}

export function fromPool(workspaceId: WorkspaceId, pool: StockPool): Prisma.StockPoolUncheckedCreateInput {
  return { workspaceId, ...pool, locations: toJsonOrNull(pool.locations) };
}

export function toPoll(row: PollRow): Poll {
  return {
    connectionId: brandId<ConnectionId>(row.connectionId),
    kind: row.kind as Poll['kind'],
    cursor: fromDateOrNull(row.cursor),
    window: row.window as unknown as Poll['window'],
    dueAt: fromDate(row.dueAt),
    attempts: row.attempts,
    version: row.version,
  };
}

export function fromPoll(workspaceId: WorkspaceId, poll: Poll): Prisma.PollUncheckedCreateInput {
  return {
    workspaceId,
    connectionId: poll.connectionId,
    kind: poll.kind,
    cursor: toDateOrNull(poll.cursor),
    window: toJsonOrNull(poll.window),
    dueAt: toDate(poll.dueAt),
    attempts: poll.attempts,
    version: poll.version,
  };
}

export function toInboxEntry(row: InboxRow): InboxEntry {
  return {
    connectionId: brandId<ConnectionId>(row.connectionId),
    kind: row.kind as InboxEntry['kind'],
    entityId: row.entityId,
    sequence: Number(row.sequence),
    dueAt: fromDate(row.dueAt),
    attempts: row.attempts,
  };
}
