import { z } from 'zod';
import { attributeRule } from './attribute-rule.ts';
import { marketplace } from './selling-rules.ts';

/** What must hold of a variant; all of it. */
const conditions = {
  isOn: z.boolean(),
  /** The shop itself has it on sale. */
  whenEnabled: z.boolean(),
  whenInStock: z.boolean(),
  /** Units of the listing that would be offered, at least; `null`: any number. */
  whenUnits: z.number().int().min(1).max(1_000_000).nullable(),
  when: attributeRule.nullable(),
};

/** When a channel account lists, changes and stops by itself. */
export const synchronizationRules = z.strictObject({
  /** New listings of what is on no such marketplace yet. */
  list: z.strictObject({ ...conditions, marketplaces: z.array(marketplace).max(50) }),
  /** Puts on sale again what was stopped. */
  relist: z.strictObject({
    ...conditions,
    /** What a person has stopped stays stopped. */
    respectsHand: z.boolean(),
  }),
  revise: z.strictObject({
    /** Quantities are always kept in step. */
    quantity: z.strictObject({
      /** Only what changes to this many units of the listing or fewer, or from so many: more than that looks the same to buyers; `null`: every change. */
      atMost: z.number().int().min(1).max(1_000_000).nullable(),
    }),
    price: z.strictObject({
      isOn: z.boolean(),
      /** Changes by less than so many per cent wait until they add up; `null`: every change. */
      fromPercent: z
        .string()
        .regex(/^\d{1,2}(\.\d{1,2})?$/)
        .nullable(),
    }),
  }),
  /** Takes off sale; any of these is enough. Never what the channel ships. */
  stop: z.strictObject({
    isOn: z.boolean(),
    whenDisabled: z.boolean(),
    whenOutOfStock: z.boolean(),
    /** So many units of the listing or fewer would be offered; `null`: not asked. */
    whenUnits: z.number().int().min(0).max(1_000_000).nullable(),
    when: attributeRule.nullable(),
  }),
});
export type SynchronizationRules = z.infer<typeof synchronizationRules>;

/** Everything is kept in step and nothing new is listed: what holds without a policy, and what a new one begins with. */
export const plainSynchronizationRules: SynchronizationRules = {
  list: { isOn: false, whenEnabled: true, whenInStock: true, whenUnits: 1, when: null, marketplaces: [] },
  relist: { isOn: true, whenEnabled: true, whenInStock: true, whenUnits: 1, when: null, respectsHand: true },
  revise: { quantity: { atMost: null }, price: { isOn: true, fromPercent: null } },
  stop: { isOn: true, whenDisabled: true, whenOutOfStock: true, whenUnits: 0, when: null },
};
