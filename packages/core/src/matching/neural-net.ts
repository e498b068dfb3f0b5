/**
 * A small net with one hidden layer. Every input is a feature by its rank among the rows that training saw, from -1 to 1, and beside it, where it was ever
 * missing, whether it is.
 */
export interface NetWeights {
  /** By feature, its values from the least to the greatest at equal ranks. */
  readonly knots: readonly (readonly number[])[];
  /** The features that may be missing. */
  readonly gaps: readonly number[];
  readonly hidden: number;
  /** By hidden unit its inputs' weights one after another, then the hidden units' biases, their weights, those of the inputs themselves, and the bias of all. */
  readonly weights: readonly number[];
}

/** How much of a negative sum a hidden unit lets through. */
export const leak = 0.05;

/** Where a value stands among the knots, from -1 to 1; 0 if it is missing. */
export function rankOf(value: number, knots: readonly number[]): number {
  const last = knots.length - 1;
  if (Number.isNaN(value) || last < 1) return 0;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value >= (knots[middle] ?? 0)) low = middle;
    else high = middle;
  }
  const [from, to] = [knots[low] ?? 0, knots[high] ?? 0];
  const within = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return ((low + within) / last) * 2 - 1;
}

/** A net laid out for speed. */
export class Net {
  readonly #knots: readonly (readonly number[])[];
  readonly #gaps: readonly number[];
  readonly #hidden: number;
  readonly #weights: Float32Array;
  readonly #inputs: Float32Array;

  constructor({ knots, gaps, hidden, weights }: NetWeights) {
    this.#knots = knots;
    this.#gaps = gaps;
    this.#hidden = hidden;
    this.#weights = Float32Array.from(weights);
    this.#inputs = new Float32Array(knots.length + gaps.length);
  }

  /** The logarithm of the odds that the net gives a row of features. */
  logOdds(row: ArrayLike<number>): number {
    readInputs(row, this.#knots, this.#gaps, this.#inputs);
    return this.#sum();
  }

  #sum(): number {
    const [inputs, weights, hidden] = [this.#inputs, this.#weights, this.#hidden];
    const width = inputs.length;
    const biases = width * hidden;
    let total = weights[weights.length - 1] ?? 0;
    for (let input = 0; input < width; input += 1)
      total += (inputs[input] ?? 0) * (weights[biases + 2 * hidden + input] ?? 0);
    let place = 0;
    for (let unit = 0; unit < hidden; unit += 1) {
      let sum = weights[biases + unit] ?? 0;
      for (let input = 0; input < width; input += 1) {
        sum += (inputs[input] ?? 0) * (weights[place] ?? 0);
        place += 1;
      }
      total += (sum > 0 ? sum : leak * sum) * (weights[biases + hidden + unit] ?? 0);
    }
    return total;
  }
}

/** Turns a row of features into what a net sees. */
export function readInputs(
  row: ArrayLike<number>,
  knots: readonly (readonly number[])[],
  gaps: readonly number[],
  inputs: Float32Array,
): void {
  for (let feature = 0; feature < knots.length; feature += 1)
    inputs[feature] = rankOf(row[feature] ?? Number.NaN, knots[feature] ?? []);
  for (let gap = 0; gap < gaps.length; gap += 1)
    inputs[knots.length + gap] = Number.isNaN(row[gaps[gap] ?? 0] ?? Number.NaN) ? 1 : 0;
}
