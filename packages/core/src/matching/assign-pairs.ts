/** A pair that may be made, by the places of both sides, and what it is worth (more than 0). */
export interface Pairing {
  readonly row: number;
  readonly column: number;
}

/**
 * Pairs rows with columns, each at most once, so that the pairs are worth as much as any can be together. The Hungarian method with potentials (Kuhn 1955, Munkres
 * 1957; this form needs rows² × columns steps).
 *
 * @param worth what a pair is worth; 0 or less: it may not be made.
 */
export function assignPairs(worth: readonly (readonly number[])[]): readonly Pairing[] {
  const rows = worth.length;
  const real = worth[0]?.length ?? 0;
  // A column of its own for every row: to stay alone is worth nothing.
  const columns = real + rows;
  const cost = (row: number, column: number): number =>
    column <= real ? -Math.max(0, worth[row - 1]?.[column - 1] ?? 0) : 0;
  const ofRow = new Array<number>(rows + 1).fill(0);
  const ofColumn = new Array<number>(columns + 1).fill(0);
  /** The row that each column is paired with; place 0 stands for the row that is being placed. */
  const takenBy = new Array<number>(columns + 1).fill(0);
  for (let row = 1; row <= rows; row += 1) {
    placeRow(row, { cost, columns, ofRow, ofColumn, takenBy });
  }
  const pairs: Pairing[] = [];
  for (let column = 1; column <= real; column += 1) {
    const row = takenBy[column] ?? 0;
    if (row > 0 && cost(row, column) < 0) pairs.push({ row: row - 1, column: column - 1 });
  }
  return pairs.toSorted((one, other) => one.row - other.row);
}

interface State {
  readonly cost: (row: number, column: number) => number;
  readonly columns: number;
  readonly ofRow: number[];
  readonly ofColumn: number[];
  readonly takenBy: number[];
}

/** Finds the cheapest way to give one more row a column, moving others where that is cheaper. */
function placeRow(row: number, { cost, columns, ofRow, ofColumn, takenBy }: State): void {
  const least = new Array<number>(columns + 1).fill(Infinity);
  const from = new Array<number>(columns + 1).fill(0);
  const isUsed = new Array<boolean>(columns + 1).fill(false);
  takenBy[0] = row;
  let column = 0;
  do {
    isUsed[column] = true;
    const current = takenBy[column] ?? 0;
    let step = Infinity;
    let next = 0;
    for (let each = 1; each <= columns; each += 1) {
      if (isUsed[each] === true) continue;
      const reduced = cost(current, each) - (ofRow[current] ?? 0) - (ofColumn[each] ?? 0);
      if (reduced < (least[each] ?? Infinity)) {
        least[each] = reduced;
        from[each] = column;
      }
      if ((least[each] ?? Infinity) < step) {
        step = least[each] ?? Infinity;
        next = each;
      }
    }
    for (let each = 0; each <= columns; each += 1) {
      if (isUsed[each] === true) {
        const taken = takenBy[each] ?? 0;
        ofRow[taken] = (ofRow[taken] ?? 0) + step;
        ofColumn[each] = (ofColumn[each] ?? 0) - step;
      } else least[each] = (least[each] ?? Infinity) - step;
    }
    column = next;
  } while (takenBy[column] !== 0);
  while (column !== 0) {
    const before = from[column] ?? 0;
    takenBy[column] = takenBy[before] ?? 0;
    column = before;
  }
}
