import { writeFileSync } from 'node:fs';
import { indexRecords } from '@quayside/core/matching/index-records';
import type { MatchRecord } from '@quayside/core/matching/match-record';
import { readCatalogueFile } from '@quayside/simulators/woocommerce/catalogue';
import type { CatalogueProduct } from '@quayside/simulators/woocommerce/catalogue-product';
import { chanceOf } from './disguise.ts';

const out = 'demo/labels/demo.train.jsonl';
/** How many products of the catalogue that are like a product, and are not it, it is told apart from. */
const othersOfEach = 8;
/** And so many of any kind. */
const strangersOfEach = 4;
const sellingWords = [
  '',
  '- gift idea',
  '| quality',
  '(new)',
  '',
  'for home and kitchen',
  '- fast delivery',
  '',
];

interface Told {
  readonly title: string;
  readonly brand?: string;
  readonly price?: string;
}

/**
 * Makes labelled pairs out of the demo's catalogue: what the shop calls a product against what a marketplace might call it, and against its siblings and
 * whatever else is near. They are this project's own, so that a matcher can be learned without anybody else's data (ADR 23).
 */
const { products } = await readCatalogueFile('demo/catalogue.csv');
const sold = products.filter(({ type }) => type !== 'variable').map(tellAsShop);
const index = indexRecords(
  { glance: () => 0 },
  sold.map((told, place) => ({ id: String(place), record: recordOf(told) })),
);
const lines = sold.flatMap((told, place) => {
  const near = index.search(recordOf(told), othersOfEach + 1).filter((id) => id !== String(place));
  const strangers = Array.from({ length: strangersOfEach }, (_, way) =>
    String(Math.floor(chanceOf(`stranger ${told.title} ${way}`) * sold.length)),
  ).filter((id) => id !== String(place) && !near.includes(id));
  return [
    ...[0, 1, 2].map((way) => line(told, tellAsMarketplace(told, way), true)),
    ...[...near, ...strangers].map((id, rank) =>
      line(told, tellAsMarketplace(sold[Number(id)] ?? told, rank), false),
    ),
  ];
});
writeFileSync(out, `${lines.join('\n')}\n`);
process.stderr.write(`${out}: ${lines.length} pairs of ${sold.length} products\n`);

function tellAsShop({ name, brands: [brand], regularPrice }: CatalogueProduct): Told {
  return {
    title: name,
    ...(brand === undefined ? {} : { brand }),
    ...(regularPrice === '' ? {} : { price: regularPrice }),
  };
}

/** Another order of words, the brand before the title, units spelled out, words that sell; the price a little off. */
function tellAsMarketplace({ title, brand, price }: Told, way: number): Told {
  const chance = chanceOf(`${title} ${way}`);
  const [name = title, ...rest] = title.split(' - ');
  const options = rest.join(' ').replaceAll(',', '');
  const spelled = respell(
    [name, ...(options === '' ? [] : [options])].join(chance < 0.5 ? ' ' : ', '),
    chance,
  );
  const selling = sellingWords[Math.floor(chance * 97) % sellingWords.length] ?? '';
  const named = chance < 0.7 && brand !== undefined ? `${brand} ${spelled}` : spelled;
  const off = 0.9 + 0.3 * chanceOf(`price ${title} ${way}`);
  return {
    title: `${named} ${selling}`.replaceAll(/\s+/g, ' ').trim(),
    ...(brand !== undefined && chance > 0.3 ? { brand } : {}),
    ...(price !== undefined && chance > 0.2 ? { price: (Number(price) * off).toFixed(2) } : {}),
  };
}

function respell(text: string, chance: number): string {
  if (chance < 0.4) return text;
  return text
    .replaceAll(/\b1 kg\b/g, '1000 g')
    .replaceAll(/\b(\d+) g\b/g, chance < 0.7 ? '$1g' : '$1 grams')
    .replaceAll(/\b(\d+(?:\.\d+)?) l\b/g, '$1 litres')
    .replaceAll(/\b(\d+) pieces\b/g, 'pack of $1');
}

function recordOf({ title, brand }: Told): MatchRecord {
  return {
    ...{ title, brand: brand ?? null, partNumber: null, gtins: [], description: null, category: null },
    ...{ options: [], packageQuantity: null, price: null },
  };
}

function line(left: Told, right: Told, match: boolean): string {
  return JSON.stringify({ left, right, match });
}
