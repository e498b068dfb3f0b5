import { z } from 'zod';
import type { PolicyId } from './ids.ts';
import { sellingRules, type SellingRules } from './selling-rules.ts';
import { synchronizationRules, type SynchronizationRules } from './synchronization-rules.ts';

/** What an offer's shipping follows; `null`: as the channel account is set. The rates themselves stay with the channel. */
export const shippingRules = z.strictObject({
  template: z.string().trim().min(1).max(200).nullable(),
  handlingDays: z.number().int().min(0).max(60).nullable(),
});
export type ShippingRules = z.infer<typeof shippingRules>;

export const policyKinds = ['selling', 'synchronization', 'shipping'] as const;
export type PolicyKind = (typeof policyKinds)[number];

/** What each kind of policy says. */
export interface RulesOf {
  readonly selling: SellingRules;
  readonly synchronization: SynchronizationRules;
  readonly shipping: ShippingRules;
}

export const rulesSchemas = {
  selling: sellingRules,
  synchronization: synchronizationRules,
  shipping: shippingRules,
} as const satisfies Record<PolicyKind, z.ZodType>;

interface PolicyOf<Kind extends PolicyKind> {
  readonly id: PolicyId;
  readonly kind: Kind;
  readonly name: string;
  readonly rules: RulesOf[Kind];
  readonly version: number;
}

export type SellingPolicy = PolicyOf<'selling'>;
export type SynchronizationPolicy = PolicyOf<'synchronization'>;
export type ShippingPolicy = PolicyOf<'shipping'>;

/** A merchant's rule, assigned to channel accounts and, above these, to single listings. */
export type Policy = SellingPolicy | SynchronizationPolicy | ShippingPolicy;

/** The policies that an account follows, or a listing in their place; `null`: none of its own. */
export type PolicyIds = Readonly<Record<PolicyKind, PolicyId | null>>;

export const noPolicies: PolicyIds = { selling: null, synchronization: null, shipping: null };
