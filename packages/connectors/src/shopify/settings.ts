import { parseInstant } from '@quayside/core/domain/instant';
import { z } from 'zod';
import { isHttpsOrLoopback } from '../_kit/address-check.ts';

const moment = z
  .string()
  .transform((text) => parseInstant(text))
  .refine((parsed) => parsed !== undefined, 'not a moment')
  .nullable()
  .default(null);

const secret = z.string().trim().min(1);

/** An offline token. The last three are `null` for the token of a custom app, which has no end (README, Access). */
export const shopifyCredentials = z.object({
  accessToken: secret,
  accessTokenExpiresAt: moment,
  refreshToken: secret.nullable().default(null),
  refreshTokenExpiresAt: moment,
});
export type ShopifyCredentials = z.infer<typeof shopifyCredentials>;

export const shopifySettings = z.object({
  /** The shop's own address, which never changes: `name.myshopify.com`. */
  shop: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  /** In place of `https://{shop}`: a simulator. */
  apiUrl: z
    .string()
    .refine(isHttpsOrLoopback, 'https only')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
});
export type ShopifySettings = z.infer<typeof shopifySettings>;

export const followerSettings = shopifySettings.extend({
  /** The number of the location whose units are kept in step; without one, the oldest at which a variant is stocked (README, Following another shop). */
  location: z
    .string()
    .trim()
    .regex(/^\d{0,20}$/)
    .transform((number) => number || undefined)
    .optional(),
});

/** What Shopify gave the application (Partner Dashboard > App > Client credentials). */
export const shopifyRegistration = z.object({
  clientId: secret,
  clientSecret: secret,
  /** For about an hour after a rotation Shopify still signs with the old secret. */
  previousClientSecret: secret.optional(),
});

/** Where the shop is spoken to, without a slash at its end. */
export function addressOf({ shop, apiUrl }: ShopifySettings): string {
  return apiUrl ?? `https://${shop}`;
}
