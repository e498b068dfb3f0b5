/** A query as PHP reads it: `a[0]=x`, `a[]=y` and `a[k]=z` become nested values. */
export type PhpArray = Record<string, PhpValue>;

/**
 * One value of a PHP query. Nested arrays are maps, because PHP keeps them in the order sent and signatures depend on
 * that order, where a JavaScript object would put `2` before `10`.
 */
export type PhpValue = string | Map<string, PhpValue>;

/** Parses a query string the way PHP does: `+` is a space, a later name wins, `[]` counts from 0. */
export function parsePhpQuery(query: string): PhpArray {
  const root: PhpArray = {};
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut));
    const value = decode(cut < 0 ? '' : pair.slice(cut + 1));
    assign(root, name, value);
  }
  return root;
}

/** A parameter as text; undefined when missing or nested. */
export function queryText(query: PhpArray, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' ? value : undefined;
}

/** A list parameter: `a[]=1&a[]=2` or `a=1,2`. Undefined when missing or empty. */
export function queryList(query: PhpArray, name: string): string[] | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'string') return value.split(/[\s,]+/).filter((it) => it !== '');
  return [...value.values()].filter((it) => typeof it === 'string');
}

/** A list of whole numbers. Undefined when missing or empty. */
export function queryIds(query: PhpArray, name: string): number[] | undefined {
  return queryList(query, name)?.map(Number);
}

/** A boolean parameter as WordPress reads it. Undefined when missing. */
export function queryFlag(query: PhpArray, name: string): boolean | undefined {
  const value = queryText(query, name)?.toLowerCase();
  return value === undefined ? undefined : !['', 'false', '0', 'no'].includes(value);
}

/** The query as ordinary JSON values: nested arrays with numbers as keys become lists. */
export function plainQuery(query: PhpArray): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: PhpValue): unknown {
  if (typeof value === 'string') return value;
  const members = [...value].map(([key, nested]) => [key, plainValue(nested)] as const);
  if (members.every(([key]) => /^\d+$/.test(key))) return members.map(([, nested]) => nested);
  return Object.fromEntries(members);
}

function assign(root: PhpArray, name: string, value: string): void {
  const open = name.indexOf('[');
  if (open <= 0 || !name.endsWith(']')) {
    root[name] = value;
    return;
  }
  const first = name.slice(0, open);
  const keys = name.slice(open + 1, -1).split('][');
  const known = root[first];
  let level = known instanceof Map ? known : new Map<string, PhpValue>();
  root[first] = level;
  keys.forEach((key, depth) => {
    const place = key === '' ? String(level.size) : key;
    if (depth === keys.length - 1) {
      level.set(place, value);
      return;
    }
    const below = level.get(place);
    const next = below instanceof Map ? below : new Map<string, PhpValue>();
    level.set(place, next);
    level = next;
  });
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
