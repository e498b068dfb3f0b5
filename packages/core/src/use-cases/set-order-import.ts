import type { Connection } from '../domain/connection.ts';
import type { ConnectionKey } from '../domain/ids.ts';
import { earliest, latest, plus, type Instant } from '../domain/instant.ts';
import { say } from '../domain/message.ts';
import { orderImportPolicy, type OrderImportPolicy } from '../domain/order-import.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { StoreManifest } from '../ports/manifest.ts';
import { commit, type Scope } from './commit.ts';
import { longestLookBackMs } from './connect.ts';
import type { Engine } from './engine.ts';
import { stockMaster } from './stock-master.ts';

export type OrderImportProblem =
  | { readonly kind: 'unknown-connection' }
  /** The paths of what is not as it must be. */
  | { readonly kind: 'invalid'; readonly fields: readonly string[] }
  /** The store does not take what the policy would send it. */
  | { readonly kind: 'not-supported'; readonly fields: readonly string[] };

export interface OrderImportChange {
  readonly policy: OrderImportPolicy;
  /** Orders changed since then are imported, up to 60 days back; left out: as before. */
  readonly ordersFrom?: Instant;
}

/**
 * Changes how an account's orders come into the store. Orders that are held, and parcels whose carrier was not known, are decided again by it; orders
 * that are in the store stay as they are. With an earlier start date the account's orders are read again from there.
 */
export async function setOrderImport(
  engine: Engine,
  { workspaceId, connectionId }: ConnectionKey,
  change: OrderImportChange,
): Promise<Result<Connection, OrderImportProblem>> {
  const parsed = orderImportPolicy.safeParse(change.policy);
  if (!parsed.success) {
    return err({ kind: 'invalid', fields: parsed.error.issues.map(({ path }) => path.join('.')) });
  }
  return commit(engine, workspaceId, async (scope) => {
    const account = await scope.tx.connections.get(connectionId);
    if (account?.role !== 'channel') return err({ kind: 'unknown-connection' });
    const fields = await unsupported(scope, account, parsed.data);
    if (fields.length > 0) return err({ kind: 'not-supported', fields });
    const ordersFrom = latest(
      earliest(change.ordersFrom ?? account.ordersFrom, scope.now),
      plus(scope.now, -longestLookBackMs),
    );
    const changed: Connection = { ...account, orderImport: parsed.data, ordersFrom };
    await scope.tx.connections.save(changed);
    if (ordersFrom < account.ordersFrom) await readAgainFrom(scope, account, ordersFrom);
    await scope.tx.shipments.releaseHeld(connectionId, scope.now);
    scope.ring(connectionId, 'confirm-shipments');
    await scope.note(connectionId, say('activity.order-import-changed', { account: account.name }));
    return ok(changed);
  });
}

async function unsupported(
  scope: Scope,
  account: Connection,
  policy: OrderImportPolicy,
): Promise<readonly string[]> {
  const masterId = await stockMaster(scope, account);
  const store = masterId === null ? undefined : await scope.tx.connections.get(masterId);
  if (store === undefined) return [];
  const takes: StoreManifest['orders'] = scope.storeManifestOf(store).orders;
  const fields: (keyof OrderImportPolicy)[] = [];
  if (policy.channelFulfilled === 'as-shipped' && !takes.takesShipped) fields.push('channelFulfilled');
  if (policy.alreadyShipped === 'as-shipped' && !takes.takesShipped) fields.push('alreadyShipped');
  if (policy.unmatchedLines === 'plain-line' && !takes.takesPlainLines) fields.push('unmatchedLines');
  return fields;
}

/** Also the window that is being read begins anew, so that whoever reads it now stores no page of the old one. */
async function readAgainFrom(scope: Scope, account: Connection, ordersFrom: Instant): Promise<void> {
  const poll = await scope.tx.polls.get(account.id, 'channel-orders');
  if (poll === undefined) return;
  const window = poll.window === null ? null : { ...poll.window, from: ordersFrom, pageToken: null, done: 0 };
  await scope.tx.polls.save({ ...poll, cursor: ordersFrom, window, dueAt: scope.now });
  scope.ring(account.id, 'poll');
}
