import { exact } from '../decimal-text.ts';
import type { JsonObject } from '../json-object.ts';
import { globalId, levelId } from './global-id.ts';
import { availableUnits } from './inventory.ts';
import { orderPayload, parcelPayload, refundPayload, stamp } from './order-payload.ts';
import type { ProductRecord, VariantRecord } from './product-record.ts';
import { variantTitle } from './product-record.ts';
import type { Shop, ShopEvent } from './shop.ts';

/** Products tell of no more variants in full (description of the topic products/update). */
const MOST_VARIANTS = 100;

/**
 * What a webhook of this event says. Members are those of Shopify's documented examples as far as the simulator knows them; buyers' data is left out for an app that
 * is not approved for it.
 */
export function webhookPayload(shop: Shop, event: ShopEvent): JsonObject {
  switch (event.topic) {
    case 'products/create':
    case 'products/update':
      return productPayload(shop, event.product);
    case 'products/delete':
      return { id: event.productId };
    case 'inventory_levels/update': {
      const { item, level } = event;
      return {
        inventory_item_id: item.id,
        location_id: level.locationId,
        available: level.available,
        updated_at: stamp(level.updatedAt),
        admin_graphql_api_id: levelId(level.id, item.id),
      };
    }
    case 'orders/create':
    case 'orders/updated':
    case 'orders/cancelled':
      return orderPayload(shop, event.order);
    case 'fulfillments/create':
    case 'fulfillments/update':
      return parcelPayload(shop, event.order, event.fulfillment);
    case 'refunds/create':
      return refundPayload(event.order, event.refund);
    case 'app/uninstalled':
      return shopPayload(shop);
    case 'app/scopes_update': {
      const { previous, current } = event;
      const updatedAt = shop.now().toISOString();
      return { id: shop.id, shop_id: globalId('Shop', shop.id), previous, current, updated_at: updatedAt };
    }
    default:
      return privacyPayload(shop, event);
  }
}

function privacyPayload(shop: Shop, event: Extract<ShopEvent, { readonly email: string }>): JsonObject {
  const about = { shop_id: shop.id, shop_domain: shop.settings.domain };
  if (event.topic === 'shop/redact') return about;
  const customer = { id: shop.nextId(), email: event.email, phone: null };
  return event.topic === 'customers/redact'
    ? { ...about, customer, orders_to_redact: event.orderIds }
    : { ...about, customer, orders_requested: event.orderIds, data_request: { id: shop.nextId() } };
}

function productPayload(shop: Shop, product: ProductRecord): JsonObject {
  const images = product.images.map(({ id, url, alt }, index) => ({
    id,
    admin_graphql_api_id: globalId('ProductImage', id),
    product_id: product.id,
    position: index + 1,
    src: url,
    alt,
    variant_ids: product.variants.filter(({ imageIds }) => imageIds.includes(id)).map((it) => it.id),
  }));
  const newest = [...product.variants].sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
  return {
    admin_graphql_api_id: globalId('Product', product.id),
    body_html: product.descriptionHtml,
    created_at: stamp(product.createdAt),
    handle: product.handle,
    id: product.id,
    product_type: product.productType,
    published_at: stamp(product.publishedAt),
    template_suffix: null,
    title: product.title,
    updated_at: stamp(product.updatedAt),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: 'web',
    tags: product.tags.join(', '),
    variants: product.variants.slice(0, MOST_VARIANTS).map((variant) => variantPayload(shop, variant)),
    options: product.options.map(({ id, name, values }, index) => ({
      id,
      product_id: product.id,
      name,
      position: index + 1,
      values: values.map((value) => value.name),
    })),
    images,
    image: images[0] ?? null,
    variant_gids: newest.map(({ id, updatedAt }) => ({
      admin_graphql_api_id: globalId('ProductVariant', id),
      updated_at: stamp(updatedAt),
    })),
  };
}

function variantPayload(shop: Shop, variant: VariantRecord): JsonObject {
  const units = availableUnits(shop, variant.inventoryItem);
  const [option1 = 'Default Title', option2 = null, option3 = null] = variant.values;
  return {
    admin_graphql_api_id: globalId('ProductVariant', variant.id),
    barcode: variant.barcode,
    compare_at_price: variant.compareAtPrice,
    created_at: stamp(variant.createdAt),
    id: variant.id,
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    position: variant.product.variants.indexOf(variant) + 1,
    price: exact(variant.price).toFixed(2),
    product_id: variant.product.id,
    sku: variant.sku,
    taxable: variant.taxable,
    title: variantTitle(variant),
    updated_at: stamp(variant.updatedAt),
    option1,
    option2,
    option3,
    image_id: variant.imageIds[0] ?? null,
    inventory_item_id: variant.inventoryItem.id,
    inventory_quantity: units,
    old_inventory_quantity: units,
  };
}

function shopPayload({ id, settings, createdAt }: Shop): JsonObject {
  return {
    id,
    name: settings.name,
    email: settings.email,
    domain: settings.domain,
    myshopify_domain: settings.domain,
    country: settings.country,
    country_code: settings.country,
    currency: settings.currency,
    iana_timezone: settings.ianaTimezone,
    primary_locale: settings.locales[0] ?? 'en',
    taxes_included: settings.taxesIncluded,
    created_at: stamp(createdAt),
    updated_at: stamp(createdAt),
  };
}
