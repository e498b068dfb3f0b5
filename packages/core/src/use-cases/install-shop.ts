import type { Connection } from '../domain/connection.ts';
import type { ConnectorError } from '../domain/connector-error.ts';
import type { HostShop } from '../domain/host-shop.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit } from './commit.ts';
import { connectChannel, connectStore, reconnect, type NewConnection } from './connect.ts';
import type { Engine } from './engine.ts';
import { stopConnection } from './fail-connection.ts';

export interface InstalledShop extends HostShop {
  readonly connectionId: Connection['id'];
}

/**
 * A shop has installed the app, or has it again, with credentials that the host gave: it gets a workspace of its own at its first installation, and its store
 * connection. Credentials that are refused leave everything as it was but for the shop's workspace.
 */
export async function installShop(
  engine: Engine,
  shop: Pick<HostShop, 'host' | 'shop'>,
  connection: Omit<NewConnection, 'connector' | 'hostShop'>,
): Promise<Result<InstalledShop, ConnectorError>> {
  const known =
    (await engine.storage.hostShop(shop.host, shop.shop)) ?? (await claim(engine, shop, connection.name));
  const { workspaceId, connectionId } = known;
  const connected =
    connectionId === null
      ? await connectShop(engine, workspaceId, { ...connection, connector: shop.host, hostShop: shop })
      : await reconnect(engine, { workspaceId, connectionId }, connection.credentials);
  if (!connected.ok) {
    const { error } = connected;
    if (error.kind === 'unknown-connection') throw new Error('A shop names a connection that is gone');
    return err(error);
  }
  return ok(await markInstalled(engine, known, connected.value.id));
}

async function markInstalled(
  engine: Engine,
  known: HostShop,
  connectionId: Connection['id'],
): Promise<InstalledShop> {
  return engine.storage.transaction(known.workspaceId, async (tx) => {
    const stored = (await tx.hostShops.list()).find(
      ({ host, shop }) => host === known.host && shop === known.shop,
    );
    if (stored === undefined) throw new Error('A shop that is being installed is gone');
    if (stored.uninstalledAt === null) return { ...stored, connectionId };
    await tx.hostShops.save({ ...stored, uninstalledAt: null });
    return { ...stored, connectionId, uninstalledAt: null, version: stored.version + 1 };
  });
}

/**
 * Lets a shop come to a workspace that is there already: when the app is installed in it, it sells from the stock of this workspace, and its staff are members here.
 *
 * @returns whether it can: a shop that has the app already belongs where it is.
 */
export async function inviteShop(
  engine: Engine,
  workspaceId: WorkspaceId,
  { host, shop }: Pick<HostShop, 'host' | 'shop'>,
): Promise<boolean> {
  if ((await engine.storage.hostShop(host, shop)) !== undefined) return false;
  const invited: HostShop = {
    host,
    shop,
    workspaceId,
    connectionId: null,
    installedAt: engine.clock.now(),
    uninstalledAt: null,
    version: 0,
  };
  await engine.storage.transaction(workspaceId, (tx) => tx.hostShops.insert(invited));
  return true;
}

/** In a workspace that sells another shop's stock already, a shop sells from that stock as well (ADR 0014). */
async function connectShop(
  engine: Engine,
  workspaceId: WorkspaceId,
  candidate: NewConnection,
): Promise<Result<Connection, ConnectorError>> {
  const pools = await engine.storage.transaction(workspaceId, (tx) => tx.pools.list());
  return pools.length === 0
    ? connectStore(engine, workspaceId, candidate)
    : connectChannel(engine, workspaceId, candidate);
}

/** Two processes may see the first visit at once: the shop's key lets one of them have it. */
async function claim(
  engine: Engine,
  { host, shop }: Pick<HostShop, 'host' | 'shop'>,
  name: string,
): Promise<HostShop> {
  const now = engine.clock.now();
  const workspaceId = engine.ids.next() as WorkspaceId;
  await engine.storage.createWorkspace({ id: workspaceId, name, createdAt: now });
  const claimed: HostShop = {
    host,
    shop,
    workspaceId,
    connectionId: null,
    installedAt: now,
    uninstalledAt: null,
    version: 0,
  };
  try {
    await engine.storage.transaction(workspaceId, (tx) => tx.hostShops.insert(claimed));
    return claimed;
  } catch (error) {
    await engine.storage.deleteWorkspace(workspaceId);
    const other = await engine.storage.hostShop(host, shop);
    if (other === undefined) throw error;
    return other;
  }
}

/** The shop has removed the app: its credentials serve no longer and are deleted, and its work waits for another installation. */
export async function uninstallShop(engine: Engine, shop: HostShop): Promise<void> {
  await commit(engine, shop.workspaceId, async (scope) => {
    const stored = (await scope.tx.hostShops.list()).find(
      (each) => each.host === shop.host && each.shop === shop.shop,
    );
    if (stored === undefined || stored.uninstalledAt !== null) return;
    await scope.tx.hostShops.save({ ...stored, uninstalledAt: scope.now });
    const connection =
      shop.connectionId === null ? undefined : await scope.tx.connections.get(shop.connectionId);
    if (connection === undefined) return;
    const secrets = await scope.tx.secrets.get(connection.id);
    await scope.tx.secrets.put(connection.id, {
      credentials: null,
      webhookSecret: secrets?.webhookSecret ?? null,
    });
    await stopConnection(scope, connection, say('connection.app-removed', { connection: connection.name }));
    await scope.note(connection.id, say('activity.app-removed', { connection: connection.name }));
  });
}

/** The shop's platform tells to forget it altogether. A workspace that has no other shop goes with it. */
export async function forgetShop(engine: Engine, shop: HostShop): Promise<void> {
  const { workspaceId } = shop;
  const shops = await engine.storage.transaction(workspaceId, (tx) => tx.hostShops.list());
  const stores = (await engine.storage.transaction(workspaceId, (tx) => tx.connections.list())).filter(
    ({ role, id }) => role === 'store' && id !== shop.connectionId,
  );
  if (shops.length <= 1 && stores.length === 0) return engine.storage.deleteWorkspace(workspaceId);
  await engine.storage.transaction(workspaceId, (tx) => tx.hostShops.remove(shop));
}
