/** A row that another transaction changed since it was read, or a key that exists already: the transaction must run again. */
export class LostUpdate extends Error {
  override readonly name = 'LostUpdate';
}

/** How the rows of a table are told apart. */
export interface TableShape<Row> {
  readonly name: string;
  key(row: Row): string;
  /** Further keys that no two rows may share. */
  uniqueKeys?(row: Row): readonly string[];
  /** Raised by one with every write; a write loses if it has moved. */
  version(row: Row): number;
  withVersion(row: Row, version: number): Row;
}

interface Write<Row> {
  /** The version that must be there at the commit; `null` when no row may be there. */
  readonly expected: number | null;
  /** `null`: remove. */
  readonly row: Row | null;
}

/** Committed rows of one table of one workspace. */
export class MemoryTable<Row> {
  readonly shape: TableShape<Row>;
  readonly rows = new Map<string, Row>();

  constructor(shape: TableShape<Row>) {
    this.shape = shape;
  }
}

/**
 * One transaction's view of a table: what is committed at the moment of each read, under its own writes. Nothing of it is visible to others
 * before `apply`.
 */
export class TableView<Row> {
  readonly #table: MemoryTable<Row>;
  readonly #writes = new Map<string, Write<Row>>();

  constructor(table: MemoryTable<Row>) {
    this.#table = table;
  }

  get(key: string): Row | undefined {
    const write = this.#writes.get(key);
    return write === undefined ? this.#table.rows.get(key) : (write.row ?? undefined);
  }

  select(matches: (row: Row) => boolean): Row[] {
    const keys = new Set([...this.#table.rows.keys(), ...this.#writes.keys()]);
    return [...keys].flatMap((key) => {
      const row = this.get(key);
      return row !== undefined && matches(row) ? [row] : [];
    });
  }

  insert(row: Row): void {
    const key = this.#table.shape.key(row);
    if (this.get(key) !== undefined) throw new LostUpdate(`${this.#table.shape.name} ${key} exists`);
    const removed = this.#writes.get(key);
    this.#writes.set(key, { expected: removed?.expected ?? null, row });
  }

  /** Writes over the row that was read; loses if it has another version. */
  save(row: Row): void {
    const { shape } = this.#table;
    const key = shape.key(row);
    const current = this.get(key);
    if (current === undefined || shape.version(current) !== shape.version(row)) {
      throw new LostUpdate(`${shape.name} ${key} has changed`);
    }
    this.#put(key, shape.withVersion(row, shape.version(row) + 1));
  }

  remove(key: string): void {
    if (this.get(key) !== undefined) this.#put(key, null);
  }

  #put(key: string, row: Row | null): void {
    const earlier = this.#writes.get(key);
    const committed = this.#table.rows.get(key);
    const read = committed === undefined ? null : this.#table.shape.version(committed);
    this.#writes.set(key, { expected: earlier === undefined ? read : earlier.expected, row });
  }

  /** The rows that this transaction leaves another than they were, or new. */
  written(): Row[] {
    return [...this.#writes.values()].flatMap(({ row }) => (row === null ? [] : [row]));
  }

  /** The keys of those that it takes away. */
  removed(): string[] {
    return [...this.#writes].flatMap(([key, { row }]) => (row === null ? [key] : []));
  }

  /** @throws LostUpdate when a row is no longer what this transaction wrote over, or a unique key is taken. */
  check(): void {
    const { shape, rows } = this.#table;
    for (const [key, write] of this.#writes) {
      const committed = rows.get(key);
      const actual = committed === undefined ? null : shape.version(committed);
      if (actual !== write.expected) throw new LostUpdate(`${shape.name} ${key} has changed`);
    }
    this.#checkUnique();
  }

  #checkUnique(): void {
    const { shape, rows } = this.#table;
    if (shape.uniqueKeys === undefined) return;
    const written = this.written();
    if (written.length === 0) return;
    const taken = new Map<string, string>();
    for (const [key, row] of rows) {
      if (this.#writes.has(key)) continue;
      for (const unique of shape.uniqueKeys(row)) taken.set(unique, key);
    }
    for (const row of written) {
      for (const unique of shape.uniqueKeys(row)) {
        if (taken.has(unique)) throw new LostUpdate(`${shape.name} ${unique} exists`);
        taken.set(unique, shape.key(row));
      }
    }
  }

  apply(): void {
    for (const [key, { row }] of this.#writes) {
      if (row === null) this.#table.rows.delete(key);
      else this.#table.rows.set(key, row);
    }
  }
}
