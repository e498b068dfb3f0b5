import { expect, test } from 'vitest';
import { parseCatalogue } from './catalogue.ts';
import { seedShop } from './shop-seed.ts';
import { defaultShopSettings } from './shop-settings.ts';
import { Shop } from './shop.ts';

const HEADING = 'ID,Type,SKU,Name,Published,Stock,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)';

test('takes the byte-order mark, quoted commas and a multi-line cell', () => {
  const { products, problems } = parseCatalogue(
    `\uFEFF${HEADING}\n1,simple,a,"A, the\nfirst",1,4,12.50,,,\n`,
  );
  expect(problems).toEqual([]);
  expect(products[0]).toMatchObject({
    id: 1,
    sku: 'a',
    name: 'A, the\nfirst',
    stock: 4,
    regularPrice: '12.50',
    row: 2,
  });
});

test('names row and column of whatever it cannot take', () => {
  const { products, problems } = parseCatalogue(
    [
      HEADING,
      '1,simple,a,A,1,many,12.50,,,',
      '2,subscription,b,B,1,,10,,,',
      '3,simple,a,C,1,,10,,,',
      '4,variation,d,D,1,,10,id:99,Color,Red',
      '5,variation,e,E,1,,10,a,Color,Red',
      '6,simple,f,F,1,,cheap,,,',
      '1,simple,g,G,1,,1,,,',
      '8,simple,h,,1,,1,,,',
    ].join('\n'),
  );
  expect(problems.map((it) => [it.row, it.column, it.rowLeftOut])).toEqual([
    [2, 'Stock', false],
    [3, 'Type', true],
    [7, 'Regular price', false],
    [9, 'Name', true],
    [4, 'SKU', true],
    [8, 'ID', true],
    [5, 'Parent', true],
    [6, 'Parent', true],
  ]);
  expect(problems[0]?.message).toContain('"many"');
  expect(products.map((it) => it.sku)).toEqual(['a', 'f']);
});

test('a stray quote costs nothing, an unclosed one is named where it opens', () => {
  const stray = parseCatalogue(`${HEADING}\n1,simple,a,"A"x,1,,1,,,\n2,simple,b,B,1,,1,,,\n`);
  expect(stray.products.map((it) => it.sku)).toEqual(['a', 'b']);
  const open = parseCatalogue(
    `${HEADING}\n1,simple,a,A,1,,1,,,\n2,simple,b,"B,1,,1,,,\n3,simple,c,C,1,,1,,,\n`,
  );
  expect(open.products.map((it) => it.sku)).toEqual(['a']);
  expect(open.problems).toMatchObject([{ row: 3, rowLeftOut: true }]);
  expect(open.problems[0]?.message).toContain('everything after it');
});

test('reports a row with too few fields', () => {
  const { products, problems } = parseCatalogue(`${HEADING}\n1,simple,a,A\n`);
  expect(products).toHaveLength(1);
  expect(problems[0]).toMatchObject({ row: 2, column: 'Published', rowLeftOut: false });
});

test('ties a variation to its parent by id or by SKU', () => {
  const { products } = parseCatalogue(
    [
      HEADING,
      '10,variable,p,Shirt,1,,,,Color,"Red, Blue"',
      '11,variation,p-r,Shirt - Red,1,3,20,id:10,Color,Red',
      '12,variation,p-b,Shirt - Blue,1,,20,p,Color,Blue',
    ].join('\n'),
  );
  const shop = new Shop(defaultShopSettings(), () => new Date());
  seedShop(shop, products);
  expect(shop.variationsOf(10).map((it) => it.id)).toEqual([11, 12]);
  expect(shop.products.get(10)?.attributes[0]).toMatchObject({ variation: true, options: ['Red', 'Blue'] });
  expect(shop.products.get(11)).toMatchObject({ manage_stock: true, stock_quantity: 3 });
  expect(shop.products.get(12)).toMatchObject({ manage_stock: false });
  expect(shop.nextPostId()).toBeGreaterThan(12);
});
