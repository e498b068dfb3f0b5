import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { OrderRecord } from './order-record.ts';
import type { MetaEntry, ProductRecord, TermReference } from './product-record.ts';
import { slugOf, withEntities } from './product-record.ts';
import type { ShopSettings } from './shop-settings.ts';

/** Something that happened to a product or an order and that webhooks may tell of. */
export interface ShopEvent {
  readonly resource: 'product' | 'order';
  readonly event: 'created' | 'updated' | 'deleted';
  readonly id: number;
}

/** The shop's memory: products, orders and settings, with the identifiers that tie them together. */
export class Shop {
  readonly clock: Clock;
  readonly settings: ShopSettings;
  readonly orders = new Map<number, OrderRecord>();
  /** Address of the shop without a trailing slash, once it listens. */
  siteUrl = '';
  readonly #listeners: ((event: ShopEvent) => void)[] = [];
  readonly #products = new Map<number, ProductRecord>();
  readonly #variations = new Map<number, Set<number>>();
  readonly #terms = new Map<string, TermReference>();
  #lastPostId = 0;
  #lastItemId = 0;
  #lastMetaId = 0;

  constructor(settings: ShopSettings, clock: Clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** All products and variations by id, trashed ones included. */
  get products(): ReadonlyMap<number, ProductRecord> {
    return this.#products;
  }

  /** Calls `listener` for every event from now on. */
  onEvent(listener: (event: ShopEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** Tells the listeners. */
  emit(event: ShopEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** A fresh id for a product, order, refund or webhook; they share one sequence, as WordPress posts do. */
  nextPostId(): number {
    this.#lastPostId += 1;
    return this.#lastPostId;
  }

  /** Keeps ids below `id` from being given out, after a seed brought its own. */
  reserveIdsUpTo(id: number): void {
    this.#lastPostId = Math.max(this.#lastPostId, id);
  }

  /** A fresh id for an order line, a note or a fulfillment. */
  nextItemId(): number {
    this.#lastItemId += 1;
    return this.#lastItemId;
  }

  /** A custom field with a fresh id. */
  meta(key: string, value: unknown): MetaEntry {
    this.#lastMetaId += 1;
    return { id: this.#lastMetaId, key, value };
  }

  /**
   * The term of this name, made on first use. `kind` is `category`, `tag`, `brand` or `attribute`. Its name is kept with entities, as WordPress keeps
   * the names of terms (observed).
   */
  term(kind: string, shownName: string): TermReference {
    const name = withEntities(shownName);
    const key = `${kind} ${name}`;
    let term = this.#terms.get(key);
    if (term === undefined) {
      term = { id: this.#terms.size + 1, name, slug: slugOf(name) };
      this.#terms.set(key, term);
    }
    return { ...term };
  }

  /** The term with this id, if the shop has it. */
  termById(kind: string, id: number): TermReference | undefined {
    for (const [key, term] of this.#terms)
      if (term.id === id && key.startsWith(`${kind} `)) return { ...term };
    return undefined;
  }

  /** The product or variation that holds this SKU, trashed ones included. */
  productBySku(sku: string): ProductRecord | undefined {
    if (sku === '') return undefined;
    for (const product of this.products.values()) if (product.sku === sku) return product;
    return undefined;
  }

  /** The variations of a product in menu order. */
  variationsOf(productId: number): ProductRecord[] {
    const found: ProductRecord[] = [];
    for (const id of this.#variations.get(productId) ?? []) {
      const variation = this.#products.get(id);
      if (variation !== undefined) found.push(variation);
    }
    return found.sort((a, b) => a.menu_order - b.menu_order || a.id - b.id);
  }

  /** Puts a product or a variation in its place without telling anybody, as a seed does. A variation must know its product. */
  placeProduct(product: ProductRecord): void {
    this.#products.set(product.id, product);
    this.reserveIdsUpTo(product.id);
    if (product.type !== 'variation') return;
    const siblings = this.#variations.get(product.parent_id);
    if (siblings === undefined) this.#variations.set(product.parent_id, new Set([product.id]));
    else siblings.add(product.id);
  }

  /** Takes a product and its variations out of the shop's memory; nobody is told. */
  removeProduct(id: number): void {
    const product = this.#products.get(id);
    if (product === undefined) return;
    for (const variation of this.#variations.get(id) ?? []) this.#products.delete(variation);
    this.#variations.delete(id);
    this.#variations.get(product.parent_id)?.delete(id);
    this.#products.delete(id);
  }

  /** Stores a new product and tells of it. */
  addProduct(product: ProductRecord): void {
    this.placeProduct(product);
    this.emit({ resource: 'product', event: 'created', id: product.id });
  }

  /** Records that a product was saved: moves its modification time and tells of it. */
  saveProduct(product: ProductRecord): void {
    product.date_modified = this.clock();
    this.emit({ resource: 'product', event: 'updated', id: product.id });
    this.touchProductOf(product);
  }

  /** Saves the product of a variation that was added, changed or deleted. */
  touchProductOf(variation: ProductRecord): void {
    const parent = this.products.get(variation.parent_id);
    if (this.settings.variationTouchesParent && parent !== undefined) this.saveProduct(parent);
  }

  /** Records that an order was saved: moves its modification time and tells of it. */
  saveOrder(order: OrderRecord): void {
    order.date_modified = this.clock();
    this.emit({ resource: 'order', event: 'updated', id: order.id });
  }

  /** A random order key such as `wc_order_3f9c...`. */
  orderKey(): string {
    return `wc_order_${randomBytes(7).toString('hex').slice(0, 13)}`;
  }
}
