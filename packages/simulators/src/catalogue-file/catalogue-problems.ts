/** Something in the file that could not be taken as it stands. */
export interface CatalogueProblem {
  /** Line of the file, 1 is the heading. */
  readonly row: number;
  readonly column: string;
  readonly message: string;
  /** True when the whole row was left out. */
  readonly rowLeftOut: boolean;
}

/** More than anybody reads; the rest is counted. */
const MOST = 1_000;

/** The problems of one file, in the order in which they are met. */
export class CatalogueProblems {
  readonly #told: CatalogueProblem[] = [];
  readonly #counted = new Map<string, { problem: CatalogueProblem; times: number }>();
  #untold = 0;

  /** Tells of one place. */
  add(problem: CatalogueProblem): void {
    if (this.#told.length < MOST) this.#told.push(shortened(problem));
    else this.#untold += 1;
  }

  /** Tells of something that a file has in many rows at its first row only, with the number of the others. */
  addCounted(kind: string, problem: Omit<CatalogueProblem, 'rowLeftOut'>): void {
    const key = `${problem.column} ${kind}`;
    const known = this.#counted.get(key);
    if (known === undefined)
      this.#counted.set(key, { problem: shortened({ ...problem, rowLeftOut: false }), times: 1 });
    else known.times += 1;
  }

  all(): CatalogueProblem[] {
    const counted = [...this.#counted.values()].map(({ problem, times }) =>
      times === 1
        ? problem
        : { ...problem, message: `${problem.message} (and ${times - 1} more in this column)` },
    );
    const rest: CatalogueProblem[] =
      this.#untold === 0
        ? []
        : [{ row: 1, column: 'whole file', message: `${this.#untold} more problems`, rowLeftOut: false }];
    return [...this.#told, ...counted, ...rest];
  }
}

/** A message quotes the file, and a field may have millions of letters. */
function shortened(problem: CatalogueProblem): CatalogueProblem {
  const { message } = problem;
  return message.length <= 300 ? problem : { ...problem, message: `${message.slice(0, 299)}…` };
}
