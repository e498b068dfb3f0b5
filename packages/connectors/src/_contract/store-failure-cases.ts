import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { plus } from '@quayside/core/domain/instant';
import { expect } from 'vitest';
import type { OpenedStoreUnderTest as Store } from './open-store.ts';
import { expectFailure, expectNoSecret, expectOk } from './watched-context.ts';

const longAgo = (store: Store) => plus(store.clock.now(), -60_000);

/** A failure that says "nothing was done" must be true. */
function expectTruth(store: Store, error: ConnectorError, key: string): void {
  if (error.kind !== 'unknown-outcome') expect(store.levers.ordersWithKey(key), error.detail).toBe(0);
}

export const storeFailureCases = {
  async 'test: wrong credentials must be entered again'(store: Store) {
    expectFailure(await store.open(store.wrongCredentials).test(), ['auth-expired'], {
      ...store.about,
      credentials: store.wrongCredentials,
    });
  },

  async 'failures: withdrawn credentials stop reads and writes alike'(store: Store) {
    store.levers.revoke();
    expectFailure(await store.connector.products.read(store.simple.productId), ['auth-expired'], store.about);
    expectFailure(
      await store.connector.orders.create(store.request('amazon:1')),
      ['auth-expired'],
      store.about,
    );
    expect(store.levers.ordersWithKey('amazon:1')).toBe(0);
  },

  async 'failures: an order whose answer is lost has an unknown outcome, and is found once'(store: Store) {
    store.levers.fault('answer-lost');
    const answer = await store.connector.orders.create(store.request('amazon:1'));
    expectFailure(answer, ['unknown-outcome'], store.about);
    const found = expectOk(await store.connector.orders.find('amazon:1', longAgo(store)));
    expect(found).toHaveLength(1);
    expect(store.levers.stockOf(store.simple.variantId)).toBe(18);
  },

  async 'failures: an order that got lost on the way has an unknown outcome, and is not found'(store: Store) {
    store.levers.fault('request-lost');
    const answer = await store.connector.orders.create(store.request('amazon:1'));
    expectFailure(answer, ['unknown-outcome'], store.about);
    expect(expectOk(await store.connector.orders.find('amazon:1', longAgo(store)))).toEqual([]);
  },

  async 'failures: a read without an answer is simply asked again'(store: Store) {
    store.levers.fault('request-lost');
    expectFailure(await store.connector.orders.find('amazon:1', longAgo(store)), ['transient'], store.about);
    expectOk(await store.connector.orders.find('amazon:1', longAgo(store)));
  },

  async 'failures: the platform asks to slow down: nothing done, and everybody is told for how long'(
    store: Store,
  ) {
    store.levers.fault('throttled');
    const answer = await store.connector.orders.create(store.request('amazon:1'));
    const error = expectFailure(answer, ['rate-limited'], store.about);
    expect(error.kind === 'rate-limited' && error.retryAfterMs).toBeGreaterThan(0);
    expect(store.context.paused).toHaveLength(1);
    expect(store.levers.ordersWithKey('amazon:1')).toBe(0);
  },

  async 'failures: without a token nothing is sent'(store: Store) {
    expectOk(await store.connector.test());
    const before = store.levers.calls();
    store.context.refuseNext(1_234);
    const answer = await store.connector.orders.create(store.request('amazon:1'));
    const error = expectFailure(answer, ['rate-limited'], store.about);
    expect(error).toMatchObject({ retryAfterMs: 1_234 });
    expect(store.levers.calls()).toBe(before);
  },

  async 'failures: every call takes a token of an operation that the manifest knows'(store: Store) {
    expectOk(await store.connector.test());
    expectOk(
      await store.connector.products.changed({ from: null, until: store.clock.now(), pageToken: null }),
    );
    const made = expectOk(await store.connector.orders.create(store.request('amazon:1')));
    expectOk(await store.connector.orders.find('amazon:1', longAgo(store)));
    expectOk(await store.connector.orders.cancel(made.storeOrderId));
    expect(store.context.taken).toHaveLength(store.levers.calls());
    const known = Object.keys(store.definition.manifest.rateLimits);
    expect(store.context.taken.filter((operation) => !known.includes(operation))).toEqual([]);
  },

  async 'failures: an error of the platform never claims that an order was refused for good'(store: Store) {
    store.levers.fault('server-error');
    const answer = await store.connector.orders.create(store.request('amazon:1'));
    expectTruth(store, expectFailure(answer, ['transient', 'unknown-outcome'], store.about), 'amazon:1');
    store.levers.fault('server-error');
    expectFailure(await store.connector.products.read(store.simple.productId), ['transient'], store.about);
  },

  async 'failures: a web page instead of data is no answer'(store: Store) {
    store.levers.fault('web-page');
    const answer = await store.connector.orders.create(store.request('amazon:1'));
    const error = expectFailure(answer, ['transient', 'unknown-outcome', 'permission'], store.about);
    expectTruth(store, error, 'amazon:1');
    store.levers.fault('web-page');
    const read = await store.connector.products.read(store.simple.productId);
    expectFailure(read, ['transient', 'permission'], store.about);
  },

  async 'failures: a platform that is not there has certainly done nothing'(store: Store) {
    await store.levers.goDown();
    // A kept connection dies with the first call; from then on none can be made, and that is certain.
    expectFailure(await store.connector.products.read(store.simple.productId), ['transient'], store.about);
    expectFailure(await store.connector.orders.create(store.request('amazon:1')), ['transient'], store.about);
  },

  async 'secrets: neither they nor the buyer are logged'(store: Store) {
    store.levers.fault('answer-lost');
    await store.connector.orders.create(store.request('amazon:1'));
    store.levers.fault('throttled');
    await store.connector.orders.create(store.request('amazon:2'));
    expectNoSecret(store.context.logged, store.credentials);
    expect(store.context.logged.join('\n')).not.toContain('Durand');
  },
};
