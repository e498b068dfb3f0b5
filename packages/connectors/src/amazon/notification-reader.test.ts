import { describe, expect, it } from 'vitest';
import { readNotification } from './notification-reader.ts';

const order = {
  OrderChangeNotification: {
    SellerId: 'A3TH9S8BH6GOGM',
    AmazonOrderId: '903-8868176-2219830',
    OrderChangeType: 'OrderStatusChange',
    Summary: { OrderStatus: 'Unshipped', DestinationPostalCode: '48110' },
  },
};
const listing = { SellerId: 'A3AYAZLIQ7AX77', MarketplaceId: 'ATVPDKIKX0DER', Sku: 'NLS-SHOES-03' };
const notification = (type: string, payload: unknown) => ({
  NotificationVersion: '1.0',
  NotificationType: type,
  PayloadVersion: '1.0',
  Payload: payload,
});
const bridged = (type: string, payload: unknown) => ({
  version: '0',
  'detail-type': type,
  source: 'aws.partner/sellingpartnerapi.amazon.com/123456789012/an-application',
  detail: notification(type, payload),
});
const read = (value: unknown) => readNotification(JSON.stringify(value));

describe('what Amazon writes into a queue', () => {
  const orderHint = {
    kind: 'hints',
    account: 'A3TH9S8BH6GOGM',
    hints: [{ kind: 'channel-order', entityId: '903-8868176-2219830' }],
  };

  it('is read whether its members begin large or small', () => {
    expect(read(notification('ORDER_CHANGE', order))).toEqual(orderHint);
    const { SellerId: sellerId, AmazonOrderId: amazonOrderId } = order.OrderChangeNotification;
    const small = {
      notificationType: 'ORDER_CHANGE',
      payload: { orderChangeNotification: { sellerId, amazonOrderId } },
    };
    expect(read(small)).toEqual(orderHint);
  });

  it('is read in the envelope of EventBridge as well, whoever says the type', () => {
    const hint = {
      kind: 'hints',
      account: 'A3AYAZLIQ7AX77',
      hints: [{ kind: 'channel-listing', entityId: 'NLS-SHOES-03' }],
    };
    expect(read(bridged('LISTINGS_ITEM_STATUS_CHANGE', listing))).toEqual(hint);
    expect(read(bridged('LISTINGS_ITEM_ISSUES_CHANGE', listing))).toEqual(hint);
    expect(read({ 'detail-type': 'LISTINGS_ITEM_STATUS_CHANGED', detail: { Payload: listing } })).toEqual(
      hint,
    );
    expect(read(bridged('ORDER_CHANGE', order))).toEqual(orderHint);
  });

  it('of a feed says whose and which; a feed of a vendor group is nobody’s', () => {
    const told = (payload: object) =>
      read({
        notificationVersion: '2020-09-04',
        notificationType: 'FEED_PROCESSING_FINISHED',
        payloadVersion: '2020-09-04',
        payload: { feedProcessingFinishedNotification: payload },
      });
    const feed = { accountId: 'amzn1.vg.6213651', feedId: '53347018456', processingStatus: 'DONE' };
    expect(told({ ...feed, sellerId: 'A3TH9S8BH6GOGM' })).toEqual({
      kind: 'hints',
      account: 'A3TH9S8BH6GOGM',
      hints: [{ kind: 'submission', entityId: '53347018456' }],
    });
    const ignored = { kind: 'ignored', reason: 'a feed of no seller' };
    expect(told(feed)).toEqual(ignored);
    expect(told({ ...feed, sellerId: null })).toEqual(ignored);
  });

  it('about what is not followed is ignored, and says no more of itself than a type', () => {
    for (const type of ['REPORT_PROCESSING_FINISHED', 'SOMETHING_NEW']) {
      expect(read(notification(type, {}))).toEqual({ kind: 'ignored', reason: type });
    }
    expect(read(notification('Jane Doe, 12 High Street', {}))).toEqual({
      kind: 'ignored',
      reason: 'a type of another form',
    });
    expect(read(notification('__proto__', {}))).toMatchObject({ kind: 'ignored' });
  });

  it.each([
    ['text', 'Hello'],
    ['a list', []],
    ['null', null],
    ['a number', 7],
    ['no payload', { NotificationType: 'ORDER_CHANGE' }],
    ['a payload of another kind', notification('ORDER_CHANGE', 'x')],
    [
      'an order without its id',
      notification('ORDER_CHANGE', { OrderChangeNotification: { SellerId: 'A1' } }),
    ],
    [
      'an order id of another form',
      notification('ORDER_CHANGE', {
        OrderChangeNotification: { SellerId: 'A1', AmazonOrderId: 'secret/../1' },
      }),
    ],
    [
      'a feed without its id',
      notification('FEED_PROCESSING_FINISHED', {
        FeedProcessingFinishedNotification: { sellerId: 'secret' },
      }),
    ],
    ['a listing without its seller', bridged('LISTINGS_ITEM_STATUS_CHANGE', { Sku: 'a secret' })],
  ])('P7: %s is unreadable, and the log hears of paths, never of values', (_, value) => {
    const verdict = read(value);
    expect(verdict.kind).toBe('unreadable');
    expect(JSON.stringify(verdict)).not.toContain('secret');
  });

  it('that is no JSON is unreadable', () => {
    expect(readNotification('{"a":')).toEqual({ kind: 'unreadable', problem: 'not JSON' });
    expect(readNotification('')).toEqual({ kind: 'unreadable', problem: 'not JSON' });
  });
});
