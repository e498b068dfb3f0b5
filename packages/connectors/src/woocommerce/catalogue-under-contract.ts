import { brandId, type StoreProductId, type StoreVariantId } from '@quayside/core/domain/ids';
import type { FieldProblem } from '@quayside/core/domain/variant';
import { blankProduct, type ProductRecord } from '@quayside/simulators/woocommerce/product-record';
import type { WooCommerceSimulator } from '@quayside/simulators/woocommerce/server';
import type { StoreLevers, VariantFacts } from '../_contract/store-under-test.ts';
import { splitVariantId, storeVariantId } from './product-shape.ts';

/** For tests only: what a merchant enters into the catalogue of a simulated shop, and what broken importers write there. */
export function catalogueLevers(
  simulator: WooCommerceSimulator,
): Pick<StoreLevers, 'addLocated' | 'addProduct' | 'addShared' | 'spoil' | 'withdraw'> {
  const { shop, operations } = simulator;
  return {
    addShared() {
      const parent = addProduct(simulator, 'variable', { name: 'Shared', sku: 'SHARED', stock: 8 });
      const [small, medium] = ['S', 'M'].map((size) => {
        const { id } = addProduct(simulator, 'variation', {
          parent_id: parent.id,
          sku: `SHARED-${size}`,
          variation_attributes: [{ id: 0, name: 'Size', option: size }],
        });
        return storeVariantId(parent.id, id);
      });
      if (small === undefined || medium === undefined) throw new Error('Two variations');
      return {
        productId: brandId<StoreProductId>(String(parent.id)),
        variantIds: [small, medium],
      };
    },
    addLocated() {
      throw new Error('WooCommerce counts in one place: the cases are named as gaps');
    },
    addProduct(facts) {
      const isVariable = facts.options.length > 0;
      if (facts.variants.some(({ cost }) => cost !== null)) shop.settings.costOfGoodsEnabled = true;
      const [only] = facts.variants;
      const product = addProduct(simulator, isVariable ? 'variable' : 'simple', {
        name: markedUp(facts.title),
        brands: facts.brand === null ? [] : [shop.term('brand', escaped(facts.brand))],
        images: facts.images.map((src) => image(simulator, src)),
        attributes: facts.options.map(({ name, values }, position) => ({
          id: 0,
          name: escaped(name),
          position,
          visible: true,
          variation: true,
          options: values.map(escaped),
        })),
        ...(isVariable || only === undefined ? {} : factsOf(only)),
      });
      const productId = brandId<StoreProductId>(String(product.id));
      if (!isVariable) return { productId, variantIds: [brandId<StoreVariantId>(String(product.id))] };
      const variations = facts.variants.map((variant) =>
        addProduct(simulator, 'variation', {
          parent_id: product.id,
          images: variant.images.map((src) => image(simulator, src)),
          variation_attributes: facts.options.map(({ name }, at) => ({
            id: 0,
            name: escaped(name),
            option: escaped(variant.values[at] ?? ''),
          })),
          ...factsOf(variant),
        }),
      );
      const variantIds = variations.map(({ id }) => brandId<StoreVariantId>(`${product.id}/${id}`));
      return { productId, variantIds };
    },
    spoil(variantId, field) {
      const { productId, variationId } = splitVariantId(variantId);
      operations.writeRaw({ productId: variationId || productId }, spoilt[field]);
    },
    withdraw(id) {
      operations.edit({ productId: Number(id) }, { status: 'draft' });
    },
  };
}

const spoilt: Readonly<Record<FieldProblem['field'], Readonly<Record<string, unknown>>>> = {
  price: { regular_price: '1.299,00' },
  'sale-price': { sale_price: '1.299,00' },
  cost: { cost: '1.299,00' },
  stock: { stock_quantity: 2.5 },
  title: { name: 'x'.repeat(600) },
};

function factsOf(variant: VariantFacts): Partial<ProductRecord> & { stock: number } {
  const { sku, barcode, price, sale, cost, stock } = variant;
  return {
    sku,
    global_unique_id: barcode ?? '',
    regular_price: price,
    sale_price: sale?.price ?? '',
    date_on_sale_from: dateOf(sale?.from),
    date_on_sale_to: dateOf(sale?.until),
    cost: cost ?? '',
    stock,
  };
}

function dateOf(moment: string | null | undefined): Date | null {
  return moment === null || moment === undefined ? null : new Date(moment);
}

function image(simulator: WooCommerceSimulator, src: string): ProductRecord['images'][number] {
  return { id: simulator.shop.nextPostId(), src, name: '', alt: '' };
}

/** As WordPress stores what a merchant types: without the right to write HTML, `&`, `<` and `>` become entities. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** With the tags and the entities that importers bring. */
function markedUp(text: string): string {
  return `<strong>${escaped(text).replace(' ', '</strong> ').replaceAll('É', '&Eacute;').replaceAll('“', '&#8220;')}<br/>`;
}

/** Puts a product into a simulated shop; a `stock` is counted. */
export function addProduct(
  simulator: WooCommerceSimulator,
  type: ProductRecord['type'],
  { stock, ...members }: Partial<ProductRecord> & { stock?: number },
): ProductRecord {
  const { shop } = simulator;
  const product = Object.assign(blankProduct(shop.nextPostId(), type, shop.clock()), members);
  if (stock !== undefined) Object.assign(product, { manage_stock: true, stock_quantity: stock });
  shop.addProduct(product);
  return product;
}
