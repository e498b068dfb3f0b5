/** Rows of features, cut into bins: what trees are grown from. */
export interface BinnedRows {
  readonly rows: number;
  /** One array of bins by feature. Bin 0 holds what is missing. */
  readonly bins: readonly Uint8Array[];
  /** By feature, the highest value of each bin from 1 on. */
  readonly edges: readonly (readonly number[])[];
}

const mostBins = 62;

/** Cuts each feature into bins that hold about as many rows each. @param rows of equal length. */
export function binRows(rows: readonly ArrayLike<number>[]): BinnedRows {
  const width = rows[0]?.length ?? 0;
  const bins: Uint8Array[] = [];
  const edges: number[][] = [];
  for (let feature = 0; feature < width; feature += 1) {
    const values = Float64Array.from(rows, (row) => row[feature]!);
    const cuts = [...new Set(valuesAtEqualRanks(values, mostBins).slice(1))];
    edges.push(cuts);
    const own = new Uint8Array(rows.length);
    for (let row = 0; row < rows.length; row += 1) own[row] = binOf(values[row]!, cuts);
    bins.push(own);
  }
  return { rows: rows.length, bins, edges };
}

/** The least value, and the last one of each of so many parts that hold about as many values each; of no values none. What is missing does not count. */
export function valuesAtEqualRanks(values: Float64Array, parts: number): readonly number[] {
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  if (present.length === 0) return [];
  return Array.from(
    { length: parts + 1 },
    (_, part) => present[Math.min(present.length - 1, Math.floor((part * present.length) / parts))]!,
  );
}

function binOf(value: number, cuts: readonly number[]): number {
  if (Number.isNaN(value)) return 0;
  let [low, high] = [0, cuts.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= cuts[middle]!) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}
