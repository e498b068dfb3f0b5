import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inventoryItemIn, receiveShopifyWebhook } from './webhooks.ts';

const registration = { clientId: 'client', clientSecret: 'hush', previousClientSecret: 'hush-before' };

function delivery(topic: string, body: string, secret = 'hush') {
  const rawBody = new TextEncoder().encode(body);
  const signature = createHmac('sha256', secret).update(rawBody).digest('base64');
  return { headers: { 'x-shopify-topic': topic, 'x-shopify-hmac-sha256': signature }, rawBody };
}

const judge = (topic: string, body: unknown, secret?: string) =>
  receiveShopifyWebhook(delivery(topic, JSON.stringify(body), secret), 'unused', registration);

describe('what a delivery means', () => {
  it.each([
    ['products/update', { id: 7880321196742 }, 'product', '7880321196742'],
    ['products/delete', { id: 7880321196742 }, 'product', '7880321196742'],
    [
      'inventory_levels/update',
      { inventory_item_id: 4573, location_id: 1 },
      'product',
      'inventory-item/4573',
    ],
    ['inventory_levels/disconnect', { inventory_item_id: 4573 }, 'product', 'inventory-item/4573'],
    ['inventory_items/update', { id: 4573 }, 'product', 'inventory-item/4573'],
    ['orders/updated', { id: 4882923356294 }, 'store-order', '4882923356294'],
    ['fulfillments/create', { id: 1, order_id: 4882923356294 }, 'store-order', '4882923356294'],
    ['refunds/create', { id: 1, order_id: 4882923356294 }, 'store-order', '4882923356294'],
  ])('%s', (topic, body, kind, entityId) => {
    expect(judge(topic, body)).toEqual({ kind: 'hints', hints: [{ kind, entityId }] });
  });

  it('is nothing of ours for other topics', () => {
    expect(judge('carts/update', { id: 1 })).toEqual({ kind: 'ignored' });
  });

  it('cannot be read without an exact id', () => {
    for (const body of [{}, { id: 'x' }, { id: 2 ** 60 }])
      expect(judge('orders/create', body)).toEqual({ kind: 'unreadable' });
    const broken = receiveShopifyWebhook(delivery('orders/create', '{'), '', registration);
    expect(broken).toEqual({ kind: 'unreadable' });
  });

  it('of a stock item is told from a product’s own id', () => {
    expect(inventoryItemIn('inventory-item/4573')).toBe('4573');
    for (const id of ['4573', 'inventory-item/', 'inventory-item/x', 'x/inventory-item/1']) {
      expect(inventoryItemIn(id)).toBeNull();
    }
  });
});

describe('the signature', () => {
  it('is good with the secret of now, and with the one before for a while', () => {
    expect(judge('products/update', { id: 1 }).kind).toBe('hints');
    expect(judge('products/update', { id: 1 }, 'hush-before').kind).toBe('hints');
  });

  it('is bad with any other secret, over another body, without one, and without a registration', () => {
    expect(judge('products/update', { id: 1 }, 'another')).toEqual({ kind: 'bad-signature' });
    const good = delivery('products/update', '{"id":1}');
    const refused = { kind: 'bad-signature' };
    const other = { ...good, rawBody: new TextEncoder().encode('{"id":2}') };
    expect(receiveShopifyWebhook(other, '', registration)).toEqual(refused);
    expect(receiveShopifyWebhook({ ...good, headers: {} }, '', registration)).toEqual(refused);
    expect(receiveShopifyWebhook(good, 'hush', null)).toEqual(refused);
  });
});
