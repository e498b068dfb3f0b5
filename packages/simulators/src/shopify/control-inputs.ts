import { z } from 'zod';

const status = z.enum(['ACTIVE', 'ARCHIVED', 'DRAFT', 'UNLISTED']);
const amount = z.string().regex(/^\d+(\.\d+)?$/);
const target = { sku: z.string().optional(), variantId: z.int().optional() };
const topic = z.enum([
  'products/create',
  'products/update',
  'products/delete',
  'inventory_levels/update',
  'orders/create',
  'orders/updated',
  'orders/cancelled',
  'fulfillments/create',
  'fulfillments/update',
  'refunds/create',
  'app/uninstalled',
  'app/scopes_update',
  'customers/data_request',
  'customers/redact',
  'shop/redact',
]);

/** Every topic that the simulator delivers. */
export const WEBHOOK_TOPICS = topic.options;

/** Inputs of the control API; what they mean stands with the types of `shop-operations.ts`. */
export const TARGET = z.strictObject(target);
export const SALE = z.strictObject({ ...target, quantity: z.int().positive() });
export const STOCK = z.strictObject({ ...target, units: z.int(), location: z.string().optional() });
export const SHIPMENT = z.strictObject({
  orderId: z.int(),
  carrier: z.string(),
  trackingNumber: z.string(),
  trackingUrl: z.url().optional(),
  lines: z.array(z.strictObject({ sku: z.string(), quantity: z.int().positive() })).optional(),
});
export const REFUND = z.strictObject({
  ...target,
  orderId: z.int(),
  quantity: z.int().positive(),
  amount: amount.optional(),
  isRestocked: z.boolean().optional(),
});
export const EDIT = z.strictObject({
  ...target,
  title: z.string().optional(),
  status: status.optional(),
  newSku: z.string().nullable().optional(),
  barcode: z.string().nullable().optional(),
  price: amount.optional(),
  compareAtPrice: amount.nullable().optional(),
  cost: amount.nullable().optional(),
});
export const SETTINGS = z.strictObject({
  name: z.string().optional(),
  plan: z.enum(['standard', 'advanced', 'plus', 'enterprise']).optional(),
  taxesIncluded: z.boolean().optional(),
  searchLagMs: z.number().nonnegative().optional(),
  cancelDelayMs: z.number().nonnegative().optional(),
  inventoryTouchesProduct: z.boolean().optional(),
  protectedDataApproved: z.boolean().optional(),
});
export const SUBSCRIPTIONS = z.strictObject({
  subscriptions: z.array(z.strictObject({ topics: z.array(topic), url: z.url() })),
});

const variant = z.strictObject({
  values: z.array(z.string()).exactOptional(),
  sku: z.string().exactOptional(),
  barcode: z.string().exactOptional(),
  price: amount.exactOptional(),
  compareAtPrice: amount.exactOptional(),
  cost: amount.exactOptional(),
  isTracked: z.boolean().exactOptional(),
  inventoryPolicy: z.enum(['DENY', 'CONTINUE']).exactOptional(),
  taxable: z.boolean().exactOptional(),
  requiresShipping: z.boolean().exactOptional(),
  stock: z.union([z.int(), z.record(z.string(), z.int())]).exactOptional(),
  imageUrl: z.url().exactOptional(),
});
export const SEED = z.strictObject({
  title: z.string().min(1),
  handle: z.string().exactOptional(),
  descriptionHtml: z.string().exactOptional(),
  vendor: z.string().exactOptional(),
  productType: z.string().exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  status: status.exactOptional(),
  isPublished: z.boolean().exactOptional(),
  options: z.array(z.string()).exactOptional(),
  images: z.array(z.strictObject({ url: z.url(), alt: z.string().exactOptional() })).exactOptional(),
  variants: z.array(variant).min(1),
});
