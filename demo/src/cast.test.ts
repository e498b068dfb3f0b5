import { brandId, type ConnectionId, type Sku } from '@quayside/core/domain/ids';
import type { Stock } from '@quayside/core/domain/stock';
import type { Variant } from '@quayside/core/domain/variant';
import type { WooCommerceControl } from '@quayside/simulators/woocommerce/woocommerce-control';
import { aVariant } from '@quayside/testkit/builders';
import { describe, expect, it } from 'vitest';
import { choose } from './cast.ts';

const connectionId = brandId<ConnectionId>('01a1fff4-8b14-7cc9-8c39-0c9f5c3bba10');
const tracked = (quantity: number): Stock => ({ kind: 'tracked', quantity });
const untracked: Stock = { kind: 'untracked' };

function variant(sku: string | null, stock: Stock): Variant {
  return aVariant({
    connectionId,
    sku: sku === null ? null : brandId<Sku>(sku),
    title: `A ${sku}`,
    stock,
  });
}

/** A shop in which the merchant's edits are noted. */
function aShop() {
  const edits: unknown[] = [];
  const shop = {
    editProduct(target: unknown, edit: unknown) {
      edits.push([target, edit]);
      return Promise.resolve({});
    },
  } as unknown as WooCommerceControl;
  return { shop, edits };
}

describe('the choice of the products that play a part', () => {
  it('takes what fits as it is, each product for one part, and changes nothing', async () => {
    const { shop, edits } = aShop();
    const variants = [
      variant('MANY', tracked(40)),
      variant('LAST', tracked(1)),
      variant('C', tracked(9)),
      variant('D', tracked(7)),
      variant('E', tracked(2)),
    ];
    const { cast, changes } = await choose(variants, shop);
    expect(cast.lastUnit).toBe('LAST');
    expect(new Set(Object.values(cast))).toEqual(new Set(['MANY', 'LAST', 'C', 'D', 'E']));
    expect([changes, edits]).toEqual([[], []]);
  });

  it('helps a catalogue whose stock is not counted: enters it in the shop, and says so for each product', async () => {
    const { shop, edits } = aShop();
    const variants = ['A', 'B', 'C', 'D', 'E', 'F'].map((sku) => variant(sku, untracked));
    const { cast, changes } = await choose(variants, shop);
    expect(edits).toHaveLength(5);
    expect(edits).toContainEqual([{ sku: cast.lastUnit }, { manageStock: true, stock: 1 }]);
    expect(changes).toHaveLength(5);
    for (const sku of Object.values(cast)) {
      expect(changes.find((change) => change.includes(`(${sku})`))).toMatch(/was not counted.*now counts \d/);
    }
  });

  it('tells what a counted stock was before it was changed', async () => {
    const { shop } = aShop();
    const variants = ['A', 'B', 'C', 'D', 'E'].map((sku) => variant(sku, tracked(50)));
    const { changes } = await choose(variants, shop);
    expect(changes).toEqual([expect.stringContaining('stock had 50; the shop now counts 1')]);
  });

  it('leaves out what has no SKU, or shares it: its listing could not be told apart', async () => {
    const { shop } = aShop();
    const good = ['A', 'B', 'C', 'D', 'E'].map((sku) => variant(sku, tracked(5)));
    const bad = [variant(null, tracked(1)), variant('TWICE', tracked(1)), variant('TWICE', tracked(1))];
    const { cast } = await choose([...bad, ...good], shop);
    expect(Object.values(cast)).not.toContain('TWICE');
  });

  it('takes no longer for a shop of 100,000 variants than a merchant waits', async () => {
    const { shop } = aShop();
    const one = variant('ONE', tracked(5));
    const many = Array.from({ length: 100_000 }, (_, index) => ({ ...one, sku: brandId<Sku>(`S${index}`) }));
    const began = performance.now();
    await choose(many, shop);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it.each([0, 4])('says how many SKUs it needs when a catalogue has %i', async (count) => {
    const { shop, edits } = aShop();
    const variants = Array.from({ length: count }, (_, index) => variant(`S${index}`, tracked(5)));
    await expect(choose([...variants, variant(null, tracked(5))], shop)).rejects.toThrow(
      `needs 5 products with a SKU of their own; this catalogue has ${count}`,
    );
    expect(edits).toEqual([]);
  });
});
