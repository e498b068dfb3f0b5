import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { asObject, asObjects, asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { readModel } from './published-operations.ts';
import type { ModelOperation } from './published-operations.ts';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * Checks requests and answers against Amazon's Swagger 2.0 models. Requests are taken strictly: unknown parameters and
 * unknown members of a body are problems. Answers are checked as published. Without the shared models every check passes.
 */
export class ModelCheck {
  readonly #models = new Map<string, JsonObject | undefined>();
  readonly #validators = new Map<string, ValidateFunction>();

  /** True when the models are at hand. */
  get complete(): boolean {
    return this.#model('orders_2026-01-01.json') !== undefined;
  }

  /** The first problem of a request, in words; undefined when it is in order. */
  requestProblem(operation: ModelOperation, query: URLSearchParams, body: unknown): string | undefined {
    const model = this.#model(operation.model);
    if (model === undefined) return undefined;
    const parameters = this.#parameters(model, operation);
    return queryProblem(parameters, query) ?? this.#bodyProblem(operation, parameters, body);
  }

  /** The problems of an answer with this status; empty when it fits or when no schema is published. */
  answerProblems(operation: ModelOperation, status: number, body: unknown): string[] {
    const model = this.#model(operation.model);
    if (model === undefined) return [];
    const responses = asObject(this.#operation(model, operation)['responses']);
    const schema = asObject(responses[String(status)])['schema'];
    if (schema === undefined) return body === undefined ? [] : [`no answer body is published for ${status}`];
    return problems(this.#validator(operation, `answer ${status}`, schema, false), body);
  }

  #bodyProblem(operation: ModelOperation, parameters: JsonObject[], body: unknown): string | undefined {
    const parameter = parameters.find((it) => it['in'] === 'body');
    if (parameter === undefined) return body === undefined ? undefined : 'The operation takes no body';
    if (body === undefined) return 'The body is missing';
    return problems(this.#validator(operation, 'body', parameter['schema'], true), body)[0];
  }

  #validator(operation: ModelOperation, part: string, schema: unknown, strict: boolean): ValidateFunction {
    const key = `${operation.model} ${operation.method} ${operation.path} ${part}`;
    let validator = this.#validators.get(key);
    if (validator === undefined) {
      const definitions = asObject(this.#model(operation.model)?.['definitions']);
      const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
      ajv.addFormat('date-time', (text: string) => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text)));
      ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/);
      validator = ajv.compile({
        ...(strict ? closed(asObject(schema)) : asObject(schema)),
        definitions: strict ? closedAll(unitedAll(definitions)) : definitions,
      });
      this.#validators.set(key, validator);
    }
    return validator;
  }

  #parameters(model: JsonObject, operation: ModelOperation): JsonObject[] {
    const path = asObject(asObject(model['paths'])[operation.path]);
    return [...asObjects(path['parameters']), ...asObjects(this.#operation(model, operation)['parameters'])];
  }

  #operation(model: JsonObject, operation: ModelOperation): JsonObject {
    return asObject(asObject(asObject(model['paths'])[operation.path])[operation.method.toLowerCase()]);
  }

  #model(file: string): JsonObject | undefined {
    if (!this.#models.has(file)) this.#models.set(file, readModel(file));
    return this.#models.get(file);
  }
}

/** Objects that list their members take no others, at any depth. */
function closed(schema: JsonObject): JsonObject {
  const open = schema['properties'] === undefined || schema['additionalProperties'] !== undefined;
  return {
    ...schema,
    ...(open ? {} : { additionalProperties: false }),
    ...(schema['properties'] === undefined ? {} : { properties: closedAll(asObject(schema['properties'])) }),
    ...(schema['items'] === undefined ? {} : { items: closed(asObject(schema['items'])) }),
  };
}

function closedAll(schemas: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, closed(asObject(schema))]),
  );
}

function unitedAll(definitions: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, schema]) => [name, united(asObject(schema), definitions)]),
  );
}

/** One object of all parts of an `allOf`: each of them closed by itself would refuse the members of the others. */
function united(schema: JsonObject, definitions: JsonObject): JsonObject {
  if (schema['allOf'] === undefined) return schema;
  const { allOf, ...own } = schema;
  const parts = asObjects(allOf).map((part) => {
    const reference = asText(part['$ref'])?.replace('#/definitions/', '');
    return united(reference === undefined ? part : asObject(definitions[reference]), definitions);
  });
  const all = [own, ...parts];
  return {
    ...own,
    type: 'object',
    properties: Object.assign({}, ...all.map((part) => asObject(part['properties']))) as JsonObject,
    required: all.flatMap((part) => [part['required'] ?? []].flat()),
  };
}

function problems(validator: ValidateFunction, value: unknown): string[] {
  if (validator(value)) return [];
  return (validator.errors ?? []).map((it) => {
    const extra = asObject(it.params)['additionalProperty'];
    return `${it.instancePath || 'body'} ${it.message ?? ''}${typeof extra === 'string' ? ` (${extra})` : ''}`.trim();
  });
}

function queryProblem(parameters: readonly JsonObject[], query: URLSearchParams): string | undefined {
  const known = parameters.filter((it) => it['in'] === 'query');
  for (const name of query.keys()) {
    if (!known.some((it) => it['name'] === name)) return `Unknown parameter ${name}`;
    if (query.getAll(name).length > 1)
      return `The parameter ${name} is given twice; lists are comma separated`;
  }
  for (const parameter of known) {
    const name = String(parameter['name']);
    const value = query.get(name);
    if (value === null) {
      if (parameter['required'] === true) return `The parameter ${name} is missing`;
      continue;
    }
    const problem = valueProblem(parameter, value);
    if (problem !== undefined) return `The parameter ${name} ${problem}`;
  }
  return undefined;
}

function valueProblem(schema: JsonObject, value: string): string | undefined {
  if (schema['type'] === 'array') return listProblem(schema, value.split(','));
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value))
    return `does not know the value ${value}`;
  if (schema['format'] === 'date-time' && (!DATE_TIME.test(value) || Number.isNaN(Date.parse(value)))) {
    return `is not an ISO 8601 date-time: ${value}`;
  }
  if (schema['type'] === 'boolean' && value !== 'true' && value !== 'false')
    return `is not true or false: ${value}`;
  if (typeof schema['pattern'] === 'string' && !new RegExp(schema['pattern'], 'u').test(value))
    return `is not of the form ${schema['pattern']}: ${value}`;
  if (schema['type'] === 'integer') return numberProblem(schema, value);
  return undefined;
}

function listProblem(schema: JsonObject, items: readonly string[]): string | undefined {
  const { minItems: least, maxItems: most } = schema;
  if (typeof most === 'number' && items.length > most) return `takes at most ${most} values`;
  if (typeof least === 'number' && items.length < least) return `takes at least ${least} values`;
  const itemSchema = asObject(schema['items']);
  return items.map((item) => valueProblem(itemSchema, item)).find((it) => it !== undefined);
}

function numberProblem({ minimum, maximum }: JsonObject, value: string): string | undefined {
  if (!/^-?\d+$/.test(value)) return `is not a whole number: ${value}`;
  if (typeof maximum === 'number' && Number(value) > maximum) return `is above ${maximum}`;
  if (typeof minimum === 'number' && Number(value) < minimum) return `is below ${minimum}`;
  return undefined;
}
