import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '@quayside/core/domain/connection';
import { policyKinds, type Policy } from '@quayside/core/domain/policy';
import type { AspectPreview, PolicyChange, ProposedChange } from '@quayside/core/domain/policy-change';
import type { Transaction } from '@quayside/core/ports/storage';
import { z } from 'zod';
import { limitView, toLimitView } from './decision-view.ts';
import { instantText, sentence } from './fields.ts';
import type { Call } from './operation.ts';
import { memberNames } from './pages.ts';
import { byId, namedView, toNamed, toValueView, valueView } from './views.ts';

/** A change of the policies in a list of them. */
export const policyChangeRow = z.object({
  id: z.string(),
  sentence: sentence.meta({ description: 'What it changes' }),
  of: z.enum(['rules', 'assignment']),
  policyKind: z.enum(policyKinds),
  policy: namedView.nullable().meta({ description: 'Whose rules, or what the account is to follow' }),
  account: namedView.nullable().meta({ description: 'Of an assignment' }),
  state: z.enum(['previewing', 'previewed', 'applied', 'undone', 'discarded']),
  progress: z.object({ done: z.number(), total: z.number() }).meta({ description: 'Listings reckoned' }),
  createdAt: instantText,
  by: z.string().nullable(),
  appliedAt: instantText.nullable(),
  canUndo: z.boolean(),
});

/** What changes of the policies are told by. */
export interface PolicySurroundings {
  readonly accounts: readonly Connection[];
  readonly policies: readonly Policy[];
  /** Newest first. */
  readonly changes: readonly PolicyChange[];
  readonly members: ReturnType<typeof memberNames>;
}

/** Older ones are history: something newer stands in the place of what they changed. */
const latestChanges = 50;

export async function readPolicySurroundings(tx: Transaction): Promise<PolicySurroundings> {
  return {
    accounts: (await tx.connections.list()).filter(({ role }) => role === 'channel'),
    policies: await tx.policies.list(),
    changes: await tx.policyChanges.latest(latestChanges),
    members: memberNames(await tx.members.list()),
  };
}

export function toPolicyChangeRow(
  call: Call,
  change: PolicyChange,
  around: PolicySurroundings,
): z.input<typeof policyChangeRow> {
  const { id, proposed, state, preview, createdAt, createdBy, appliedAt } = change;
  const policies = byId(around.policies);
  const isRules = proposed.kind === 'rules';
  const meant = policies.get((isRules ? proposed.policyId : proposed.after) ?? '');
  const account = isRules ? undefined : byId(around.accounts).get(proposed.connectionId);
  const before = isRules ? undefined : policies.get(proposed.before ?? '');
  const values = { account: account?.name ?? '–', policy: (meant ?? before)?.name ?? '–' };
  const code = isRules ? 'rules' : proposed.after === null ? 'taken-away' : 'assigned';
  return {
    id,
    sentence: call.say({ code: `change.${code}`, values }),
    of: proposed.kind,
    policyKind: proposed.policyKind,
    policy: meant === undefined ? null : toNamed(meant),
    account: account === undefined ? null : toNamed(account),
    state,
    progress: { done: preview.listings, total: Math.max(preview.total, preview.listings) },
    createdAt,
    by: createdBy === null ? null : (around.members.get(createdBy) ?? null),
    appliedAt,
    canUndo: canUndo(change, around),
  };
}

/** Whether a change waits to be applied or discarded. */
export function isOpen({ state }: Pick<PolicyChange, 'state'>): boolean {
  return state === 'previewing' || state === 'previewed';
}

/** Whether a change is about a policy: its rules, or an account that is to follow it or no longer to. */
export function isAbout({ proposed }: Pick<PolicyChange, 'proposed'>, id: Policy['id']): boolean {
  return proposed.kind === 'rules'
    ? proposed.policyId === id
    : proposed.before === id || proposed.after === id;
}

/** Undone is only the last change of its policy, or of what its account follows, and only while nothing else has moved that. */
function canUndo(change: PolicyChange, { accounts, policies, changes }: PolicySurroundings): boolean {
  const { proposed } = change;
  const last = changes.find((each) => each.state === 'applied' && isOfSame(each.proposed, proposed));
  if (change.state !== 'applied' || last?.id !== change.id) return false;
  if (proposed.kind === 'rules') {
    return isDeepStrictEqual(byId(policies).get(proposed.policyId)?.rules, proposed.after);
  }
  const isThere = proposed.before === null || byId(policies).has(proposed.before);
  const account = byId(accounts).get(proposed.connectionId);
  return isThere && account?.policies[proposed.policyKind] === proposed.after;
}

function isOfSame(one: ProposedChange, other: ProposedChange): boolean {
  const subject = (of: ProposedChange): string =>
    of.kind === 'rules' ? of.policyId : `${of.connectionId} ${of.policyKind}`;
  return subject(one) === subject(other);
}

const aspectPreview = z.object({
  raised: z.number(),
  lowered: z.number(),
  unchanged: z.number(),
  toNothing: z.number().meta({ description: 'Quantities that would fall to nothing' }),
  refused: z
    .array(z.object({ code: z.string(), sentence, count: z.number() }))
    .meta({ description: 'What would have no value any more, and why; the most frequent first' }),
  largest: z.array(
    z.object({
      listingId: z.string(),
      channelSku: z.string(),
      title: z.string().nullable(),
      before: valueView,
      after: valueView,
      refusal: sentence.nullable().meta({ description: 'Why there would be no value' }),
    }),
  ),
});

/** What a change of the policies would do, as far as it was reckoned. */
export const policyPreview = z.object({
  price: aspectPreview,
  quantity: aspectPreview,
  limits: z
    .array(limitView.extend({ count: z.number() }))
    .meta({ description: 'Prices that a limit would move' }),
  asks: z.number().meta({ description: 'Odd values that would be asked about before they are sent' }),
});

export function toPolicyPreview(
  call: Call,
  { preview }: Pick<PolicyChange, 'preview'>,
): z.input<typeof policyPreview> {
  const { price, quantity, limits, asks } = preview;
  return {
    price: toAspectPreview(call, price),
    quantity: toAspectPreview(call, quantity),
    limits: (['minimum', 'floor', 'maximum'] as const).map((limit) => ({
      ...toLimitView(call, limit),
      count: limits[limit],
    })),
    asks,
  };
}

function toAspectPreview(
  call: Call,
  { raised, lowered, unchanged, toNothing, refused, largest }: AspectPreview,
): z.input<typeof aspectPreview> {
  return {
    raised,
    lowered,
    unchanged,
    toNothing,
    refused: Object.entries(refused)
      .map(([code, count]) => ({ code, sentence: call.say({ code: `reason.${code}`, values: {} }), count }))
      .toSorted((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1)),
    largest: largest.map(({ listingId, channelSku, title, before, after, refusal }) => ({
      listingId,
      channelSku,
      title,
      before: toValueView(before),
      after: toValueView(after),
      refusal: refusal === null ? null : call.say(refusal),
    })),
  };
}
