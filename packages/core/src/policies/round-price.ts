import { Exact, isAboveZero } from '../domain/decimal.ts';
import { minorDigits, type CurrencyCode } from '../domain/money.ts';
import type { Ending, Rounding } from '../domain/selling-rules.ts';

const directions = {
  nearest: Exact.ROUND_HALF_UP,
  up: Exact.ROUND_UP,
  down: Exact.ROUND_DOWN,
} as const;

interface Step {
  readonly step: Exact;
  /** How many steps are in one; `null`: one. */
  readonly inOne: Exact | null;
  /** What the ending lacks to the step; `null`: nothing. */
  readonly less: Exact | null;
}

const steps: Readonly<Record<Exclude<Ending, 'cent'>, Step>> = {
  '0.09': { step: new Exact('0.1'), inOne: new Exact(10), less: new Exact('0.01') },
  '0.99': { step: new Exact(1), inOne: null, less: new Exact('0.01') },
  '1': { step: new Exact(1), inOne: null, less: null },
  '10': { step: new Exact(10), inOne: new Exact('0.1'), less: null },
};

/**
 * Rounds a price to an ending. `nearest` is the multiple that is nearest to the price, half up, less the cent of x.x9 and x.99, as the field's usual tools count;
 * `up` and `down` are the next ending that is not below or not above it. Where that would be nothing or less, the smallest ending above zero is taken, and for `down` the
 * price itself, rounded to the smallest unit. A currency without cents knows no x.x9 and x.99.
 */
export function roundPrice(price: Exact, { to, direction }: Rounding, currency: CurrencyCode): Exact {
  const digits = minorDigits(currency);
  const toUnit = () => price.toDecimalPlaces(digits, directions[direction]);
  if (to === 'cent' || (digits < 2 && (to === '0.09' || to === '0.99'))) return toUnit();
  const { step, inOne, less } = steps[to];
  const isNearest = direction === 'nearest';
  const counted = isNearest || less === null ? price : price.plus(less);
  const multiple = (inOne === null ? counted : counted.times(inOne)).toDecimalPlaces(
    0,
    directions[direction],
  );
  const whole = inOne === null ? multiple : multiple.times(step);
  const rounded = less === null ? whole : whole.minus(less);
  if (isAboveZero(rounded)) return rounded;
  return direction === 'down' ? toUnit() : less === null ? step : step.minus(less);
}
