import type { Prepare, PreparedCase } from './prepared-case.ts';
import type { Destination, Subscription } from './notification-store.ts';
import type { ReplayStage } from './replay-stage.ts';

const TYPE = 'ORDER_CHANGE';
const why = 'the case names no parameters, or ids that only Amazon knows';

/** How the cases of Notifications v1 are sent; those of destinations and of deletions are the application's own. */
export const NOTIFICATION_PREPARATIONS: Readonly<Record<string, Prepare>> = {
  'notifications.v1.getDestinations': (stage) => {
    destinationIn(stage);
    return { by: 'application' };
  },
  'notifications.v1.createDestination': ({ amazon }): PreparedCase => {
    amazon.notifications.destinations.splice(0);
    const resourceSpecification = { sqs: { arn: amazon.queue.arn } };
    return {
      by: 'application',
      parameters: { body: { name: 'SQSDestination', resourceSpecification } },
      why,
    };
  },
  'notifications.v1.getSubscription': (stage) => {
    subscriptionIn(stage);
    return { parameters: { notificationType: TYPE }, why };
  },
  'notifications.v1.createSubscription': (stage) => {
    const { destinationId } = destinationIn(stage);
    stage.amazon.notifications.subscriptions.splice(0);
    return {
      parameters: { notificationType: TYPE, body: { payloadVersion: '1.0', destinationId } },
      why,
    };
  },
  'notifications.v1.deleteSubscriptionById': (stage) => {
    const { subscriptionId } = subscriptionIn(stage);
    return { by: 'application', parameters: { notificationType: TYPE, subscriptionId }, why };
  },
};

function destinationIn({ amazon }: ReplayStage): Destination {
  const { notifications, queue } = amazon;
  return notifications.destinations[0] ?? notifications.addQueue('SQSDestination', queue.arn);
}

function subscriptionIn(stage: ReplayStage): Subscription {
  const { notifications, sellers } = stage.amazon;
  const { destinationId } = destinationIn(stage);
  const sellerId = sellers[0]?.sellerId ?? '';
  return (
    notifications.subscriptions[0] ??
    notifications.subscribe({ sellerId, type: TYPE, payloadVersion: '1.0', destinationId })
  );
}
