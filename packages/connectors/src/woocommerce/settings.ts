import { z } from 'zod';

/** A REST API key of the shop (WooCommerce > Settings > Advanced > REST API), with the permission Read/Write. */
export const wooCommerceCredentials = z.object({
  consumerKey: z.string().trim().min(1),
  consumerSecret: z.string().trim().min(1),
});
export type WooCommerceCredentials = z.infer<typeof wooCommerceCredentials>;

export const wooCommerceSettings = z.object({
  /** The shop's address, with its folder if it has one: `https://shop.example` or `https://example.com/shop`. */
  url: z
    .string()
    .trim()
    .refine(isPlainAddress, 'only the plain address')
    .transform((text) => text.replace(/\/+$/, '')),
  /** Sends the keys in the query: for hosts that strip the Authorization header (WooCommerce REST API documentation, Authentication). */
  queryStringAuth: z.boolean().default(false),
  /** The slug of a tax class without rates: for orders whose tax the channel has collected. See README, Taxes. */
  untaxedClass: z.string().default('zero-rate'),
  /** Order statuses that mean "everything has left". Plugins add their own, such as `shipped`. */
  shippedStatuses: z.array(z.string()).default(['completed']),
});
export type WooCommerceSettings = z.infer<typeof wooCommerceSettings>;

function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
}
