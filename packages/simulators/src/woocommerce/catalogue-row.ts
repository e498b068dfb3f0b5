import { isDecimalText } from '../decimal-text.ts';

/** Something in the file that could not be taken as it stands. */
export interface CatalogueProblem {
  /** Line of the file, 1 is the heading. */
  readonly row: number;
  readonly column: string;
  readonly message: string;
  /** True when the whole row was left out. */
  readonly rowLeftOut: boolean;
}

/** One row with named access and with the problems found in it. */
export class CatalogueRow {
  readonly number: number;
  readonly #cells = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #problems: CatalogueProblem[];

  constructor(
    columns: readonly string[],
    cells: readonly string[],
    number: number,
    problems: CatalogueProblem[],
  ) {
    this.number = number;
    this.#problems = problems;
    columns.forEach((column, index) => {
      // "Weight (lbs)" and "Weight (kg)" are the same column.
      const key = column.toLowerCase().replace(/ \((lbs|kg|g|oz|in|cm|mm|m|yd)\)$/, '');
      this.#cells.set(key, (cells[index] ?? '').trim());
      this.#names.set(key, column);
    });
  }

  /** The cell's text without outer spaces; empty when missing. */
  text(column: string): string {
    return this.#cells.get(column.toLowerCase()) ?? '';
  }

  /** The comma-separated values of a cell; `\\,` is a comma within a value. */
  list(column: string): string[] {
    return this.text(column)
      .split(/(?<!\\),/)
      .map((it) => it.trim().replaceAll('\\,', ','))
      .filter((it) => it !== '');
  }

  /** True for `1`. */
  flag(column: string): boolean {
    return this.text(column) === '1';
  }

  /** Decimal text; a comma counts as the decimal sign. Empty, with a problem, when it is no number. */
  decimal(column: string): string {
    const text = this.text(column).replace(',', '.').replace(/^\./, '0.');
    if (text === '' || isDecimalText(text)) return text;
    this.problem(column, `"${this.text(column)}" is not a number`, false);
    return '';
  }

  /** A whole number; undefined when empty or no number. */
  whole(column: string): number | undefined {
    const text = this.decimal(column);
    if (text === '') return undefined;
    const value = Number(text);
    if (!Number.isInteger(value)) this.problem(column, `"${text}" is not a whole number and was cut`, false);
    return Math.trunc(value);
  }

  /** Notes a problem of this row. */
  problem(column: string, message: string, rowLeftOut: boolean): void {
    const name = this.#names.get(column.toLowerCase()) ?? column;
    this.#problems.push({ row: this.number, column: name, message, rowLeftOut });
  }

  /** Custom fields: columns named `Meta: key`. */
  *meta(): Generator<[string, string]> {
    for (const [key, name] of this.#names) {
      const value = this.#cells.get(key) ?? '';
      if (key.startsWith('meta: ') && value !== '') yield [name.slice('Meta: '.length), value];
    }
  }
}
