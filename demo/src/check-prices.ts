import type { Variant } from '@quayside/core/domain/variant';
import { surchargePercent } from './listing-acts.ts';
import type { Connected } from './story.ts';
import { until } from './until.ts';

/**
 * P5: what Amazon shows is the shop's price and the surcharge, to the cent. Reckoned here in whole cents and by itself, so that a mistake of the policy's code
 * cannot be repeated.
 *
 * @param linked shop SKUs by SKU on Amazon.
 * @returns what differs, in words.
 */
export async function wrongPrices(scene: Connected, linked: ReadonlyMap<string, string>): Promise<string[]> {
  const variants = await scene.view.variants(scene.store);
  const wrong: string[] = [];
  for (const [channelSku, shopSku] of linked) {
    const variant = variants.find(({ sku }) => sku === shopSku);
    const expected = variant === undefined ? null : expectedCents(variant);
    if (expected === null) continue;
    try {
      await until(
        'the price',
        async () => {
          const price = await scene.stage.amazon.priceOf({ sku: channelSku });
          return price !== null && cents(price.amount) === expected;
        },
        15_000,
      );
    } catch {
      const price = await scene.stage.amazon.priceOf({ sku: channelSku });
      wrong.push(
        `${channelSku} costs ${price?.amount ?? 'nothing'}, ${String(expected)} cents were expected`,
      );
    }
  }
  return wrong;
}

function expectedCents({ price, sale }: Pick<Variant, 'price' | 'sale'>): bigint | null {
  const now = new Date().toISOString();
  const isOnSale =
    sale !== null && (sale.from === null || sale.from <= now) && (sale.until === null || sale.until > now);
  const source = isOnSale ? sale.price : price;
  if (source === null) return null;
  // Half up, in whole numbers.
  return (cents(source.amount) * (100n + BigInt(surchargePercent)) + 50n) / 100n;
}

function cents(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(2, '0').slice(0, 2));
}
