import type { ConnectorError } from '../domain/connector-error.ts';
import type { ConnectionKey, ListingId } from '../domain/ids.ts';
import { mayReadAgain } from '../domain/listing-life.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';
import { noteConnectionFailure } from './fail-connection.ts';
import { saveListingShown } from './verify-listings.ts';

export type ReadAgainProblem =
  | { readonly kind: 'unknown-listing' }
  /** Nothing is asked of a paused account, or of one that is disconnected or must be reconnected. */
  | { readonly kind: 'paused' | 'disconnected' }
  /** It is on its way onto the channel, which looks by itself, or nobody wants it there. */
  | { readonly kind: 'not-possible' }
  | { readonly kind: 'platform'; readonly error: ConnectorError };

/** Reads what the channel shows of a listing now, by the merchant's hand: whether it is there, its status, and what is wrong with it. Its offer is proved in its own time. */
export async function readListingAgain(
  engine: Engine,
  key: ConnectionKey,
  listingId: ListingId,
): Promise<Result<void, ReadAgainProblem>> {
  const found = await engine.storage.transaction(key.workspaceId, async (tx) => ({
    account: await tx.connections.get(key.connectionId),
    listing: await tx.listings.get(listingId),
  }));
  const { account, listing } = found;
  if (account === undefined || listing?.connectionId !== account.id) return err({ kind: 'unknown-listing' });
  if (account.health === 'paused') return err({ kind: 'paused' });
  if (account.health !== 'healthy') return err({ kind: 'disconnected' });
  if (!mayReadAgain(listing)) return err({ kind: 'not-possible' });
  const channel = await engine.connectors.channel(key.workspaceId, account);
  const answer = await channel.connector.listings.read(listing);
  return commit(engine, key.workspaceId, async (scope) => {
    if (!answer.ok) {
      await noteConnectionFailure(scope, account, answer.error);
      return err({ kind: 'platform', error: answer.error });
    }
    const current = await scope.tx.listings.get(listing.id);
    // Meanwhile it may have been taken off, or sent on its way again.
    if (current === undefined || !mayReadAgain(current)) return err({ kind: 'not-possible' });
    await saveListingShown(scope, listing, answer.value);
    return ok(undefined);
  });
}
