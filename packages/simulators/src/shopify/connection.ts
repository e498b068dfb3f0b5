import { GraphQLError } from 'graphql';

/** How a list is asked for (Relay). */
export interface ConnectionArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly reverse?: boolean | null;
}

/** How the items of a list are told apart, ordered and shown. */
export interface ConnectionShape<Item> {
  readonly id: (item: Item) => number;
  /** What the list is ordered by before the id; undefined: by the id alone. */
  readonly sortValue?: (item: Item) => number | string;
  readonly show: (item: Item) => unknown;
}

interface Position {
  readonly last_id: number;
  readonly last_value: number | string;
}

/** Shopify gives out at most so many items of a list at once. */
const MOST = 250;

/**
 * A part of a list as the schema's connections show it. A cursor is a position in the order, not a number of items: what is added or removed meanwhile neither
 * repeats nor skips anything.
 *
 * @throws GraphQLError when neither or both of `first` and `last` are given, for too many, and for a cursor that was not given out.
 */
export function connection<Item>(
  items: readonly Item[],
  asked: ConnectionArguments,
  shape: ConnectionShape<Item>,
): unknown {
  const count = countOf(asked);
  const after = asked.after == null ? undefined : readCursor(asked.after);
  const before = asked.before == null ? undefined : readCursor(asked.before);
  const direction = asked.reverse === true ? -1 : 1;
  const isBackwards = asked.last != null;
  const nearest = new Nearest<Item>(count, isBackwards === (direction === 1) ? -1 : 1);
  let passed = 0;
  let ahead = 0;
  let between = 0;
  for (const item of items) {
    const id = shape.id(item);
    const position = { last_id: id, last_value: shape.sortValue?.(item) ?? id };
    if (after !== undefined && direction * compare(position, after) <= 0) passed += 1;
    else if (before !== undefined && direction * compare(position, before) >= 0) ahead += 1;
    else {
      between += 1;
      nearest.offer({ item, position });
    }
  }
  const page = isBackwards ? nearest.placed.toReversed() : nearest.placed;
  const isCut = between > page.length;
  const cursorOf = (it: Placed<Item> | undefined): string | null =>
    it === undefined ? null : writeCursor(it.position);
  return {
    nodes: () => page.map(({ item }) => shape.show(item)),
    edges: () => page.map((it) => ({ cursor: cursorOf(it), node: () => shape.show(it.item) })),
    pageInfo: {
      startCursor: cursorOf(page[0]),
      endCursor: cursorOf(page.at(-1)),
      hasNextPage: isBackwards ? ahead > 0 : isCut,
      hasPreviousPage: isBackwards ? isCut : passed > 0,
    },
  };
}

interface Placed<Item> {
  readonly item: Item;
  readonly position: Position;
}

/** The first few of many in order, without putting all of them in order. */
class Nearest<Item> {
  readonly placed: Placed<Item>[] = [];
  readonly #most: number;
  readonly #direction: 1 | -1;

  constructor(most: number, direction: 1 | -1) {
    this.#most = most;
    this.#direction = direction;
  }

  offer(candidate: Placed<Item>): void {
    const isFull = this.placed.length === this.#most;
    const last = this.placed.at(-1);
    if (isFull && last !== undefined && this.#isBefore(last, candidate)) return;
    let low = 0;
    let high = this.placed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.placed[middle];
      if (other !== undefined && this.#isBefore(other, candidate)) low = middle + 1;
      else high = middle;
    }
    this.placed.splice(low, 0, candidate);
    if (isFull) this.placed.pop();
  }

  #isBefore(a: Placed<Item>, b: Placed<Item>): boolean {
    return this.#direction * compare(a.position, b.position) < 0;
  }
}

function countOf(asked: ConnectionArguments): number {
  const { first, last } = asked;
  if (first == null && last == null) throw new GraphQLError('you must provide one of first or last');
  if (first != null && last != null) throw new GraphQLError('providing both first and last is not supported');
  const count = first ?? last ?? 0;
  if (count < 1 || count > MOST)
    throw new GraphQLError(`${first == null ? 'last' : 'first'} must be between 1 and ${MOST}`);
  return count;
}

function compare(a: Position, b: Position): number {
  if (a.last_value !== b.last_value) return a.last_value < b.last_value ? -1 : 1;
  return a.last_id - b.last_id;
}

function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64');
}

function readCursor(text: string): Position {
  try {
    const read = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Partial<Position>;
    if (typeof read.last_id === 'number' && read.last_value !== undefined) return read as Position;
  } catch {
    // Said below.
  }
  throw new GraphQLError(`Invalid cursor for current pagination sort.`);
}
