import { limitAttributes } from '@quayside/core/domain/attributes';
import { brandId, type StockItemId } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import { parseMoney, type CurrencyCode, type Money } from '@quayside/core/domain/money';
import type { ProductSnapshot } from '@quayside/core/domain/product';
import type { FieldProblem, VariantSnapshot } from '@quayside/core/domain/variant';
import type { MemoryProduct, MemoryVariant } from './memory-shop.ts';

/** Longer titles are cut: no channel takes them. */
const titleLength = 500;

/** Whether a product can be shown at all: a stock that is no number makes it unreadable as a whole. */
export function isReadable(product: MemoryProduct): boolean {
  return product.variants.every(({ stock }) => Number.isFinite(stock));
}

/** A product as the toy connector shows it. What the shop keeps in a form that cannot be used becomes a problem. */
export function showProduct(
  product: MemoryProduct,
  currency: CurrencyCode,
  readBeganAt: Instant,
): ProductSnapshot {
  const { id: storeProductId, content, isSold, variants } = product;
  if (!isSold) return { storeProductId, readBeganAt, content: null, variants: [] };
  return {
    storeProductId,
    readBeganAt,
    content: { ...content, title: content.title.slice(0, titleLength) },
    variants: variants.map((variant) => showVariant(product, variant, currency)),
  };
}

function showVariant(
  { content: { brand }, isEnabled }: MemoryProduct,
  variant: MemoryVariant,
  currency: CurrencyCode,
): VariantSnapshot {
  const { id, sku, barcode, title, options, images, price, sale, cost, stock, stockKind } = variant;
  const { stockByLocation, stockItemId } = variant;
  const problems: FieldProblem[] = [...variant.problems];
  const note = (field: FieldProblem['field'], shown: string): void => {
    problems.push({ field, shown: shown.slice(0, 80) });
  };
  const amount = (field: FieldProblem['field'], text: string | null): Money | null => {
    if (text === null) return null;
    const money = parseMoney(text, currency);
    if (!money.ok) note(field, text);
    return money.ok ? money.value : null;
  };
  const salePrice = amount('sale-price', sale?.price ?? null);
  const quantity = Math.floor(stock);
  if (stockKind !== 'untracked' && quantity !== stock) note('stock', String(stock));
  if (title.length > titleLength) note('title', title);
  return {
    storeVariantId: id,
    sku,
    barcode,
    title: title.slice(0, titleLength),
    options,
    images,
    price: amount('price', price),
    sale: sale === null || salePrice === null ? null : { ...sale, price: salePrice },
    cost: amount('cost', cost),
    stock: stockKind === 'untracked' ? { kind: stockKind } : { kind: stockKind, quantity },
    stockByLocation: stockByLocation && { ...stockByLocation },
    stockItemId: stockItemId === null ? null : brandId<StockItemId>(stockItemId),
    attributes: limitAttributes([
      ['brand', brand === null ? [] : [brand]],
      ...options.map(({ name, value }) => [name, [value]] as const),
      ...Object.entries(variant.attributes),
    ]),
    isEnabled,
    problems,
  };
}
