import { brandId, type StoreOrderId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import { parseMoney } from '@quayside/core/domain/money';
import { err, ok, type Result } from '@quayside/core/domain/result';
import type { StoreOrderSnapshot } from '@quayside/core/domain/shipment';
import { z } from 'zod';
import { storeVariantId } from './product-shape.ts';
import { readGmt } from './site-time.ts';

/** The custom field that carries the key of the marketplace order. The underscore hides it from the order screen. */
export const orderKeyField = '_quayside_order_key';

/** What is asked of orders: no addresses, so that no buyer data crosses the wire without need (P7). */
export const orderFields =
  'id,number,status,date_created_gmt,date_modified_gmt,date_completed_gmt,total,currency,meta_data,line_items,refunds';

export const wooOrder = z.object({
  id: z.number(),
  number: z.union([z.string(), z.number()]).optional(),
  /** Open: plugins add their own. */
  status: z.string(),
  date_created_gmt: z.string().nullish(),
  date_modified_gmt: z.string().nullish(),
  date_completed_gmt: z.string().nullish(),
  total: z.string().nullish(),
  currency: z.string().nullish(),
  refunds: z.array(z.object({ id: z.number(), reason: z.string().nullish() })).catch([]),
  meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).catch([]),
  line_items: z
    .array(
      z.object({
        id: z.number(),
        product_id: z.number().catch(0),
        variation_id: z.number().catch(0),
        quantity: z.number().catch(0),
      }),
    )
    .catch([]),
});
export type WooOrder = z.infer<typeof wooOrder>;

/** Statuses of the core plugin that give up the order; its units are back in stock or were never taken. A `refunded` one may have left: its refunds say what was given back. */
const cancelledStatuses = new Set(['cancelled', 'failed', 'trash']);

export function mapOrderStatus(
  status: string,
  shippedStatuses: readonly string[],
): StoreOrderSnapshot['status'] {
  if (cancelledStatuses.has(status)) return 'cancelled';
  return shippedStatuses.includes(status) ? 'shipped' : 'open';
}

/** The key that we wrote, exactly; `null` for orders of the shop's own. */
export function orderKey(order: Pick<WooOrder, 'meta_data'>): string | null {
  const value = order.meta_data.find(({ key }) => key === orderKeyField)?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}

function storeOrderId(id: number): StoreOrderId {
  return brandId<StoreOrderId>(String(id));
}

export function mapOrder(
  order: WooOrder,
  { parcels, refunds }: Pick<StoreOrderSnapshot, 'parcels' | 'refunds'>,
  shippedStatuses: readonly string[],
  readBeganAt: Instant,
): Result<StoreOrderSnapshot, string> {
  const createdAt = readGmt(order.date_created_gmt);
  if (createdAt === null) return err('date_created_gmt (not a time)');
  const total = parseMoney(order.total ?? '', order.currency ?? '');
  return ok({
    storeOrderId: storeOrderId(order.id),
    number: String(order.number ?? order.id),
    key: orderKey(order),
    status: mapOrderStatus(order.status, shippedStatuses),
    createdAt,
    readBeganAt,
    lines: order.line_items.map(({ product_id: product, variation_id: variation, quantity }) => ({
      storeVariantId: storeVariantId(product, variation),
      quantity,
    })),
    total: total.ok ? total.value : null,
    parcels,
    refunds,
  });
}
