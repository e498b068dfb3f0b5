import { asObject, isJsonObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { readSharedJson } from '../shared-facts.ts';
import { invalidParameters, missingParameters } from './api-error.ts';
import type { InvalidParameter } from './api-error.ts';
import { ORDER_STATUSES } from './order-record.ts';
import { isSiteDateTime } from './site-time.ts';

/** One argument as WordPress registers it. */
interface ArgumentRule {
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: boolean;
  readonly items?: ArgumentRule;
  readonly properties?: Readonly<Record<string, ArgumentRule>>;
}

type Arguments = Readonly<Record<string, ArgumentRule>>;

/** The checks that hold even where the published argument lists are not at hand. */
const LIST_ARGUMENTS: Arguments = {
  page: { type: 'integer', minimum: 1 },
  per_page: { type: 'integer', minimum: 1, maximum: 100 },
  order: { type: 'string', enum: ['asc', 'desc'] },
  after: { type: 'string', format: 'date-time' },
  before: { type: 'string', format: 'date-time' },
  modified_after: { type: 'string', format: 'date-time' },
  modified_before: { type: 'string', format: 'date-time' },
};
const ORDER_STATUS: ArgumentRule = { type: 'string', enum: ['auto-draft', ...ORDER_STATUSES] };
const ANY_ORDER_STATUS: ArgumentRule = {
  type: 'string',
  enum: ['any', 'trash', 'auto-draft', ...ORDER_STATUSES],
};
const BUILT_IN: Readonly<Record<string, Arguments>> = {
  'GET /wc/v3/orders': { ...LIST_ARGUMENTS, status: { type: 'array', items: ANY_ORDER_STATUS } },
  'POST /wc/v3/orders': { status: ORDER_STATUS },
  'PUT /wc/v3/orders/{id}': { status: ORDER_STATUS },
  'POST /wc/v3/orders/{order_id}/notes': { note: { required: true, type: 'string' } },
  'POST /wc/v3/orders/{order_id}/fulfillments': { meta_data: { required: true, type: 'array' } },
  'POST /wc/v3/webhooks': {
    topic: { required: true, type: 'string' },
    delivery_url: { required: true, type: 'string' },
  },
};

/**
 * Checks queries and bodies against the arguments that WooCommerce 11.0.1 registers (`wc-v3-routes_11.0.1.json`), with
 * WordPress' rules: numbers as text pass, lists may be comma separated, a top-level null is not checked.
 */
export class ArgumentCheck {
  readonly #routes = new Map<string, Arguments>();

  constructor() {
    const file = asObject(readSharedJson('apis/woocommerce/wc-v3-routes_11.0.1.json'));
    const routes = Array.isArray(file['routes']) ? file['routes'].filter(isJsonObject) : [];
    for (const route of routes) {
      const methods = Array.isArray(route['methods']) ? route['methods'] : [];
      for (const method of methods) {
        this.#routes.set(`${String(method)} ${String(route['path'])}`, asObject(route['args']) as Arguments);
      }
    }
  }

  /** True when the published argument lists were found. */
  get complete(): boolean {
    return this.#routes.size > 0;
  }

  /**
   * Throws 400 `rest_invalid_param` or `rest_missing_callback_param`. `template` is the route as published, such as
   * `/wc/v3/orders/{id}`.
   */
  check(method: string, template: string, values: JsonObject): void {
    const rules = this.#rules(method, template);
    const missing = Object.keys(rules).filter(
      (name) => rules[name]?.required === true && values[name] === undefined,
    );
    if (missing.length > 0) throw missingParameters(missing);
    const found: InvalidParameter[] = [];
    for (const [name, rule] of Object.entries(rules)) {
      const value = values[name];
      if (value === undefined || value === null) continue;
      const problem = problemOf(name, value, rule);
      if (problem !== undefined) found.push({ ...problem, name });
    }
    if (found.length > 0) throw invalidParameters(found);
  }

  #rules(method: string, template: string): Arguments {
    if (this.complete) return this.#routes.get(`${method} ${template}`) ?? {};
    return BUILT_IN[`${method} ${template}`] ?? (method === 'GET' ? LIST_ARGUMENTS : {});
  }
}

function problemOf(name: string, value: unknown, rule: ArgumentRule): InvalidParameter | undefined {
  const types = typeof rule.type === 'string' ? [rule.type] : (rule.type ?? []);
  if (types.length > 0 && !types.some((type) => hasType(value, type))) {
    const message = `${name} is not of type ${types.join(',')}.`;
    return { name, code: 'rest_invalid_type', message, data: { param: name } };
  }
  const plain = types.length === 1 ? types[0] : undefined;
  if (plain === 'array') return listProblem(name, value, rule);
  if (plain === 'object') return memberProblem(name, value, rule);
  if (rule.enum !== undefined && !rule.enum.includes(String(value))) {
    const message = `${name} is not one of ${enumeration(rule.enum)}.`;
    return { name, code: 'rest_not_in_enum', message, data: null };
  }
  if (plain === 'integer' || plain === 'number') return boundsProblem(name, Number(value), rule);
  return formatProblem(name, value, rule);
}

function hasType(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return isNumeric(value) && Number.isInteger(Number(value));
    case 'number':
      return isNumeric(value);
    case 'boolean':
    case 'bool':
      return typeof value === 'boolean' || ['true', 'false', '0', '1', 0, 1, ''].includes(value as string);
    case 'array':
      return !isJsonObject(value) || Object.keys(value).every((key) => /^\d+$/.test(key));
    case 'object':
      return isJsonObject(value) || value === '' || (Array.isArray(value) && value.length === 0);
    case 'null':
      return value === null;
    default:
      return true;
  }
}

function isNumeric(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

function listProblem(name: string, value: unknown, rule: ArgumentRule): InvalidParameter | undefined {
  const itemRule = rule.items;
  if (itemRule === undefined) return undefined;
  for (const [index, item] of listOf(value).entries()) {
    const problem = problemOf(`${name}[${index}]`, item, itemRule);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (isJsonObject(value)) return Object.values(value);
  return typeof value === 'string' ? value.split(/[\s,]+/).filter((it) => it !== '') : [value];
}

function memberProblem(name: string, value: unknown, rule: ArgumentRule): InvalidParameter | undefined {
  const members = asObject(value);
  for (const [key, memberRule] of Object.entries(rule.properties ?? {})) {
    const member = members[key];
    if (member === undefined) continue;
    const problem = problemOf(`${name}[${key}]`, member, memberRule);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function boundsProblem(name: string, value: number, rule: ArgumentRule): InvalidParameter | undefined {
  const { minimum, maximum } = rule;
  const low = minimum !== undefined && value < minimum;
  const high = maximum !== undefined && value > maximum;
  if (!low && !high) return undefined;
  let limits = `less than or equal to ${maximum}`;
  if (minimum !== undefined) limits = `greater than or equal to ${minimum}`;
  if (minimum !== undefined && maximum !== undefined) {
    limits = `between ${minimum} (inclusive) and ${maximum} (inclusive)`;
  }
  return { name, code: 'rest_out_of_bounds', message: `${name} must be ${limits}`, data: null };
}

function formatProblem(name: string, given: unknown, rule: ArgumentRule): InvalidParameter | undefined {
  if (typeof given !== 'string') return undefined;
  const value = given;
  if (rule.format === 'date-time' && !isSiteDateTime(value)) {
    return { name, code: 'rest_invalid_date', message: 'Invalid date.', data: null };
  }
  if (rule.format === 'email' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) {
    return { name, code: 'rest_invalid_email', message: 'Invalid email address.', data: null };
  }
  return undefined;
}

function enumeration(values: readonly string[]): string {
  if (values.length < 3) return values.join(' and ');
  return `${values.slice(0, -1).join(', ')}, and ${values.at(-1)}`;
}
