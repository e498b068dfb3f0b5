import { asObject, asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { AmazonError, invalidInput, notFound, unauthorized } from './amazon-error.ts';
import type { AmazonApi, AmazonCall } from './amazon-route.ts';
import { amazonRoute, applicationRoute } from './amazon-route.ts';
import type { NotificationPublisher } from './notification-publisher.ts';
import type { NotificationStore, Subscription } from './notification-store.ts';
import { NOTIFICATION_WAYS } from './notification-store.ts';

const SUBSCRIPTION = '/notifications/v1/subscriptions/{notificationType}';
const DESTINATIONS = '/notifications/v1/destinations';

/**
 * Notifications v1. The simulator's own choices: a destination or subscription that exists answers 409, a queue that it cannot write to 403, and the role that opens
 * what a type tells of opens its subscription.
 */
export function notificationRoutes(
  api: AmazonApi,
  store: NotificationStore,
  publisher: NotificationPublisher,
): SimulatedRoute[] {
  const common = { api: 'notifications', model: 'notifications.json' } as const;
  return [
    applicationRoute(api, {
      ...common,
      method: 'GET',
      template: DESTINATIONS,
      operation: 'notifications.destinations',
      work: () => ok(store.destinations),
    }),
    applicationRoute(api, {
      ...common,
      method: 'POST',
      template: DESTINATIONS,
      operation: 'notifications.create-destination',
      work: (call) => createDestination(store, asObject(call.body)),
    }),
    amazonRoute(api, {
      ...common,
      method: 'GET',
      template: SUBSCRIPTION,
      operation: 'notifications.subscription',
      work(call) {
        const found = store.find(call.seller.sellerId, typeOf(call), call.query.get('payloadVersion'));
        if (found === undefined) throw notFound('The subscription does not exist.');
        return ok(document(found));
      },
    }),
    amazonRoute(api, {
      ...common,
      method: 'POST',
      template: SUBSCRIPTION,
      operation: 'notifications.subscribe',
      work: (call) => subscribe(store, publisher, call),
    }),
    applicationRoute(api, {
      ...common,
      method: 'DELETE',
      template: `${SUBSCRIPTION}/{subscriptionId}`,
      operation: 'notifications.unsubscribe',
      work({ params }) {
        const index = store.subscriptions.findIndex(
          (it) => it.subscriptionId === params['subscriptionId'] && it.type === params['notificationType'],
        );
        if (index < 0) throw notFound('The subscription does not exist.');
        store.subscriptions.splice(index, 1);
        return { status: 200, body: {} };
      },
    }),
  ];
}

function createDestination(store: NotificationStore, body: JsonObject): Answer {
  const name = asText(body['name']) ?? '';
  const specification = asObject(body['resourceSpecification']);
  const ways = ['sqs', 'eventBridge'].filter((it) => specification[it] != null);
  if (ways.length !== 1) throw invalidInput('notifications', 'One resource type per destination');
  const arn = asText(asObject(specification['sqs'])['arn']);
  if (arn !== undefined) {
    if (arn !== store.queue.arn) throw unauthorized('');
    if (store.destinations.some(({ resource }) => 'sqs' in resource && resource.sqs.arn === arn))
      throw conflict();
    return ok(store.addQueue(name, arn));
  }
  const bus = asObject(specification['eventBridge']);
  const accountId = asText(bus['accountId']) ?? '';
  // "You can only create one EventBridge destination per AWS account" (Amazon's documentation).
  const isTaken = store.destinations.some(
    ({ resource }) => 'eventBridge' in resource && resource.eventBridge.accountId === accountId,
  );
  if (isTaken) throw conflict();
  return ok(store.addBus(name, accountId, asText(bus['region']) ?? ''));
}

function subscribe(store: NotificationStore, publisher: NotificationPublisher, call: AmazonCall): Answer {
  const { seller } = call;
  const type = typeOf(call);
  const body = asObject(call.body);
  const destinationId = asText(body['destinationId']) ?? '';
  const payloadVersion = asText(body['payloadVersion']) ?? '';
  const destination = store.destinations.find((it) => it.destinationId === destinationId);
  if (destination === undefined) throw invalidInput('notifications', 'The destination does not exist');
  const way = NOTIFICATION_WAYS[type];
  if (way === undefined || !(way in destination.resource)) {
    throw invalidInput('notifications', `${type} is not delivered there`);
  }
  if (!seller.generalRoles.includes(type === 'ORDER_CHANGE' ? 'tracking' : 'listing')) throw unauthorized('');
  if (store.of(seller.sellerId, type).some((it) => it.payloadVersion === payloadVersion)) throw conflict();
  const directive = body['processingDirective'];
  const { sellerId } = seller;
  const made = store.subscribe({
    sellerId,
    type,
    payloadVersion,
    destinationId,
    ...(directive == null ? {} : { processingDirective: asObject(directive) }),
  });
  if (way === 'eventBridge') publisher.follow(sellerId);
  return ok(document(made));
}

function document({ subscriptionId, payloadVersion, destinationId, processingDirective }: Subscription) {
  const directive = processingDirective === undefined ? {} : { processingDirective };
  return { subscriptionId, payloadVersion, destinationId, ...directive };
}

function typeOf({ params }: AmazonCall): string {
  return params['notificationType'] ?? '';
}

function conflict(): AmazonError {
  return new AmazonError(409, 'Conflict', 'The resource specified conflicts with the current state.');
}

function ok(payload: unknown): Answer {
  return { status: 200, body: { payload } };
}
