import type { FeatureGroup } from './feature-group.ts';
import type { ReadRecord } from '../read-record.ts';

/** Brand, and how far apart the prices are. Prices themselves are no feature: they would be fingerprints of records. */
export const brandAndPrice: FeatureGroup = {
  features: [
    ['brand', 'for'],
    ['price: how far apart', 'against'],
  ],
  measure(left, right) {
    return [compareBrands(left, right), howFarApart(left.price, right.price)];
  },
};

function howFarApart(one: number | null, other: number | null): number {
  if (one === null || other === null || one <= 0 || other <= 0) return Number.NaN;
  return Math.abs(Math.log(one / other));
}

/** 2: the same; 1: named in the other's text; -1: not named there; -2: another; `NaN`: neither names one. */
function compareBrands(left: ReadRecord, right: ReadRecord): number {
  if (left.brand === '' && right.brand === '') return Number.NaN;
  const isNamed = (brand: string, { compactAll, brand: own }: ReadRecord): boolean => {
    const words = brand.split(/[^\p{L}\d]+/u).filter((word) => word.length > 2);
    return words.some((word) => compactAll.includes(word) || own.includes(word));
  };
  if (left.brand !== '' && right.brand !== '') {
    if (left.brand === right.brand) return 2;
    return isNamed(left.brand, right) || isNamed(right.brand, left) ? 1 : -2;
  }
  const named = left.brand === '' ? isNamed(right.brand, left) : isNamed(left.brand, right);
  return named ? 1 : -1;
}
