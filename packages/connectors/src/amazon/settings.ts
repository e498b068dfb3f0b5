import { z } from 'zod';
import { isHttpsOrLoopback } from '../_kit/address-check.ts';
import { amazonMarketplaces, amazonRegions } from './marketplaces.ts';

const secret = z.string().trim().min(1);

/** Login with Amazon: the seller's consent, and the client of the application where the seller has one of its own. */
export const amazonCredentials = z
  .object({ clientId: secret.optional(), clientSecret: secret.optional(), refreshToken: secret })
  .refine(({ clientId, clientSecret }) => (clientId === undefined) === (clientSecret === undefined), {
    path: ['clientSecret'],
    message: 'id and secret together',
  });
export type AmazonCredentials = z.infer<typeof amazonCredentials>;

const endpoint = z
  .string()
  .refine(isHttpsOrLoopback, 'https only')
  .transform((text) => text.replace(/\/+$/, ''));

/** The application of this installation (Solution Provider Portal > Develop Apps). */
export const amazonRegistration = z.object({
  applicationId: z.string().trim().min(1),
  clientId: secret,
  clientSecret: secret,
  /** A draft is consented to with `version=beta`. */
  isDraft: z.boolean().default(false),
  /** Another consent page, SP-API and Login with Amazon: Amazon's sandbox or a simulator. */
  consentUrl: endpoint.optional(),
  apiUrl: endpoint.optional(),
  tokenUrl: endpoint.optional(),
});

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
