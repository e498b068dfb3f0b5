import type { SimulatedRoute } from '../simulated-route.ts';
import { AmazonError, invalidInput } from './amazon-error.ts';
import type { AmazonApi } from './amazon-route.ts';
import { amazonRoute } from './amazon-route.ts';
import { amazonOrderDocument } from './order-document.ts';
import type { OrderSearch } from './order-search.ts';
import { includedOrderData } from './order-search.ts';
import type { OrderStore } from './order-store.ts';
import { confirmShipment, ORDER_ID } from './shipment-confirmation.ts';

/** Orders 2026-01-01 for reading, Orders v0 for confirming shipments. */
export function orderRoutes(api: AmazonApi, orders: OrderStore, search: OrderSearch): SimulatedRoute[] {
  return [
    amazonRoute(api, {
      method: 'GET',
      api: 'orders',
      model: 'orders_2026-01-01.json',
      template: '/orders/2026-01-01/orders',
      operation: 'orders.search',
      work: (call) => search.search(call),
    }),
    amazonRoute(api, {
      method: 'GET',
      api: 'orders',
      model: 'orders_2026-01-01.json',
      template: '/orders/2026-01-01/orders/{orderId}',
      operation: 'orders.get',
      work: (call) => {
        const orderId = call.params['orderId'] ?? '';
        if (!ORDER_ID.test(orderId)) throw invalidInput('orders', 'The order id is not in 3-7-7 format');
        const included = includedOrderData(call.seller, call.query);
        const order = orders.find(call.seller.sellerId, orderId);
        if (order === undefined)
          throw new AmazonError(404, 'NotFound', `The order ${orderId} does not exist.`);
        return { status: 200, body: { order: amazonOrderDocument(order, included) } };
      },
    }),
    amazonRoute(api, {
      method: 'POST',
      api: 'ordersV0',
      model: 'ordersV0.json',
      template: '/orders/v0/orders/{orderId}/shipmentConfirmation',
      operation: 'shipments.confirm',
      work: (call) => confirmShipment(orders, call),
    }),
  ];
}
