import { onChannelStatuses } from '@quayside/core/domain/listing-life';
import { plus } from '@quayside/core/domain/instant';
import { ok } from '@quayside/core/domain/result';
import { guardedTarget } from '@quayside/core/use-cases/target-issues';
import { z } from 'zod';
import { instantText, issueView } from '../fields.ts';
import { inTurn } from '../in-turn.ts';
import { issuePages } from '../issue-pages.ts';
import { query } from '../operation.ts';
import { connectionView, toConnectionView } from '../connection-view.ts';
import { toIssueView } from '../views.ts';

const dayMs = 24 * 60 * 60 * 1000;
const chartDays = 14;
const mostIssues = 10;

const lag = z.object({ count: z.number(), p50Ms: z.number(), p99Ms: z.number() });

const setUpSteps = ['connect-channel', 'import-products', 'link-listings', 'first-order'] as const;

/** The home page: the health of every link, what needs the merchant, and how things go. */
export const overview = query({
  summary: 'Health of every link, what needs the merchant, and charts',
  input: z.strictObject({}),
  output: z.object({
    connections: z.array(connectionView),
    setUp: z.array(z.object({ step: z.enum(setUpSteps), isDone: z.boolean() })),
    needsYou: z.object({
      errors: z.number(),
      warnings: z.number(),
      asked: z
        .number()
        .meta({ description: 'Odd values that were not sent and can be approved, among them' }),
      issues: z.array(issueView),
    }),
    orders: z.object({
      days: z.array(z.object({ day: instantText, imported: z.number() })),
      held: z.number(),
      onTheirWay: z.number(),
      placed: z.number(),
    }),
    stockLag: z.object({
      hours: z.array(lag.extend({ hour: instantText })),
      overall: lag.nullable(),
    }),
    listings: z.object({ onChannel: z.number(), needYou: z.number(), total: z.number() }),
  }),
  async run(call) {
    const now = call.engine.clock.now();
    const facts = await call.engine.storage.transaction(call.workspaceId, async (tx) => {
      const connections = await tx.connections.list();
      const stores = connections.filter(({ role }) => role === 'store');
      const issues = await tx.searches.issues(mostIssues);
      return {
        connections,
        views: await inTurn(connections, (each) => toConnectionView(call, tx, each)),
        listingCounts: await tx.searches.listingCounts(),
        firstVariants: await inTurn(stores, ({ id }) => tx.variants.page(id, null, 1)),
        issueCounts: await tx.searches.issueCounts(),
        issues,
        pages: await issuePages(call, tx, issues, connections),
        aboutTargets: await tx.searches.issuesAbout('target/'),
        orderCounts: await tx.searches.orderCounts(),
        orderDays: await tx.searches.orderDays(plus(now, -chartDays * dayMs)),
        stockLag: await tx.searches.stockLag(plus(now, -dayMs)),
      };
    });
    const counts = facts.orderCounts;
    const countOf = (...states: readonly string[]): number =>
      total(counts.filter(({ state }) => states.includes(state)).map(({ count }) => count));
    const listings = (...statuses: readonly string[]): number =>
      total(facts.listingCounts.filter(({ status }) => statuses.includes(status)).map(({ count }) => count));
    const onChannel = listings(...onChannelStatuses);
    const hasAccount = facts.connections.some(
      ({ role, health }) => role === 'channel' && health !== 'disconnected',
    );
    return ok({
      connections: facts.views,
      setUp: [
        { step: 'connect-channel', isDone: hasAccount },
        { step: 'import-products', isDone: facts.firstVariants.some(([first]) => first !== undefined) },
        { step: 'link-listings', isDone: onChannel > 0 },
        { step: 'first-order', isDone: counts.length > 0 },
      ] satisfies Step[],
      needsYou: {
        errors: total(facts.issueCounts.map(({ errors }) => errors)),
        warnings: total(facts.issueCounts.map(({ warnings }) => warnings)),
        asked: facts.aboutTargets.filter(({ key }) => guardedTarget(key) !== null).length,
        issues: facts.issues.map((issue) => toIssueView(call, issue, facts.pages.get(issue.key))),
      },
      orders: {
        days: facts.orderDays.map((day) => ({ ...day })),
        held: countOf('held'),
        onTheirWay: countOf('ready', 'sending', 'unconfirmed'),
        placed: countOf('placed'),
      },
      stockLag: { hours: facts.stockLag.hours.map((hour) => ({ ...hour })), overall: facts.stockLag.overall },
      listings: {
        onChannel,
        needYou: listings('needs-match', 'incomplete', 'error'),
        total: total(facts.listingCounts.map(({ count }) => count)),
      },
    });
  },
});

type Step = { readonly step: (typeof setUpSteps)[number]; readonly isDone: boolean };

function total(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
