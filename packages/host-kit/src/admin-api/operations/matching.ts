import type { Transaction } from '@quayside/core/ports/storage';
import { err, ok } from '@quayside/core/domain/result';
import { afterUnmatched, type UnmatchedFound } from '@quayside/core/ports/searches';
import { readMatchRules } from '@quayside/core/use-cases/match-rules';
import { searchItems, searchVariants } from '@quayside/core/use-cases/search-matches';
import type { Engine } from '@quayside/core/use-cases/engine';
import { listingIssueKey } from '@quayside/core/use-cases/match-listings';
import { linkIssueKey } from '@quayside/core/use-cases/link-listings';
import { z } from 'zod';
import {
  connectionId,
  cursor,
  listingId,
  marketplaceId,
  nextCursor,
  pageSize,
  searchText,
  toCursor,
} from '../fields.ts';
import { readSurroundings } from '../listing-row.ts';
import {
  findingsView,
  itemView,
  matchRow,
  toFindingsView,
  toItemView,
  toMatchRow,
  toPercent,
  toVariantView,
  variantView,
  type MatchSurroundings,
} from '../match-view.ts';
import { query, type Call } from '../operation.ts';
import { pageOf } from '../pages.ts';
import { refuse } from '../problems.ts';
import { byId } from '../views.ts';

export const matches = query({
  summary: 'Listings that wait for somebody to say what they are, side by side with what they may be',
  input: z.strictObject({
    text: searchText.optional().meta({ description: 'In title, SKU, barcode or catalogue id' }),
    connectionId: connectionId.optional(),
    marketplace: marketplaceId.optional(),
    proposals: z
      .enum(['all', 'some', 'none'])
      .default('all')
      .meta({ description: 'Whether something is proposed for them' }),
    percentFrom: z.number().int().min(0).max(100).optional().meta({
      description: 'Only those with a proposal at least so likely and not vetoed, the likeliest first',
    }),
    after: cursor.nullable().default(null),
    limit: pageSize,
  }),
  output: z.object({ rows: z.array(matchRow), next: nextCursor }),
  async run(call, { after, limit, proposals, percentFrom, ...found }) {
    const filter = {
      ...found,
      hasProposals: proposals === 'all' ? undefined : proposals === 'some',
      scoreFrom: percentFrom === undefined ? undefined : percentFrom / 100,
    };
    const { rows, next, around } = await call.engine.storage.transaction(call.workspaceId, async (tx) => {
      const page = await tx.searches.unmatched(filter, { after, limit: limit + 1 });
      const shown = pageOf(page, limit, (row) => toCursor(afterUnmatched(row, filter)));
      return { ...shown, around: await readAround(call, tx, shown.rows) };
    });
    return ok({ rows: rows.map((row) => toMatchRow(call, row, around)), next });
  },
});

async function readAround(
  call: Call,
  tx: Transaction,
  rows: readonly UnmatchedFound[],
): Promise<MatchSurroundings> {
  const ids = rows.map(({ listing }) => listing.id);
  const links = await tx.linkCandidates.ofListings(ids);
  const items = await tx.matchCandidates.ofListings(ids);
  const variants = await tx.variants.getMany([...new Set(links.map(({ variantId }) => variantId))]);
  const keys = rows.flatMap(({ listing }) => [listingIssueKey(listing), linkIssueKey(listing)]);
  const issues = new Map((await tx.issues.byKeys(keys)).map(({ key, message }) => [key, message]));
  const reasons = rows.flatMap(({ listing }): [string, string][] => {
    const message = issues.get(listingIssueKey(listing)) ?? issues.get(linkIssueKey(listing));
    return message === undefined ? [] : [[listing.id, call.say(message)]];
  });
  return {
    ...(await readSurroundings(tx)),
    rules: await readMatchRules(tx, call.engine.matcher),
    items: Map.groupBy(items, (each) => each.listingId),
    links: Map.groupBy(links, (each) => each.listingId),
    variants: byId(variants),
    reasons: new Map(reasons),
  };
}

export const matchingSummary = query({
  summary: 'How many listings wait to be matched, and what may be matched by itself',
  input: z.strictObject({}),
  output: z.object({
    counts: z.array(
      z.object({
        connectionId: z.string(),
        account: z.string(),
        proposed: z.number().meta({ description: 'With a proposal' }),
        unproposed: z.number(),
      }),
    ),
    isByScoreAllowed: z
      .boolean()
      .meta({ description: 'Whether likeness alone may match, from `percent` on' }),
    percent: z
      .number()
      .meta({ description: 'The threshold in force, rounded up; 101: none is certain enough' }),
    matcherPercent: z.number().meta({ description: 'The threshold without what the members have said' }),
    likelyPercent: z.number().meta({ description: 'From here on a proposal is shown as likely' }),
    why: z.enum(['given', 'raised', 'lowered']).meta({
      description:
        'given: the matcher’s own. raised: proposals above it were rejected. lowered: hundreds below it were accepted, and none rejected',
    }),
    accepted: z.number().meta({ description: 'Verdicts that the threshold rests on' }),
    rejected: z.number(),
  }),
  async run({ engine, workspaceId }) {
    const { counts, connections, rules } = await engine.storage.transaction(workspaceId, async (tx) => ({
      counts: await tx.searches.unmatchedCounts(),
      connections: byId(await tx.connections.list()),
      rules: await readMatchRules(tx, engine.matcher),
    }));
    const { own, isByScoreAllowed } = rules;
    return ok({
      counts: counts.map((each) => ({ ...each, account: connections.get(each.connectionId)?.name ?? '' })),
      isByScoreAllowed,
      percent: Math.ceil(own.score * 100),
      matcherPercent: Math.ceil(engine.matcher.automaticThreshold * 100),
      likelyPercent: toPercent(rules.likelyThreshold) ?? 0,
      why: own.why,
      accepted: own.accepted,
      rejected: own.rejected,
    });
  },
});

export const findVariants = query({
  summary: 'Products of the shop by SKU, title or barcode, to link a listing by hand: at most twenty',
  input: z.strictObject({ connectionId, text: searchText }),
  output: z.object({ rows: z.array(variantView) }),
  async run(call, input) {
    const { engine, workspaceId } = call;
    const key = { workspaceId, connectionId: input.connectionId };
    const found = await searchVariants(engine, key, input.text);
    if (!found.ok) return refuseSearch(found.error);
    const accounts = await readAccounts(engine, call);
    return ok({ rows: found.value.map((variant) => toVariantView(call, variant, { accounts })) });
  },
});

export const findItems = query({
  summary:
    'Items of the channel’s catalogue by catalogue id, barcode or words, to choose by hand: one call to the channel, at most twenty',
  input: z.strictObject({
    connectionId,
    marketplace: marketplaceId,
    text: searchText,
    listingId: listingId
      .nullable()
      .default(null)
      .meta({ description: 'The listing that it is looked for: what is found is compared with its product' }),
  }),
  output: z.object({
    rows: z.array(itemView.extend({ findings: findingsView.nullable() })),
  }),
  async run(call, { connectionId: id, ...request }) {
    const { engine, workspaceId } = call;
    const found = await searchItems(engine, { workspaceId, connectionId: id }, request);
    if (!found.ok) return refuseSearch(found.error);
    const { accounts, rules } = await engine.storage.transaction(workspaceId, async (tx) => ({
      accounts: byId(await tx.connections.list()),
      rules: await readMatchRules(tx, engine.matcher),
    }));
    const place = { connectionId: id, marketplace: request.marketplace };
    return ok({
      rows: found.value.map(({ item, findings }) => ({
        ...toItemView(call, item, place, { accounts }),
        findings: findings === null ? null : toFindingsView(call, findings, rules),
      })),
    });
  },
});

type SearchProblem = Extract<Awaited<ReturnType<typeof searchItems>>, { readonly ok: false }>['error'];

function refuseSearch(problem: SearchProblem) {
  return problem.kind === 'platform' ? err(problem.error.message) : refuse({ kind: problem.kind });
}

async function readAccounts({ storage }: Engine, { workspaceId }: Pick<Call, 'workspaceId'>) {
  return byId(await storage.transaction(workspaceId, (tx) => tx.connections.list()));
}
