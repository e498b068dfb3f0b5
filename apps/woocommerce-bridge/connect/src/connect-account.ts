import { isDeepStrictEqual } from 'node:util';
import type { Installation } from '@quayside/assembly/installation';
import type { Connection } from '@quayside/core/domain/connection';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import { err, ok, type Result } from '@quayside/core/domain/result';
import type { ChannelManifest, ConnectorManifest } from '@quayside/core/ports/manifest';
import { connectChannel, reconnect } from '@quayside/core/use-cases/connect';
import type { AccountFields } from './account-fields.ts';
import { findOrMakeWorkspace } from './workspace.ts';

export interface ConnectedAccount {
  readonly workspaceId: WorkspaceId;
  readonly connection: Connection;
  /** It was known already, and has got new keys; its settings are what they were. */
  readonly isReconnected: boolean;
}

/** The channel whose keys can be typed in. @throws Error that names those there are. */
export function typedInChannel(manifests: readonly ConnectorManifest[], id: string): ChannelManifest {
  const channels = manifests.filter(
    (manifest): manifest is ChannelManifest =>
      manifest.role === 'channel' && manifest.fields.some(({ of }) => of === 'credentials'),
  );
  const found = channels.find((manifest) => manifest.id === id);
  if (found !== undefined) return found;
  throw new Error(`--channel ${id}: choose ${channels.map((manifest) => manifest.id).join(', ')}`);
}

/** Links a channel account, or gives one that is linked already its new keys. The keys are proven before anything is stored. */
export async function connectAccount(
  { engine, storage }: Pick<Installation, 'engine' | 'storage'>,
  options: { readonly connector: string; readonly name: string; readonly workspace: string },
  { settings, credentials }: AccountFields,
): Promise<Result<ConnectedAccount, ConnectorError>> {
  const { connector, name } = options;
  const workspaceId = await findOrMakeWorkspace({ engine, storage }, options.workspace);
  const known = await storage.transaction(workspaceId, (tx) => tx.connections.list());
  const account = accountOf(settings);
  const same = known.find(
    (each) =>
      each.role === 'channel' &&
      each.connector === connector &&
      isDeepStrictEqual(accountOf(each.settings), account),
  );
  if (same !== undefined) {
    const again = await reconnect(engine, { workspaceId, connectionId: same.id }, credentials);
    if (again.ok) return ok({ workspaceId, connection: again.value, isReconnected: true });
    if (again.error.kind === 'unknown-connection') {
      throw new Error('The connection vanished while it was renewed');
    }
    return err(again.error);
  }
  const made = await connectChannel(engine, workspaceId, { connector, name, settings, credentials });
  return made.ok ? ok({ workspaceId, connection: made.value, isReconnected: false }) : made;

  /** By what the channel knows the account, where its connector tells; else by all of its settings. */
  function accountOf(of: Readonly<Record<string, unknown>>): unknown {
    return engine.connectors.notifiedAs(connector, of) ?? of;
  }
}
