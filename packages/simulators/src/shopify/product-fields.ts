import type { AdminContext } from './admin-context.ts';
import { moment } from './admin-context.ts';
import type { ConnectionArguments } from './connection.ts';
import { connection } from './connection.ts';
import { globalId } from './global-id.ts';
import { availableUnits } from './inventory.ts';
import { metafieldMembers } from './metafield-fields.ts';
import type { ImageRecord, ProductRecord, VariantRecord } from './product-record.ts';
import { variantTitle } from './product-record.ts';

/** A product as the schema shows it. */
export function productFields(context: AdminContext, it: ProductRecord): unknown {
  const { shop } = context;
  const units = (): number =>
    it.variants.reduce(
      (sum, { inventoryItem }) => (inventoryItem.tracked ? sum + availableUnits(shop, inventoryItem) : sum),
      0,
    );
  return {
    __typename: 'Product',
    id: globalId('Product', it.id),
    legacyResourceId: String(it.id),
    title: it.title,
    handle: it.handle,
    description: () => plainText(it.descriptionHtml),
    descriptionHtml: it.descriptionHtml,
    vendor: it.vendor,
    productType: it.productType,
    category: null,
    tags: [...it.tags].sort(),
    status: it.status,
    isGiftCard: false,
    createdAt: moment(it.createdAt),
    updatedAt: moment(it.updatedAt),
    publishedAt: moment(it.publishedAt),
    onlineStoreUrl:
      it.status === 'ACTIVE' && it.publishedAt !== null
        ? `https://${shop.settings.domain}/products/${it.handle}`
        : null,
    hasOnlyDefaultVariant: it.options.length === 0,
    hasOutOfStockVariants: () =>
      it.variants.some((variant) => variant.inventoryItem.tracked && unitsOf(context, variant) <= 0),
    tracksInventory: it.variants.some(({ inventoryItem }) => inventoryItem.tracked),
    totalInventory: units,
    variantsCount: { count: it.variants.length, precision: 'EXACT' },
    options: ({ first }: { first?: number | null }) => optionFields(it).slice(0, first ?? undefined),
    featuredMedia: () => (it.images[0] === undefined ? null : mediaFields(it.images[0])),
    media: (asked: ConnectionArguments) => mediaConnection(it.images, asked),
    variants: (asked: ConnectionArguments) =>
      connection(it.variants, asked, {
        id: ({ id }) => id,
        sortValue: (variant) => it.variants.indexOf(variant),
        show: (variant) => variantFields(context, variant),
      }),
    ...metafieldMembers(context, 'PRODUCT', it.metafields),
  };
}

/** A variant as the schema shows it. */
export function variantFields(context: AdminContext, it: VariantRecord): unknown {
  const { product } = it;
  const title = variantTitle(it);
  const isSold = (): boolean =>
    !it.inventoryItem.tracked || it.inventoryPolicy === 'CONTINUE' || unitsOf(context, it) > 0;
  return {
    __typename: 'ProductVariant',
    id: globalId('ProductVariant', it.id),
    legacyResourceId: String(it.id),
    title,
    displayName: `${product.title} - ${title}`,
    position: product.variants.indexOf(it) + 1,
    sku: it.sku,
    barcode: it.barcode,
    price: it.price,
    compareAtPrice: it.compareAtPrice,
    taxable: it.taxable,
    inventoryPolicy: it.inventoryPolicy,
    inventoryQuantity: () => unitsOf(context, it),
    sellableOnlineQuantity: () => unitsOf(context, it),
    availableForSale: () => product.status === 'ACTIVE' && isSold(),
    createdAt: moment(it.createdAt),
    updatedAt: moment(it.updatedAt),
    selectedOptions: () => selectedOptions(it),
    product: () => productFields(context, product),
    inventoryItem: () => context.show.inventoryItem(it.inventoryItem),
    media: (asked: ConnectionArguments) =>
      mediaConnection(
        product.images.filter(({ id }) => it.imageIds.includes(id)),
        asked,
      ),
    ...metafieldMembers(context, 'PRODUCTVARIANT', it.metafields),
  };
}

function unitsOf({ shop }: AdminContext, { inventoryItem }: VariantRecord): number {
  return availableUnits(shop, inventoryItem);
}

/** A product without options shows one all the same, as Shopify does. */
function optionFields(product: ProductRecord): unknown[] {
  if (product.options.length === 0) return [defaultOption(product)];
  return product.options.map((option, index) => ({
    id: globalId('ProductOption', option.id),
    name: option.name,
    position: index + 1,
    values: option.values.map(({ name }) => name),
    optionValues: option.values.map(({ id, name }) => ({
      id: globalId('ProductOptionValue', id),
      name,
      hasVariants: product.variants.some(({ values }) => values[index] === name),
    })),
  }));
}

function defaultOption(product: ProductRecord): unknown {
  const value = { id: globalId('ProductOptionValue', product.id), name: 'Default Title', hasVariants: true };
  return {
    id: globalId('ProductOption', product.id),
    name: 'Title',
    position: 1,
    values: [value.name],
    optionValues: [value],
  };
}

function selectedOptions({ product, values }: VariantRecord): unknown[] {
  if (product.options.length === 0) {
    const optionValue = { id: globalId('ProductOptionValue', product.id), name: 'Default Title' };
    return [{ name: 'Title', value: optionValue.name, optionValue }];
  }
  return product.options.map(({ name, values: known }, index) => {
    const value = values[index] ?? '';
    const id = known.find((it) => it.name === value)?.id ?? 0;
    return { name, value, optionValue: { id: globalId('ProductOptionValue', id), name: value } };
  });
}

function mediaConnection(images: readonly ImageRecord[], asked: ConnectionArguments): unknown {
  return connection(images, asked, {
    id: ({ id }) => id,
    sortValue: (image) => images.indexOf(image),
    show: mediaFields,
  });
}

function mediaFields(it: ImageRecord): unknown {
  const image = {
    id: globalId('ImageSource', it.id),
    url: it.url,
    altText: it.alt,
    width: null,
    height: null,
  };
  return {
    __typename: 'MediaImage',
    id: globalId('MediaImage', it.id),
    alt: it.alt,
    mediaContentType: 'IMAGE',
    mimeType: 'image/jpeg',
    status: 'READY',
    preview: { image, status: 'READY' },
    image,
  };
}

/** The text of a description: Shopify drops the tags and joins the rest. */
function plainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
