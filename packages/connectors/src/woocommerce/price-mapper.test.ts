import { parseCurrency } from '@quayside/core/domain/money';
import { describe, expect, it } from 'vitest';
import { collectProblems } from '../_kit/field-problem.ts';
import { mapCost, mapPrice, mapSale } from './price-mapper.ts';
import { wooVariation } from './product-shape.ts';
import { mapStock } from './stock-mapper.ts';

const eur = parseCurrency('EUR') ?? fail();
function fail(): never {
  throw new Error('EUR');
}

function read(members: object) {
  const shown = wooVariation.parse({ id: 1, ...members });
  const { problems, note } = collectProblems();
  const price = mapPrice(shown, eur, note);
  const sale = mapSale(shown, price, eur, note);
  const cost = mapCost(shown, eur, note);
  return { price: price?.amount ?? null, sale, cost: cost?.amount ?? null, problems };
}

describe('P5 prices', () => {
  it.each([
    ['1299.00', '1299'],
    [' 12.50 ', '12.5'],
    ['.5', '0.5'],
    ['0', '0'],
    ['0.1000000001', '0.1000000001'],
    [12.1, '12.1'],
    ['', null],
    [null, null],
    [undefined, null],
    [false, null],
  ])('are exact: %j', (regular_price, amount) => {
    expect(read({ regular_price })).toMatchObject({ price: amount, problems: [] });
  });

  it.each([
    ['1.299,00', '1.299,00'],
    ['1,299.00', '1,299.00'],
    ['12,50', '12,50'],
    ['€ 12', '€ 12'],
    ['-5', '-5'],
    ['1e3', '1e3'],
    [1e21, '1e+21'],
    [['12'], '["12"]'],
    ['x'.repeat(5_000), 'x'.repeat(80)],
  ])('that cannot be read are none, and told: %j', (regular_price, shown) => {
    expect(read({ regular_price })).toEqual({
      price: null,
      sale: null,
      cost: null,
      problems: [{ field: 'price', shown }],
    });
  });

  it('of a sale come with its dates, in GMT', () => {
    const sale = {
      regular_price: '20',
      sale_price: '15.50',
      date_on_sale_from: '2026-11-20T01:00:00',
      date_on_sale_from_gmt: '2026-11-20T00:00:00',
      date_on_sale_to_gmt: '2026-11-30T22:59:59',
    };
    expect(read(sale).sale).toEqual({
      price: { amount: '15.5', currency: 'EUR' },
      from: '2026-11-20T00:00:00.000Z',
      until: '2026-11-30T22:59:59.000Z',
    });
    const open = { ...sale, date_on_sale_from_gmt: null, date_on_sale_to_gmt: '' };
    expect(read(open).sale).toMatchObject({ from: null, until: null });
  });

  it('of a sale that is no lower price are none, as in the shop', () => {
    for (const sale_price of ['20', '20.00', '21', ''])
      expect(read({ regular_price: '20', sale_price })).toMatchObject({ sale: null, problems: [] });
    expect(read({ regular_price: '', sale_price: '5' })).toMatchObject({ sale: null, problems: [] });
    expect(read({ regular_price: '9', sale_price: '10' }).sale).toBeNull();
  });

  it('that were paid are what the shop adds up, where it has the feature', () => {
    expect(read({ cost_of_goods_sold: { values: [{ defined_value: 1 }], total_value: 7.3 } }).cost).toBe(
      '7.3',
    );
    expect(read({ cost_of_goods_sold: { total_value: 1e-7 } }).cost).toBe('0.0000001');
    expect(read({ cost_of_goods_sold: { total_value: 0 } })).toMatchObject({ cost: null, problems: [] });
    expect(read({})).toMatchObject({ cost: null, problems: [] });
    expect(read({ cost_of_goods_sold: { total_value: '7,30' } })).toMatchObject({
      cost: null,
      problems: [{ field: 'cost', shown: '7,30' }],
    });
  });
});

describe('P3 stock', () => {
  const stockOf = (members: object) => {
    const { problems, note } = collectProblems();
    const shown = wooVariation.parse({ id: 1, stock_status: 'instock', backorders: 'no', ...members });
    return { stock: mapStock(shown, note), problems };
  };

  it.each([
    [
      { manage_stock: true, stock_quantity: 5 },
      { kind: 'tracked', quantity: 5 },
    ],
    [
      { manage_stock: 'parent', stock_quantity: 5 },
      { kind: 'tracked', quantity: 5 },
    ],
    [
      { manage_stock: 'parent', stock_quantity: 5, backorders: 'yes' },
      { kind: 'backorderable', quantity: 5 },
    ],
    [
      { manage_stock: true, stock_quantity: null },
      { kind: 'tracked', quantity: 0 },
    ],
    [
      { manage_stock: true, stock_quantity: -2 },
      { kind: 'tracked', quantity: -2 },
    ],
    [
      { manage_stock: true, stock_quantity: '7' },
      { kind: 'tracked', quantity: 7 },
    ],
    [
      { manage_stock: true, stock_quantity: '7.000' },
      { kind: 'tracked', quantity: 7 },
    ],
    [
      { manage_stock: true, stock_quantity: 5, backorders: 'notify' },
      { kind: 'backorderable', quantity: 5 },
    ],
    [{ manage_stock: false, stock_quantity: 5 }, { kind: 'untracked' }],
    [
      { manage_stock: false, stock_quantity: null, stock_status: 'outofstock' },
      { kind: 'tracked', quantity: 0 },
    ],
  ])('is read as the shop means it: %j', (shown, stock) => {
    expect(stockOf(shown)).toEqual({ stock, problems: [] });
  });

  it.each([
    [2.75, 2, '2.75'],
    ['-0.5', -1, '-0.5'],
    [0.4, 0, '0.4'],
    ['a lot', 0, 'a lot'],
    ['1,5', 0, '1,5'],
    ['1e3', 0, '1e3'],
    ['99999999999999999999', 0, '99999999999999999999'],
    [{ amount: 3 }, 0, '{"amount":3}'],
  ])('that is no whole number is read low, and told: %j', (stock_quantity, quantity, shown) => {
    expect(stockOf({ manage_stock: true, stock_quantity })).toEqual({
      stock: { kind: 'tracked', quantity },
      problems: [{ field: 'stock', shown }],
    });
  });

  it('that cannot be read is promised to nobody, backorders or not', () => {
    const shown = { manage_stock: true, stock_quantity: 'a lot', backorders: 'yes' };
    expect(stockOf(shown).stock).toEqual({ kind: 'tracked', quantity: 0 });
  });
});
