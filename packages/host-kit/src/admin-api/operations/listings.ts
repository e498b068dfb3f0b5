import { mayChooseMatch, mayReadAgain } from '@quayside/core/domain/listing-life';
import type { Issue } from '@quayside/core/domain/issue';
import { listingStatuses } from '@quayside/core/domain/listing-life';
import { ok } from '@quayside/core/domain/result';
import type { ListingFound } from '@quayside/core/ports/searches';
import { explainOffer } from '@quayside/core/use-cases/explain-offer';
import { guardedTarget } from '@quayside/core/use-cases/target-issues';
import { z } from 'zod';
import { decisionView, toDecisionView } from '../decision-view.ts';
import {
  connectionId,
  cursor,
  instantText,
  issueView,
  listingId,
  marketplaceId,
  nextCursor,
  pageSize,
  searchText,
  sentence,
  toCursor,
  variantId,
} from '../fields.ts';
import { inTurn } from '../in-turn.ts';
import { listingRow, listingStatus, readSurroundings, toListingRow } from '../listing-row.ts';
import { query, type Call } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { refuse } from '../problems.ts';
import { catalogueIdName, toIssueView } from '../views.ts';

export const listings = query({
  summary: 'Listings by channel SKU',
  input: z.strictObject({
    text: searchText.optional(),
    connectionId: connectionId.optional(),
    marketplace: marketplaceId.optional(),
    statuses: z.array(listingStatus).max(listingStatuses.length).optional(),
    isStopped: z.boolean().optional(),
    isAsked: z.boolean().optional(),
    after: cursor.nullable().default(null),
    limit: pageSize,
  }),
  output: z.object({ rows: z.array(listingRow), next: nextCursor }),
  async run(call, { after, limit, ...filter }) {
    const { found, around } = await call.engine.storage.transaction(call.workspaceId, async (tx) => ({
      found: await tx.searches.listings(filter, { after, limit: limit + 1 }),
      around: await readSurroundings(tx),
    }));
    const { rows, next } = pageOf(found, limit, ({ listing: row }) =>
      toCursor({ key: row.channelSku, id: row.id }),
    );
    return ok({ rows: rows.map((row) => toListingRow(call, row, around)), next });
  },
});

const asked = z.object({
  aspect: z.enum(['quantity', 'price']),
  sentence,
  targetId: z.string().meta({ description: 'By which it is approved' }),
});

export const listing = query({
  summary: 'One listing: what should be shown and why, what is shown, and what is wrong',
  input: z.strictObject({ listingId }),
  output: listingRow.extend({
    unitsPerListing: z.number(),
    explicitQuantity: z.number().nullable(),
    linkedBy: z.enum(['hand', 'channel-sku', 'gtin', 'listed-here']).nullable(),
    seenAt: instantText.nullable(),
    wanted: z.object({ quantity: decisionView, price: decisionView }),
    asked: z
      .array(asked)
      .meta({ description: 'Odd values that were not sent and can be approved; each is an issue as well' }),
    issues: z.array(issueView).meta({ description: 'What is wrong besides the problems' }),
    mayChooseMatch: z
      .boolean()
      .meta({ description: 'An item of the channel’s catalogue may be named for it' }),
    mayReadAgain: z.boolean().meta({ description: 'What the channel shows of it may be read now' }),
    catalogueIdName: z.string().meta({ description: 'What the channel calls the number of such an item' }),
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
        around: await readSurroundings(tx),
        issues: (await inTurn(about, (prefix) => tx.searches.issuesAbout(prefix))).flat(),
        candidates: await tx.matchCandidates.ofListings([row.listing.id]),
      };
    });
    const explained = await explainOffer(engine, workspaceId, input.listingId);
    if (found === undefined || !explained.ok) return refuse({ kind: 'unknown-listing' });
    const { row, around, issues, candidates } = found;
    const { unitsPerListing, explicitQuantity, linkedBy, seenAt } = row.listing;
    const { quantity, price } = explained.value;
    const shown = toListingRow(call, row, around, explained.value);
    return ok({
      ...shown,
      price: { ...shown.price, isPending: shown.price.isPending && price.kind !== 'leave' },
      unitsPerListing,
      explicitQuantity,
      linkedBy,
      seenAt,
      wanted: { quantity: toDecisionView(call, quantity), price: toDecisionView(call, price) },
      asked: toAsked(call, row, issues),
      issues: besidesProblems(
        issues.map((issue) => toIssueView(call, issue)),
        shown.problems,
      ),
      mayChooseMatch: mayChooseMatch(row.listing),
      mayReadAgain: mayReadAgain(row.listing),
      catalogueIdName: catalogueIdName(call, around.accounts.get(row.listing.connectionId)),
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

/** What the channel finds wrong is an issue as well, for whoever does not look at the listing. */
function besidesProblems(
  issues: z.input<typeof issueView>[],
  problems: z.input<typeof listingRow>['problems'],
): z.input<typeof issueView>[] {
  const said = new Set(problems.map((problem) => problem.sentence));
  return issues.filter((issue) => !said.has(issue.sentence));
}

/** The odd values of a listing that wait to be approved. */
function toAsked(call: Call, { quantity, price }: ListingFound, issues: readonly Issue[]) {
  return issues.flatMap(({ key, message }): z.input<typeof asked>[] => {
    const targetId = guardedTarget(key);
    if (targetId === null || ![quantity?.id, price?.id].includes(targetId)) return [];
    return [{ aspect: targetId === price?.id ? 'price' : 'quantity', sentence: call.say(message), targetId }];
  });
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
