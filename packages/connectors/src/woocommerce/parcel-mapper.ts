import { instant, type Instant } from '@quayside/core/domain/instant';
import type { StoreParcel } from '@quayside/core/domain/shipment';
import { z } from 'zod';
import { storeVariantId } from './product-shape.ts';
import type { WooOrder } from './order-mapper.ts';
import { readGmt } from './site-time.ts';

const metaEntry = z.object({ key: z.string(), value: z.unknown() });

/** A parcel of WooCommerce's own order fulfillments (since 10.1, off by default; plugin source). */
export const wooFulfillment = z.object({
  id: z.number(),
  is_fulfilled: z.boolean().catch(false),
  date_updated: z.string().nullish(),
  meta_data: z.array(metaEntry).catch([]),
});
export type WooFulfillment = z.infer<typeof wooFulfillment>;

/** Written by the plugins "WooCommerce Shipment Tracking" and "Advanced Shipment Tracking". */
const trackingItems = z.array(
  z.object({
    tracking_provider: z.string().catch(''),
    custom_tracking_provider: z.string().catch(''),
    tracking_number: z.string().catch(''),
    /** Unix seconds, as text. */
    date_shipped: z.union([z.string(), z.number()]).optional(),
    tracking_id: z.string().optional(),
  }),
);
const packedItems = z.array(z.object({ item_id: z.coerce.number(), qty: z.coerce.number() }));

/** When the order left, as far as the shop says it for the whole order. */
function leftAt(order: WooOrder, readBeganAt: Instant): Instant {
  return readGmt(order.date_completed_gmt) ?? readGmt(order.date_modified_gmt) ?? readBeganAt;
}

/** Parcels of the fulfillments route; those still being packed are left out. */
export function mapFulfillments(
  order: WooOrder,
  fulfillments: readonly WooFulfillment[],
  readBeganAt: Instant,
): readonly StoreParcel[] {
  return fulfillments
    .filter((each) => each.is_fulfilled)
    .map((each) => {
      const text = (key: string): string | null => {
        const value = each.meta_data.find((entry) => entry.key === key)?.value;
        return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
      };
      return {
        id: `fulfillment/${each.id}`,
        carrier: text('_provider_name') ?? text('_shipment_provider'),
        trackingNumber: text('_tracking_number'),
        shippedAt: readGmt(each.date_updated) ?? leftAt(order, readBeganAt),
        lines: linesOf(order, each),
      };
    });
}

function linesOf(order: WooOrder, fulfillment: WooFulfillment): StoreParcel['lines'] {
  const packed = packedItems.safeParse(fulfillment.meta_data.find(({ key }) => key === '_items')?.value);
  if (!packed.success) return null;
  const units = new Map<string, number>();
  for (const { item_id: itemId, qty } of packed.data) {
    const line = order.line_items.find(({ id }) => id === itemId);
    if (line === undefined) continue;
    const variant = storeVariantId(line.product_id, line.variation_id);
    units.set(variant, (units.get(variant) ?? 0) + qty);
  }
  return [...units].map(([variant, quantity]) => ({ storeVariantId: variant, quantity }));
}

/** Parcels that plugins keep in custom fields; they hold the whole order. */
export function mapTrackingFields(order: WooOrder, readBeganAt: Instant): readonly StoreParcel[] {
  const field = (name: string): unknown => order.meta_data.find(({ key }) => key === name)?.value;
  const whole = leftAt(order, readBeganAt);
  const items = trackingItems.safeParse(field('_wc_shipment_tracking_items'));
  if (items.success && items.data.length > 0) {
    return items.data.map((item) => ({
      id: `tracking/${item.tracking_id ?? item.tracking_number}`,
      carrier: item.custom_tracking_provider.trim() || item.tracking_provider.trim() || null,
      trackingNumber: item.tracking_number.trim() || null,
      shippedAt: readUnixSeconds(item.date_shipped) ?? whole,
      lines: null,
    }));
  }
  const trackingNumber = field('_tracking_number');
  if (typeof trackingNumber !== 'string' || trackingNumber.trim() === '') return [];
  const provider = field('_tracking_provider');
  const carrier = typeof provider === 'string' ? provider.trim() || null : null;
  return [
    {
      id: `field/${trackingNumber.trim()}`,
      carrier,
      trackingNumber: trackingNumber.trim(),
      shippedAt: whole,
      lines: null,
    },
  ];
}

function readUnixSeconds(text: string | number | undefined): Instant | null {
  const digits = String(text ?? '');
  return /^\d{9,11}$/.test(digits) ? instant(Number(digits) * 1_000) : null;
}
