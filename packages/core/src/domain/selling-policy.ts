import { z } from 'zod';
import type { SellingPolicyId } from './ids.ts';

const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'a plain decimal number such as 12.5 or -3');
const units = z.number().int().min(0).max(1_000_000);

/** How a channel account's prices and quantities follow from the store's. Shaped by a schema, since merchants write it. */
export const sellingRules = z.strictObject({
  price: z.strictObject({
    /**
     * `regular`: the shop's regular price. `effective`: its sale price while a sale runs, else the regular one. `cost`: what the merchant paid.
     */
    source: z.enum(['regular', 'effective', 'cost']),
    /** Added to the source: an amount in the currency of the store, or per cent of the source. */
    modifier: z.strictObject({ kind: z.enum(['absolute', 'percent']), value: decimal }).nullable(),
  }),
  quantity: z.strictObject({
    /** Units of the variant that are never offered, as a margin for sales that happen at the same time. */
    buffer: units,
    /** Units of the listing that are offered at most; `null`: no limit. */
    maximum: units.min(1).nullable(),
  }),
});
export type SellingRules = z.infer<typeof sellingRules>;

/** A merchant's rule of price and quantity. */
export interface SellingPolicy {
  readonly id: SellingPolicyId;
  readonly name: string;
  readonly rules: SellingRules;
  readonly version: number;
}
