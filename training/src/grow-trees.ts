import type { Trees } from '@quayside/core/matching/boosted-trees';
import { repeatable } from '@quayside/simulators/made-up-goods';
import type { BinnedRows } from './bin-rows.ts';

export interface Growth {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  /** Least sum of second derivatives in a leaf. */
  readonly leastWeight: number;
  /** How strongly leaves are drawn to zero. */
  readonly ridge: number;
  /** The share of features that one tree sees. */
  readonly featureShare: number;
  readonly rowShare: number;
  readonly seed: number;
}

/** Which way a feature may move the log-odds as it grows: 1 up, -1 down, 0 either. */
export type Direction = -1 | 0 | 1;

/** Small: it is asked about every rival, too, and the second look sees everything again. */
export const firstGrowth: Growth = {
  trees: 80,
  leaves: 12,
  rate: 0.12,
  leastWeight: 5,
  ridge: 5,
  featureShare: 0.35,
  rowShare: 0.5,
  seed: 1,
};

export const secondGrowth: Growth = {
  trees: 180,
  leaves: 20,
  rate: 0.06,
  leastWeight: 5,
  ridge: 5,
  featureShare: 0.35,
  rowShare: 0.5,
  seed: 1,
};

/** One tree: two children lie side by side. `bin` is the threshold among the bins. */
interface Tree {
  readonly feature: number[];
  readonly threshold: number[];
  readonly child: number[];
  readonly nanLeft: number[];
  readonly bin: number[];
}

interface Leaf {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly histogram: Float64Array;
  readonly bounds: Bounds;
  readonly gradient: number;
  readonly weight: number;
  readonly split: Split | null;
}

/** Between which values a leaf has to stay, so that all leaves on the other side of a split keep their order. */
interface Bounds {
  readonly low: number;
  readonly high: number;
}
const unbound: Bounds = { low: -Infinity, high: Infinity };

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly nanLeft: boolean;
  /** What would stand in the two leaves. */
  readonly values: readonly [left: number, right: number];
}

const width = 64;

/**
 * Grows trees that together say how likely a row is a match (gradient boosting with logistic loss; leaves split best first, over histograms).
 *
 * @param labels 1 or 0. @param weights how much each row counts. @param directions by feature.
 * @returns trees whose sum, with `base`, is the logarithm of the odds.
 */
export function growTrees(
  data: BinnedRows,
  labels: ArrayLike<number>,
  weights: ArrayLike<number>,
  growth: Growth,
  directions: readonly Direction[],
): Trees {
  const random = repeatable(growth.seed);
  const { rows, bins, edges } = data;
  let [positive, all] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    positive += labels[row]! * weights[row]!;
    all += weights[row]!;
  }
  const base = Math.log(positive / (all - positive));
  const scores = new Float64Array(rows).fill(base);
  const gradients = new Float64Array(rows);
  const hessians = new Float64Array(rows);
  const order = new Int32Array(rows);
  const spare = new Int32Array(rows);
  const trees: Tree[] = [];
  const features = bins
    .map((_, feature) => feature)
    .filter((feature) => edges[feature]!.length > 1 || bins[feature]!.some((bin) => bin === 0));
  for (let round = 0; round < growth.trees; round += 1) {
    for (let row = 0; row < rows; row += 1) {
      const likely = 1 / (1 + Math.exp(-scores[row]!));
      gradients[row] = (likely - labels[row]!) * weights[row]!;
      hessians[row] = Math.max(likely * (1 - likely), 1e-6) * weights[row]!;
    }
    let count = 0;
    for (let row = 0; row < rows; row += 1) if (random() < growth.rowShare) order[count++] = row;
    const seen = features.filter(() => random() < growth.featureShare);
    if (seen.length === 0) seen.push(features[0]!);
    const tree = growOne(
      { data, directions, growth, seen, gradients, hessians },
      order.subarray(0, count),
      spare,
    );
    trees.push(tree);
    addTree(data, tree, scores);
  }
  return flatten(base, trees);
}

function flatten(base: number, trees: readonly Tree[]): Trees {
  const flat = {
    base,
    roots: [] as number[],
    feature: [] as number[],
    threshold: [] as number[],
    child: [] as number[],
    nanLeft: [] as number[],
  };
  for (const tree of trees) {
    const offset = flat.feature.length;
    flat.roots.push(offset);
    flat.feature.push(...tree.feature);
    flat.threshold.push(...tree.threshold.map((value) => Number(value.toPrecision(6))));
    flat.child.push(...tree.child.map((child) => child + offset));
    flat.nanLeft.push(...tree.nanLeft);
  }
  return flat;
}

interface Ground {
  readonly data: BinnedRows;
  readonly directions: readonly Direction[];
  readonly growth: Growth;
  /** The features that this tree may split by. */
  readonly seen: readonly number[];
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

function growOne(ground: Ground, order: Int32Array, spare: Int32Array): Tree {
  const { data, directions, growth, seen, gradients, hessians } = ground;
  const tree: Tree = { feature: [-1], threshold: [0], child: [0], nanLeft: [0], bin: [0] };
  const measure = (start: number, end: number): Float64Array => {
    const histogram = new Float64Array(seen.length * width * 2);
    for (const [place, feature] of seen.entries()) {
      const own = data.bins[feature]!;
      const offset = place * width * 2;
      for (let index = start; index < end; index += 1) {
        const row = order[index]!;
        const at = offset + own[row]! * 2;
        histogram[at]! += gradients[row]!;
        histogram[at + 1]! += hessians[row]!;
      }
    }
    return histogram;
  };
  const makeLeaf = (
    node: number,
    [start, end]: readonly [number, number],
    histogram: Float64Array,
    bounds: Bounds,
  ): Leaf => {
    let [gradient, weight] = [0, 0];
    for (let bin = 0; bin < width; bin += 1) {
      gradient += histogram[bin * 2]!;
      weight += histogram[bin * 2 + 1]!;
    }
    const split = bestSplit(ground, histogram, gradient, weight, bounds);
    return { node, start, end, histogram, bounds, gradient, weight, split };
  };
  let leaves: Leaf[] = [makeLeaf(0, [0, order.length], measure(0, order.length), unbound)];
  while (leaves.length < growth.leaves) {
    let best: Leaf | null = null;
    for (const leaf of leaves)
      if (leaf.split !== null && (best?.split == null || leaf.split.gain > best.split.gain)) best = leaf;
    if (best?.split == null) break;
    const { split } = best;
    const own = data.bins[split.feature]!;
    let [low, high] = [best.start, 0];
    for (let index = best.start; index < best.end; index += 1) {
      const row = order[index]!;
      const bin = own[row]!;
      if (bin === 0 ? split.nanLeft : bin <= split.bin) order[low++] = row;
      else spare[high++] = row;
    }
    order.set(spare.subarray(0, high), low);
    const left = tree.feature.length;
    for (let child = 0; child < 2; child += 1) {
      tree.feature.push(-1);
      tree.threshold.push(0);
      tree.child.push(0);
      tree.nanLeft.push(0);
      tree.bin.push(0);
    }
    tree.feature[best.node] = split.feature;
    tree.bin[best.node] = split.bin;
    tree.threshold[best.node] = data.edges[split.feature]![split.bin - 1] ?? -1e300;
    tree.nanLeft[best.node] = split.nanLeft ? 1 : 0;
    tree.child[best.node] = left;
    const isLeftSmaller = low - best.start < best.end - low;
    const small = isLeftSmaller ? measure(best.start, low) : measure(low, best.end);
    const large = best.histogram;
    for (let at = 0; at < large.length; at += 1) large[at]! -= small[at]!;
    const [ofLeft, ofRight] = boundsOf(best.bounds, split, directions[split.feature] ?? 0);
    leaves = leaves.filter((leaf) => leaf !== best);
    leaves.push(
      makeLeaf(left, [best.start, low], isLeftSmaller ? small : large, ofLeft),
      makeLeaf(left + 1, [low, best.end], isLeftSmaller ? large : small, ofRight),
    );
  }
  for (const { node, gradient, weight, bounds } of leaves)
    tree.threshold[node] = valueOf(gradient, weight, growth.ridge, bounds) * growth.rate;
  return tree;
}

function valueOf(gradient: number, weight: number, ridge: number, { low, high }: Bounds): number {
  return Math.min(high, Math.max(low, -gradient / (weight + ridge)));
}

/** The middle between two leaves that must keep their order parts all that grows out of them. */
function boundsOf(
  { low, high }: Bounds,
  { values: [left, right], bin }: Split,
  direction: Direction,
): readonly [Bounds, Bounds] {
  const middle = (left + right) / 2;
  if (direction === 0 || bin === 0)
    return [
      { low, high },
      { low, high },
    ];
  return direction > 0
    ? [
        { low, high: middle },
        { low: middle, high },
      ]
    : [
        { low: middle, high },
        { low, high: middle },
      ];
}

function bestSplit(
  { data, directions, growth: { leastWeight, ridge }, seen }: Ground,
  histogram: Float64Array,
  gradient: number,
  weight: number,
  bounds: Bounds,
): Split | null {
  /** How much of the loss a leaf with that value takes away. */
  const worth = (g: number, h: number, value: number): number => -value * (2 * g + (h + ridge) * value);
  const whole = worth(gradient, weight, valueOf(gradient, weight, ridge, bounds));
  let best: Split | null = null;
  let most = 1e-3;
  for (const [place, feature] of seen.entries()) {
    const offset = place * width * 2;
    const last = data.edges[feature]!.length;
    const direction = directions[feature] ?? 0;
    const [nanGradient, nanWeight] = [histogram[offset]!, histogram[offset + 1]!];
    let [g, h] = [0, 0];
    const consider = (bin: number, nanLeft: boolean): void => {
      const [gLeft, hLeft] = nanLeft ? [g + nanGradient, h + nanWeight] : [g, h];
      if (hLeft < leastWeight || weight - hLeft < leastWeight) return;
      const left = valueOf(gLeft, hLeft, ridge, bounds);
      const right = valueOf(gradient - gLeft, weight - hLeft, ridge, bounds);
      if (bin > 0 && (right - left) * direction < 0) return;
      const gain = worth(gLeft, hLeft, left) + worth(gradient - gLeft, weight - hLeft, right) - whole;
      if (gain > most) {
        most = gain;
        best = { gain, feature, bin, nanLeft, values: [left, right] };
      }
    };
    for (let bin = 0; bin < last; bin += 1) {
      if (bin > 0) {
        g += histogram[offset + bin * 2]!;
        h += histogram[offset + bin * 2 + 1]!;
        consider(bin, false);
      }
      if (nanWeight > 1e-9) consider(bin, true);
    }
  }
  return best;
}

function addTree(data: BinnedRows, tree: Tree, scores: Float64Array): void {
  for (let row = 0; row < data.rows; row += 1) {
    let node = 0;
    while (tree.feature[node]! >= 0) {
      const own = data.bins[tree.feature[node]!]![row]!;
      const goesLeft = own === 0 ? tree.nanLeft[node] === 1 : own <= tree.bin[node]!;
      node = tree.child[node]! + (goesLeft ? 0 : 1);
    }
    scores[row]! += tree.threshold[node]!;
  }
}
