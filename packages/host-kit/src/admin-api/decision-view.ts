import type { OfferDecision } from '@quayside/core/planning/offer-decision';
import { z } from 'zod';
import type { apiEnglish } from '../messages/api-english.ts';
import { money, sentence } from './fields.ts';
import type { Call } from './operation.ts';
import { toMoneyView, toValueView, valueView } from './views.ts';

const step = z.object({
  step: z.string(),
  name: sentence,
  units: z.number().nullable(),
  price: money.nullable(),
});

const limits = ['minimum', 'floor', 'maximum'] as const;

/** Limits of a policy, by name. */
export const limitView = z.object({ limit: z.enum(limits), name: sentence });

/** What should be shown of a quantity or a price and how it comes about; no value and no refusal: nothing of ours to say. */
export const decisionView = valueView.extend({
  steps: z.array(step),
  limits: z.array(limitView).meta({ description: 'Those that moved the price' }),
  margin: z
    .object({ left: money, percent: z.string(), fees: money, areFeesEstimated: z.boolean() })
    .nullable()
    .meta({
      description:
        'What a sale leaves after VAT, fees and costs, and what the channel takes of it, by the table of fees or by its own estimate; null: not known',
    }),
  leftOut: z.array(sentence).meta({ description: 'Parts of a price that it is sent without, and why' }),
  refusal: sentence.nullable(),
});

export function toDecisionView(call: Call, decided: OfferDecision): z.input<typeof decisionView> {
  const nothing = { ...toValueView(null), steps: [], limits: [], margin: null, leftOut: [], refusal: null };
  if (decided.kind === 'leave') return nothing;
  if (decided.kind === 'refused') return { ...nothing, refusal: call.say(decided.reason) };
  const { value, steps, margin, leftOut } = decided;
  return {
    ...toValueView(value),
    steps: steps.map(({ step: name, value: reached }) => ({
      step: name,
      name: call.say({ code: `step.${name}` satisfies keyof typeof apiEnglish, values: {} }),
      units: typeof reached === 'number' ? reached : null,
      price: typeof reached === 'number' ? null : toMoneyView(reached),
    })),
    limits: decided.limits.map((limit) => toLimitView(call, limit)),
    margin: margin && { ...margin, left: toMoneyView(margin.left), fees: toMoneyView(margin.fees) },
    leftOut: leftOut.map(call.say),
    refusal: null,
  };
}

export function toLimitView(call: Call, limit: (typeof limits)[number]): z.input<typeof limitView> {
  return { limit, name: call.say({ code: `limit.${limit}` satisfies keyof typeof apiEnglish, values: {} }) };
}
