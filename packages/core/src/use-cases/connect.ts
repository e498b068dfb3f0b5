import type { Connection } from '../domain/connection.ts';
import type { ConnectorError } from '../domain/connector-error.ts';
import type { ConnectionId, ConnectionKey, StockPoolId, WorkspaceId } from '../domain/ids.ts';
import { earliest, latest, plus, type Instant } from '../domain/instant.ts';
import { say, type Message } from '../domain/message.ts';
import { noPolicies } from '../domain/policy.ts';
import { plainOrderImport } from '../domain/order-import.ts';
import type { HostShop } from '../domain/host-shop.ts';
import type { PollKind } from '../domain/poll.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Candidate } from '../ports/connectors.ts';
import { commit, type Scope } from './commit.ts';
import type { Engine } from './engine.ts';
import { connectionIssueKey } from './fail-connection.ts';
import { feedAccounts, insertFirstPool } from './first-pool.ts';
import { authorizationIssueKey } from './remind-of-authorization.ts';
import { startAgain } from './start-again.ts';
import { isOwnMaster } from './stock-master.ts';

/** Orders may be imported from up to this long before the connection (P2). */
export const longestLookBackMs = 60 * 24 * 60 * 60 * 1000;

/** How the merchant gave the credentials: by consent on the channel's own pages, or otherwise. */
export type CredentialsGiven = 'by-consent' | 'otherwise';

export interface NewConnection extends Candidate {
  /** What the merchant calls it. */
  readonly name: string;
  /** The shop whose host's app was installed: it is connected once, and given new credentials when somebody was quicker. */
  readonly hostShop?: Pick<HostShop, 'host' | 'shop'>;
  /** Default: not by consent. */
  readonly given?: CredentialsGiven;
}

/**
 * Connects a store: proves the credentials, stores them encrypted, and starts polling. The workspace's first store becomes the master of its
 * stock pool.
 */
export async function connectStore(
  engine: Engine,
  workspaceId: WorkspaceId,
  request: NewConnection,
): Promise<Result<Connection, ConnectorError>> {
  const proof = await engine.connectors.tryStore(request);
  if (!proof.ok) return proof;
  const connection = await commit(engine, workspaceId, async (scope) => {
    const known = await renewKnownShop(scope, request);
    if (known !== undefined) return known;
    const made = await insert(scope, request, 'store', { ordersFrom: scope.now, poolId: null });
    const secrets = { credentials: request.credentials, webhookSecret: engine.ids.secret() };
    await scope.tx.secrets.put(made.id, secrets);
    await startPolls(scope, made, ['webhooks', 'products-all', 'products-changed', 'store-orders']);
    await insertFirstPool(scope, made);
    return made;
  });
  await commit(engine, workspaceId, feedAccounts);
  return ok(connection);
}

/**
 * Connects a channel account. Orders are imported from `ordersFrom` on: the moment of connection, or up to 60 days earlier.
 *
 * It sells from the pool that is named, else from the workspace's first one. A shop that is to sell from another shop's stock is connected like this as well; it
 * must not be the pool's own master, whose orders would come back to it without end.
 */
export async function connectChannel(
  engine: Engine,
  workspaceId: WorkspaceId,
  request: NewConnection & { readonly ordersFrom?: Instant; readonly poolId?: StockPoolId },
): Promise<Result<Connection, ConnectorError>> {
  const proof = await engine.connectors.tryChannel(request);
  if (!proof.ok) return proof;
  const connection = await commit(
    engine,
    workspaceId,
    async (scope): Promise<Result<Connection, ConnectorError>> => {
      const known = await renewKnownShop(scope, request);
      if (known !== undefined) return ok(known);
      const pools = await scope.tx.pools.list();
      const pool = request.poolId === undefined ? pools[0] : pools.find(({ id }) => id === request.poolId);
      if (request.poolId !== undefined && pool === undefined) return refuse(say('connection.unknown-pool'));
      if (pool !== undefined && (await isOwnMaster(scope, pool, request))) {
        return refuse(say('connection.own-master', { connection: request.name, pool: pool.name }));
      }
      const ordersFrom = latest(
        earliest(request.ordersFrom ?? scope.now, scope.now),
        plus(scope.now, -longestLookBackMs),
      );
      const made = await insert(scope, request, 'channel', { ordersFrom, poolId: pool?.id ?? null });
      await scope.tx.secrets.put(made.id, { credentials: request.credentials, webhookSecret: null });
      await startPolls(scope, made, ['channel-orders', 'listings-all']);
      await followNotifications(scope, made);
      return ok(made);
    },
  );
  if (!connection.ok || connection.value.poolId !== null) return connection;
  await commit(engine, workspaceId, feedAccounts);
  const { id } = connection.value;
  const fed = await engine.storage.transaction(workspaceId, (tx) => tx.connections.get(id));
  return ok(fed ?? connection.value);
}

function refuse(message: Message): Result<never, ConnectorError> {
  return err({ kind: 'invalid-input', message, detail: message.code });
}

/** Gives a connection new credentials, once they are proven; all of its waiting work goes on. One that is paused stays so. */
export async function reconnect(
  engine: Engine,
  key: ConnectionKey,
  credentials: unknown,
  given: CredentialsGiven = 'otherwise',
): Promise<Result<Connection, ConnectorError | { readonly kind: 'unknown-connection' }>> {
  const known = await engine.storage.transaction(key.workspaceId, (tx) =>
    tx.connections.get(key.connectionId),
  );
  if (known === undefined) return err({ kind: 'unknown-connection' });
  const candidate = { connector: known.connector, settings: known.settings, credentials };
  const proof =
    known.role === 'store'
      ? await engine.connectors.tryStore(candidate)
      : await engine.connectors.tryChannel(candidate);
  if (!proof.ok) return proof;
  const connection = await commit(engine, key.workspaceId, async (scope) => {
    const found = (await scope.tx.connections.get(key.connectionId)) ?? known;
    const current: Connection = { ...found, authorizedAt: authorizedAt(scope, given) };
    const secrets = await scope.tx.secrets.get(current.id);
    await scope.tx.secrets.put(current.id, { credentials, webhookSecret: secrets?.webhookSecret ?? null });
    await scope.tx.issues.clearMany([connectionIssueKey(current), authorizationIssueKey(current)]);
    if (current.health === 'paused') {
      const paused: Connection = { ...current, healthReason: null };
      await scope.tx.connections.save(paused);
      await scope.note(current.id, say('activity.reconnected-paused', { connection: current.name }));
      return paused;
    }
    await scope.note(current.id, say('activity.reconnected', { connection: current.name }));
    return startAgain(scope, current);
  });
  return ok(connection);
}

async function hostShopOf(scope: Scope, { hostShop }: NewConnection): Promise<HostShop | undefined> {
  if (hostShop === undefined) return undefined;
  const { host, shop } = hostShop;
  return (await scope.tx.hostShops.list()).find((each) => each.host === host && each.shop === shop);
}

/** The connection of a shop that was connected by a visit at the same time: the newest credentials are as good as any. */
async function renewKnownShop(scope: Scope, request: NewConnection): Promise<Connection | undefined> {
  const id = (await hostShopOf(scope, request))?.connectionId ?? null;
  const known = id === null ? undefined : await scope.tx.connections.get(id);
  if (known === undefined) return undefined;
  const secrets = await scope.tx.secrets.get(known.id);
  const webhookSecret = secrets?.webhookSecret ?? null;
  await scope.tx.secrets.put(known.id, { credentials: request.credentials, webhookSecret });
  return known;
}

async function insert(
  scope: Scope,
  request: NewConnection,
  role: Connection['role'],
  { ordersFrom, poolId }: Pick<Connection, 'ordersFrom' | 'poolId'>,
): Promise<Connection> {
  const connection: Connection = {
    id: scope.newId<ConnectionId>(),
    role,
    connector: request.connector,
    name: request.name,
    settings: request.settings,
    health: 'healthy',
    healthReason: null,
    ordersFrom,
    ordersImportedUntil: null,
    ordersRead: null,
    policies: noPolicies,
    frequency: 'real-time',
    orderImport: plainOrderImport,
    poolId,
    connectedAt: scope.now,
    authorizedAt: authorizedAt(scope, request.given),
    version: 0,
  };
  await scope.tx.connections.insert(connection);
  const shop = await hostShopOf(scope, request);
  if (shop !== undefined) await scope.tx.hostShops.save({ ...shop, connectionId: connection.id });
  await scope.note(connection.id, say('activity.connected', { connection: connection.name }));
  return connection;
}

function authorizedAt(scope: Scope, given: CredentialsGiven | undefined): Instant | null {
  return given === 'by-consent' ? scope.now : null;
}

/** Lets its platform tell of the account by itself, where it can. */
async function followNotifications(scope: Scope, connection: Connection): Promise<void> {
  const account = scope.notifiedAs(connection);
  if (account === null) return;
  const { id: connectionId, connector } = connection;
  await scope.tx.subscriptions.insert({ connectionId, connector, account, ensuredAt: null, heardAt: null });
  await startPolls(scope, connection, ['notifications']);
}

async function startPolls(scope: Scope, connection: Connection, kinds: readonly PollKind[]): Promise<void> {
  for (const kind of kinds) {
    await scope.tx.polls.insert({
      connectionId: connection.id,
      kind,
      cursor: null,
      window: null,
      dueAt: scope.now,
      attempts: 0,
      version: 0,
    });
  }
  scope.ring(connection.id, 'poll');
}
