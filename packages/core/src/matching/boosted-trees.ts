/**
 * Decision trees of one model, node by node. A node with a feature sends a row whose value lies at or below its threshold, or is `NaN` and `nanLeft` says so,
 * to the node `child`, and every other row to the one after that. A node whose feature is -1 is a leaf and adds its threshold.
 */
export interface Trees {
  readonly base: number;
  readonly roots: readonly number[];
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly child: readonly number[];
  readonly nanLeft: readonly number[];
}

/** Trees laid out for speed. */
export class Forest {
  readonly #base: number;
  readonly #roots: Int32Array;
  readonly #feature: Int16Array;
  readonly #threshold: Float64Array;
  readonly #child: Int32Array;
  readonly #nanLeft: Uint8Array;

  constructor(trees: Trees) {
    this.#base = trees.base;
    this.#roots = Int32Array.from(trees.roots);
    this.#feature = Int16Array.from(trees.feature);
    this.#threshold = Float64Array.from(trees.threshold);
    this.#child = Int32Array.from(trees.child);
    this.#nanLeft = Uint8Array.from(trees.nanLeft);
  }

  /** The logarithm of the odds that the trees give a row of features. */
  logOdds(row: ArrayLike<number>): number {
    let total = this.#base;
    for (const root of this.#roots) {
      let node = root;
      for (let feature = this.#feature[node] ?? -1; feature >= 0; feature = this.#feature[node] ?? -1) {
        const value = row[feature] ?? Number.NaN;
        const goesLeft = Number.isNaN(value)
          ? this.#nanLeft[node] === 1
          : value <= (this.#threshold[node] ?? 0);
        node = (this.#child[node] ?? 0) + (goesLeft ? 0 : 1);
      }
      total += this.#threshold[node] ?? 0;
    }
    return total;
  }
}
