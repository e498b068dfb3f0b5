/** What a product is in Amazon's catalogue; `VARIATION_PARENT` only groups others and cannot be sold. */
export type ItemClassification = 'BASE_PRODUCT' | 'VARIATION_PARENT';

/** What may be known of an item besides its title: shown in its summary, or in its relationships. */
interface ItemDetails {
  readonly brand?: string;
  readonly modelNumber?: string;
  readonly partNumber?: string;
  readonly color?: string;
  readonly size?: string;
  readonly style?: string;
  readonly packageQuantity?: number;
  /** The parent of the variation that it is a child of. */
  readonly parentAsin?: string;
}

/** One ASIN in one store. */
export interface CatalogueItem extends ItemDetails {
  readonly asin: string;
  readonly marketplaceId: string;
  readonly title: string;
  /** Address of the main picture. */
  readonly image?: string;
  /** Trade item numbers as the seller who made the item gave them: 8, 12, 13 or 14 digits, or an ISBN-10. */
  readonly gtins: readonly string[];
  readonly productType: string;
  readonly classification: ItemClassification;
}

/** An item to start with; what is missing is made up. */
export interface CatalogueSeed extends ItemDetails {
  readonly asin: string;
  /** Default: every store in which a seller sells. */
  readonly marketplaceIds?: readonly string[];
  readonly title: string;
  readonly image?: string;
  readonly gtins?: readonly string[];
  readonly productType?: string;
  readonly classification?: ItemClassification;
}

/** Amazon's catalogue, store by store. Several items may carry the same number: Amazon has such duplicates. */
export class CatalogueStore {
  readonly #items = new Map<string, CatalogueItem>();
  readonly #byNumber = new Map<string, CatalogueItem[]>();

  /** Puts an item into the stores named, in place of what was there. */
  put(seed: CatalogueSeed, marketplaceIds: readonly string[]): void {
    for (const marketplaceId of seed.marketplaceIds ?? marketplaceIds) {
      const known = this.find(marketplaceId, seed.asin);
      if (known !== undefined) this.#forget(known);
      const { marketplaceIds: _, ...told } = seed;
      const item: CatalogueItem = {
        ...told,
        marketplaceId,
        gtins: seed.gtins ?? [],
        productType: seed.productType ?? 'PRODUCT',
        classification: seed.classification ?? 'BASE_PRODUCT',
      };
      this.#items.set(itemKey(marketplaceId, item.asin), item);
      for (const number of numbersOf(item)) {
        const key = itemKey(marketplaceId, number);
        this.#byNumber.set(key, [...(this.#byNumber.get(key) ?? []), item]);
      }
    }
  }

  /** The item with this ASIN in a store. */
  find(marketplaceId: string, asin: string): CatalogueItem | undefined {
    return this.#items.get(itemKey(marketplaceId, asin));
  }

  /**
   * The items that carry a number, whatever the form in which it is asked for: Amazon turns every number into a GTIN of 14 digits before it looks
   * (amzn/selling-partner-api-models issue 264, answer of 2022-08-08).
   */
  withNumber(marketplaceId: string, number: string): readonly CatalogueItem[] {
    return this.#byNumber.get(itemKey(marketplaceId, fourteenDigits(number))) ?? [];
  }

  /** All items of a store. */
  *ofStore(marketplaceId: string): Iterable<CatalogueItem> {
    for (const item of this.#items.values()) if (item.marketplaceId === marketplaceId) yield item;
  }

  #forget(item: CatalogueItem): void {
    this.#items.delete(itemKey(item.marketplaceId, item.asin));
    for (const number of numbersOf(item)) {
      const key = itemKey(item.marketplaceId, number);
      this.#byNumber.set(
        key,
        (this.#byNumber.get(key) ?? []).filter((it) => it !== item),
      );
    }
  }
}

/** The number with leading zeros; an ISBN-10 as the GTIN with the prefix 978 (ISO 2108). */
export function fourteenDigits(number: string): string {
  if (!/^\d{9}[\dX]$/.test(number)) return number.padStart(14, '0');
  const body = `0978${number.slice(0, 9)}`;
  let weighted = 0;
  for (let index = 0; index < body.length; index += 1)
    weighted += Number(body[index]) * (index % 2 === 0 ? 3 : 1);
  return `${body}${(10 - (weighted % 10)) % 10}`;
}

function numbersOf(item: CatalogueItem): ReadonlySet<string> {
  return new Set(item.gtins.map(fourteenDigits));
}

function itemKey(marketplaceId: string, id: string): string {
  return `${marketplaceId} ${id}`;
}
