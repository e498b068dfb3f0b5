import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';

export type Form = OutputOf<'policy'>['form'];
export type Field = Form['fields'][number];
export type Choices = OutputOf<'policy'>['choices'];
export type PolicyKind = OutputOf<'policy'>['kind'];

/** Rules while somebody writes them: what the form says, whether it can be or not. */
export type Rules = Readonly<Record<string, unknown>>;

type Container = Readonly<Record<string, unknown>> | readonly unknown[];

/** What stands at a path, such as `price.modifiers.0.value`. */
export function valueAt(rules: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce(
      (value: unknown, name) =>
        value !== null && typeof value === 'object'
          ? (value as Readonly<Record<string, unknown>>)[name]
          : undefined,
      rules,
    );
}

/** The same rules with another value at a path; what does not lie on it is left as it is. */
export function withValue(rules: Rules, path: string, value: unknown): Rules {
  return put(rules, path.split('.'), value) as Rules;
}

function put(container: Container, [name = '', ...rest]: readonly string[], value: unknown): Container {
  const member = (container as Readonly<Record<string, unknown>>)[name];
  const changed = rest.length === 0 ? value : put((member ?? {}) as Container, rest, value);
  if (!isList(container)) return { ...container, [name]: changed };
  return container.map((each, index) => (String(index) === name ? changed : each));
}

function isList(container: Container): container is readonly unknown[] {
  return Array.isArray(container);
}

/** The fields that stand right below a path; `''`: the outermost. For a variant, those of its option alone. */
export function fieldsWithin(
  fields: readonly Field[],
  path: string,
  option: string | null = null,
): readonly Field[] {
  const parent = patternOf(path);
  return fields.filter(
    (field) =>
      field.path !== '' &&
      parentOf(field.path) === parent &&
      (option === null || field.onlyFor === null || field.onlyFor.includes(option)),
  );
}

/** The field that is shown at a path. */
export function fieldAt(fields: readonly Field[], path: string): Field | undefined {
  const pattern = patternOf(path);
  return fields.find((field) => field.path === pattern);
}

/** Where a field stands, below the path of what it is shown in. */
export function pathWithin(parent: string, { path }: Pick<Field, 'path'>): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return parent === '' ? name : `${parent}.${name}`;
}

/** A path with `*` for each row. */
function patternOf(path: string): string {
  return path
    .split('.')
    .map((name) => (/^\d+$/.test(name) ? '*' : name))
    .join('.');
}

function parentOf(path: string): string {
  return path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '';
}

/** A value that something begins with, in the currency that the merchant most likely means. */
export function inCurrency(begin: unknown, currency: string): unknown {
  if (Array.isArray(begin)) return begin.map((each) => inCurrency(each, currency));
  if (begin === null || typeof begin !== 'object') return begin;
  return Object.fromEntries(
    Object.entries(begin).map(([name, value]) => [
      name,
      name === 'currency' && value === '' ? currency : inCurrency(value, currency),
    ]),
  );
}

/** The members of the draft that are wrong: what was asked is named with the member of the input that holds the draft. */
export function pathsBelow(fields: readonly string[], member: string): readonly string[] {
  return fields.flatMap((path) => (path.startsWith(`${member}.`) ? [path.slice(member.length + 1)] : []));
}

/** The draft as it is sent: lines that somebody has left empty in a list of texts are none. */
export function asSent(rules: Rules): Rules {
  return withoutEmptyLines(rules) as Rules;
}

function withoutEmptyLines(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyLines);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]: [string, unknown]) =>
      name === 'values' && Array.isArray(member)
        ? [name, member.filter((line) => typeof line === 'string' && line.trim() !== '')]
        : [name, withoutEmptyLines(member)],
    ),
  );
}

/** A number as rules have it. Where decimals are written with a comma, that is what is meant by one. */
export function plainDecimal(entered: string, locale: string): string {
  const typed = entered.trim();
  return locale === 'fr' ? typed.replace(',', '.') : typed;
}
