import { checkDigit } from './gtin.ts';

/** Made up: no company has it. Six digits of the item follow, so that there is room for a million. */
const COMPANY_PREFIX = '370098';

/** More items than these have no GTIN of their own. */
export const MOST_MADE_UP = 1_000_000;

/** Words of which the names of made-up goods are composed, and by what they differ. */
export const KINDS = [
  'Teapot',
  'Mug',
  'Bowl',
  'Kettle',
  'Candle',
  'Apron',
  'Notebook',
  'Basket',
  'Lamp',
  'Towel',
] as const;
export const MANNERS = [
  'stoneware',
  'cast iron',
  'linen',
  'oak',
  'porcelain',
  'felt',
  'copper',
  'glass',
  'wool',
] as const;
export const BRANDS = ['Northsea', 'Atelier Brume', 'Haus am Kai', 'Salt & Co', 'Maison Verdier'] as const;
export const COLOURS = [
  'Chalk',
  'Moss',
  'Slate',
  'Clay',
  'Ink',
  'Saffron',
  'Rose',
  'Smoke',
  'Sand',
  'Plum',
] as const;
export const SIZES = ['Small', 'Large'] as const;

/** Numbers from 0 up to 1 that are the same in every run (mulberry32). */
export function repeatable(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The GTIN of a made-up item by its six-digit number; the millionth has the number 000000. */
export function madeUpGtin(number: string): string {
  const item = `${COMPANY_PREFIX}${number.slice(-6)}`;
  return `${item}${checkDigit(item)}`;
}

/** Cents as decimal text. */
export function centsText(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
