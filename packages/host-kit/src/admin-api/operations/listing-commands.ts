import { err, ok } from '@quayside/core/domain/result';
import { relistListings, stopListings, type ChangeOutcome } from '@quayside/core/use-cases/change-listings';
import { chooseMatch } from '@quayside/core/use-cases/judge-match';
import { readListingAgain } from '@quayside/core/use-cases/read-listing-again';
import { linkListing } from '@quayside/core/use-cases/link-listing';
import { listVariants } from '@quayside/core/use-cases/list-variants';
import { z } from 'zod';
import { connectionId, listingId, marketplaceId, variantId } from '../fields.ts';
import { command } from '../operation.ts';
import { refuse } from '../problems.ts';

const several = z.strictObject({ connectionId, listingIds: z.array(listingId).min(1).max(1_000) });
const counts = z.object({ done: z.number(), unchanged: z.number(), notPossible: z.number() });

function count(outcomes: readonly ChangeOutcome[]): z.input<typeof counts> {
  const of = (...kinds: readonly ChangeOutcome[]): number =>
    outcomes.filter((each) => kinds.includes(each)).length;
  return { done: of('done'), unchanged: of('unchanged'), notPossible: of('not-possible', 'unknown-listing') };
}

export const stop = command({
  summary: 'Takes listings off sale until they are relisted',
  input: several,
  output: counts,
  async run({ engine, workspaceId }, input) {
    const { connectionId: id, listingIds } = input;
    return ok(count(await stopListings(engine, { workspaceId, connectionId: id }, listingIds)));
  },
});

export const relist = command({
  summary: 'Puts listings on sale again',
  input: several,
  output: counts,
  async run({ engine, workspaceId }, input) {
    const { connectionId: id, listingIds } = input;
    return ok(count(await relistListings(engine, { workspaceId, connectionId: id }, listingIds)));
  },
});

export const list = command({
  summary: 'Puts products of the shop on a marketplace',
  input: z.strictObject({
    connectionId,
    marketplace: marketplaceId,
    variantIds: z.array(variantId).min(1).max(1_000),
  }),
  output: z.object({ started: z.number(), listedAlready: z.number(), refused: z.number() }),
  async run({ engine, workspaceId }, input) {
    const requests = input.variantIds.map((id) => ({ variantId: id }));
    const key = { workspaceId, connectionId: input.connectionId };
    const listed = await listVariants(engine, key, input.marketplace, requests);
    if (!listed.ok) return refuse(listed.error);
    const started = listed.value.filter((each) => each === 'started').length;
    const listedAlready = listed.value.filter((each) => each === 'listed-already').length;
    return ok({ started, listedAlready, refused: listed.value.length - started - listedAlready });
  },
});

export const choose = command({
  summary: 'Says which item of the channel’s catalogue a listing is',
  input: z.strictObject({ connectionId, listingId, catalogueId: z.string().trim().min(1).max(100) }),
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const key = { workspaceId, connectionId: input.connectionId };
    const [outcome] = await chooseMatch(engine, key, input.listingId, input.catalogueId);
    if (outcome === 'unknown-listing') return refuse({ kind: 'unknown-listing' });
    if (outcome === 'invalid-catalogue-id') return refuse({ kind: 'invalid-catalogue-id' });
    return outcome === 'done' ? ok({}) : refuse({ kind: 'not-possible' });
  },
});

export const readAgain = command({
  summary: 'Reads what the channel shows of a listing now, and what is wrong with it',
  input: z.strictObject({ connectionId, listingId }),
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const key = { workspaceId, connectionId: input.connectionId };
    const answer = await readListingAgain(engine, key, input.listingId);
    if (answer.ok) return ok({});
    return answer.error.kind === 'platform' ? err(answer.error.error.message) : refuse(answer.error);
  },
});

export const link = command({
  summary: 'Links a listing to the product of the shop with a SKU',
  input: z.strictObject({
    connectionId,
    listingId,
    sku: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .meta({ description: 'As in the shop whose stock the account sells' }),
    unitsPerListing: z.number().int().min(1).max(10_000).default(1),
    explicitQuantity: z.number().int().min(0).max(1_000_000).nullable().default(null),
  }),
  output: z.object({}),
  async run({ engine, workspaceId }, { listingId: id, sku, ...input }) {
    const key = { workspaceId, connectionId: input.connectionId };
    const { listing, variants } = await engine.storage.transaction(workspaceId, async (tx) => {
      const account = await tx.connections.get(key.connectionId);
      const pool = account?.poolId == null ? undefined : await tx.pools.get(account.poolId);
      return {
        listing: await tx.listings.get(id),
        variants: pool === undefined ? [] : await tx.variants.bySkus(pool.masterConnectionId, [sku]),
      };
    });
    if (listing?.connectionId !== key.connectionId) return refuse({ kind: 'unknown-listing' });
    const [variant, ...others] = variants;
    if (variant === undefined) return refuse({ kind: 'unknown-sku' });
    if (others.length > 0) return refuse({ kind: 'shared-sku' });
    const { unitsPerListing, explicitQuantity } = input;
    const linked = await linkListing(engine, key, {
      channelSku: listing.channelSku,
      marketplace: listing.marketplace,
      variantId: variant.id,
      unitsPerListing,
      explicitQuantity,
    });
    if (linked.ok) return ok({});
    return linked.error.kind === 'platform' ? err(linked.error.error.message) : refuse(linked.error);
  },
});
