import {
  brandId,
  type LocationId,
  type StoreProductId,
  type StoreVariantId,
} from '@quayside/core/domain/ids';
import type { ProductRecord, VariantRecord } from '@quayside/simulators/shopify/product-record';
import { announceProduct, seedProduct, type ProductSeed } from '@quayside/simulators/shopify/seed-products';
import type { Shop } from '@quayside/simulators/shopify/shop';
import type { ProductFacts, StoreLevers, VariantFacts } from '../_contract/store-under-test.ts';

/** For tests only: what a merchant enters into the catalogue of a simulated shop. */
export function catalogueLevers(
  shop: Shop,
): Pick<
  StoreLevers,
  'addLocated' | 'addManyProducts' | 'addProduct' | 'addShared' | 'spoil' | 'stockOf' | 'withdraw'
> {
  return {
    addShared() {
      throw new Error('Shopify counts each variant by itself: the cases are named as gaps');
    },
    addLocated() {
      const [first, second] = [...shop.locations.values()];
      if (first === undefined || second === undefined) throw new Error('Two locations');
      const stock = { [first.name]: 6, [second.name]: 4 };
      const product = addProduct(shop, {
        title: 'Located',
        variants: [{ sku: 'LOCATED', price: '9.99', stock }],
      });
      const [variantId] = variantIds(product);
      if (variantId === undefined) throw new Error('A variant');
      const locations = [
        brandId<LocationId>(String(first.id)),
        brandId<LocationId>(String(second.id)),
      ] as const;
      return { productId: productId(product), variantId, locations };
    },
    addManyProducts: () =>
      Array.from({ length: 25 }, (_, index) =>
        productId(
          addProduct(shop, { title: `Thing ${index}`, variants: [{ sku: `THING-${index}`, stock: 1 }] }),
        ),
      ),
    addProduct(facts) {
      const product = addProduct(shop, seedOf(facts));
      return { productId: productId(product), variantIds: variantIds(product) };
    },
    spoil(variantId, field) {
      const variant = variantOf(shop, variantId);
      if (field !== 'title') throw new Error('Shopify’s schema has types: the case is named as a gap');
      variant.product.title = 'x'.repeat(600);
    },
    stockOf: (variantId) =>
      variantOf(shop, variantId).inventoryItem.levels.reduce((units, { available }) => units + available, 0),
    withdraw(id) {
      const product = productOf(shop, id);
      product.status = 'DRAFT';
      shop.saveProduct(product);
    },
  };
}

/** Shopify keeps no dates of a sale, and shows a variant's picture among its product's. */
export function keptOf(facts: ProductFacts): ProductFacts {
  const variants = facts.variants.map((variant) => ({
    ...variant,
    sale: variant.sale && { ...variant.sale, from: null, until: null },
  }));
  return { ...facts, variants, images: picturesOf(facts) };
}

function picturesOf({ images, variants }: ProductFacts): readonly string[] {
  return [...images, ...variants.flatMap((variant) => variant.images)];
}

function seedOf(facts: ProductFacts): ProductSeed {
  return {
    title: facts.title,
    vendor: facts.brand ?? '',
    options: facts.options.map(({ name }) => name),
    images: picturesOf(facts).map((url) => ({ url })),
    variants: facts.variants.map(variantSeed),
  };
}

function variantSeed({
  sku,
  barcode,
  values,
  images,
  price,
  sale,
  cost,
  stock,
}: VariantFacts): ProductSeed['variants'][number] {
  const [imageUrl] = images;
  return {
    sku,
    values,
    price: sale?.price ?? price,
    stock,
    ...(sale !== null && { compareAtPrice: price }),
    ...(barcode !== null && { barcode }),
    ...(cost !== null && { cost }),
    ...(imageUrl !== undefined && { imageUrl }),
  };
}

/** Puts a product into a simulated shop, as its merchant does. */
export function addProduct(shop: Shop, seed: ProductSeed): ProductRecord {
  const product = seedProduct(shop, seed);
  announceProduct(shop, product);
  return product;
}

export function productId(product: ProductRecord): StoreProductId {
  return brandId<StoreProductId>(String(product.id));
}

export function variantIds(product: ProductRecord): readonly StoreVariantId[] {
  return product.variants.map(({ id }) => brandId<StoreVariantId>(String(id)));
}

export function productOf(shop: Shop, id: StoreProductId): ProductRecord {
  const product = shop.products.get(Number(id));
  if (product === undefined) throw new Error(`The shop has no product ${id}`);
  return product;
}

function variantOf(shop: Shop, id: StoreVariantId): VariantRecord {
  const variant = shop.variants.get(Number(id));
  if (variant === undefined) throw new Error(`The shop has no variant ${id}`);
  return variant;
}
