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
import type { ProductAttribute, ProductRecord, ProductType, TermReference } from './product-record.ts';
import { blankProduct, slugOf } from './product-record.ts';
import type { Shop } from './shop.ts';

const DAY_MS = 86_400_000;
/**
 * Fills a shop with exactly `count` variants, the same ones in every run: half of them simple products, the others variations, 2 to 20 of one product. They
 * have the gaps of a real catalogue: some without GTIN, stock, picture, brand or cost, some on sale, and were last changed a day ago. Throws for more than a million.
 */
export function generateProducts(shop: Shop, count: number): void {
  if (count > MOST_MADE_UP) throw new Error(`At most ${MOST_MADE_UP} variants can be generated`);
  const maker = new Maker(shop, count);
  while (maker.left > 0) {
    if (maker.left === 1 || maker.simple <= maker.variations) maker.addSimple();
    else maker.addVariable();
  }
}

class Maker {
  left: number;
  simple = 0;
  variations = 0;
  readonly #shop: Shop;
  readonly #random = repeatable(0x5eed);
  readonly #now: Date;
  readonly #yesterday: Date;
  readonly #brands: readonly TermReference[];

  constructor(shop: Shop, count: number) {
    this.left = count;
    this.#shop = shop;
    this.#now = shop.clock();
    this.#yesterday = new Date(this.#now.getTime() - DAY_MS);
    this.#brands = BRANDS.map((name) => shop.term('brand', name));
  }

  addSimple(): void {
    const product = this.#product('simple');
    this.simple += 1;
    this.#sell(product);
    this.#shop.placeProduct(product);
  }

  addVariable(): void {
    const wanted = Math.min(this.left, 2 + Math.floor(this.#random() * 19));
    const pairs = SIZES.flatMap((size) => COLOURS.map((colour) => [colour, size] as const)).slice(0, wanted);
    const product = this.#product('variable');
    const attribute = (name: string, position: number, values: readonly string[]): ProductAttribute => ({
      id: 0,
      name,
      position,
      visible: true,
      variation: true,
      options: [...new Set(values)],
    });
    product.attributes = [
      attribute(
        'Colour',
        0,
        pairs.map(([colour]) => colour),
      ),
      attribute(
        'Size',
        1,
        pairs.map(([, size]) => size),
      ),
    ];
    this.#shop.placeProduct(product);
    for (const [colour, size] of pairs) {
      this.variations += 1;
      const variation = blankProduct(this.#shop.nextPostId(), 'variation', this.#yesterday);
      variation.parent_id = product.id;
      variation.variation_attributes = [
        { id: 0, name: 'Colour', option: colour },
        { id: 0, name: 'Size', option: size },
      ];
      if (this.#random() < 0.5) variation.images = [this.#image(variation.id, 1)];
      this.#sell(variation);
      this.#shop.placeProduct(variation);
    }
  }

  #product(type: ProductType): ProductRecord {
    const product = blankProduct(this.#shop.nextPostId(), type, this.#yesterday);
    product.name = `${this.#pick(KINDS)} of ${this.#pick(MANNERS)} no. ${product.id}`;
    product.slug = slugOf(product.name);
    const brand = this.#brands[Math.floor(this.#random() * (this.#brands.length + 1))];
    if (brand !== undefined) product.brands = [brand];
    const images = Math.floor(this.#random() * 4);
    product.images = Array.from({ length: images }, (_, index) => this.#image(product.id, index + 1));
    return product;
  }

  /** SKU, GTIN, prices and stock of something that can be bought. */
  #sell(product: ProductRecord): void {
    const number = String(this.simple + this.variations).padStart(6, '0');
    this.left -= 1;
    product.sku = `GEN-${number}`;
    if (this.#random() < 0.95) {
      product.global_unique_id = madeUpGtin(number);
    }
    const cents = 300 + Math.floor(this.#random() * 20_000);
    product.regular_price = centsText(cents);
    product.cost = this.#random() < 0.6 ? centsText(Math.floor(cents * 0.55)) : '';
    if (this.#random() < 0.1) {
      product.sale_price = centsText(Math.floor(cents * 0.8));
      if (this.#random() < 0.5) {
        product.date_on_sale_from = new Date(this.#now.getTime() - 7 * DAY_MS);
        product.date_on_sale_to = new Date(this.#now.getTime() + 21 * DAY_MS);
      }
    }
    const kind = this.#random();
    if (kind < 0.03) return;
    product.manage_stock = true;
    if (kind < 0.05) product.backorders = 'notify';
    product.stock_quantity = kind < 0.1 ? 0 : Math.floor(this.#random() * 400);
  }

  #image(id: number, index: number): ProductRecord['images'][number] {
    const src = `https://images.example/generated/${id}-${index}.jpg`;
    return { id: this.#shop.nextPostId(), src, name: `${id}-${index}`, alt: '' };
  }

  #pick(words: readonly string[]): string {
    return words[Math.floor(this.#random() * words.length)] ?? '';
  }
}
