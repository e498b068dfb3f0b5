import type { UnknownIssueCode } from '@quayside/core/domain/channel-issue';
import type { Connection } from '@quayside/core/domain/connection';
import type { InboxEntry } from '@quayside/core/domain/inbox';
import type { Activity, Issue } from '@quayside/core/domain/issue';
import type { Listing } from '@quayside/core/domain/listing';
import type {
  LinkCandidate,
  MatchCandidate,
  MatchPair,
  MatchRound,
  MatchVerdict,
} from '@quayside/core/domain/match';
import type { NotificationSubscription } from '@quayside/core/domain/notification-subscription';
import type { Order } from '@quayside/core/domain/order';
import type { OrderChange } from '@quayside/core/domain/order-change';
import type { Policy } from '@quayside/core/domain/policy';
import type { PolicyChange, PreviewedAsk } from '@quayside/core/domain/policy-change';
import type { Poll } from '@quayside/core/domain/poll';
import type { Product } from '@quayside/core/domain/product';
import type { Reservation } from '@quayside/core/domain/reservation';
import type { Shipment } from '@quayside/core/domain/shipment';
import type { AuditEntry } from '@quayside/core/domain/audit-entry';
import type { HostShop } from '@quayside/core/domain/host-shop';
import type { Member } from '@quayside/core/domain/member';
import type { PendingConsent } from '@quayside/core/domain/pending-consent';
import type { Submission } from '@quayside/core/domain/submission';
import type { Target } from '@quayside/core/domain/target';
import type { Variant } from '@quayside/core/domain/variant';
import type { StockPool } from '@quayside/core/domain/stock-pool';
import type { Instant } from '@quayside/core/domain/instant';
import type { ConnectionId, PolicyChangeId } from '@quayside/core/domain/ids';
import type { ConnectionSecrets } from '@quayside/core/ports/connection-storage';
import { MemoryTable, TableView, type TableShape } from './memory-table.ts';

export type SecretRow = ConnectionSecrets & {
  readonly connectionId: ConnectionId;
  readonly renewalUntil: Instant | null;
  readonly version: number;
};

/** An ask with the change that it belongs to. */
export interface AskRow extends PreviewedAsk {
  readonly changeId: PolicyChangeId;
}

/** A code's count within one workspace. */
export type UnknownIssueRow = UnknownIssueCode & Versioned;

export const unknownIssueKey = ({ connector, code }: Pick<UnknownIssueCode, 'connector' | 'code'>): string =>
  join(connector, code);

/** A row with its place among those of one listing. */
export type Placed<Row> = Row & { readonly position: number };

interface Versioned {
  readonly version: number;
}

function versioned<Row extends Versioned>(
  name: string,
  key: (row: Row) => string,
  uniqueKeys?: (row: Row) => readonly string[],
): TableShape<Row> {
  return {
    name,
    key,
    ...(uniqueKeys === undefined ? {} : { uniqueKeys }),
    version: (row) => row.version,
    withVersion: (row, version) => ({ ...row, version }),
  };
}

/** Rows that are only ever replaced whole, the last write winning. */
function unversioned<Row>(name: string, key: (row: Row) => string): TableShape<Row> {
  return { name, key, version: () => 0, withVersion: (row) => row };
}

const byId = <Row extends { readonly id: string }>(row: Row): string => row.id;
const join = (...parts: readonly (string | number | null)[]): string => JSON.stringify(parts);

export const pollKey = (row: Pick<Poll, 'connectionId' | 'kind'>): string => join(row.connectionId, row.kind);
export const inboxKey = (row: Pick<InboxEntry, 'connectionId' | 'kind' | 'entityId'>): string =>
  join(row.connectionId, row.kind, row.entityId);

export const askKey = ({ changeId, targetId }: Pick<AskRow, 'changeId' | 'targetId'>): string =>
  join(changeId, targetId);

export const verdictKey = ({ connectionId, marketplace, variantId, catalogueId }: MatchPair): string =>
  join(connectionId, marketplace, variantId, catalogueId);

const consentSteps: readonly PendingConsent['outcome']['kind'][] = [
  'asked',
  'exchanging',
  'granted',
  'refused',
];
export const hostShopKey = ({ host, shop }: Pick<HostShop, 'host' | 'shop'>): string => join(host, shop);

const shapes = {
  connections: versioned<Connection>('connection', byId),
  secrets: versioned<SecretRow>('secret', (row) => row.connectionId),
  pools: versioned<StockPool>('pool', byId),
  polls: versioned<Poll>('poll', pollKey),
  inbox: {
    name: 'inbox',
    key: (row: InboxEntry) => inboxKey(row),
    version: (row: InboxEntry) => row.sequence,
    withVersion: (row: InboxEntry) => row,
  },
  subscriptions: unversioned<NotificationSubscription>('subscription', (row) => row.connectionId),
  products: versioned<Product>('product', byId, (row) => [join(row.connectionId, row.storeProductId)]),
  variants: versioned<Variant>('variant', byId, (row) => [join(row.connectionId, row.storeVariantId)]),
  listings: versioned<Listing>('listing', byId, (row) => [
    join(row.connectionId, row.channelSku, row.marketplace),
  ]),
  submissions: versioned<Submission>('submission', byId, (row) =>
    row.state === 'gathering' ? [join(row.connectionId, row.marketplace)] : [],
  ),
  targets: versioned<Target>('target', byId, (row) => [
    join(row.connectionId, row.aspect, row.channelSku, row.marketplace),
  ]),
  matchCandidates: unversioned<Placed<MatchCandidate>>('match candidate', (row) =>
    join(row.listingId, row.catalogueId),
  ),
  linkCandidates: unversioned<Placed<LinkCandidate>>('link candidate', (row) =>
    join(row.listingId, row.variantId),
  ),
  matchVerdicts: unversioned<MatchVerdict>('match verdict', verdictKey),
  matchRounds: versioned<MatchRound>('match round', (row) => row.connectionId),
  matchingSettings: unversioned<{ readonly isByScoreAllowed: boolean }>('matching settings', () => 'own'),
  policies: versioned<Policy>('policy', byId),
  policyChanges: versioned<PolicyChange>('policy change', byId),
  policyChangeAsks: unversioned<AskRow>('ask of a policy change', askKey),
  orders: versioned<Order>('order', byId, (row) => [join(row.connectionId, row.marketplaceOrderId)]),
  reservations: versioned<Reservation>('reservation', byId, (row) => [row.orderLineId]),
  shipments: versioned<Shipment>('shipment', byId, (row) => [
    join(row.orderId, 'parcel', row.storeParcelId),
    join(row.orderId, 'package', row.packageNumber),
  ]),
  orderChanges: versioned<OrderChange>('order change', byId, (row) => [join(row.orderId, row.to, row.key)]),
  unknownIssues: versioned<UnknownIssueRow>('unknown issue', unknownIssueKey),
  issues: unversioned<Issue>('issue', (row) => row.key),
  activities: unversioned<Activity>('activity', byId),
  members: versioned<Member>('member', byId, (row) => [row.hostUser]),
  hostShops: versioned<HostShop>('host shop', hostShopKey),
  consents: {
    name: 'consent',
    key: (row: PendingConsent) => row.secret,
    // Its outcome moves one way only, so that the kind is as good as a number.
    version: (row: PendingConsent) => consentSteps.indexOf(row.outcome.kind),
    withVersion: (row: PendingConsent) => row,
  },
  auditEntries: unversioned<AuditEntry>('audit entry', byId),
} as const;

type Shapes = typeof shapes;
type RowOf<Shape> = Shape extends TableShape<infer Row> ? Row : never;
export type MemoryTables = { readonly [Name in keyof Shapes]: MemoryTable<RowOf<Shapes[Name]>> };
export type TableViews = { readonly [Name in keyof Shapes]: TableView<RowOf<Shapes[Name]>> };

export function makeTables(): MemoryTables {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, new MemoryTable(shape as TableShape<unknown>)]),
  ) as MemoryTables;
}

export function makeViews(tables: MemoryTables): TableViews {
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => [name, new TableView(table as MemoryTable<unknown>)]),
  ) as TableViews;
}
