import type { Variant } from '@quayside/core/domain/variant';
import type { ListingSeed } from '@quayside/simulators/amazon/listing-seeds';
import type { Cast } from './cast.ts';

const mostListed = 12;
const underOtherSkus = 2;
/** The SKU on Amazon of a listing that only its title tells of. */
export const underOtherWords = 'AMZ-9001';

/** What the seller has on Amazon before Quayside comes. */
export function chooseExisting(variants: readonly Variant[], cast: Cast): readonly ListingSeed[] {
  const bySku = new Map(variants.map((variant) => [String(variant.sku), variant]));
  const shared = { quantity: 1, handlingDays: 2 };
  const ofCast = Object.values(cast).map((sku) => ({
    ...shared,
    // Under a SKU of which the shop knows nothing: the merchant has to link it by hand.
    sku: sku === cast.notLinkedAtFirst ? unknownSkuOf(cast) : sku,
    title: bySku.get(sku)?.title ?? sku,
    price: priceOf(bySku.get(sku)),
  }));
  const numbered = numberedVariants(variants, new Set(Object.values(cast)))
    .slice(-underOtherSkus)
    .map((variant, index) => ({
      ...shared,
      sku: `AMZ-${2001 + index}`,
      title: variant.title,
      price: priceOf(variant),
      identifier: variant.gtin?.slice(1) ?? '',
    }));
  const worded = wordedVariant(variants, cast);
  return [
    ...ofCast,
    ...numbered,
    ...(worded === undefined
      ? []
      : [{ ...shared, sku: underOtherWords, title: `${worded.title}, original`, price: priceOf(worded) }]),
    { ...shared, sku: 'OLD-STOCK', title: 'Something that the shop never had', price: '19.90' },
  ];
}

/** What the seller asks on Amazon before: the shop's own price. One far from it would be asked about, rightly, once the listing is linked. */
function priceOf(variant: Variant | undefined): string {
  return variant?.price?.amount ?? '19.90';
}

/** The SKU on Amazon of the part that is linked by hand. */
export function unknownSkuOf(cast: Cast): string {
  return `AMZ-${cast.notLinkedAtFirst}`.slice(0, 40);
}

/** Variants that can be listed: with a SKU of their own, counted stock, and not on Amazon yet; those with a barcode first. */
export function chooseCandidates(variants: readonly Variant[], cast: Cast): readonly Variant[] {
  const taken = new Set<string>(Object.values(cast));
  const isUsable = usableOf(variants, taken);
  const numbered = numberedVariants(variants, taken).slice(0, -underOtherSkus).filter(isUsable);
  const others = variants.filter((variant) => variant.gtin === null && isUsable(variant));
  return [...numbered, ...others].slice(0, mostListed);
}

/** Variants of different products that can be listed and have no barcode; products of one variant first. */
export function unnumbered(variants: readonly Variant[], cast: Cast): readonly Variant[] {
  const isUsable = usableOf(variants, new Set<string>(Object.values(cast)));
  const usable = variants.filter((variant) => variant.barcode === null && isUsable(variant));
  const [whole, parts] = [true, false].map((isWhole) =>
    usable.filter(({ options }) => (options.length === 0) === isWhole),
  );
  const byProduct = Map.groupBy([...(whole ?? []), ...(parts ?? [])], ({ storeProductId }) => storeProductId);
  return [...byProduct.values()].flatMap(([first]) => first ?? []);
}

/** The variant of which Amazon has a listing that only its title tells of. */
export function wordedVariant(variants: readonly Variant[], cast: Cast): Variant | undefined {
  return unnumbered(variants, cast).at(-1);
}

function usableOf(variants: readonly Variant[], taken: ReadonlySet<string>): (variant: Variant) => boolean {
  const holders = Map.groupBy(variants, ({ sku }) => sku);
  return ({ sku, stock, price }) =>
    sku !== null &&
    sku.length <= 40 &&
    holders.get(sku)?.length === 1 &&
    !taken.has(sku) &&
    price !== null &&
    stock.kind === 'tracked' &&
    stock.quantity > 0;
}

/** Variants with counted stock and a barcode of their own that a buyer's unit carries. */
function numberedVariants(variants: readonly Variant[], taken: ReadonlySet<string>): readonly Variant[] {
  const holders = Map.groupBy(variants, ({ gtin }) => gtin);
  return variants.filter(
    ({ gtin, sku, stock }) =>
      stock.kind === 'tracked' &&
      gtin !== null &&
      gtin.startsWith('0') &&
      holders.get(gtin)?.length === 1 &&
      sku !== null &&
      !taken.has(sku),
  );
}
