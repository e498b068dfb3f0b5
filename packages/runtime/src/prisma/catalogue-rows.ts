import {
  brandId,
  type ConnectionId,
  type ProductId,
  type Sku,
  type StockItemId,
  type StoreProductId,
  type StoreVariantId,
  type VariantId,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import type { Gtin } from '@quayside/core/domain/gtin';
import type { Product } from '@quayside/core/domain/product';
import { searchTextOfVariant } from '@quayside/core/domain/search-text';
import type { Stock } from '@quayside/core/domain/stock';
import type { Variant } from '@quayside/core/domain/variant';
import type { Prisma, Product as ProductRow, Variant as VariantRow } from './generated/client.ts';
import {
  fromDate,
  fromDateOrNull,
  fromMoneyOrNull,
  idOrNull,
  toDate,
  toDateOrNull,
  toJson,
  toJsonOrNull,
} from './rows.ts';

export function toProduct(row: ProductRow): Product {
  return {
    id: brandId<ProductId>(row.id),
    connectionId: brandId<ConnectionId>(row.connectionId),
    storeProductId: brandId<StoreProductId>(row.storeProductId),
    title: row.title,
    brand: row.brand,
    options: row.options as unknown as Product['options'],
    images: row.images,
    readBeganAt: fromDate(row.readBeganAt),
    goneAt: fromDateOrNull(row.goneAt),
    version: row.version,
  };
}

export function fromProduct(workspaceId: WorkspaceId, product: Product): Prisma.ProductCreateManyInput {
  return {
    workspaceId,
    id: product.id,
    connectionId: product.connectionId,
    storeProductId: product.storeProductId,
    title: product.title,
    brand: product.brand,
    options: toJson(product.options),
    images: [...product.images],
    readBeganAt: toDate(product.readBeganAt),
    goneAt: toDateOrNull(product.goneAt),
    version: product.version,
  };
}

export function toVariant(row: VariantRow): Variant {
  const salePrice = fromMoneyOrNull(row.saleAmount, row.saleCurrency);
  return {
    id: brandId<VariantId>(row.id),
    connectionId: brandId<ConnectionId>(row.connectionId),
    storeProductId: brandId<StoreProductId>(row.storeProductId),
    storeVariantId: brandId<StoreVariantId>(row.storeVariantId),
    sku: idOrNull<Sku>(row.sku),
    barcode: row.barcode,
    gtin: row.gtin as Gtin | null,
    title: row.title,
    options: row.options as unknown as Variant['options'],
    images: row.images,
    price: fromMoneyOrNull(row.priceAmount, row.priceCurrency),
    sale:
      salePrice === null
        ? null
        : { price: salePrice, from: fromDateOrNull(row.saleFrom), until: fromDateOrNull(row.saleUntil) },
    cost: fromMoneyOrNull(row.costAmount, row.costCurrency),
    stock: toStock(row),
    stockByLocation: row.stockByLocation as Variant['stockByLocation'],
    stockItemId: idOrNull<StockItemId>(row.stockItemId),
    attributes: row.attributes as unknown as Variant['attributes'],
    isEnabled: row.isEnabled,
    readBeganAt: fromDate(row.readBeganAt),
    goneAt: fromDateOrNull(row.goneAt),
    version: row.version,
  };
}

function toStock(row: Pick<VariantRow, 'stockKind' | 'stockQuantity'>): Stock {
  if (row.stockKind === 'untracked') return { kind: 'untracked' };
  if (row.stockQuantity === null) throw new Error('A row holds counted stock without a count');
  return { kind: row.stockKind as 'tracked' | 'backorderable', quantity: row.stockQuantity };
}

export function fromVariant(workspaceId: WorkspaceId, variant: Variant): Prisma.VariantCreateManyInput {
  return {
    workspaceId,
    id: variant.id,
    connectionId: variant.connectionId,
    storeProductId: variant.storeProductId,
    storeVariantId: variant.storeVariantId,
    sku: variant.sku,
    barcode: variant.barcode,
    gtin: variant.gtin,
    title: variant.title,
    options: toJson(variant.options),
    images: [...variant.images],
    priceAmount: variant.price?.amount ?? null,
    priceCurrency: variant.price?.currency ?? null,
    saleAmount: variant.sale?.price.amount ?? null,
    saleCurrency: variant.sale?.price.currency ?? null,
    saleFrom: toDateOrNull(variant.sale?.from ?? null),
    saleUntil: toDateOrNull(variant.sale?.until ?? null),
    costAmount: variant.cost?.amount ?? null,
    costCurrency: variant.cost?.currency ?? null,
    stockKind: variant.stock.kind,
    stockQuantity: variant.stock.kind === 'untracked' ? null : variant.stock.quantity,
    stockByLocation: toJsonOrNull(variant.stockByLocation),
    stockItemId: variant.stockItemId,
    attributes: toJson(variant.attributes),
    isEnabled: variant.isEnabled,
    readBeganAt: toDate(variant.readBeganAt),
    goneAt: toDateOrNull(variant.goneAt),
    searchText: searchTextOfVariant(variant),
    version: variant.version,
  };
}
