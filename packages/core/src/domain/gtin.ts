import { err, ok, type Result } from './result.ts';

declare const gtinBrand: unique symbol;

/**
 * A trade item number in its one comparable form: 14 digits with a right check digit (GS1 General Specifications, section 3.3). GTIN-8, GTIN-12
 * (UPC-A), GTIN-13 (EAN) and ISBN are the same number with leading zeros; a first digit of 1 to 8 names a case of the same goods, which is
 * another thing to sell.
 */
export type Gtin = string & { readonly [gtinBrand]: true };

export type GtinProblem =
  /** Nothing but digits (with an X at the end of an ISBN-10) may be there; spaces and hyphens do not count. */
  | 'not-a-number'
  /** 8, 12, 13 or 14 digits, or an ISBN-10. */
  | 'wrong-length'
  | 'wrong-check-digit'
  /** Numbers that a shop gives to its own goods, or coupons: they mean something else in every other shop. */
  | 'not-global';

/** Reads a barcode as a shop spells it, whatever its form. */
export function parseGtin(text: string): Result<Gtin, GtinProblem> {
  const bare = text.replaceAll(/[\s\u00a0-]/g, '').toUpperCase();
  if (!/^\d+X?$/.test(bare)) return err('not-a-number');
  if (bare.length === 10) return parseIsbn10(bare);
  if (bare.endsWith('X')) return err('not-a-number');
  if (![8, 12, 13, 14].includes(bare.length)) return err('wrong-length');
  const padded = bare.padStart(14, '0');
  if (checkDigit(padded.slice(0, 13)) !== padded.at(-1)) return err('wrong-check-digit');
  return isGlobal(padded, bare.length) ? ok(padded as Gtin) : err('not-global');
}

/** An ISBN-10 is the ISBN-13 with the prefix 978 (ISO 2108); its own check digit is dropped after it was checked. */
function parseIsbn10(bare: string): Result<Gtin, GtinProblem> {
  const weighted = sum(bare, (digit, index) => (digit === 'X' ? 10 : Number(digit)) * (10 - index));
  if (weighted % 11 !== 0) return err('wrong-check-digit');
  const body = `978${bare.slice(0, 9)}`;
  return ok(`0${body}${checkDigit(`0${body}`)}` as Gtin);
}

function sum(digits: string, weigh: (digit: string, index: number) => number): number {
  return Array.from(digits, weigh).reduce((total, weighted) => total + weighted, 0);
}

/** GS1's check digit of the 13 digits before it: weights 3 and 1 in turn. */
function checkDigit(thirteen: string): string {
  const weighted = sum(thirteen, (digit, index) => Number(digit) * (index % 2 === 0 ? 3 : 1));
  return String((10 - (weighted % 10)) % 10);
}

/**
 * Restricted circulation and coupons by GS1 prefix: 02, 04, 05, 2 and 98 to 99 of thirteen digits; 0 and 2 of eight. A number of zeros is no number.
 */
function isGlobal(padded: string, length: number): boolean {
  if (/^0+$/.test(padded)) return false;
  if (length === 8) return !/^[02]/.test(padded.slice(6));
  return !/^(02|04|05|2|98|99)/.test(padded.slice(1));
}

/** The ways in which channels ask for the number; `null` where it has none of that form. */
export interface GtinForms {
  readonly gtin14: string;
  readonly ean13: string | null;
  readonly upc12: string | null;
  readonly ean8: string | null;
  /** With 13 digits; only books (prefix 978 or 979, but not 9790, which is sheet music). */
  readonly isbn13: string | null;
}

export function formsOf(gtin: Gtin): GtinForms {
  const isUnit = gtin.startsWith('0');
  const ean13 = isUnit ? gtin.slice(1) : null;
  return {
    gtin14: gtin,
    ean13,
    upc12: gtin.startsWith('00') ? gtin.slice(2) : null,
    ean8: gtin.startsWith('000000') ? gtin.slice(6) : null,
    isbn13: ean13 !== null && /^97(8|9[1-9])/.test(ean13) ? ean13 : null,
  };
}
