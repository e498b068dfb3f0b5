import type { JsonObject } from '../json-object.ts';
import { asObject, asObjects } from '../json-object.ts';
import { AdminClient } from './admin-client.ts';
import type { ShopifySimulator, ShopifySimulatorOptions, ShopOptions } from './server.ts';
import { startShopifySimulator } from './server.ts';

/** For tests: a shop with a lamp (20 units) and a shirt in S and M (5 units each), whose clock the test moves. */
export interface ShopUnderTest {
  readonly simulator: ShopifySimulator;
  readonly client: AdminClient;
  /** Moves the clock. */
  readonly pass: (ms: number) => void;
  /** The numbers of the lamp and the shirts. */
  readonly lamp: VariantIds;
  readonly shirts: readonly VariantIds[];
  readonly locationId: string;
  /** What can be sold, and what is promised, of a variant at the first location. */
  readonly stock: (variant: VariantIds) => { readonly available: number; readonly committed: number };
  close(): Promise<void>;
}

/** Global ids of a variant and of what is counted of it. */
export interface VariantIds {
  readonly variantId: string;
  readonly inventoryItemId: string;
  readonly sku: string;
}

/** Starts one. The search does not lag and cancellations are done at once unless the options say otherwise. */
export async function startShopUnderTest(
  shop: ShopOptions = {},
  options: ShopifySimulatorOptions = {},
): Promise<ShopUnderTest> {
  let now = Date.parse('2026-11-20T10:00:00Z');
  const simulator = await startShopifySimulator({
    clock: () => new Date(now),
    controlToken: 'control',
    ...options,
    shops: [
      {
        searchLagMs: 0,
        cancelDelayMs: 0,
        products: [
          {
            title: 'Lamp',
            descriptionHtml: '<p>A <b>lamp</b></p>',
            vendor: 'Northsea',
            images: [{ url: 'https://images.example/lamp.jpg', alt: 'Lamp' }],
            variants: [
              {
                sku: 'LAMP',
                price: '9.99',
                cost: '4',
                stock: 20,
                imageUrl: 'https://images.example/lamp.jpg',
              },
            ],
          },
          {
            title: 'Shirt',
            options: ['Size'],
            variants: ['S', 'M'].map((size) => ({
              values: [size],
              sku: `SHIRT-${size}`,
              price: '19.90',
              stock: 5,
            })),
          },
        ],
        ...shop,
      },
    ],
  });
  const { hosted } = simulator;
  const variants = [...hosted.shop.variants.values()];
  const ids = variants.map((it) => ({
    variantId: `gid://shopify/ProductVariant/${it.id}`,
    inventoryItemId: `gid://shopify/InventoryItem/${it.inventoryItem.id}`,
    sku: it.sku ?? '',
  }));
  const [lamp = NONE, ...shirts] = ids;
  const [location] = hosted.shop.locations.values();
  return {
    simulator,
    client: new AdminClient(simulator),
    pass: (ms) => {
      now += ms;
    },
    lamp,
    shirts,
    locationId: `gid://shopify/Location/${location?.id ?? 0}`,
    stock: ({ sku }) => {
      const level = variants.find((it) => it.sku === sku)?.inventoryItem.levels[0];
      return { available: level?.available ?? 0, committed: level?.committed ?? 0 };
    },
    close: () => simulator.close(),
  };
}

const NONE: VariantIds = { variantId: '', inventoryItemId: '', sku: '' };

/** Money of an input, in the shop's currency. */
export function euros(amount: string): JsonObject {
  return { shopMoney: { amount, currencyCode: 'EUR' } };
}

/** The member at a path of names and numbers. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (found, step) => (typeof step === 'number' ? asObjects(found)[step] : asObject(found)[step]),
    value,
  );
}
