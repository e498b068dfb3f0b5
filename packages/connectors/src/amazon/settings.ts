import { parseInstant } from '@quayside/core/domain/instant';
import { z } from 'zod';
import { isHttpsOrLoopback } from '../_kit/address-check.ts';
import { amazonMarketplaces, amazonRegions } from './marketplaces.ts';

const secret = z.string().trim().min(1);

const moment = z.string().transform((text, problem) => {
  const parsed = parseInstant(text);
  if (parsed === undefined) problem.addIssue({ code: 'custom', message: 'no moment' });
  return parsed ?? z.NEVER;
});
const accessToken = z.object({ text: secret, fetchedAt: moment, expiresAt: moment });
export type AccessToken = z.infer<typeof accessToken>;

/** Login with Amazon: the seller's consent, and the client of the application where the seller has one of its own. */
export const amazonCredentials = z
  .object({
    clientId: secret.optional(),
    clientSecret: secret.optional(),
    refreshToken: secret,
    /** The access token that all processes share until it ends; put there by a renewal. */
    access: accessToken.optional(),
  })
  .refine(({ clientId, clientSecret }) => (clientId === undefined) === (clientSecret === undefined), {
    path: ['clientSecret'],
    message: 'id and secret together',
  });
export type AmazonCredentials = z.infer<typeof amazonCredentials>;

const endpoint = z
  .string()
  .refine(isHttpsOrLoopback, 'https only')
  .transform((text) => text.replace(/\/+$/, ''));

/** The parts of the address of an SQS queue: region, AWS account and name. A FIFO queue, whose name ends in `.fifo`, takes no notifications (amzn/selling-partner-api-docs issue 845). */
const queueArn = /^arn:aws:sqs:([a-z0-9-]+):(\d{12}):([A-Za-z0-9_-]{1,80})$/;

/** A queue of Amazon SQS that belongs to this installation, and into which Amazon writes notifications. */
const amazonQueue = z
  .object({
    arn: z.string().trim().regex(queueArn),
    /** An access key that may receive from it and delete in it. */
    accessKeyId: secret,
    secretAccessKey: secret,
    /** For the sellers of which of Amazon's regions it is; default: all. */
    regions: z
      .array(z.enum(amazonRegions))
      .min(1)
      .default([...amazonRegions]),
    /** The AWS account and region of an EventBridge bus whose rule leads to this queue: what is only told by EventBridge then comes as well. */
    eventBridge: z
      .object({ accountId: z.string().regex(/^\d{12}$/), region: z.string().regex(/^[a-z0-9-]+$/) })
      .optional(),
    /** Another SQS: a simulator. */
    url: endpoint.optional(),
  })
  .transform((queue) => {
    const [, region = '', account = '', name = ''] = queueArn.exec(queue.arn) ?? [];
    return { ...queue, region, account, name };
  });
export type AmazonQueue = z.output<typeof amazonQueue>;

/** Where SQS is asked for a queue (AWS documentation, "Amazon SQS queue and message identifiers"). */
export function queueUrl({ url, region, account, name }: AmazonQueue): string {
  return `${url ?? `https://sqs.${region}.amazonaws.com`}/${account}/${name}`;
}

/** The application of this installation (Solution Provider Portal > Develop Apps). */
export const amazonRegistration = z.object({
  applicationId: z.string().trim().min(1),
  clientId: secret,
  clientSecret: secret,
  /** While the secret is changed: the other one, of which the one that serves is found out. */
  previousClientSecret: secret.optional(),
  /** A draft is consented to with `version=beta`. */
  isDraft: z.boolean().default(false),
  /** Another consent page, SP-API and Login with Amazon: Amazon's sandbox or a simulator. */
  consentUrl: endpoint.optional(),
  apiUrl: endpoint.optional(),
  tokenUrl: endpoint.optional(),
  /** Where Amazon tells of changes by itself; none: it is asked. */
  queues: z.array(amazonQueue).default([]),
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
