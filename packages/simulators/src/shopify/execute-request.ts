import {
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql';
import { asObject, isJsonObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer } from '../simulated-route.ts';
import type { AdminContext } from './admin-context.ts';
import type { CostBucket, ThrottleStatus } from './cost-bucket.ts';
import { MOST_PER_QUERY } from './cost-bucket.ts';
import { mutationRoot } from './mutation-root.ts';
import { operationCost } from './query-cost.ts';
import { queryRoot } from './query-root.ts';
import type { Execution } from './resolve-field.ts';
import { resolveField } from './resolve-field.ts';

const DOCUMENTATION = 'https://shopify.dev/api/usage/rate-limits';
/** Documents repeat: what was parsed and validated once is kept. */
const parsed = new Map<string, DocumentNode>();
const MOST_PARSED = 500;

/** What answers say where the limits are off. */
const UNLIMITED = { maximumAvailable: 1_000_000, currentlyAvailable: 1_000_000, restoreRate: 1_000_000 };

/** A GraphQL request as it came. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables: JsonObject;
  readonly operationName: string | undefined;
}

/** Reads the body of a request; undefined when it holds no query. */
export function readGraphqlRequest(rawBody: string): GraphqlRequest | undefined {
  let body: unknown;
  try {
    body = JSON.parse(rawBody);
  } catch {
    return undefined;
  }
  if (!isJsonObject(body) || typeof body['query'] !== 'string') return undefined;
  const { operationName } = body;
  return {
    query: body['query'],
    variables: asObject(body['variables']),
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

/** What faults and counters call a request: its kind and its first field, such as `query.orders` or `mutation.orderCreate`. */
export function operationNameOf(request: GraphqlRequest): string {
  try {
    const operation = getOperationAST(parse(request.query), request.operationName);
    const first = operation?.selectionSet.selections.find((it): it is FieldNode => it.kind === Kind.FIELD);
    return `${operation?.operation ?? 'query'}.${first?.name.value ?? 'unknown'}`;
  } catch {
    return 'query.unknown';
  }
}

/**
 * Runs a request: its cost is taken from the bucket first, and what it did not need is given back. Answers are HTTP 200 whatever is wrong with the query, as
 * Shopify's are; `bucket` undefined lifts the limits.
 */
export async function executeRequest(
  context: AdminContext,
  request: GraphqlRequest,
  bucket: CostBucket | undefined,
): Promise<Answer> {
  const { schema } = context.admin;
  let document: DocumentNode;
  try {
    document = parsedDocument(context, request.query);
  } catch (error) {
    return failed(error instanceof InvalidDocument ? error.errors : [asGraphqlError(error)]);
  }
  const operation = getOperationAST(document, request.operationName);
  if (operation == null) return failed([new GraphQLError('No operation was found in the query')]);
  const requested = operationCost(schema, document, operation, request.variables);
  if (requested > MOST_PER_QUERY) return tooCostly(requested);
  if (bucket !== undefined && !bucket.take(requested)) return throttledAnswer(requested, bucket.status());
  const execution: Execution = { context, remarks: [] };
  const result = await execute({
    schema,
    document,
    rootValue: rootOf(context, operation),
    contextValue: execution,
    variableValues: request.variables,
    operationName: request.operationName,
    fieldResolver: resolveField,
  });
  const actual = Math.min(
    requested,
    operationCost(schema, document, operation, request.variables, result.data),
  );
  bucket?.giveBack(requested - actual);
  const errors = [...(result.errors ?? []), ...execution.remarks];
  return {
    status: 200,
    body: {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(errors.length === 0 ? {} : { errors: errors.map(shownError) }),
      extensions: { cost: costOf(requested, actual, bucket?.status() ?? UNLIMITED) },
    },
  };
}

function rootOf(context: AdminContext, operation: OperationDefinitionNode): unknown {
  return operation.operation === OperationTypeNode.MUTATION ? mutationRoot(context) : queryRoot(context);
}

/** The answer to a request for which there are too few points. */
export function throttledAnswer(requested: number, status: ThrottleStatus): Answer {
  return {
    status: 200,
    isThrottled: true,
    body: {
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation: DOCUMENTATION } }],
      extensions: { cost: costOf(requested, null, status) },
    },
  };
}

function tooCostly(cost: number): Answer {
  const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_PER_QUERY}).\n\nSee ${DOCUMENTATION} for more information on how the cost of a query is calculated.`;
  const extensions = {
    code: 'MAX_COST_EXCEEDED',
    cost,
    maxCost: MOST_PER_QUERY,
    documentation: DOCUMENTATION,
  };
  return { status: 200, body: { errors: [{ message, extensions }] } };
}

function costOf(requested: number, actual: number | null, throttleStatus: ThrottleStatus): unknown {
  return { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus };
}

class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super(errors[0]?.message);
    this.errors = errors;
  }
}

function parsedDocument({ admin }: AdminContext, query: string): DocumentNode {
  const key = `${admin.version} ${query}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const document = parse(query);
  const errors = validate(admin.schema, document, specifiedRules);
  if (errors.length > 0) throw new InvalidDocument(errors);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(key, document);
  return document;
}

function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  throw error;
}

function failed(errors: readonly GraphQLError[]): Answer {
  return { status: 200, body: { errors: errors.map(shownError) } };
}

/** An exception that is no refusal is a bug of the simulator, and is told as one. */
function shownError(error: GraphQLError): unknown {
  const { message, locations, path, extensions } = error.toJSON();
  return { message, locations, path, ...(extensions === undefined ? {} : { extensions }) };
}
