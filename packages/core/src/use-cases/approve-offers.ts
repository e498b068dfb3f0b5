import type { ConnectionId, ListingId, TargetId, WorkspaceId } from '../domain/ids.ts';
import { say } from '../domain/message.ts';
import { inWords } from '../domain/offer.ts';
import type { Transaction } from '../ports/storage.ts';
import { commit } from './commit.ts';
import type { Engine } from './engine.ts';
import { guardedTarget } from './target-issues.ts';
import { wantedOffer } from './wanted-offer.ts';

/** Some at a time, so that no transaction grows with the catalogue. */
const together = 100;

/**
 * Lets odd values be sent that were asked about: exactly what each target should show at this moment, and nothing that comes later.
 *
 * @param of only those of one account, of these listings, or only these; absent: all that are asked about.
 * @returns how many were approved.
 */
export async function approveOffers(
  engine: Engine,
  workspaceId: WorkspaceId,
  of: {
    readonly connectionId?: ConnectionId;
    readonly targetIds?: readonly TargetId[];
    readonly listingIds?: readonly ListingId[];
  },
): Promise<number> {
  const asked = await engine.storage.transaction(workspaceId, async (tx) => {
    const named = of.listingIds === undefined ? null : await targetsOf(tx, of.listingIds);
    return (await tx.searches.issuesAbout('target/')).flatMap(({ key, connectionId }) => {
      const id = guardedTarget(key);
      const isMeant =
        id !== null &&
        (of.connectionId === undefined || of.connectionId === connectionId) &&
        (of.targetIds === undefined || of.targetIds.includes(id)) &&
        (named === null || named.has(id));
      return isMeant ? [id] : [];
    });
  });
  let approved = 0;
  for (let start = 0; start < asked.length; start += together) {
    const batch = asked.slice(start, start + together);
    approved += await commit(engine, workspaceId, async (scope) => {
      let count = 0;
      for (const target of await scope.tx.targets.getMany(batch)) {
        const { decision } = await wantedOffer(scope, target);
        if (decision.kind !== 'value') continue;
        const lane = target.aspect === 'price' ? 'price' : 'quantity-up';
        await scope.tx.targets.approve([{ id: target.id, value: decision.value }], lane, scope.now);
        scope.ring(target.connectionId, lane);
        const values = { sku: target.channelSku, value: inWords(decision.value) };
        await scope.note(target.connectionId, say('activity.offer-approved', values));
        count += 1;
      }
      return count;
    });
  }
  return approved;
}

async function targetsOf(tx: Transaction, listingIds: readonly ListingId[]): Promise<ReadonlySet<TargetId>> {
  const found = new Set<TargetId>();
  for (const id of listingIds) {
    const listing = await tx.listings.get(id);
    for (const target of [listing?.quantityTargetId, listing?.priceTargetId])
      if (target != null) found.add(target);
  }
  return found;
}
