import { z } from 'zod';
import { isHttpsOrLoopback } from '../_kit/address-check.ts';
import { amazonMarketplaces, amazonRegions } from './marketplaces.ts';

/** Login with Amazon: the application's client, and the seller's consent to it. */
export const amazonCredentials = z.object({
  clientId: z.string().trim().min(1),
  clientSecret: z.string().trim().min(1),
  refreshToken: z.string().trim().min(1),
});
export type AmazonCredentials = z.infer<typeof amazonCredentials>;

const endpoint = z
  .string()
  .refine(isHttpsOrLoopback, 'https only')
  .transform((text) => text.replace(/\/+$/, ''));

export const amazonSettings = z
  .object({
    region: z.enum(amazonRegions),
    /** The seller's id ("merchant token"), part of every listing's address. */
    sellerId: z
      .string()
      .trim()
      .regex(/^[A-Z0-9]+$/),
    /** The marketplaces to work with; at most 50 a call (Orders API 2026-01-01). */
    marketplaceIds: z.array(z.string()).min(1).max(50),
    /** Another SP-API: Amazon's sandbox or a simulator. */
    apiUrl: endpoint.optional(),
    /** Another Login with Amazon: a simulator. */
    tokenUrl: endpoint.optional(),
  })
  .refine(
    ({ region, marketplaceIds }) =>
      marketplaceIds.every((id) =>
        amazonMarketplaces.some((each) => each.id === id && each.region === region),
      ),
    { path: ['marketplaceIds'], message: 'marketplaces of the region only' },
  );
export type AmazonSettings = z.infer<typeof amazonSettings>;
