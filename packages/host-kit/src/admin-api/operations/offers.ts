import { frequencies } from '@quayside/core/domain/connection';
import { policyKinds } from '@quayside/core/domain/policy';
import { ok } from '@quayside/core/domain/result';
import { approveOffers } from '@quayside/core/use-cases/approve-offers';
import { assignPolicyToListings } from '@quayside/core/use-cases/assign-policy';
import { explainDraft } from '@quayside/core/use-cases/explain-draft';
import { setFrequency } from '@quayside/core/use-cases/set-frequency';
import { z } from 'zod';
import { decisionView, toDecisionView } from '../decision-view.ts';
import { connectionId, listingId, policyId, targetId } from '../fields.ts';
import { command, query } from '../operation.ts';
import { refuse, refuseRules } from '../problems.ts';
import { byId } from '../views.ts';

const kind = z.enum(policyKinds);

export const explain = query({
  summary: 'What listings would show by rules that are still being written, step by step',
  input: z.strictObject({
    kind,
    rules: z.unknown().meta({ description: 'All of them, as the form’s fields say' }),
    listingIds: z.array(listingId).min(1).max(10),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        listingId: z.string(),
        channelSku: z.string(),
        title: z.string().nullable(),
        account: z.string(),
        stoppedBy: z
          .enum(['hand', 'policy'])
          .nullable()
          .meta({ description: 'Who would keep it off sale; null: nobody' }),
        quantity: decisionView,
        price: decisionView,
      }),
    ),
  }),
  async run(call, input) {
    const { engine, workspaceId } = call;
    const explained = await explainDraft(engine, workspaceId, input, input.listingIds);
    if (!explained.ok) return refuseRules(call, input.kind, explained.error);
    const accounts = byId(await engine.storage.transaction(workspaceId, (tx) => tx.connections.list()));
    return ok({
      rows: explained.value.map(({ listing, quantity, price, stoppedBy }) => ({
        listingId: listing.id,
        channelSku: listing.channelSku,
        title: listing.title,
        account: accounts.get(listing.connectionId)?.name ?? '',
        stoppedBy,
        quantity: toDecisionView(call, quantity),
        price: toDecisionView(call, price),
      })),
    });
  },
});

export const assignToListings = command({
  summary: 'Gives listings a policy of their own, above their account’s, or takes it away',
  input: z.strictObject({
    listingIds: z.array(listingId).min(1).max(200),
    kind,
    policyId: policyId.nullable().meta({ description: 'null: they follow their account’s again' }),
  }),
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const { listingIds } = input;
    const done = await assignPolicyToListings(engine, workspaceId, listingIds, input.kind, input.policyId);
    return done.ok ? ok({}) : refuse(done.error);
  },
});

export const approve = command({
  summary: 'Lets odd values be sent that were asked about: of an account, some of them, or all',
  input: z.strictObject({
    connectionId: connectionId.optional().meta({ description: 'All of this account’s' }),
    targetIds: z.array(targetId).min(1).max(1_000).optional().meta({ description: 'These alone' }),
    listingIds: z
      .array(listingId)
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Those of these listings alone' }),
  }),
  output: z.object({ approved: z.number() }),
  async run({ engine, workspaceId }, input) {
    const { connectionId: account, targetIds, listingIds } = input;
    const approved = await approveOffers(engine, workspaceId, {
      ...(account === undefined ? {} : { connectionId: account }),
      ...(targetIds === undefined ? {} : { targetIds }),
      ...(listingIds === undefined ? {} : { listingIds }),
    });
    return ok({ approved });
  },
});

export const setAccountFrequency = command({
  summary: 'Says how often what changed goes out to a channel account; a quantity that falls never waits',
  input: z.strictObject({ connectionId, frequency: z.enum(frequencies) }),
  output: z.object({}),
  async run({ engine, workspaceId }, input) {
    const key = { workspaceId, connectionId: input.connectionId };
    const set = await setFrequency(engine, key, input.frequency);
    return set.ok ? ok({}) : refuse(set.error);
  },
});
