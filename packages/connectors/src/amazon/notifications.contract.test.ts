import { brandId, type MarketplaceOrderId } from '@quayside/core/domain/ids';
import type { NotificationQueue } from '@quayside/core/ports/notifications';
import { suppressListing } from '@quayside/simulators/amazon/listing-actions';
import { queueAccess } from '@quayside/simulators/amazon/seller-access';
import type { AmazonSimulator, AmazonSimulatorOptions } from '@quayside/simulators/amazon/server';
import { afterEach, describe, expect, it } from 'vitest';
import { createWatchedContext, expectFailure, expectOk } from '../_contract/watched-context.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';
import { definition } from './definition.ts';
import { manifest } from './manifest.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A simulated Amazon with a queue that this installation is registered with. @param change of the queue; `null`: it has none. */
async function start(change: object | null = {}, options: AmazonSimulatorOptions = {}) {
  const amazon = await startSimulatedAmazon({ limits: 'off', ...options });
  closing.push(() => amazon.close());
  const { simulator, clock, credentials, settings } = amazon;
  const { application, clientId, clientSecret } = simulator;
  const { applicationId } = application;
  const queues = change === null ? [] : [{ ...queueAccess(simulator), ...change }];
  const registration = definition.registration?.parse({ applicationId, clientId, clientSecret, queues });
  const context = createWatchedContext(clock, { registration, credentials });
  const connector = definition.open({ credentials, settings }, context, manifest);
  const secrets = { clientSecret, secretAccessKey: simulator.queue.secretAccessKey };
  const about = { manifest, credentials: secrets };
  return { amazon, simulator, connector, context, registration, about };
}
type Started = Awaited<ReturnType<typeof start>>;

async function ensure({ connector }: Started) {
  if (connector.notifications === undefined) throw new Error('Nobody can be asked');
  return connector.notifications.ensure();
}

function queueOf({ registration }: Started): NotificationQueue {
  const [queue] = definition.notifications?.queues(registration) ?? [];
  if (queue === undefined) throw new Error('There is no queue');
  return queue;
}

const subscribed = ({ notifications }: AmazonSimulator) =>
  notifications.subscriptions.map(({ type, destinationId }) => {
    const found = notifications.destinations.find((each) => each.destinationId === destinationId);
    return [type, Object.keys(found?.resource ?? {}).join()];
  });
const everything = [
  ['ORDER_CHANGE', 'sqs'],
  ['FEED_PROCESSING_FINISHED', 'sqs'],
  ['LISTINGS_ITEM_STATUS_CHANGE', 'eventBridge'],
  ['LISTINGS_ITEM_ISSUES_CHANGE', 'eventBridge'],
];
const never = new AbortController().signal;

describe('subscriptions of an account', () => {
  it('are made once: each by its own way, orders without tips; looked at again, they are found and kept', async () => {
    const started = await start();
    const { simulator } = started;
    expect(expectOk(await ensure(started))).toEqual({ isToldOfOrders: true, refusals: [] });
    expect(subscribed(simulator)).toEqual(everything);
    expect(simulator.notifications.subscriptions[0]?.processingDirective).toEqual({
      eventFilter: {
        eventFilterType: 'ORDER_CHANGE',
        orderChangeTypes: ['OrderStatusChange', 'BuyerRequestedChange'],
      },
    });
    const made = simulator.notifications.subscriptions.map(({ subscriptionId }) => subscriptionId);
    expectOk(await ensure(started));
    expect(simulator.notifications.subscriptions.map(({ subscriptionId }) => subscriptionId)).toEqual(made);
    expect(simulator.notifications.destinations).toHaveLength(2);
    expect(simulator.calls.of('notifications.create-destination').total).toBe(2);
    expect(simulator.calls.of('notifications.destinations').total).toBe(2);
  });

  it('are made as well for a seller who consented to the application of this installation', async () => {
    const { amazon, simulator, registration, context } = await start();
    const { settings, credentials } = amazon;
    const { refreshToken } = credentials as { readonly refreshToken: string };
    const connector = definition.open(
      { credentials: { refreshToken }, settings },
      { ...context, registration },
      manifest,
    );
    expect(expectOk((await connector.notifications?.ensure())!).isToldOfOrders).toBe(true);
    expect(subscribed(simulator)).toEqual(everything);
  });

  it('every call is counted by its own limit', async () => {
    const started = await start();
    await ensure(started);
    for (const operation of new Set(started.context.taken)) {
      expect(Object.keys(definition.manifest.rateLimits)).toContain(operation);
    }
    expect(started.context.taken).toContain('createDestination');
  });

  it('one that is gone is made anew, one that leads elsewhere is replaced', async () => {
    const started = await start();
    const { notifications, sellers } = started.simulator;
    await ensure(started);
    notifications.subscriptions.splice(0, 3);
    const elsewhere = notifications.addBus('old', '999999999999', 'eu-west-1').destinationId;
    notifications.subscribe({
      sellerId: sellers[0]!.sellerId,
      type: 'LISTINGS_ITEM_STATUS_CHANGE',
      payloadVersion: '1.0',
      destinationId: elsewhere,
    });
    expect(expectOk(await ensure(started))).toEqual({ isToldOfOrders: true, refusals: [] });
    expect(subscribed(started.simulator).toSorted()).toEqual(everything.toSorted());
    expect(notifications.subscriptions.some(({ destinationId }) => destinationId === elsewhere)).toBe(false);
  });

  it('several accounts that look at once make one destination of each kind', async () => {
    const started = await start();
    const answers = await Promise.all([ensure(started), ensure(started), ensure(started)]);
    for (const answer of answers) expect(expectOk(answer).isToldOfOrders).toBe(true);
    expect(started.simulator.notifications.destinations).toHaveLength(2);
    expect(subscribed(started.simulator).toSorted()).toEqual(everything.toSorted());
  });

  it('without an AWS account for EventBridge orders and feeds alone are told of', async () => {
    const started = await start({ eventBridge: undefined });
    expect(expectOk(await ensure(started)).isToldOfOrders).toBe(true);
    expect(subscribed(started.simulator)).toEqual(everything.slice(0, 2));
  });

  it('P8: a missing role is told with what it concerns, and the rest is subscribed', async () => {
    const started = await start();
    started.simulator.sellers[0]!.generalRoles = ['listing'];
    const { isToldOfOrders, refusals } = expectOk(await ensure(started));
    expect(isToldOfOrders).toBe(false);
    expect(refusals).toMatchObject([
      { code: 'amazon.notifications-refused', values: { type: 'ORDER_CHANGE' } },
    ]);
    expect(subscribed(started.simulator)).toEqual(everything.slice(1));
  });

  it('P8: a queue that Amazon may not write to is told; listings are told of all the same', async () => {
    const started = await start({ arn: 'arn:aws:sqs:eu-west-1:123456789012:another' });
    const { isToldOfOrders, refusals } = expectOk(await ensure(started));
    expect(isToldOfOrders).toBe(false);
    expect(refusals.map(({ values }) => values.type)).toEqual(['ORDER_CHANGE', 'FEED_PROCESSING_FINISHED']);
    expect(subscribed(started.simulator)).toEqual(everything.slice(2));
  });

  it('a failure that goes by itself is one, and nothing counts as refused', async () => {
    const started = await start();
    started.simulator.faults.add({ operation: 'notifications.subscribe', kind: 'server-error', times: 1 });
    expectFailure(await ensure(started), ['transient'], started.about);
    expect(expectOk(await ensure(started)).isToldOfOrders).toBe(true);
  });

  it('an installation without a queue asks nobody', async () => {
    const { connector, registration } = await start(null);
    expect(connector.notifications).toBeUndefined();
    expect(definition.notifications?.queues(registration)).toEqual([]);
    expect(definition.notifications?.queues(null)).toEqual([]);
  });

  it('the queue for a region is that which names it', async () => {
    expect((await start({ regions: ['NA'] })).connector.notifications).toBeUndefined();
    expect((await start({ regions: ['NA', 'EU'] })).connector.notifications).toBeDefined();
  });
});

describe('a registration', () => {
  const given = { applicationId: 'a', clientId: 'b', clientSecret: 'c' };
  const queue = { arn: 'arn:aws:sqs:eu-west-1:123456789012:q', accessKeyId: 'd', secretAccessKey: 'e' };
  const takes = (...queues: readonly object[]) =>
    definition.registration?.safeParse({ ...given, queues }).success;

  it.each([
    ['a queue by its ARN and a key', queue, true],
    ['one that is FIFO, which Amazon does not deliver to', { ...queue, arn: `${queue.arn}.fifo` }, false],
    ['one of something else', { ...queue, arn: 'arn:aws:sns:eu-west-1:123456789012:q' }, false],
    ['another SQS in plain http', { ...queue, url: 'http://sqs.example' }, false],
    ['another SQS over https', { ...queue, url: 'https://sqs.example' }, true],
    ['another SQS on this machine', { ...queue, url: 'http://127.0.0.1:9324' }, true],
    [
      'an AWS account of another form',
      { ...queue, eventBridge: { accountId: '1', region: 'eu-west-1' } },
      false,
    ],
    ['a queue without its key', { arn: queue.arn, accessKeyId: 'd' }, false],
  ])('%s', (_, one, isTaken) => {
    expect(takes(one)).toBe(isTaken);
  });
});

describe('a queue', () => {
  it('hands out what Amazon tells, in both envelopes, and gives it back until it is acknowledged', async () => {
    const started = await start();
    const { simulator, amazon } = started;
    await ensure(started);
    const { orderId } = simulator.placeBuyerOrder({ sku: 'OWN / 1', quantity: 2 });
    const { accounts, listings } = simulator;
    suppressListing({ accounts, listings }, { sku: 'OWN / 1', code: '1', message: 'No' });
    const queue = queueOf(started);
    const first = expectOk(await queue.receive(never));
    const account = simulator.sellers[0]?.sellerId;
    const listing = { kind: 'hints', account, hints: [{ kind: 'channel-listing', entityId: 'OWN / 1' }] };
    expect(first.map(({ verdict }) => verdict)).toEqual([
      { kind: 'hints', account, hints: [{ kind: 'channel-order', entityId: orderId }] },
      listing,
      listing,
    ]);
    expect(definition.notifications?.accountOf(amazon.settings)).toBe(account);
    simulator.queue.redeliver();
    const again = expectOk(await queue.receive(never));
    expect(again.map(({ timesReceived }) => timesReceived)).toEqual([2, 2, 2]);
    // The older receipt is as good as the newer one.
    expectOk(await queue.acknowledge([first[0]!.receipt, ...again.slice(1).map(({ receipt }) => receipt)]));
    expectOk(await queue.acknowledge(again.map(({ receipt }) => receipt)));
    expect(simulator.queue.waiting).toBe(0);
  });

  it('tells of a feed that has ended, however it did', async () => {
    const started = await start();
    const { feeds, sellers } = started.simulator;
    await ensure(started);
    const sellerId = sellers[0]!.sellerId;
    const feed = { sellerId, feedType: 'JSON_LISTINGS_FEED', marketplaceIds: [], documentId: 'none' };
    feeds.delayMs = 60_000;
    feeds.fates.push('CANCELLED');
    const ids = [feeds.create(feed), feeds.create(feed)].map(({ feedId }) => feedId);
    expect(expectOk(await queueOf(started).receive(AbortSignal.timeout(200)))).toEqual([]);
    feeds.delayMs = 0;
    const told = expectOk(await queueOf(started).receive(never));
    expect(told.map(({ verdict }) => verdict)).toEqual(
      ids.map((entityId) => ({
        kind: 'hints',
        account: sellerId,
        hints: [{ kind: 'submission', entityId }],
      })),
    );
  });

  it('acknowledges any number at once', async () => {
    const started = await start();
    await ensure(started);
    for (let count = 0; count < 25; count += 1) started.simulator.queue.send('{}');
    const queue = queueOf(started);
    const receipts: string[] = [];
    while (receipts.length < 25) {
      receipts.push(...expectOk(await queue.receive(never)).map(({ receipt }) => receipt));
    }
    expectOk(await queue.acknowledge(receipts));
    expect(started.simulator.queue.waiting).toBe(0);
  });

  it('waits for a message, and stops waiting when it is told to', async () => {
    const started = await start();
    const queue = queueOf(started);
    const waiting = queue.receive(never);
    setTimeout(() => started.simulator.queue.send('not JSON'), 200);
    expect(expectOk(await waiting)).toMatchObject([{ verdict: { kind: 'unreadable', problem: 'not JSON' } }]);
    const stopping = new AbortController();
    const stopped = queue.receive(stopping.signal);
    setTimeout(() => stopping.abort(), 100);
    const toldAt = performance.now();
    expect(expectOk(await stopped)).toEqual([]);
    expect(performance.now() - toldAt).toBeLessThan(5_000);
  });

  it.each([
    ['a wrong access key', { accessKeyId: 'AKIAWRONG' }, 'permission'],
    ['a queue that is not there', { arn: 'arn:aws:sqs:eu-west-1:123456789012:gone' }, 'not-found'],
    ['another region', { arn: 'arn:aws:sqs:us-east-1:123456789012:quayside' }, 'permission'],
  ] as const)('P7, P8: %s is told, and no secret with it', async (_, change, kind) => {
    const started = await start(change);
    const answer = await queueOf(started).receive(never);
    expectFailure(answer, [kind], started.about);
  });

  it('that is down, or answers something else, is a failure that may go by itself', async () => {
    const started = await start();
    const queue = queueOf(started);
    started.simulator.faults.add({ operation: 'sqs.receive', kind: 'server-error', times: 1 });
    expect(await queue.receive(never)).toMatchObject({ ok: false, error: { kind: 'transient' } });
    started.simulator.faults.add({ operation: 'sqs.receive', kind: 'html', times: 1 });
    expect(await queue.receive(never)).toMatchObject({ ok: false, error: { kind: 'transient' } });
    await started.amazon.close();
    expect(await queue.receive(never)).toMatchObject({ ok: false, error: { kind: 'transient' } });
  });
});

describe('an order that is told of', () => {
  it('P6: of a marketplace that the merchant has not connected is not theirs to see', async () => {
    const sellers = [{ marketplaceIds: ['A13V1IB3VIYZZH', 'A1PA6795UKMFR9'] }];
    const { simulator, connector } = await start({}, { sellers });
    const place = (marketplaceId: string) =>
      simulator.placeBuyerOrder({ sku: 'OWN / 1', quantity: 1, marketplaceId }).orderId;
    const read = async (id: string) => expectOk(await connector.orders.read(brandId<MarketplaceOrderId>(id)));
    expect(await read(place('A13V1IB3VIYZZH'))).not.toBeNull();
    expect(await read(place('A1PA6795UKMFR9'))).toBeNull();
  });
});
