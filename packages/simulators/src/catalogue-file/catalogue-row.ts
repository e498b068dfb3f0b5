import { gtinProblem } from '../gtin.ts';
import type { CatalogueProblems } from './catalogue-problems.ts';
import { readAmount } from './read-amount.ts';

/** The columns of a file, found by their names in any case. "Weight (lbs)" and "Weight (kg)" are the same column. */
export class CatalogueHeading {
  readonly names: readonly string[];
  readonly #places = new Map<string, number>();

  constructor(cells: readonly string[]) {
    this.names = cells.map((it) => it.trim());
    this.names.forEach((name, index) => {
      const key = name.toLowerCase().replace(/ \((lbs|kg|g|oz|in|cm|mm|m|yd)\)$/, '');
      if (!this.#places.has(key)) this.#places.set(key, index);
    });
  }

  /** True when the file has this column. */
  has(column: string): boolean {
    return this.#places.has(column.toLowerCase());
  }

  /** Where the column is; undefined when the file has none. */
  placeOf(column: string): number | undefined {
    return this.#places.get(column.toLowerCase());
  }
}

/** One row with named access and with the problems found in it. */
export class CatalogueRow {
  readonly number: number;
  readonly heading: CatalogueHeading;
  readonly #cells: readonly string[];
  readonly #problems: CatalogueProblems;

  constructor(
    heading: CatalogueHeading,
    cells: readonly string[],
    number: number,
    problems: CatalogueProblems,
  ) {
    this.heading = heading;
    this.number = number;
    this.#cells = cells;
    this.#problems = problems;
  }

  /**
   * The cell's text without outer spaces; empty when missing. The export puts a `'` before what a spreadsheet would take for a formula, `-3` included (plugin
   * source, WC_CSV_Exporter::escape_data): it is taken off.
   */
  text(column: string): string {
    const place = this.heading.placeOf(column);
    const text = place === undefined ? '' : (this.#cells[place] ?? '').trim();
    return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
  }

  /** The comma-separated values of a cell; `\\,` is a comma within a value. */
  list(column: string): string[] {
    const text = this.text(column);
    if (text === '') return [];
    return text
      .split(/(?<!\\),/)
      .map((it) => it.trim().replaceAll('\\,', ','))
      .filter((it) => it !== '');
  }

  /** True for `1`. */
  flag(column: string): boolean {
    return this.text(column) === '1';
  }

  /** A size or a weight as decimal text; a comma counts as the decimal sign. Empty, with a problem, when it is no number. */
  size(column: string): string {
    const text = this.text(column);
    if (text === '') return '';
    const reading = readAmount(text);
    if (reading.kind === 'ambiguous') return reading.low;
    if (reading.kind !== 'none') return reading.value;
    this.problem(column, `"${text}" is not a number and was left out`, false);
    return '';
  }

  /**
   * A price as decimal text. Empty, with a problem, when it is no number, below zero, or has two readings: a price that may be off by a thousand is none.
   * Whatever is not spelled plainly is told with the reading that was taken.
   */
  price(column: string): string {
    const text = this.text(column);
    if (text === '') return '';
    const reading = readAmount(text);
    switch (reading.kind) {
      case 'plain':
        break;
      case 'comma':
        this.#problems.addCounted('comma', {
          row: this.number,
          column: this.#nameOf(column),
          message: `"${text}" has a decimal comma and was read as ${reading.value}`,
        });
        break;
      case 'grouped':
        this.problem(column, `"${text}" was read as ${reading.value}`, false);
        break;
      case 'ambiguous':
        this.problem(
          column,
          `"${text}" may be ${reading.low} or ${reading.high}: the product has no such price until the file says ${reading.high}.00 or ${reading.low.slice(0, -1)}`,
          false,
        );
        return '';
      case 'none':
        this.problem(column, `"${text}" is not a number: the product has no such price`, false);
        return '';
    }
    if (!reading.value.startsWith('-')) return reading.value;
    this.problem(column, `"${text}" is below zero: the product has no such price`, false);
    return '';
  }

  /** A whole number; undefined when empty or no number. A fraction is cut down; of two readings the lower is taken. */
  whole(column: string): number | undefined {
    const text = this.text(column);
    if (text === '') return undefined;
    const reading = readAmount(text);
    if (reading.kind === 'none') {
      this.problem(column, `"${text}" is not a number and was left out`, false);
      return undefined;
    }
    if (reading.kind === 'ambiguous') {
      const low = Math.floor(Number(reading.low));
      this.problem(
        column,
        `"${text}" may be ${reading.high} or ${reading.low}; it was read as ${low}`,
        false,
      );
      return low;
    }
    const value = Math.floor(Number(reading.value));
    if (!Number.isSafeInteger(value)) {
      this.problem(column, `"${text}" is too large and was left out`, false);
      return undefined;
    }
    if (Number(reading.value) !== value)
      this.problem(column, `"${text}" is not a whole number and was cut to ${value}`, false);
    else if (reading.kind === 'grouped') this.problem(column, `"${text}" was read as ${value}`, false);
    return value;
  }

  /** How many units there are; undefined when they are not counted. */
  stock(column: string): number | undefined {
    if (this.text(column).toLowerCase() === 'parent') return undefined;
    const count = this.whole(column);
    if (count !== undefined && count < 0)
      this.problem(column, `${count} is below zero: more were sold than there were`, false);
    return count;
  }

  /**
   * A moment of the site's clock, as `2026-11-20T09:00:00`; empty, with a problem, when it is none. The export writes `2026-11-20 9:00:00`, without a zone
   * (plugin source, WC_CSV_Exporter::format_data); a day alone is its midnight.
   */
  moment(column: string): string {
    const text = this.text(column);
    if (text === '') return '';
    const [, day = '', hour = '0', minute = '00', second = '00'] =
      /^(\d{4}-\d\d-\d\d)(?:[ T](\d{1,2}):(\d\d)(?::(\d\d))?)?$/.exec(text) ?? [];
    const moment = `${day}T${hour.padStart(2, '0')}:${minute}:${second}`;
    if (!Number.isNaN(Date.parse(`${moment}Z`))) return moment;
    this.problem(column, `"${text}" is no date such as 2026-11-20 09:00:00 and was left out`, false);
    return '';
  }

  /** A trade item number, as it is spelled; what is wrong with it is told. */
  gtin(column: string): string {
    const text = this.text(column);
    const problem = text === '' ? undefined : gtinProblem(text);
    if (problem !== undefined) this.problem(column, `"${text}" is no GTIN: ${problem}`, false);
    return text;
  }

  /** Notes a problem of this row. */
  problem(column: string, message: string, rowLeftOut: boolean): void {
    this.#problems.add({ row: this.number, column: this.#nameOf(column), message, rowLeftOut });
  }

  /** Custom fields: columns named `Meta: key`. */
  *meta(): Generator<[string, string]> {
    for (const name of this.heading.names) {
      if (!/^meta: /i.test(name)) continue;
      const value = this.text(name);
      if (value !== '') yield [name.slice('Meta: '.length), value];
    }
  }

  #nameOf(column: string): string {
    return this.heading.names[this.heading.placeOf(column) ?? -1] ?? column;
  }
}
