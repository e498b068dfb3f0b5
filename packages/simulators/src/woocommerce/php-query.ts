/** A query as PHP reads it: `a[0]=x`, `a[]=y` and `a[k]=z` become nested values. */
export interface PhpArray {
  [key: string]: PhpValue;
}

/** One value of a PHP query. */
export type PhpValue = string | PhpArray;

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
  return Object.values(value).filter((it) => typeof it === 'string');
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

function assign(root: PhpArray, name: string, value: string): void {
  const open = name.indexOf('[');
  if (open <= 0 || !name.endsWith(']')) {
    root[name] = value;
    return;
  }
  const keys = [name.slice(0, open), ...name.slice(open + 1, -1).split('][')];
  let level = root;
  keys.forEach((key, depth) => {
    const place = key === '' ? String(Object.keys(level).length) : key;
    if (depth === keys.length - 1) {
      level[place] = value;
      return;
    }
    const next = level[place];
    level = level[place] = typeof next === 'object' ? next : {};
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
