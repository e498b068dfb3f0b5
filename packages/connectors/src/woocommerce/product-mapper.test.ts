import { parseCurrency } from '@quayside/core/domain/money';
import type { VariantSnapshot } from '@quayside/core/domain/variant';
import { describe, expect, it } from 'vitest';
import productFixture from './fixtures/product.json' with { type: 'json' };
import variationFixture from './fixtures/variation.json' with { type: 'json' };
import { mapContent, mapSimpleProduct, mapVariation } from './product-mapper.ts';
import { isSold, shapeOf, wooProduct, wooVariation } from './product-shape.ts';

const eur = parseCurrency('EUR') ?? fail();
function fail(): never {
  throw new Error('EUR');
}
const product = wooProduct.parse(productFixture.body);

/** The documented example with other members, as a shop would send it. */
const simple = (members: object): VariantSnapshot =>
  mapSimpleProduct(wooProduct.parse({ ...productFixture.body, ...members }), eur);
const contentOf = (members: object) => mapContent(wooProduct.parse({ ...productFixture.body, ...members }));
const variationOf = (members: object, parent: object = {}): VariantSnapshot =>
  mapVariation(
    wooProduct.parse({ ...productFixture.body, type: 'variable', ...parent }),
    wooVariation.parse({ ...variationFixture.body, ...members }),
    eur,
  );

describe('the documented examples', () => {
  it('of a product', () => {
    expect(mapSimpleProduct(product, eur)).toEqual({
      storeVariantId: '794',
      sku: null,
      barcode: null,
      title: 'Premium Quality',
      options: [],
      images: [],
      price: { amount: '21.99', currency: 'EUR' },
      sale: null,
      cost: null,
      stock: { kind: 'untracked' },
      stockByLocation: null,
      stockItemId: null,
      attributes: { category: ['Clothing', 'T-shirts'] },
      isEnabled: true,
      problems: [],
    });
    expect(mapContent(product)).toEqual({
      title: 'Premium Quality',
      brand: null,
      options: [],
      images: [
        'https://example.com/wp-content/uploads/2017/03/T_2_front-4.jpg',
        'https://example.com/wp-content/uploads/2017/03/T_2_back-2.jpg',
      ],
    });
  });

  it('of a variation', () => {
    expect(variationOf({})).toMatchObject({
      storeVariantId: '794/732',
      title: 'Premium Quality - Black',
      sku: null,
      options: [{ name: 'Color', value: 'Black' }],
      images: ['https://example.com/wp-content/uploads/2016/10/T_4_front-12.jpg'],
      price: { amount: '9', currency: 'EUR' },
    });
  });
});

describe('names', () => {
  it.each([
    ['Tea &amp; <em>toast</em>', 'Tea & toast'],
    ['L&#8217;&eacute;t&eacute;&nbsp;&#x1F375;', 'L’été 🍵'],
    ['Line<br />break <!-- hidden --> <script>alert(1)</script>', 'Line break'],
    ['less <3 than a < b &lt;b&gt;', 'less <3 than a < b <b>'],
    ['Famille 👨‍👩‍👧‍👦 et café', 'Famille 👨‍👩‍👧‍👦 et café'],
    ['  two\t\n blanks\u0000 ', 'two blanks'],
    ['AT&T &copy 2020', 'AT&T &copy 2020'],
  ])('are plain text: %j', (name, title) => {
    expect(simple({ name }).title).toBe(title);
    expect(contentOf({ name }).title).toBe(title);
  });

  it('of 500 characters are whole; a longer one is cut between letters, and told', () => {
    const whole = 'x'.repeat(500);
    expect(simple({ name: whole })).toMatchObject({ title: whole, problems: [] });
    const long = `${'x'.repeat(495)}👨‍👩‍👧‍👦 and more`;
    expect(simple({ name: long })).toMatchObject({
      title: 'x'.repeat(495),
      problems: [{ field: 'title', shown: 'x'.repeat(80) }],
    });
    expect(contentOf({ name: long }).title).toBe('x'.repeat(495));
  });

  it('are cut before what tells a variation from its siblings', () => {
    const { title, problems } = variationOf({}, { name: 'y'.repeat(5_000_000) });
    expect(title).toBe(`${'y'.repeat(492)} - Black`);
    expect(problems.map(({ field }) => field)).toEqual(['title']);
  });

  it('are never empty', () => {
    for (const name of ['', ' ', '<b></b>', null]) expect(simple({ name }).title).toBe('#794');
  });
});

describe('content', () => {
  it('has the brand of the shop’s own brands, and none of an attribute that is called so', () => {
    const attributes = [{ id: 1, name: 'Marque', variation: false, options: ['Northsea'] }];
    expect(contentOf({ attributes }).brand).toBeNull();
    const brands = [
      { id: 4, name: 'Salt &amp; Co', slug: 'salt' },
      { id: 5, name: 'Other', slug: 'other' },
    ];
    expect(contentOf({ attributes, brands }).brand).toBe('Salt & Co');
  });

  it('has the options by which variations differ, in the shop’s order', () => {
    const attributes = [
      { id: 1, name: 'Colour', variation: true, options: ['Chalk', 'Moss &amp; rye', 'Chalk', ''] },
      { id: 0, name: 'Care', variation: false, options: ['By hand'] },
      { id: 0, name: 'Size', variation: true, options: ['S'] },
    ];
    expect(contentOf({ type: 'variable', attributes }).options).toEqual([
      { name: 'Colour', values: ['Chalk', 'Moss & rye'] },
      { name: 'Size', values: ['S'] },
    ]);
    // PHP sends a list with gaps as an object.
    expect(contentOf({ type: 'variable', attributes: { 2: attributes[2] } }).options).toHaveLength(1);
    expect(contentOf({ type: 'simple', attributes }).options).toEqual([]);
  });

  it('has whole addresses of pictures, the main one first, once each and twenty at most', () => {
    const srcs = [
      'https://cdn.example/main.jpg',
      '/wp-content/uploads/relative.jpg',
      '//cdn.example/no-protocol.jpg',
      'data:image/png;base64,AAAA',
      'https://cdn.example/main.jpg',
      'http://cdn.example/second.jpg',
    ];
    const images = srcs.map((src, index) => ({ id: index + 1, src }));
    expect(contentOf({ images }).images).toEqual([
      'https://cdn.example/main.jpg',
      'http://cdn.example/second.jpg',
    ]);
    const many = Array.from({ length: 40 }, (_, index) => ({
      id: index + 1,
      src: `https://a.example/${index}`,
    }));
    expect(contentOf({ images: many }).images).toHaveLength(20);
    expect(contentOf({ images: [{ id: 0, src: 'https://a.example/placeholder.png' }] }).images).toEqual([]);
    expect(contentOf({ images: null, brands: 'none', attributes: false })).toMatchObject({ images: [] });
  });
});

describe('a variation', () => {
  it('has nothing of its own that it shows of its product', () => {
    const parent = { sku: 'SHIRT', global_unique_id: '4006381333931' };
    const image = { id: 792, src: 'https://example.com/wp-content/uploads/2017/03/T_2_front-4.jpg' };
    expect(variationOf({ ...parent, image }, parent)).toMatchObject({ sku: null, barcode: null, images: [] });
    expect(variationOf({ ...parent, image: null }, { sku: '' })).toMatchObject({
      sku: 'SHIRT',
      barcode: '4006381333931',
      images: [],
    });
  });

  it('that stands for any value of an attribute has no option of it', () => {
    const attributes = [
      { id: 1, name: 'Colour', option: '' },
      { id: 0, name: 'Size', option: 'S &amp; M' },
    ];
    expect(variationOf({ attributes })).toMatchObject({
      title: 'Premium Quality - S & M',
      options: [{ name: 'Size', value: 'S & M' }],
    });
    expect(variationOf({ attributes: [] })).toMatchObject({ title: 'Premium Quality', options: [] });
  });
});

describe('barcodes', () => {
  it.each(['4006381333931', '0-306-40615-2', '40063813339', 'ask me'])(
    'stay as the shop spells them: %s',
    (text) => {
      expect(simple({ global_unique_id: text }).barcode).toBe(text);
    },
  );
});

describe('what is sold', () => {
  it('is what the shop sells', () => {
    expect(shapeOf({ type: 'simple', status: 'publish' })).toBe('simple');
    expect(shapeOf({ type: 'variable', status: 'private' })).toBe('variable');
    for (const status of ['draft', 'pending', 'future', 'trash'])
      expect(shapeOf({ type: 'simple', status })).toBe('none');
    for (const type of ['grouped', 'external', 'bundle'])
      expect(shapeOf({ type, status: 'publish' })).toBe('none');
    expect(isSold({ status: 'private' })).toBe(false);
  });
});

describe('what the shop says of its goods', () => {
  const facts = {
    brands: [{ name: 'Salt &amp; Co' }, { name: 'Other' }],
    categories: [{ name: 'Tea &#8211; towels' }],
    tags: [{ name: 'linen' }, { name: 'linen' }, { name: ' ' }],
    weight: '0.25',
    attributes: [
      { id: 1, name: 'Colour', variation: true, options: ['Chalk', 'Moss &amp; rye'] },
      { id: 0, name: 'Size', variation: true, options: ['S', 'M'] },
      { id: 0, name: 'Care', variation: false, options: ['By hand'] },
    ],
    meta_data: [
      { id: 1, key: 'material', value: '<p>Linen</p>' },
      { id: 2, key: 'grams', value: 180 },
      { id: 3, key: 'is_heavy', value: false },
      { id: 4, key: '_hidden', value: 'x' },
      { id: 5, key: 'sizes', value: { S: 1 } },
      { id: 6, key: 'nothing', value: null },
      { id: 7, key: 'empty', value: '' },
      { id: 8, key: 'page', value: 'y'.repeat(5_000_000) },
    ],
  };
  const shared = {
    brand: ['Salt & Co', 'Other'],
    category: ['Tea – towels'],
    tag: ['linen'],
    weight: ['0.25'],
    Care: ['By hand'],
    'meta:material': ['Linen'],
    'meta:grams': ['180'],
    'meta:is_heavy': ['false'],
    'meta:page': ['y'.repeat(500)],
  };

  it('is carried by its product', () => {
    expect(simple(facts).attributes).toEqual({
      ...shared,
      Colour: ['Chalk', 'Moss & rye'],
      Size: ['S', 'M'],
    });
  });

  it('is carried by each variation, with its own values, weight and custom fields', () => {
    const { attributes } = variationOf(
      {
        attributes: [{ id: 1, name: 'Colour', option: 'Moss &amp; rye' }],
        weight: '0.3',
        meta_data: [{ id: 9, key: 'material', value: 'Hemp' }],
      },
      facts,
    );
    expect(attributes).toEqual({
      ...shared,
      weight: ['0.3'],
      'meta:material': ['Hemp'],
      Colour: ['Moss & rye'],
      // It stands for any.
      Size: ['S', 'M'],
    });
  });

  it('hides nothing where it is no list', () => {
    const broken = { categories: null, tags: 'none', meta_data: false, weight: null };
    expect(simple(broken)).toMatchObject({ attributes: {}, problems: [] });
    expect(simple({ weight: 2.5 }).attributes).toMatchObject({ weight: ['2.5'] });
  });
});

describe('whether the shop has it on sale', () => {
  it('is whether product and variation are published', () => {
    expect(simple({ status: 'publish' }).isEnabled).toBe(true);
    expect(simple({ status: 'private' }).isEnabled).toBe(false);
    expect(variationOf({ status: 'publish' }).isEnabled).toBe(true);
    expect(variationOf({ status: 'private' }).isEnabled).toBe(false);
    expect(variationOf({ status: 'publish' }, { status: 'private' }).isEnabled).toBe(false);
  });
});
