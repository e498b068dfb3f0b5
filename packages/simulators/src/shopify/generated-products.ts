import {
  BRANDS,
  centsText,
  COLOURS,
  KINDS,
  madeUpGtin,
  MANNERS,
  MOST_MADE_UP,
  repeatable,
  SIZES,
} from '../made-up-goods.ts';
import type { ProductSeed, VariantSeed } from './seed-products.ts';
import { seedProduct } from './seed-products.ts';
import type { Shop } from './shop.ts';

const DAY_MS = 86_400_000;

/**
 * Fills a shop with exactly `count` variants, the same ones in every run: half of them products of one variant, the others 2 to 20 of one product. They have the gaps of
 * a real catalogue: some without barcode, counted stock, picture or cost, some reduced, and were last changed a day ago. Throws for more than a million.
 */
export function generateProducts(shop: Shop, count: number): void {
  if (count > MOST_MADE_UP) throw new Error(`At most ${MOST_MADE_UP} variants can be generated`);
  const maker = new Maker();
  const at = new Date(shop.now().getTime() - DAY_MS);
  let left = count;
  while (left > 0) {
    const seed = left === 1 || maker.isSimpleNext ? maker.simple() : maker.varied(left);
    left -= seed.variants.length;
    seedProduct(shop, seed, { at });
  }
}

class Maker {
  #products = 0;
  #simple = 0;
  #varied = 0;
  readonly #random = repeatable(0x5eed);

  /** So that both kinds come to the same number of variants. */
  get isSimpleNext(): boolean {
    return this.#simple <= this.#varied;
  }

  simple(): ProductSeed {
    this.#simple += 1;
    return { ...this.#product(), variants: [this.#variant([])] };
  }

  varied(most: number): ProductSeed {
    const wanted = Math.min(most, 2 + Math.floor(this.#random() * 19));
    const pairs = SIZES.flatMap((size) => COLOURS.map((colour) => [colour, size])).slice(0, wanted);
    const product = this.#product();
    const variants = pairs.map((values) => {
      this.#varied += 1;
      const image = this.#random() < 0.5 ? product.images?.[0]?.url : undefined;
      return { ...this.#variant(values), ...(image === undefined ? {} : { imageUrl: image }) };
    });
    return { ...product, options: ['Colour', 'Size'], variants };
  }

  #product(): Omit<ProductSeed, 'variants'> {
    this.#products += 1;
    const number = this.#products;
    const images = Array.from({ length: Math.floor(this.#random() * 4) }, (_, index) => ({
      url: `https://images.example/generated/${number}-${index + 1}.jpg`,
    }));
    return {
      title: `${this.#pick(KINDS)} of ${this.#pick(MANNERS)} no. ${number}`,
      vendor: this.#pick(BRANDS),
      images,
    };
  }

  /** SKU, barcode, prices and stock of something that can be bought. */
  #variant(values: readonly string[]): VariantSeed {
    const number = String(this.#simple + this.#varied).padStart(6, '0');
    const cents = 300 + Math.floor(this.#random() * 20_000);
    const isReduced = this.#random() < 0.1;
    const kind = this.#random();
    return {
      values,
      sku: `GEN-${number}`,
      ...(this.#random() < 0.95 ? { barcode: madeUpGtin(number) } : {}),
      price: centsText(isReduced ? Math.floor(cents * 0.8) : cents),
      ...(isReduced ? { compareAtPrice: centsText(cents) } : {}),
      ...(this.#random() < 0.6 ? { cost: centsText(Math.floor(cents * 0.55)) } : {}),
      isTracked: kind >= 0.03,
      inventoryPolicy: kind >= 0.03 && kind < 0.05 ? 'CONTINUE' : 'DENY',
      stock: kind < 0.1 ? 0 : Math.floor(this.#random() * 400),
    };
  }

  #pick(words: readonly string[]): string {
    return words[Math.floor(this.#random() * words.length)] ?? '';
  }
}
