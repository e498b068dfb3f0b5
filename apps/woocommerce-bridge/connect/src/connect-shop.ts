import type { Installation } from '@quayside/assembly/installation';
import type { Connection } from '@quayside/core/domain/connection';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import type { Result } from '@quayside/core/domain/result';
import { err, ok } from '@quayside/core/domain/result';
import { connectStore, reconnect } from '@quayside/core/use-cases/connect';
import type { ShopOptions } from './options.ts';
import type { ShopKeys } from './read-keys.ts';
import { findOrMakeWorkspace } from './workspace.ts';

const connector = 'woocommerce';

export interface ConnectedShop {
  readonly workspaceId: WorkspaceId;
  readonly connection: Connection;
  /** It was known already, and has got new keys. */
  readonly isReconnected: boolean;
}

/** Links a shop, or gives a shop that is linked already its new keys. The keys are proven before anything is stored. */
export async function connectShop(
  { engine, storage }: Pick<Installation, 'engine' | 'storage'>,
  options: ShopOptions,
  keys: ShopKeys,
): Promise<Result<ConnectedShop, ConnectorError>> {
  const workspaceId = await findOrMakeWorkspace({ engine, storage }, options.workspace);
  const known = await storage.transaction(workspaceId, (tx) => tx.connections.list());
  const same = known.find(
    (each) => each.connector === connector && addressOf(each.settings['url']) === addressOf(options.url),
  );
  if (same !== undefined) {
    const again = await reconnect(engine, { workspaceId, connectionId: same.id }, { ...keys });
    if (again.ok) return ok({ workspaceId, connection: again.value, isReconnected: true });
    if (again.error.kind === 'unknown-connection')
      throw new Error('The connection vanished while it was renewed');
    return err(again.error);
  }
  const made = await connectStore(engine, workspaceId, {
    connector,
    name: options.name,
    settings: { url: options.url, queryStringAuth: options.keysInQuery },
    credentials: { ...keys },
  });
  return made.ok ? ok({ workspaceId, connection: made.value, isReconnected: false }) : made;
}

/** The same shop, however its address was typed. */
function addressOf(url: unknown): string {
  if (typeof url !== 'string' || !URL.canParse(url)) return '';
  const { host, pathname } = new URL(url);
  return `${host.toLowerCase()}${pathname.replace(/\/+$/, '')}`;
}
