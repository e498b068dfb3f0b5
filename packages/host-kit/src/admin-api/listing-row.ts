import type { Connection } from '@quayside/core/domain/connection';
import { listingStatuses, type ListingStatus } from '@quayside/core/domain/listing-life';
import { policyKinds, type Policy } from '@quayside/core/domain/policy';
import type { StockPool } from '@quayside/core/domain/stock-pool';
import type { ListingFound } from '@quayside/core/ports/searches';
import type { Transaction } from '@quayside/core/ports/storage';
import { z } from 'zod';
import type { Call } from './operation.ts';
import { problemView, toProblemViews, type Wanted } from './problem-view.ts';
import { byId, marketplaceName, namedView, shownView, toNamed, toShownView } from './views.ts';

export const listingStatus = z.enum(listingStatuses as [ListingStatus, ...ListingStatus[]]);

const followed = namedView
  .extend({ isOwn: z.boolean().meta({ description: 'The listing has it of its own, above its account’s' }) })
  .nullable();

/** One listing in a list of them. */
export const listingRow = z.object({
  id: z.string(),
  connectionId: z.string(),
  account: z.string(),
  marketplace: z.string(),
  channelSku: z.string(),
  title: z.string().nullable(),
  image: z.string().nullable(),
  catalogueId: z.string().nullable(),
  status: listingStatus,
  isStopped: z.boolean(),
  stoppedBy: z
    .enum(['hand', 'policy'])
    .nullable()
    .meta({ description: 'Who has taken it off sale; null: nobody' }),
  fulfillment: z.enum(['merchant', 'channel']),
  product: z.object({ title: z.string(), sku: z.string().nullable() }).nullable(),
  policies: z
    .object({ selling: followed, synchronization: followed, shipping: followed })
    .meta({ description: 'What it follows' }),
  quantity: shownView,
  price: shownView,
  channelStock: z.number().nullable(),
  problems: z.array(problemView).meta({ description: 'What the channel itself finds wrong' }),
});

/** What rows of listings are told by. */
export interface Surroundings {
  readonly accounts: ReadonlyMap<string, Connection>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly pools: ReadonlyMap<string, StockPool>;
}

export async function readSurroundings(tx: Transaction): Promise<Surroundings> {
  return {
    accounts: byId(await tx.connections.list()),
    policies: byId(await tx.policies.list()),
    pools: byId(await tx.pools.list()),
  };
}

export function toListingRow(
  call: Call,
  found: ListingFound,
  around: Surroundings,
  wanted: Wanted | null = null,
): z.input<typeof listingRow> {
  const { listing: row, variant, quantity, price } = found;
  const account = around.accounts.get(row.connectionId);
  const follows = Object.fromEntries(
    policyKinds.map((kind) => [kind, policyOf(row.policies[kind], account?.policies[kind], around)]),
  ) as z.input<typeof listingRow>['policies'];
  // As core decides that there is nothing of ours to say of a price: without rules, or without a product of the shop whose stock is sold.
  const pool = around.pools.get(account?.poolId ?? '');
  const isSold =
    variant !== null && variant.goneAt === null && variant.connectionId === pool?.masterConnectionId;
  return {
    id: row.id,
    connectionId: row.connectionId,
    account: account?.name ?? '',
    marketplace: marketplaceName(call, account, row.marketplace),
    channelSku: row.channelSku,
    title: row.title ?? variant?.title ?? null,
    image: variant?.images[0] ?? null,
    catalogueId: row.catalogueId,
    status: row.status,
    isStopped: row.stoppedBy !== null,
    stoppedBy: row.stoppedBy,
    fulfillment: row.fulfillment,
    product: variant === null ? null : { title: variant.title, sku: variant.sku },
    policies: follows,
    quantity: toShownView(quantity),
    price: toShownView(price, isSold && follows.selling !== null),
    channelStock: row.channelStock?.quantity ?? null,
    problems: toProblemViews(
      call,
      found,
      {
        store: around.accounts.get(variant?.connectionId ?? ''),
        hasSellingPolicy: follows.selling !== null,
      },
      wanted,
    ),
  };
}

function policyOf(
  own: Policy['id'] | null,
  ofAccount: Policy['id'] | null | undefined,
  { policies }: Surroundings,
): z.input<typeof followed> {
  const policy = policies.get(own ?? ofAccount ?? '');
  return policy === undefined ? null : { ...toNamed(policy), isOwn: own !== null };
}
