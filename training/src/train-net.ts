import { leak, readInputs, type NetWeights } from '@quayside/core/matching/neural-net';
import { repeatable } from '@quayside/simulators/made-up-goods';
import { valuesAtEqualRanks } from './bin-rows.ts';
import { shuffle } from './shuffle.ts';

const hidden = 24;
const rounds = 8;
const batch = 128;
const pace = 0.003;
/** How strongly weights are drawn to zero. */
const decay = 0.02;
/** The share of hidden units that a row does without, so that none rests on another. */
const dropped = 0.3;
const mostKnots = 32;

/**
 * Trains a net that says how likely a row is a match (logistic loss, by steps of Adam over small batches, with dropout and weight decay).
 *
 * @param labels 1 or 0. @param counts how much each row counts.
 */
export function trainNet(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  counts: readonly number[],
): NetWeights {
  const random = repeatable(1);
  const knots = (rows[0] ?? []).map((_, feature) => knotsOf(rows, feature));
  const gaps = knots.flatMap((_, feature) =>
    rows.some((row) => Number.isNaN(row[feature])) ? [feature] : [],
  );
  const width = knots.length + gaps.length;
  const inputs = rows.map((row) => {
    const own = new Float32Array(width);
    readInputs(row, knots, gaps, own);
    return own;
  });
  const net = new Learner(width, random);
  const order = rows.map((_, index) => index);
  const steps = rounds * Math.ceil(rows.length / batch);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random);
    for (let start = 0; start < order.length; start += batch) {
      let weight = 0;
      for (const row of order.slice(start, start + batch)) {
        net.see(inputs[row]!, labels[row]!, counts[row]!, random);
        weight += counts[row]!;
      }
      net.step(weight, steps);
    }
  }
  return { knots, gaps, hidden, weights: Array.from(net.weights, (weight) => Number(weight.toPrecision(4))) };
}

function knotsOf(rows: readonly (readonly number[])[], feature: number): readonly number[] {
  const values = valuesAtEqualRanks(
    Float64Array.from(rows, (row) => row[feature]!),
    mostKnots,
  );
  return [...new Set(values.map((value) => Number(value.toPrecision(6))))];
}

/** Weights on their way, laid out as in `NetWeights`. */
class Learner {
  readonly weights: Float32Array;
  readonly #width: number;
  readonly #gradients: Float32Array;
  readonly #means: Float32Array;
  readonly #squares: Float32Array;
  readonly #sums = new Float32Array(hidden);
  readonly #isKept = new Uint8Array(hidden);
  #steps = 0;

  constructor(width: number, random: () => number) {
    const size = width * hidden + 2 * hidden + width + 1;
    this.#width = width;
    this.weights = new Float32Array(size);
    this.#gradients = new Float32Array(size);
    this.#means = new Float32Array(size);
    this.#squares = new Float32Array(size);
    for (let place = 0; place < width * hidden; place += 1)
      this.weights[place] = normal(random) * Math.sqrt(1.5 / width);
    for (let unit = 0; unit < hidden; unit += 1)
      this.weights[width * hidden + hidden + unit] = normal(random) * Math.sqrt(1 / hidden);
  }

  /** Adds one row to the gradients of the batch. */
  see(inputs: Float32Array, label: number, count: number, random: () => number): void {
    const { weights } = this;
    const [width, gradients, sums, isKept] = [this.#width, this.#gradients, this.#sums, this.#isKept];
    const biases = width * hidden;
    const [outer, direct, bias] = [biases + hidden, biases + 2 * hidden, weights.length - 1];
    const share = 1 / (1 - dropped);
    let total = weights[bias]!;
    for (let input = 0; input < width; input += 1) total += inputs[input]! * weights[direct + input]!;
    for (let unit = 0; unit < hidden; unit += 1) {
      isKept[unit] = random() < dropped ? 0 : 1;
      if (isKept[unit] === 0) continue;
      let sum = weights[biases + unit]!;
      const first = unit * width;
      for (let input = 0; input < width; input += 1) sum += inputs[input]! * weights[first + input]!;
      sums[unit] = sum;
      total += (sum > 0 ? sum : leak * sum) * share * weights[outer + unit]!;
    }
    const wrong = (1 / (1 + Math.exp(-total)) - label) * count;
    gradients[bias]! += wrong;
    for (let input = 0; input < width; input += 1) gradients[direct + input]! += wrong * inputs[input]!;
    for (let unit = 0; unit < hidden; unit += 1) {
      if (isKept[unit] === 0) continue;
      const sum = sums[unit]!;
      gradients[outer + unit]! += wrong * (sum > 0 ? sum : leak * sum) * share;
      const back = wrong * share * weights[outer + unit]! * (sum > 0 ? 1 : leak);
      gradients[biases + unit]! += back;
      const first = unit * width;
      for (let input = 0; input < width; input += 1) gradients[first + input]! += back * inputs[input]!;
    }
  }

  /** Moves the weights by what the batch said. @param weight of all its rows. @param steps there are in all. */
  step(weight: number, steps: number): void {
    this.#steps += 1;
    const now = pace * (1 - this.#steps / steps) * Math.min(1, this.#steps / 100);
    const [ofMean, ofSquare] = [1 - 0.9 ** this.#steps, 1 - 0.999 ** this.#steps];
    const [means, squares] = [this.#means, this.#squares];
    for (let place = 0; place < this.weights.length; place += 1) {
      const gradient = this.#gradients[place]! / weight;
      means[place] = 0.9 * means[place]! + 0.1 * gradient;
      squares[place] = 0.999 * squares[place]! + 0.001 * gradient * gradient;
      const move = means[place]! / ofMean / (Math.sqrt(squares[place]! / ofSquare) + 1e-8);
      this.weights[place]! -= now * (move + decay * this.weights[place]!);
    }
    this.#gradients.fill(0);
  }
}

/** Around 0, with a variance of 1 (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() + 1e-9)) * Math.cos(2 * Math.PI * random());
}
