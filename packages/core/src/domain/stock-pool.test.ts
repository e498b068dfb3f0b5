import { aStockPool, aVariant } from '@quayside/testkit/builders';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandId, type ConnectionId, type LocationId } from './ids.ts';
import { stockIn, stockPoolProblem } from './stock-pool.ts';
import { isCountedWith } from './variant.ts';

const store = brandId<ConnectionId>('store');
const other = brandId<ConnectionId>('other');
const at = (...names: readonly string[]) => names.map((name) => brandId<LocationId>(name));
const pool = (locations: readonly LocationId[] | null, masterConnectionId = store) =>
  aStockPool({ masterConnectionId, locations });

describe('P3: nothing is sold from two pools', () => {
  it.each([
    ['a first pool of everything', pool(null), [], null],
    ['a pool of everything beside one of another store', pool(null), [pool(null, other)], null],
    ['locations of their own', pool(at('A')), [pool(at('B')), pool(at('A'), other)], null],
    ['no locations at all', pool([]), [], { kind: 'no-locations' }],
    ['everything beside some', pool(null), [pool(at('A'))], { kind: 'store-taken' }],
    ['some beside everything', pool(at('A')), [pool(null)], { kind: 'store-taken' }],
    [
      'a location of another pool',
      pool(at('A', 'B', 'C')),
      [pool(at('B')), pool(at('C'))],
      { kind: 'locations-taken', locations: ['B', 'C'] },
    ],
  ])('%s', (_, wanted, others, problem) => {
    expect(stockPoolProblem(wanted, others)).toEqual(problem);
  });

  it('pools that are allowed beside each other never count more than there is', () => {
    const names = fc.constantFrom('A', 'B', 'C', 'D');
    const counts = fc.dictionary(names, fc.integer({ min: 0, max: 9 }));
    const wishes = fc.array(fc.option(fc.array(names)), { maxLength: 5 });
    fc.assert(
      fc.property(counts, wishes, (stockByLocation, wanted) => {
        const pools = wanted.reduce<ReturnType<typeof pool>[]>((taken, names) => {
          const next = pool(names === null ? null : at(...new Set(names)));
          return stockPoolProblem(next, taken) === null ? [...taken, next] : taken;
        }, []);
        const quantity = Object.values(stockByLocation).reduce((sum, units) => sum + units, 0);
        const variant = aVariant({
          connectionId: store,
          stock: { kind: 'tracked', quantity },
          stockByLocation,
        });
        const sold = pools.map((each) => stockIn(each, variant));
        const total = sold.reduce((sum, stock) => sum + (stock.kind === 'tracked' ? stock.quantity : 0), 0);
        expect(total).toBeLessThanOrEqual(quantity);
      }),
    );
  });
});

describe('a variant’s stock in a pool', () => {
  const variant = aVariant({
    connectionId: store,
    stock: { kind: 'tracked', quantity: 9 },
    stockByLocation: { [brandId<LocationId>('A')]: 4, [brandId<LocationId>('B')]: 5 },
  });

  it('is the sum over its locations, and a location without a number counts 0', () => {
    expect(stockIn(pool(at('B', 'C')), variant)).toEqual({ kind: 'tracked', quantity: 5 });
    expect(stockIn(pool(null), variant)).toEqual(variant.stock);
    expect(stockIn(pool(at('A')), { ...variant, stockByLocation: null })).toMatchObject({ quantity: 0 });
  });

  it('stays what it is: sold below zero, or not counted at all', () => {
    const below = { ...variant, stock: { kind: 'backorderable', quantity: 9 } } as const;
    expect(stockIn(pool(at('A')), below)).toEqual({ kind: 'backorderable', quantity: 4 });
    expect(stockIn(pool(at('A')), { ...variant, stock: { kind: 'untracked' } })).toEqual({
      kind: 'untracked',
    });
  });
});

describe('variants that a store counts together', () => {
  const product = { connectionId: store, storeProductId: aVariant({ connectionId: store }).storeProductId };
  const shared = {
    ...product,
    stockItemId: brandId<NonNullable<ReturnType<typeof aVariant>['stockItemId']>>('1'),
  };

  it('are those of one product with the same stock item', () => {
    const [one, two] = [aVariant(shared), aVariant(shared)];
    expect(isCountedWith(one, two)).toBe(true);
    expect(isCountedWith(one, aVariant(product))).toBe(false);
    expect(isCountedWith(aVariant(product), aVariant(product))).toBe(false);
    expect(isCountedWith(one, aVariant({ ...shared, storeProductId: aVariant(shared).storeProductId }))).toBe(
      true,
    );
    expect(isCountedWith(one, { ...two, connectionId: other })).toBe(false);
    expect(isCountedWith(aVariant(product), one)).toBe(false);
    const itself = aVariant(product);
    expect(isCountedWith(itself, itself)).toBe(true);
  });
});
