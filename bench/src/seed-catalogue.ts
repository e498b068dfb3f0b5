import type { Connection } from '@quayside/core/domain/connection';
import { storeVariantId } from '@quayside/connectors/woocommerce/product-shape';
import {
  brandId,
  type ChannelSku,
  type MarketplaceId,
  type StoreProductId,
  type Sku,
  type WorkspaceId,
} from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { plainSellingRules } from '@quayside/core/domain/selling-rules';
import type { Engine } from '@quayside/core/use-cases/engine';
import type { SimulatedSeller } from '@quayside/simulators/amazon/seller-access';
import { generateProducts } from '@quayside/simulators/woocommerce/generated-products';
import type { ProductRecord } from '@quayside/simulators/woocommerce/product-record';
import { Shop } from '@quayside/simulators/woocommerce/shop';
import { defaultShopSettings } from '@quayside/simulators/woocommerce/shop-settings';
import { aPolicy, aVariant, euros } from '@quayside/testkit/builders';
import { insertOffers, type ShownOffer } from './insert-offers.ts';

const hour = 3_600_000;
/** Rows of one transaction. */
const together = 2_500;

/** What every listing shows; the policy allows no more. */
export const shownUnits = 5;
/** What every listing costs on the channel before its price changes: so near to all prices of the shop that none is odd. */
export const shownPrice = '29.90';

/** A variant of the simulated shop that has more units than are shown. */
export interface SoldVariant {
  /** Its own id in the shop. */
  readonly id: number;
  /** The product that it belongs to; its own id when it is one. */
  readonly productId: number;
  readonly sku: string;
  readonly title: string;
  readonly stock: number;
  readonly price: string;
}

/** The variants of a shop with so many generated ones (they are the same in every process) which offer all that may be shown. */
export function generatedVariants(count: number): readonly SoldVariant[] {
  const shop = new Shop(defaultShopSettings(), () => new Date());
  generateProducts(shop, count);
  return [...shop.products.values()].flatMap((product) => soldVariant(product));
}

function soldVariant(product: ProductRecord): SoldVariant[] {
  const { id, sku, name, stock_quantity: stock, manage_stock: isCounted, parent_id: parent } = product;
  if (product.type === 'variable' || !isCounted || product.backorders !== 'no') return [];
  if (typeof stock !== 'number' || stock < shownUnits) return [];
  const productId = parent === 0 ? id : parent;
  return [{ id, productId, sku, title: name || sku, stock, price: product.regular_price }];
}

/**
 * Lists variants on an account, as an account that has sold for long: everything was read an hour ago and shows what it should. The first so many prices are to be
 * sent now.
 *
 * @returns the channel SKU of each variant: the prefix and a number from 1 on.
 */
export async function seedCatalogue(
  engine: Engine,
  workspaceId: WorkspaceId,
  on: {
    readonly store: Connection;
    readonly account: Connection;
    readonly seller: SimulatedSeller;
    readonly skuPrefix: string;
  },
  variants: readonly SoldVariant[],
  duePrices: number,
): Promise<readonly ChannelSku[]> {
  const now = engine.clock.now();
  const readBeganAt = plus(now, -hour);
  const marketplace = brandId<MarketplaceId>(on.seller.marketplaceIds[0] ?? '');
  const offers = variants.map((sold, index): ShownOffer => ({
    variant: aVariant({
      connectionId: on.store.id,
      storeProductId: brandId<StoreProductId>(String(sold.productId)),
      storeVariantId: storeVariantId(sold.productId, sold.id === sold.productId ? 0 : sold.id),
      sku: brandId<Sku>(sold.sku),
      title: sold.title,
      stock: { kind: 'tracked', quantity: sold.stock },
      price: euros(sold.price),
      readBeganAt,
    }),
    channelSku: brandId<ChannelSku>(`${on.skuPrefix}${index + 1}`),
    quantity: shownUnits,
    price: euros(index < duePrices ? shownPrice : sold.price),
    isPriceDue: index < duePrices,
  }));
  const policy = aPolicy({
    rules: {
      ...plainSellingRules,
      quantity: { ...plainSellingRules.quantity, maximum: shownUnits },
      guards: { cutPercent: null, unitsAbove: null },
    },
  });
  await engine.storage.transaction(workspaceId, async (tx) => {
    const account = await tx.connections.get(on.account.id);
    if (account === undefined) throw new Error('Offers of no account');
    await tx.policies.insert(policy);
    const policies = { ...account.policies, selling: policy.id };
    await tx.connections.save({ ...account, policies, ordersImportedUntil: now });
  });
  for (let from = 0; from < offers.length; from += together) {
    await engine.storage.transaction(workspaceId, (tx) =>
      insertOffers(tx, { account: on.account, marketplace, now }, offers.slice(from, from + together)),
    );
  }
  return offers.map(({ channelSku }) => channelSku);
}
