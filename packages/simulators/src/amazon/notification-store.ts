import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json-object.ts';
import { bridgedEvent, type NotificationMetadata } from './notification-documents.ts';
import type { SimulatedQueue } from './simulated-queue.ts';

/** How a type is delivered (Amazon's documentation, "Notification Type Values"). */
export const NOTIFICATION_WAYS: Readonly<Record<string, 'sqs' | 'eventBridge'>> = {
  ORDER_CHANGE: 'sqs',
  FEED_PROCESSING_FINISHED: 'sqs',
  REPORT_PROCESSING_FINISHED: 'sqs',
  LISTINGS_ITEM_STATUS_CHANGE: 'eventBridge',
  LISTINGS_ITEM_ISSUES_CHANGE: 'eventBridge',
};

/** Where notifications go; members as in the Notifications model. */
export interface Destination {
  readonly destinationId: string;
  readonly name: string;
  readonly resource:
    | { readonly sqs: { readonly arn: string } }
    | {
        readonly eventBridge: {
          readonly name: string;
          readonly accountId: string;
          readonly region: string;
        };
      };
}

export interface Subscription {
  readonly subscriptionId: string;
  readonly sellerId: string;
  readonly type: string;
  readonly payloadVersion: string;
  readonly destinationId: string;
  readonly processingDirective?: JsonObject;
}

/** Makes a notification's document for one subscription. */
export type NotificationDocument = (metadata: NotificationMetadata) => JsonObject;

/** Destinations of the application and subscriptions of its sellers. A rule of EventBridge leads all events of its bus to the queue. */
export class NotificationStore {
  readonly queue: SimulatedQueue;
  readonly destinations: Destination[] = [];
  readonly subscriptions: Subscription[] = [];
  readonly #applicationId: string;
  readonly #clock: Clock;

  constructor(queue: SimulatedQueue, applicationId: string, clock: Clock) {
    this.queue = queue;
    this.#applicationId = applicationId;
    this.#clock = clock;
  }

  addQueue(name: string, arn: string): Destination {
    return this.#addDestination({ destinationId: randomUUID(), name, resource: { sqs: { arn } } });
  }

  addBus(name: string, accountId: string, region: string): Destination {
    const source = `aws.partner/sellingpartnerapi.amazon.com/${accountId}/${this.#applicationId}`;
    const resource = { eventBridge: { name: source, accountId, region } };
    return this.#addDestination({ destinationId: randomUUID(), name, resource });
  }

  subscribe(subscription: Omit<Subscription, 'subscriptionId'>): Subscription {
    const made = { subscriptionId: randomUUID(), ...subscription };
    this.subscriptions.push(made);
    return made;
  }

  /** The subscription of a seller; of the latest payload version where none is named. */
  find(sellerId: string, type: string, payloadVersion: string | null): Subscription | undefined {
    return this.of(sellerId, type)
      .filter((it) => payloadVersion === null || it.payloadVersion === payloadVersion)
      .toSorted((one, other) => (one.payloadVersion < other.payloadVersion ? 1 : -1))[0];
  }

  of(sellerId: string, type: string): Subscription[] {
    return this.subscriptions.filter((it) => it.sellerId === sellerId && it.type === type);
  }

  /** Sends a notification to whatever of a seller's subscriptions wants it, in the envelope of its way. */
  publish(
    { sellerId, type }: Pick<Subscription, 'sellerId' | 'type'>,
    document: NotificationDocument,
    wants: (subscription: Subscription) => boolean = () => true,
  ): void {
    for (const subscription of this.of(sellerId, type).filter(wants)) {
      const destination = this.destinations.find((it) => it.destinationId === subscription.destinationId);
      if (destination === undefined) continue;
      const notification = document({
        ApplicationId: this.#applicationId,
        SubscriptionId: subscription.subscriptionId,
        PublishTime: this.#clock().toISOString(),
        NotificationId: randomUUID(),
      });
      const { resource } = destination;
      const sent =
        'sqs' in resource
          ? notification
          : bridgedEvent(resource.eventBridge, type, notification, this.#clock());
      this.queue.send(JSON.stringify(sent));
    }
  }

  #addDestination(destination: Destination): Destination {
    this.destinations.push(destination);
    return destination;
  }
}
