import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Message } from '@quayside/core/domain/message';
import { ok } from '@quayside/core/domain/result';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import type { Answer } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import type { AmazonClient } from './client.ts';
import { say } from './errors.ts';
import type { AmazonQueue } from './settings.ts';

type Way = 'sqs' | 'eventBridge';

interface Topic {
  readonly type: string;
  readonly payloadVersion: string;
  /** How Amazon delivers it: the types of listings come through EventBridge only (Amazon's documentation, "Notification Type Values"). */
  readonly by: Way;
  readonly processingDirective?: object;
}

/** What we follow. Tips change nothing of what is to be sent. */
const topics: readonly Topic[] = [
  {
    type: 'ORDER_CHANGE',
    payloadVersion: '1.0',
    by: 'sqs',
    processingDirective: {
      eventFilter: {
        eventFilterType: 'ORDER_CHANGE',
        orderChangeTypes: ['OrderStatusChange', 'BuyerRequestedChange'],
      },
    },
  },
  { type: 'FEED_PROCESSING_FINISHED', payloadVersion: '2020-09-04', by: 'sqs' },
  { type: 'LISTINGS_ITEM_STATUS_CHANGE', payloadVersion: '1.0', by: 'eventBridge' },
  { type: 'LISTINGS_ITEM_ISSUES_CHANGE', payloadVersion: '1.0', by: 'eventBridge' },
];

const destination = z.object({
  destinationId: z.string().min(1),
  resource: z.object({
    sqs: z.object({ arn: z.string().nullish() }).nullish(),
    eventBridge: z.object({ accountId: z.string().nullish(), region: z.string().nullish() }).nullish(),
  }),
});
type Destination = z.infer<typeof destination>;
const destinationList = z.object({ payload: z.array(destination) });
const oneDestination = z.object({ payload: destination });
const subscription = z.object({ subscriptionId: z.string().min(1), destinationId: z.string() });
const oneSubscription = z.object({ payload: subscription });

const base = '/notifications/v1';

/**
 * Subscribes one seller to what we follow, into a queue of this installation (Notifications API v1). What exists is found and kept; a subscription that leads elsewhere
 * is replaced: an application has one of each type and payload version for a seller, and one installation.
 */
export function amazonSubscriptions(
  client: AmazonClient,
  queue: AmazonQueue,
): NonNullable<ChannelConnector['notifications']> {
  return {
    async ensure() {
      const destinations = destinationsOf(client, queue);
      const refusals: Message[] = [];
      let isToldOfOrders = false;
      for (const topic of topics) {
        if (topic.by === 'eventBridge' && queue.eventBridge === undefined) continue;
        const done = await ensureTopic(client, topic, destinations);
        if (done.ok) isToldOfOrders ||= topic.type === 'ORDER_CHANGE';
        else if (isRefusal(done.error)) refusals.push(refusalOf(topic, done.error));
        else return done;
      }
      return ok({ isToldOfOrders, refusals });
    },
  };
}

/** Whether asking again is of no use before somebody has changed something. */
function isRefusal({ kind }: ConnectorError): boolean {
  return ['permission', 'not-found', 'conflict', 'invalid-input'].includes(kind);
}

function refusalOf({ type }: Topic, { detail }: ConnectorError): Message {
  return say('amazon.notifications-refused', { type, code: detail });
}

async function ensureTopic(
  client: AmazonClient,
  topic: Topic,
  destinations: (way: Way) => Answer<string>,
): Answer<void> {
  const destinationId = await destinations(topic.by);
  if (!destinationId.ok) return destinationId;
  const known = await getSubscription(client, topic);
  if (!known.ok) return known;
  if (known.value?.destinationId === destinationId.value) return ok(undefined);
  if (known.value !== null) {
    const removed = await client.call({
      operation: 'deleteSubscriptionById',
      method: 'DELETE',
      effect: 'read',
      grant: 'application',
      path: `${base}/subscriptions/${topic.type}/${encodeURIComponent(known.value.subscriptionId)}`,
      schema: z.unknown(),
    });
    if (!removed.ok && removed.error.kind !== 'not-found') return removed;
  }
  const { payloadVersion, processingDirective } = topic;
  const created = await client.call({
    operation: 'createSubscription',
    method: 'POST',
    // Whatever became of it, the next look finds it.
    effect: 'read',
    path: `${base}/subscriptions/${topic.type}`,
    body: { payloadVersion, destinationId: destinationId.value, processingDirective },
    schema: oneSubscription,
  });
  if (created.ok) return ok(undefined);
  if (created.error.kind !== 'conflict') return created;
  // Another process was quicker; or it exists, and is another application's business.
  const again = await getSubscription(client, topic);
  if (!again.ok) return again;
  return again.value?.destinationId === destinationId.value ? ok(undefined) : created;
}

async function getSubscription(
  client: AmazonClient,
  { type, payloadVersion }: Topic,
): Answer<z.infer<typeof subscription> | null> {
  const answer = await client.call({
    operation: 'getSubscription',
    method: 'GET',
    path: `${base}/subscriptions/${type}`,
    query: { payloadVersion },
    schema: oneSubscription,
  });
  if (answer.ok) return ok(answer.value.payload);
  return answer.error.kind === 'not-found' ? ok(null) : answer;
}

/** Where notifications go, by the way they take; they are listed once, and made if they are not there. */
function destinationsOf(client: AmazonClient, queue: AmazonQueue): (way: Way) => Answer<string> {
  let listed: Answer<readonly Destination[]> | undefined;
  const found = new Map<Way, Answer<string>>();
  async function find(way: Way): Answer<string> {
    listed ??= listDestinations(client);
    const all = await listed;
    if (!all.ok) return all;
    const known = all.value.find(isOurs(queue, way));
    return known === undefined ? createDestination(client, queue, way) : ok(known.destinationId);
  }
  return (way) => {
    const known = found.get(way) ?? find(way);
    found.set(way, known);
    return known;
  };
}

async function createDestination(client: AmazonClient, queue: AmazonQueue, way: Way): Answer<string> {
  const { arn, eventBridge } = queue;
  const resourceSpecification = way === 'sqs' ? { sqs: { arn } } : { eventBridge };
  const created = await client.call({
    operation: 'createDestination',
    method: 'POST',
    effect: 'read',
    grant: 'application',
    path: `${base}/destinations`,
    body: { name: way === 'sqs' ? `quayside-${queue.name}` : 'quayside-eventbridge', resourceSpecification },
    schema: oneDestination,
  });
  if (created.ok) return ok(created.value.payload.destinationId);
  if (created.error.kind !== 'conflict') return created;
  // Another account's look made it meanwhile.
  const again = await listDestinations(client);
  if (!again.ok) return again;
  const found = again.value.find(isOurs(queue, way));
  return found === undefined
    ? fail({ kind: 'conflict' }, created.error.message, created.error.detail)
    : ok(found.destinationId);
}

async function listDestinations(client: AmazonClient): Answer<readonly Destination[]> {
  const answer = await client.call({
    operation: 'getDestinations',
    method: 'GET',
    grant: 'application',
    path: `${base}/destinations`,
    schema: destinationList,
  });
  return answer.ok ? ok(answer.value.payload) : answer;
}

function isOurs({ arn, eventBridge }: AmazonQueue, way: Way): (known: Destination) => boolean {
  if (way === 'sqs') return ({ resource }) => resource.sqs?.arn === arn;
  return ({ resource }) =>
    resource.eventBridge?.accountId === eventBridge?.accountId &&
    resource.eventBridge?.region === eventBridge?.region;
}
