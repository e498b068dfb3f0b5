import type { Connection } from '../domain/connection.ts';
import type { MarketplaceId, VariantId } from '../domain/ids.ts';
import type { Listing } from '../domain/listing.ts';
import { ok } from '../domain/result.ts';
import { mayList } from '../policies/synchronization.ts';
import { readAccountRules, rulesFor } from './account-rules.ts';
import type { Scope } from './commit.ts';
import { decideUnits, readListingFacts } from './decide-offer.ts';
import type { LaneRun } from './lane.ts';
import { startListings } from './list-variants.ts';
import { newListing } from './new-listing.ts';
import { leaseFor, nothingLeft, type PollPlan } from './poll-plan.ts';
import type { OpenedChannel } from '../ports/connectors.ts';

const variantsTogether = 100;

/** Where the look through the store goes on: at a marketplace, after a variant. */
interface Place {
  readonly marketplace: MarketplaceId;
  readonly after: VariantId | null;
}

/**
 * Lists what the account's synchronization policy wants listed and is on no such marketplace yet: at once when the policy or the store changes, and again every reconcile
 * period. Its pages are pages of the store's variants.
 */
export function listByPolicy(run: LaneRun, { manifest }: OpenedChannel): PollPlan {
  return {
    leaseMs: leaseFor(manifest.timing.writeTimeoutMs),
    everyMs: manifest.timing.reconcileEveryMs,
    overlapMs: 0,
    lagMs: 0,
    startsAt: null,
    async read({ pageToken }) {
      const { connection, engine, workspaceId } = run;
      const found = await engine.storage.transaction(workspaceId, async (tx) => {
        const account = await tx.connections.get(connection.id);
        const policy =
          account?.policies.synchronization == null
            ? undefined
            : await tx.policies.get(account.policies.synchronization);
        const pool = account?.poolId == null ? undefined : await tx.pools.get(account.poolId);
        if (policy?.kind !== 'synchronization' || pool === undefined || !policy.rules.list.isOn) return null;
        const marketplaces = policy.rules.list.marketplaces.filter((id) =>
          manifest.marketplaces.some((each) => each.id === id),
        );
        const place = pageToken === null ? firstOf(marketplaces) : (JSON.parse(pageToken) as Place);
        if (place === null) return null;
        const on = { connectionId: connection.id, marketplace: place.marketplace };
        const variants = await tx.variants.unlistedPage(
          pool.masterConnectionId,
          on,
          place.after,
          variantsTogether,
        );
        return { place, variants, marketplaces };
      });
      if (found === null) return ok(nothingLeft);
      const { place, variants, marketplaces } = found;
      const last = variants.at(-1);
      const next =
        last !== undefined && variants.length === variantsTogether
          ? { ...place, after: last.id }
          : firstOf(marketplaces.slice(marketplaces.indexOf(place.marketplace) + 1));
      return ok({
        ...nothingLeft,
        nextPageToken: next === null ? null : JSON.stringify(next),
        count: variants.length,
        apply: (scope) =>
          list(
            scope,
            connection,
            place.marketplace,
            variants.map(({ id }) => id),
          ),
      });
    },
    finish: () => Promise.resolve(),
  };
}

function firstOf(marketplaces: readonly MarketplaceId[]): Place | null {
  const [marketplace] = marketplaces;
  return marketplace === undefined ? null : { marketplace, after: null };
}

async function list(
  scope: Scope,
  { id }: Connection,
  marketplace: MarketplaceId,
  variantIds: readonly VariantId[],
): Promise<void> {
  const rules = await readAccountRules(scope, id);
  const variants = await scope.tx.variants.getMany(variantIds);
  const imagined = variants.flatMap((variant): Listing[] =>
    variant.sku === null
      ? []
      : [
          {
            ...newListing(
              scope,
              { connectionId: id, marketplace, channelSku: variant.sku as unknown as Listing['channelSku'] },
              'unlisted',
            ),
            variantId: variant.id,
          },
        ],
  );
  const wanted: VariantId[] = [];
  for (const facts of await readListingFacts(scope, rules, imagined)) {
    const { listing, variant } = facts;
    const synchronization = rulesFor(rules, listing, 'synchronization');
    if (synchronization === null || variant === undefined) continue;
    const { decision } = decideUnits(rules, facts);
    const units = decision.kind === 'value' && typeof decision.value === 'number' ? decision.value : 0;
    if (mayList(synchronization.list, { variant, units })) wanted.push(variant.id);
  }
  const { account, manifest } = rules;
  await startListings(
    scope,
    { account, manifest, marketplace },
    wanted.map((variantId) => ({ variantId })),
  );
}
