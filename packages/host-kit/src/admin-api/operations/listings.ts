import type { Connection } from '@quayside/core/domain/connection';
import { listingStatuses, type ListingStatus } from '@quayside/core/domain/listing-life';
import { formatAmount } from '@quayside/core/domain/money';
import { ok } from '@quayside/core/domain/result';
import type { ListingFound } from '@quayside/core/ports/searches';
import { explainOffer } from '@quayside/core/use-cases/explain-offer';
import { z } from 'zod';
import {
  connectionId,
  cursor,
  instantText,
  issueView,
  listingId,
  marketplaceId,
  money,
  nextCursor,
  pageSize,
  searchText,
  sentence,
  toCursor,
  variantId,
} from '../fields.ts';
import { inTurn } from '../in-turn.ts';
import { query, type Call } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { refuse } from '../problems.ts';
import { marketplaceName, shownView, toIssueView, toShownView } from '../views.ts';

const status = z.enum(listingStatuses as [ListingStatus, ...ListingStatus[]]);

const listingRow = z.object({
  id: z.string(),
  connectionId: z.string(),
  account: z.string(),
  marketplace: z.string(),
  channelSku: z.string(),
  title: z.string().nullable(),
  image: z.string().nullable(),
  catalogueId: z.string().nullable(),
  status,
  isStopped: z.boolean(),
  fulfillment: z.enum(['merchant', 'channel']),
  product: z.object({ title: z.string(), sku: z.string().nullable() }).nullable(),
  quantity: shownView,
  price: shownView,
  channelStock: z.number().nullable(),
  problems: z.array(sentence),
});

export const listings = query({
  summary: 'Listings by channel SKU',
  input: z.strictObject({
    text: searchText.optional(),
    connectionId: connectionId.optional(),
    marketplace: marketplaceId.optional(),
    statuses: z.array(status).max(listingStatuses.length).optional(),
    isStopped: z.boolean().optional(),
    after: cursor.nullable().default(null),
    limit: pageSize,
  }),
  output: z.object({ rows: z.array(listingRow), next: nextCursor }),
  async run(call, { after, limit, ...filter }) {
    const { found, accounts } = await call.engine.storage.transaction(call.workspaceId, async (tx) => ({
      found: await tx.searches.listings(filter, { after, limit: limit + 1 }),
      accounts: accountsById(await tx.connections.list()),
    }));
    const { rows, next } = pageOf(found, limit, ({ listing: row }) =>
      toCursor({ key: row.channelSku, id: row.id }),
    );
    return ok({ rows: rows.map((row) => toRow(call, row, accounts)), next });
  },
});

const step = z.object({
  step: z.string(),
  name: sentence,
  units: z.number().nullable(),
  price: money.nullable(),
});
const decision = z.object({
  steps: z.array(step),
  /** What should be shown; both `null`: nothing of ours to say, or refused. */
  units: z.number().nullable(),
  price: money.nullable(),
  refusal: sentence.nullable(),
});

export const listing = query({
  summary: 'One listing: what should be shown and why, what is shown, and what is wrong',
  input: z.strictObject({ listingId }),
  output: listingRow.extend({
    unitsPerListing: z.number(),
    explicitQuantity: z.number().nullable(),
    linkedBy: z.enum(['hand', 'channel-sku', 'gtin', 'listed-here']).nullable(),
    seenAt: instantText.nullable(),
    wanted: z.object({ quantity: decision, price: decision }),
    issues: z.array(issueView),
    candidates: z.array(
      z.object({
        catalogueId: z.string(),
        title: z.string(),
        brand: z.string().nullable(),
        image: z.string().nullable(),
        reasons: z.array(sentence),
      }),
    ),
  }),
  async run(call, input) {
    const { engine, workspaceId } = call;
    const found = await engine.storage.transaction(workspaceId, async (tx) => {
      const row = await tx.searches.listing(input.listingId);
      if (row === undefined) return undefined;
      const targets = [row.quantity, row.price].flatMap((target) => target?.id ?? []);
      const about = [`listing/${row.listing.id}/`, ...targets.map((id) => `target/${id}/`)];
      return {
        row,
        accounts: accountsById(await tx.connections.list()),
        issues: (await inTurn(about, (prefix) => tx.searches.issuesAbout(prefix))).flat(),
        candidates: await tx.matchCandidates.ofListings([row.listing.id]),
      };
    });
    const explained = await explainOffer(engine, workspaceId, input.listingId);
    if (found === undefined || !explained.ok) return refuse({ kind: 'unknown-listing' });
    const { row, accounts, issues, candidates } = found;
    const { unitsPerListing, explicitQuantity, linkedBy, seenAt } = row.listing;
    return ok({
      ...toRow(call, row, accounts),
      unitsPerListing,
      explicitQuantity,
      linkedBy,
      seenAt,
      wanted: {
        quantity: toDecision(call, explained.value.quantity),
        price: toDecision(call, explained.value.price),
      },
      issues: issues.map((issue) => toIssueView(call, issue)),
      candidates: candidates.map(({ catalogueId, title, brand, image, reasons }) => ({
        catalogueId,
        title,
        brand,
        image,
        reasons: reasons.map(call.say),
      })),
    });
  },
});

type Offer = NonNullable<Awaited<ReturnType<typeof explainOffer>> & { ok: true }>['value']['quantity'];

function toDecision(call: Call, decided: Offer): z.input<typeof decision> {
  if (decided.kind === 'leave') return { steps: [], units: null, price: null, refusal: null };
  if (decided.kind === 'refused') {
    return { steps: [], units: null, price: null, refusal: call.say(decided.reason) };
  }
  return {
    steps: decided.steps.map(({ step: name, value }) => ({
      step: name,
      name: call.say({ code: `step.${name}`, values: {} }),
      ...toValue(value),
    })),
    ...toValue(decided.value),
    refusal: null,
  };
}

function toValue(value: number | { readonly amount: string; readonly currency: string }) {
  return typeof value === 'number'
    ? { units: value, price: null }
    : {
        units: null,
        price: {
          amount: formatAmount(value as Parameters<typeof formatAmount>[0]),
          currency: value.currency,
        },
      };
}

function accountsById(connections: readonly Connection[]): ReadonlyMap<string, Connection> {
  return new Map(connections.map((each) => [each.id, each]));
}

function toRow(
  call: Call,
  { listing: row, variant, quantity, price }: ListingFound,
  accounts: ReadonlyMap<string, Connection>,
): z.input<typeof listingRow> {
  const account = accounts.get(row.connectionId);
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
    isStopped: row.isStopped,
    fulfillment: row.fulfillment,
    product: variant === null ? null : { title: variant.title, sku: variant.sku },
    quantity: toShownView(quantity),
    price: toShownView(price),
    channelStock: row.channelStock?.quantity ?? null,
    problems: row.issues.map(({ message }) => call.say(message)),
  };
}

export const unlistedVariants = query({
  summary: 'Products of the shop that are not on a marketplace',
  input: z.strictObject({
    connectionId,
    marketplace: marketplaceId,
    after: variantId.nullable().default(null),
    limit: pageSize,
  }),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        sku: z.string().nullable(),
        barcode: z.string().nullable(),
        image: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  async run({ engine, workspaceId }, { connectionId: accountId, marketplace, after, limit }) {
    const found = await engine.storage.transaction(workspaceId, async (tx) => {
      const account = await tx.connections.get(accountId);
      if (account?.role !== 'channel') return undefined;
      const pool = account.poolId === null ? undefined : await tx.pools.get(account.poolId);
      if (pool === undefined) return [];
      const on = { connectionId: accountId, marketplace };
      return tx.variants.unlistedPage(pool.masterConnectionId, on, after, limit + 1);
    });
    if (found === undefined) return refuse({ kind: 'unknown-connection' });
    const { rows, next } = pageOf(found, limit, ({ id }) => id);
    return ok({
      rows: rows.map(({ id, title, sku, barcode, images }) => ({
        id,
        title,
        sku,
        barcode,
        image: images[0] ?? null,
      })),
      next,
    });
  },
});
