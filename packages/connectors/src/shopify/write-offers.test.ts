import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { parseCurrency } from '@quayside/core/domain/money';
import { describe, expect, it } from 'vitest';
import { expectFailure, expectOk } from '../_contract/watched-context.ts';
import { followerMarketplace } from './follower-marketplaces.ts';
import { openFollowerAtHost, type Asked, type Reply } from './host-under-contract.ts';

const currency = parseCurrency('EUR');
if (currency === undefined) throw new Error('EUR');
const address = (sku = 'LAMP') => ({
  channelSku: brandId<ChannelSku>(sku),
  marketplace: followerMarketplace(currency),
  channelData: { variant: '7', location: '4' },
});

const offer = (sku: string): Reply => ({
  body: {
    data: {
      shop: { currencyCode: 'EUR' },
      productVariant: {
        id: 'gid://shopify/ProductVariant/7',
        sku,
        barcode: null,
        title: 'Default Title',
        price: '9.99',
        inventoryPolicy: 'DENY',
        product: {
          id: 'gid://shopify/Product/5',
          title: 'Lamp',
          status: 'ACTIVE',
          hasOnlyDefaultVariant: true,
        },
        inventoryItem: {
          id: 'gid://shopify/InventoryItem/8',
          tracked: true,
          inventoryLevels: {
            nodes: [{ location: { id: 'gid://shopify/Location/4' }, quantities: [{ quantity: 20 }] }],
            pageInfo: { hasNextPage: false, endCursor: null },
          },
        },
      },
    },
  },
});

/** A shop that has a lamp, and answers what changes it with these data. */
async function open(written: object, sku = 'LAMP') {
  const opened = await openFollowerAtHost(({ body }) =>
    body.operationName === 'Offer' ? offer(sku) : { body: { data: written } },
  );
  const writes = (): readonly Asked['body'][] =>
    opened.asked.map(({ body }) => body).filter(({ operationName }) => operationName !== 'Offer');
  return { ...opened, writes, sendBy: plus(opened.clock.now(), 10_000) };
}

const quantityErrors = (...codes: (string | null)[]) => ({
  inventorySetQuantities: {
    userErrors: codes.map((code) => ({ code, field: ['input', 'quantities', '0'], message: 'Not so.' })),
  },
});
const priceErrors = (...codes: string[]) => ({
  productVariantsBulkUpdate: {
    productVariants: null,
    userErrors: codes.map((code) => ({ code, field: ['variants', '0'], message: 'Not so.' })),
  },
});

describe('setting a count', () => {
  it('compares with what was just read, at one place, and changes nothing else (P3)', async () => {
    const { connector, writes, sendBy } = await open(quantityErrors());
    expectOk(await connector.listings.setQuantity(address(), 7, sendBy, 20));
    expect(writes()).toMatchObject([
      {
        operationName: 'SetQuantity',
        variables: {
          input: {
            name: 'available',
            reason: 'correction',
            quantities: [
              {
                inventoryItemId: 'gid://shopify/InventoryItem/8',
                locationId: 'gid://shopify/Location/4',
                quantity: 7,
                changeFromQuantity: 20,
              },
            ],
          },
        },
      },
    ]);
  });

  it('has one key for one decision, and another for any other (P3)', async () => {
    const { connector, writes, sendBy } = await open(quantityErrors());
    const { listings } = connector;
    expectOk(await listings.setQuantity(address(), 7, sendBy, 20));
    expectOk(await listings.setQuantity(address(), 7, sendBy, 20));
    expectOk(await listings.setQuantity(address(), 8, sendBy, 20));
    expectOk(await listings.setQuantity(address(), 7, plus(sendBy, 1), 20));
    const keys = writes().map(({ variables }) => (variables as { readonly key: string }).key);
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(3);
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    const other = await open(quantityErrors(), 'OTHER');
    expectOk(await other.connector.listings.setQuantity(address('OTHER'), 7, sendBy, 20));
    expect(other.writes()).not.toMatchObject([{ variables: { key: keys[0] } }]);
  });

  it.each([
    [['CHANGE_FROM_QUANTITY_STALE'], 'outdated'],
    [['INVALID_LOCATION'], 'outdated'],
    [['IDEMPOTENCY_KEY_PARAMETER_MISMATCH'], 'outdated'],
    [['IDEMPOTENCY_CONCURRENT_REQUEST'], 'unknown-outcome'],
    [['IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED'], 'transient'],
    [['NON_MUTABLE_INVENTORY_ITEM'], 'invalid-input'],
    [['CHANGE_FROM_QUANTITY_STALE', 'INVALID_QUANTITY_TOO_HIGH'], 'invalid-input'],
    [[null], 'invalid-input'],
  ] as const)('that is refused with %j is %s', async (codes, kind) => {
    const { connector, about, sendBy } = await open(quantityErrors(...codes));
    expectFailure(await connector.listings.setQuantity(address(), 7, sendBy, 20), [kind], about);
  });

  it('of which nothing is told may have happened', async () => {
    const { connector, about, sendBy } = await open({ inventorySetQuantities: null });
    const answer = await connector.listings.setQuantity(address(), 7, sendBy, 20);
    expectFailure(answer, ['unknown-outcome'], about);
  });

  it('is not sent over another count than the one that was seen', async () => {
    const { connector, about, writes, sendBy } = await open(quantityErrors());
    expectFailure(await connector.listings.setQuantity(address(), 7, sendBy, 21), ['outdated'], about);
    expect(writes()).toEqual([]);
  });
});

describe('setting a price', () => {
  it('sends the price alone, to the last digit (P5)', async () => {
    const { connector, writes, sendBy } = await open({
      productVariantsBulkUpdate: { productVariants: [], userErrors: [] },
    });
    expectOk(await connector.listings.setPrice(address(), { amount: '1299.99', currency }, sendBy, []));
    const variables = { product: 'gid://shopify/Product/5', variant: 'gid://shopify/ProductVariant/7' };
    expect(writes()).toMatchObject([{ variables: { ...variables, price: '1299.99' } }]);
  });

  it.each([
    ['PRODUCT_VARIANT_DOES_NOT_EXIST', 'not-found'],
    ['PRODUCT_SUSPENDED', 'invalid-input'],
  ] as const)('that is refused with %s is %s', async (code, kind) => {
    const { connector, about, sendBy } = await open(priceErrors(code));
    const answer = await connector.listings.setPrice(address(), { amount: '9', currency }, sendBy, []);
    expectFailure(answer, [kind], about);
  });
});
