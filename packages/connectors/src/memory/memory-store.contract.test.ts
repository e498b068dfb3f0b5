import {
  brandId,
  type LocationId,
  type StoreProductId,
  type StoreVariantId,
} from '@quayside/core/domain/ids';
import { parseCurrency } from '@quayside/core/domain/money';
import { describeStoreContract } from '../_contract/store-contract.ts';
import type { ContractFault } from '../_contract/contract-fault.ts';
import type { StoreUnderTest } from '../_contract/store-under-test.ts';
import { createShiftedClock } from '../_contract/watched-context.ts';
import type { MemoryFault } from './memory-gate.ts';
import {
  addMemoryProduct,
  createMemoryShop,
  deleteMemoryProduct,
  placeMemoryOrder,
  type MemoryShop,
} from './memory-shop.ts';
import { refundMemoryOrder, shipMemoryOrder } from './memory-order-changes.ts';
import { defineMemoryStore, signMemoryWebhook } from './memory-store.ts';

const key = 'toy-key-0123456789';
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function variantOf(shop: MemoryShop, id: StoreVariantId) {
  const variant = [...shop.products.values()].flatMap((each) => each.variants).find((each) => each.id === id);
  if (variant === undefined) throw new Error(`No variant ${id}`);
  return variant;
}

function productOf(shop: MemoryShop, variantId: StoreVariantId) {
  const product = [...shop.products.values()].find(({ variants }) =>
    variants.some(({ id }) => id === variantId),
  );
  if (product === undefined) throw new Error(`No product of ${variantId}`);
  return product;
}

async function startMemoryStore(): Promise<StoreUnderTest> {
  const clock = createShiftedClock();
  const currency = parseCurrency('EUR');
  if (currency === undefined) throw new Error('EUR');
  const shop = createMemoryShop({ name: 'Toys', currency, clock, key });
  addMemoryProduct(shop, 'lamp', [{ id: 'lamp', sku: 'LAMP', stock: 20 }]);
  addMemoryProduct(shop, 'shirt', [
    { id: 'shirt-s', sku: 'SHIRT-S', stock: 5 },
    { id: 'shirt-m', sku: 'SHIRT-M', stock: 5 },
  ]);
  return Promise.resolve({
    definition: defineMemoryStore(new Map([['toys', shop]])),
    credentials: { key },
    wrongCredentials: { key: 'toy-key-of-somebody-else' },
    settings: { shop: 'toys' },
    clock,
    currency,
    simple: {
      productId: brandId<StoreProductId>('lamp'),
      variantId: brandId<StoreVariantId>('lamp'),
      sku: 'LAMP',
    },
    varied: {
      productId: brandId<StoreProductId>('shirt'),
      variantIds: ['shirt-s', 'shirt-m'].map((id) => brandId<StoreVariantId>(id)),
    },
    levers: {
      addManyProducts: () =>
        Array.from({ length: 25 }, (_, index) => {
          const id = `many-${index}`;
          return addMemoryProduct(shop, id, [{ id, sku: id, stock: 1 }]).id;
        }),
      sell(variantId, quantity) {
        placeMemoryOrder(shop, [{ variantId, quantity }]);
      },
      stockOf: (id) => variantOf(shop, id).stock,
      addProduct({ variants, ...content }) {
        const id = `added-${shop.products.size}`;
        const added = addMemoryProduct(
          shop,
          id,
          variants.map(({ values, ...variant }, index) => ({
            ...variant,
            id: `${id}-${index}`,
            title: [content.title, ...values].join(' - '),
            options: content.options.map(({ name }, at) => ({ name, value: values[at] ?? '' })),
          })),
          content,
        );
        return { productId: added.id, variantIds: added.variants.map((each) => each.id) };
      },
      addShared() {
        const shared = { stock: 8, stockItemId: 'shared' };
        const { id } = addMemoryProduct(shop, 'shared', [
          { id: 'shared-s', sku: 'SHARED-S', ...shared },
          { id: 'shared-m', sku: 'SHARED-M', ...shared },
        ]);
        const ids = ['shared-s', 'shared-m'].map((each) => brandId<StoreVariantId>(each));
        return { productId: id, variantIds: ids as [StoreVariantId, StoreVariantId] };
      },
      addLocated() {
        const stockByLocation = { north: 6, south: 4 };
        const { id } = addMemoryProduct(shop, 'located', [
          { id: 'located', sku: 'LOCATED', stock: 10, stockByLocation },
        ]);
        return {
          productId: id,
          variantId: brandId<StoreVariantId>('located'),
          locations: [brandId<LocationId>('north'), brandId<LocationId>('south')],
        };
      },
      spoil(variantId, field) {
        const variant = variantOf(shop, variantId);
        const product = productOf(shop, variantId);
        switch (field) {
          case 'price':
            variant.price = '1.299,00';
            break;
          case 'sale-price':
            variant.sale = { price: '1.299,00', from: null, until: null };
            break;
          case 'cost':
            variant.cost = '1.299,00';
            break;
          case 'stock':
            variant.stock = 2.5;
            break;
          case 'title':
            variant.title = 'x'.repeat(600);
            product.content = { ...product.content, title: variant.title };
            break;
        }
        product.changedAt = clock.now();
      },
      withdraw(id) {
        const product = shop.products.get(id);
        if (product === undefined) throw new Error(`No product ${id}`);
        product.isSold = false;
        product.changedAt = clock.now();
      },
      deleteProduct(id) {
        deleteMemoryProduct(shop, id);
      },
      garble(id) {
        for (const variant of shop.products.get(id)?.variants ?? []) variant.stock = NaN;
      },
      ordersWithKey: (wanted) =>
        [...shop.orders.values()].filter((order) => order.key === wanted && order.status !== 'cancelled')
          .length,
      ship(id, parcel) {
        const order = shop.orders.get(id);
        if (order === undefined) throw new Error(`No order ${id}`);
        shipMemoryOrder(shop, order, parcel);
      },
      refund(id, storeVariantId, quantity, total) {
        const order = shop.orders.get(id);
        if (order === undefined) throw new Error(`No order ${id}`);
        const lines = [{ storeVariantId, quantity, total, tax: null }];
        refundMemoryOrder(shop, order, { key: null, lines, shipping: null, isRestocked: true });
      },
      fault(kind) {
        shop.gate.faults.push(faultOf(kind));
      },
      revoke() {
        shop.gate.key = 'another';
      },
      calls: () => shop.gate.calls,
      goDown() {
        shop.gate.isDown = true;
        return Promise.resolve();
      },
      webhooks: {
        registration: { url: 'https://quayside.example/hook', secret: 'toySecret0123456789' },
        active: () => (shop.webhook === null ? 0 : 1),
        spoil() {
          shop.webhook = null;
        },
        deliver(id) {
          const rawBody = encode(JSON.stringify({ kind: 'product', id }));
          const signature = signMemoryWebhook(rawBody, shop.webhook?.secret ?? '');
          return Promise.resolve({ headers: { 'x-memory-signature': signature }, rawBody });
        },
        ping: () => Promise.resolve({ headers: {}, rawBody: encode('ping') }),
      },
    },
    close: () => Promise.resolve(),
  });
}

function faultOf(kind: ContractFault): MemoryFault {
  if (kind === 'web-page') throw new Error('The toy shop speaks no HTTP');
  return kind;
}

describeStoreContract('memory store', startMemoryStore, {
  'failures: a web page instead of data is no answer': 'the toy shop speaks no HTTP',
});
