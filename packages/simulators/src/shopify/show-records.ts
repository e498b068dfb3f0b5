import type { AdminContext } from './admin-context.ts';
import { fulfillmentFields, fulfillmentOrderFields } from './fulfillment-fields.ts';
import { inventoryItemFields, levelFields, locationFields } from './inventory-fields.ts';
import { lineFields, orderFields, shippingLineFields, transactionFields } from './order-fields.ts';
import { productFields, variantFields } from './product-fields.ts';
import { refundFields } from './refund-fields.ts';

/** A context in which every kind of record can be shown. */
export function adminContext(parts: Omit<AdminContext, 'show'>): AdminContext {
  const context: AdminContext = {
    ...parts,
    show: {
      product: (it) => productFields(context, it),
      variant: (it) => variantFields(context, it),
      inventoryItem: (it) => inventoryItemFields(context, it),
      level: (item, it) => levelFields(context, item, it),
      location: (it) => locationFields(context, it),
      order: (it) => orderFields(context, it),
      line: (order, it) => lineFields(context, order, it),
      shippingLine: shippingLineFields,
      transaction: transactionFields,
      fulfillment: (order, it) => fulfillmentFields(context, order, it),
      fulfillmentOrder: (order, it) => fulfillmentOrderFields(context, order, it),
      refund: (order, it) => refundFields(context, order, it),
    },
  };
  return context;
}
