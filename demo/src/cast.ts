import type { Variant } from '@quayside/core/domain/variant';
import type { WooCommerceControl } from '@quayside/simulators/woocommerce/woocommerce-control';

/** The SKUs that play a part, and how many units each must have in the shop. */
export type Cast = Readonly<Record<Part, string>>;

type Part =
  /** Has one unit: it is sold in the shop. */
  | 'lastUnit'
  /** Sold on Amazon, and the shop's answer is lost. */
  | 'soldOnAmazon'
  | 'killedWhileCreating'
  | 'notLinkedAtFirst'
  | 'lostWebhook';

const parts: readonly (readonly [part: Part, units: (stock: number) => boolean, wanted: number])[] = [
  ['lastUnit', (stock) => stock === 1, 1],
  ['soldOnAmazon', (stock) => stock >= 3, 5],
  ['killedWhileCreating', (stock) => stock >= 3, 5],
  ['notLinkedAtFirst', (stock) => stock >= 2, 4],
  ['lostWebhook', (stock) => stock >= 2, 6],
];

export interface Casting {
  readonly cast: Cast;
  /** What was changed in the shop so that the story can be played, in words. */
  readonly changes: readonly string[];
}

/**
 * Chooses variants of the shop for the story. A catalogue whose stock is not counted, or never one unit, is helped: the stock is entered in the
 * shop as its merchant would, and that is said.
 *
 * @throws Error when the catalogue has too few variants with a SKU.
 */
export async function choose(variants: readonly Variant[], shop: WooCommerceControl): Promise<Casting> {
  const holders = new Map<string, number>();
  for (const { sku } of variants) if (sku !== null) holders.set(sku, (holders.get(sku) ?? 0) + 1);
  const usable = variants.filter(({ sku }) => sku !== null && holders.get(sku) === 1);
  if (usable.length < parts.length) {
    throw new Error(
      `The story needs ${parts.length} products with a SKU of their own; this catalogue has ${usable.length}. Add SKUs and export it again.`,
    );
  }
  const cast = new Map<Part, string>();
  const changes: string[] = [];
  for (const [part, fits, wanted] of parts) {
    const free = usable.filter((variant) => ![...cast.values()].includes(variant.sku ?? ''));
    const fitting = free.find((variant) => variant.stock.kind === 'tracked' && fits(variant.stock.quantity));
    const chosen = fitting ?? free.find((variant) => variant.stock.kind !== 'tracked') ?? free[0];
    if (chosen?.sku == null) throw new Error('No product left for the story');
    cast.set(part, chosen.sku);
    if (fitting !== undefined) continue;
    await shop.editProduct({ sku: chosen.sku }, { manageStock: true, stock: wanted });
    const had = chosen.stock.kind === 'tracked' ? `had ${chosen.stock.quantity}` : 'was not counted';
    changes.push(`${chosen.title} (${chosen.sku}): stock ${had}; the shop now counts ${wanted}.`);
  }
  return { cast: Object.fromEntries(cast) as Cast, changes };
}
