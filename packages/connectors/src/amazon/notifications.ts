import type { ChannelNotifications } from '@quayside/core/ports/notifications';
import { z } from 'zod';
import type { AmazonRegion } from './marketplaces.ts';
import { amazonRegistration, type AmazonQueue } from './settings.ts';
import { openSqsQueue } from './sqs-queue.ts';

/** Amazon notifies applications, for all sellers that have authorised them, by queues of their own AWS account. There are no calls to an address (Amazon's documentation). */
export const amazonNotifications: ChannelNotifications = {
  accountOf: (settings) => z.object({ sellerId: z.string() }).safeParse(settings).data?.sellerId ?? null,
  queues: (registration) => queuesOf(registration).map(openSqsQueue),
};

/** The queue for the sellers of a region; `null`: this installation has none. */
export function queueFor(registration: unknown, region: AmazonRegion): AmazonQueue | null {
  return queuesOf(registration).find(({ regions }) => regions.includes(region)) ?? null;
}

function queuesOf(registration: unknown): readonly AmazonQueue[] {
  return amazonRegistration.safeParse(registration).data?.queues ?? [];
}
