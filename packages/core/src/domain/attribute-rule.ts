import { z } from 'zod';

/** Facts that every variant has; anything else is one of the shop's attributes. */
export const variantFacts = ['sku', 'title', 'barcode', 'price', 'sale-price', 'cost', 'stock'] as const;

export const attributeName = z.string().trim().min(1).max(100);

const subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fact'), name: z.enum(variantFacts) }),
  z.strictObject({ kind: z.literal('attribute'), name: attributeName }),
]);
export type Subject = z.infer<typeof subject>;

const text = z.string().trim().min(1).max(200);

/** One comparison. Texts are compared whatever their case; `above` and `below` read plain decimals, and hold for nothing else. */
const condition = z.discriminatedUnion('is', [
  z.strictObject({ subject, is: z.enum(['set', 'not-set']) }),
  z.strictObject({
    subject,
    is: z.enum(['equal', 'not-equal', 'containing', 'not-containing']),
    value: text,
  }),
  z.strictObject({ subject, is: z.literal('one-of'), values: z.array(text).min(1).max(100) }),
  z.strictObject({
    subject,
    is: z.enum(['above', 'below']),
    value: z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'a plain decimal number'),
  }),
]);
export type Condition = z.infer<typeof condition>;

const groupOf = <Member extends z.ZodType>(member: Member) =>
  z.strictObject({ match: z.enum(['all', 'any', 'none']), of: z.array(member).max(20) });

/**
 * A rule about variants that merchants put together from a form: all, any or none of its members, which are comparisons or one more such group. Three levels at
 * most, so that a form can show it and its cost is bounded. An empty `all` or `none` holds for everything, an empty `any` for nothing.
 */
export const attributeRule = groupOf(z.union([condition, groupOf(z.union([condition, groupOf(condition)]))]));

/** The same, as a type that may be walked at any depth. */
export interface AttributeRule {
  readonly match: 'all' | 'any' | 'none';
  readonly of: readonly (Condition | AttributeRule)[];
}
