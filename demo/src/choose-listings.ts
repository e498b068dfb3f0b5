import type { Variant } from '@quayside/core/domain/variant';
import type { ListingSeed } from '@quayside/simulators/amazon/listing-seeds';
import type { Cast } from './cast.ts';

const mostListed = 12;
const underOtherSkus = 2;

/** What the seller has on Amazon before Quayside comes. */
export function chooseExisting(variants: readonly Variant[], cast: Cast): readonly ListingSeed[] {
  const bySku = new Map(variants.map((variant) => [String(variant.sku), variant]));
  const shared = { quantity: 1, price: '19.90', handlingDays: 2 };
  const ofCast = Object.values(cast).map((sku) => ({
    ...shared,
    // Under a SKU of which the shop knows nothing: the merchant has to link it by hand.
    sku: sku === cast.notLinkedAtFirst ? unknownSkuOf(cast) : sku,
    title: bySku.get(sku)?.title ?? sku,
  }));
  const numbered = numberedVariants(variants, new Set(Object.values(cast)))
    .slice(-underOtherSkus)
    .map((variant, index) => ({
      ...shared,
      sku: `AMZ-${2001 + index}`,
      title: variant.title,
      identifier: variant.gtin?.slice(1) ?? '',
    }));
  return [
    ...ofCast,
    ...numbered,
    { ...shared, sku: 'OLD-STOCK', title: 'Something that the shop never had' },
  ];
}

/** The SKU on Amazon of the part that is linked by hand. */
export function unknownSkuOf(cast: Cast): string {
  return `AMZ-${cast.notLinkedAtFirst}`.slice(0, 40);
}

/** Variants that can be listed: with a SKU of their own, counted stock, and not on Amazon yet; those with a barcode first. */
export function chooseCandidates(variants: readonly Variant[], cast: Cast): readonly Variant[] {
  const holders = Map.groupBy(variants, ({ sku }) => sku);
  const taken = new Set<string>(Object.values(cast));
  const isUsable = ({ sku, stock, price }: Variant): boolean =>
    sku !== null &&
    sku.length <= 40 &&
    holders.get(sku)?.length === 1 &&
    !taken.has(sku) &&
    price !== null &&
    stock.kind === 'tracked' &&
    stock.quantity > 0;
  const numbered = numberedVariants(variants, taken).slice(0, -underOtherSkus).filter(isUsable);
  const others = variants.filter((variant) => variant.gtin === null && isUsable(variant));
  return [...numbered, ...others].slice(0, mostListed);
}

/** Variants with a barcode of their own that a buyer's unit carries. */
function numberedVariants(variants: readonly Variant[], taken: ReadonlySet<string>): readonly Variant[] {
  const holders = Map.groupBy(variants, ({ gtin }) => gtin);
  return variants.filter(
    ({ gtin, sku }) =>
      gtin !== null &&
      gtin.startsWith('0') &&
      holders.get(gtin)?.length === 1 &&
      sku !== null &&
      !taken.has(sku),
  );
}
