import type { WebhookRequest } from '@quayside/core/ports/webhooks';
import { expect } from 'vitest';
import type { OpenedStoreUnderTest as Store } from './open-store.ts';
import { expectOk } from './watched-context.ts';

function hooksOf(store: Store) {
  const { webhooks } = store.levers;
  const { receiveWebhook } = store.definition;
  const registrar = store.connector.webhooks;
  if (webhooks === null || receiveWebhook === undefined || registrar === undefined) {
    throw new Error('A store without webhooks names these cases as gaps');
  }
  const judge = (request: WebhookRequest, secret = webhooks.registration.secret) =>
    receiveWebhook(request, secret, store.context.registration);
  return { webhooks, ensure: () => registrar.ensure(webhooks.registration), judge };
}

export const storeWebhookCases = {
  async 'webhooks.ensure: registers once, however often it is asked'(store: Store) {
    const { webhooks, ensure } = hooksOf(store);
    expectOk(await ensure());
    const count = webhooks.active();
    expect(count).toBeGreaterThan(0);
    expectOk(await ensure());
    expect(webhooks.active()).toBe(count);
  },

  async 'webhooks.ensure: repairs what was switched off or lost its secret'(store: Store) {
    const { webhooks, ensure, judge } = hooksOf(store);
    expectOk(await ensure());
    const count = webhooks.active();
    webhooks.spoil();
    expectOk(await ensure());
    expect(webhooks.active()).toBe(count);
    expect(judge(await webhooks.deliver(store.simple.productId)).kind).toBe('hints');
  },

  async 'receiveWebhook: a delivery names the product that changed'(store: Store) {
    const { webhooks, ensure, judge } = hooksOf(store);
    expectOk(await ensure());
    expect(judge(await webhooks.deliver(store.simple.productId))).toEqual({
      kind: 'hints',
      hints: [{ kind: 'product', entityId: store.simple.productId }],
    });
  },

  async 'receiveWebhook: a change of a variant names its product'(store: Store) {
    const { webhooks, ensure, judge } = hooksOf(store);
    expectOk(await ensure());
    expect(judge(await webhooks.deliver(store.varied.productId))).toEqual({
      kind: 'hints',
      hints: [{ kind: 'product', entityId: store.varied.productId }],
    });
  },

  async 'receiveWebhook: another secret, another body or no signature is refused'(store: Store) {
    const { webhooks, ensure, judge } = hooksOf(store);
    expectOk(await ensure());
    const delivery = await webhooks.deliver(store.simple.productId);
    expect(judge(delivery, 'another0secret')).toEqual({ kind: 'bad-signature' });
    expect(judge(delivery, '')).toEqual({ kind: 'bad-signature' });
    const rawBody = new TextEncoder().encode(`${new TextDecoder().decode(delivery.rawBody)} `);
    expect(judge({ ...delivery, rawBody })).toEqual({ kind: 'bad-signature' });
    expect(judge({ headers: {}, rawBody: delivery.rawBody })).toEqual({ kind: 'bad-signature' });
  },

  async 'receiveWebhook: the test call of the platform is no delivery'(store: Store) {
    const { webhooks, judge } = hooksOf(store);
    expect(judge(await webhooks.ping())).toEqual({ kind: 'ping' });
  },
};
