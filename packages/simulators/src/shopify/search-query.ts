import { GraphQLError } from 'graphql';
import { parseGlobalId } from './global-id.ts';
import type { Saved } from './product-record.ts';

/** What a record shows to the search under one name; several values match if one does. */
export type SearchValue = string | number | boolean | Date | null | readonly (string | null)[];

/** The fields by which records of a kind are found; `default` is what a word without a field is looked for in. */
export type SearchFields<Item> = Readonly<Record<string, (item: Item) => SearchValue>>;

type Condition<Item> = (item: Item) => boolean;

/**
 * Reads a search as Shopify writes it: `field:value`, comparators, quotes, `AND` (which may be left out), `OR`, `NOT` or `-`, and parentheses. Shopify ignores
 * a field that it does not know, and warns; the simulator refuses it, so that nobody relies on a filter that does nothing.
 *
 * @throws GraphQLError for an unknown field or a search that cannot be read.
 */
export function searchCondition<Item>(text: string, fields: SearchFields<Item>): Condition<Item> {
  const words = wordsOf(text);
  let place = 0;
  const alternatives = (): Condition<Item> => {
    const parts = [together()];
    while (words[place]?.kind === 'or') {
      place += 1;
      parts.push(together());
    }
    return (item) => parts.some((part) => part(item));
  };
  const together = (): Condition<Item> => {
    const parts: Condition<Item>[] = [];
    for (;;) {
      const word = words[place];
      if (word === undefined || word.kind === 'or' || word.kind === 'close') break;
      if (word.kind === 'and') place += 1;
      else parts.push(single());
    }
    return (item) => parts.every((part) => part(item));
  };
  const single = (): Condition<Item> => {
    const word = words[place];
    place += 1;
    if (word?.kind === 'not') {
      const negated = single();
      return (item) => !negated(item);
    }
    if (word?.kind === 'open') {
      const inner = alternatives();
      if (words[place]?.kind !== 'close') throw unreadable(text);
      place += 1;
      return inner;
    }
    if (word?.kind !== 'term') throw unreadable(text);
    return termCondition(word, fields);
  };
  const condition = alternatives();
  if (place < words.length) throw unreadable(text);
  return condition;
}

interface Term {
  readonly kind: 'term';
  readonly field: string;
  readonly comparator: string;
  readonly values: readonly string[];
}

type Word = Term | { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close' };

const WORD =
  /\s*(?:(\()|(\))|(AND|OR|NOT)(?=[\s()]|$)|(-)(?=\S)|(?:(\w+):\s*)?(<=|>=|<|>|=)?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s()]+)))/gy;

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  WORD.lastIndex = 0;
  while (text.slice(WORD.lastIndex).trim() !== '') {
    const found = WORD.exec(text);
    if (found === null) throw unreadable(text);
    const [, open, close, connective, minus, field, comparator, single, double, bare] = found;
    if (open !== undefined) words.push({ kind: 'open' });
    else if (close !== undefined) words.push({ kind: 'close' });
    else if (connective !== undefined) words.push({ kind: connective.toLowerCase() as 'and' | 'or' | 'not' });
    else if (minus !== undefined) words.push({ kind: 'not' });
    else {
      const quoted = (single ?? double)?.replaceAll(/\\(.)/g, '$1');
      const values = quoted === undefined ? (bare ?? '').split(',') : [quoted];
      words.push({ kind: 'term', field: field ?? 'default', comparator: comparator ?? '', values });
    }
  }
  return words;
}

function termCondition<Item>(
  { field, comparator, values }: Term,
  fields: SearchFields<Item>,
): Condition<Item> {
  const read = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (read === undefined) throw new GraphQLError(`The simulator does not search by '${field}'`);
  const isLoose = field === 'default';
  const wanted = values.map((value) => new Wanted(value));
  return (item) => wanted.some((value) => matches(read(item), comparator, value, isLoose));
}

/** A value that is sought; what it means is read once. */
class Wanted {
  readonly text: string;
  readonly #raw: string;
  #moment: number | undefined;
  #number: number | undefined;

  constructor(raw: string) {
    this.#raw = raw;
    this.text = raw.toLowerCase();
  }

  get moment(): number {
    this.#moment ??= momentOf(this.#raw);
    return this.#moment;
  }

  get number(): number {
    this.#number ??= numberFrom(this.#raw);
    return this.#number;
  }
}

function matches(found: SearchValue, comparator: string, wanted: Wanted, isLoose: boolean): boolean {
  if (found instanceof Date) return compares(found.getTime(), comparator, wanted.moment);
  if (typeof found === 'number') return compares(found, comparator, wanted.number);
  const sought = wanted.text;
  if (typeof found === 'boolean') return String(found) === sought;
  const texts = typeof found === 'string' ? [found] : (found ?? []);
  return texts.some((text) => {
    const own = text?.toLowerCase();
    if (own === undefined) return false;
    if (sought.endsWith('*')) return own.startsWith(sought.slice(0, -1));
    return isLoose ? own.includes(sought) : own === sought;
  });
}

function compares(found: number, comparator: string, wanted: number): boolean {
  switch (comparator) {
    case '>=':
      return found >= wanted;
    case '<=':
      return found <= wanted;
    case '>':
      return found > wanted;
    case '<':
      return found < wanted;
    default:
      return found === wanted;
  }
}

/** Shopify compares to the second, as it shows. */
function momentOf(text: string): number {
  const moment = Math.floor(Date.parse(text) / 1000) * 1000;
  if (Number.isNaN(moment)) throw new GraphQLError(`'${text}' is no moment`);
  return moment;
}

function numberFrom(text: string): number {
  const number = parseGlobalId(text)?.id ?? Number(text);
  if (Number.isNaN(number)) throw new GraphQLError(`'${text}' is no number`);
  return number;
}

function unreadable(text: string): GraphQLError {
  return new GraphQLError(`The search '${text}' cannot be read`);
}

/**
 * The modification time that a search which lags `lagMs` behind knows of a record; undefined when it does not know the record yet. Which values it finds is
 * the present: only that something changed is late.
 */
export function searchableTime(record: Saved, now: Date, lagMs: number): Date | undefined {
  const known = now.getTime() - lagMs;
  const latest = record.savedAt.at(-1);
  if (latest === undefined || latest.getTime() <= known) return record.updatedAt;
  const seen = record.savedAt.findLast((moment) => moment.getTime() <= known);
  return seen === undefined ? undefined : new Date(Math.floor(seen.getTime() / 1000) * 1000);
}
