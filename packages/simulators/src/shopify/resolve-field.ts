import { getNamedType, GraphQLError, Kind, valueFromASTUntyped } from 'graphql';
import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import type { AdminContext } from './admin-context.ts';
import { isGranted } from './installations.ts';
import { asObject, isJsonObject } from '../json-object.ts';

/** What one execution carries besides the context. */
export interface Execution {
  readonly context: AdminContext;
  /** Errors beside data that came all the same. */
  readonly remarks: GraphQLError[];
}

/**
 * Resolves every field: from the member of this name, a function or a value. Scopes come first, then approval for buyers' data, then idempotency. A field that the simulator does
 * not know is an error, never an empty value.
 */
export const resolveField: GraphQLFieldResolver<unknown, Execution> = (source, args, execution, info) => {
  const { context } = execution;
  const name = `${info.parentType.name}.${info.fieldName}`;
  checkAccess(context, name, info);
  const value = memberOf(source, name, info);
  if (info.parentType.name === 'Mutation') return runMutation(context, value, args, info);
  const result = typeof value === 'function' ? (value as (args: unknown) => unknown)(args) : value;
  if (context.admin.access.protected[name] === undefined || context.shop.settings.protectedDataApproved)
    return result;
  if (result !== null) execution.remarks.push(notApproved(info));
  return null;
};

/** The names of types come from their values, as graphql-js wants it. */
function memberOf(source: unknown, name: string, info: GraphQLResolveInfo): unknown {
  if (isJsonObject(source) && info.fieldName in source) return source[info.fieldName];
  throw new GraphQLError(`The simulator does not know ${name}`);
}

function checkAccess({ admin, installation }: AdminContext, name: string, info: GraphQLResolveInfo): void {
  const { types, fields } = admin.access;
  const needs = [fields[name], types[getNamedType(info.returnType).name]];
  for (const needed of needs) {
    if (needed === undefined || isGranted(installation, needed)) continue;
    const requiredAccess = `${needed.map((scope) => `\`${scope}\` access scope`).join(' or ')}.`;
    throw new GraphQLError(`Access denied for ${info.fieldName} field. Required access: ${requiredAccess}`, {
      nodes: info.fieldNodes,
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/api/usage/access-scopes',
        requiredAccess,
      },
    });
  }
}

/** Shopify's words for data that the app is not approved for are not published in whole; these say the same. */
function notApproved(info: GraphQLResolveInfo): GraphQLError {
  return new GraphQLError(
    `This app is not approved to use the ${info.fieldName} field. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.`,
    {
      nodes: info.fieldNodes,
      path: pathOf(info),
      extensions: { code: 'ACCESS_DENIED', documentation: 'https://shopify.dev/api/usage/access-scopes' },
    },
  );
}

function pathOf(info: GraphQLResolveInfo): (string | number)[] {
  const path: (string | number)[] = [];
  for (let part: GraphQLResolveInfo['path'] | undefined = info.path; part !== undefined; part = part.prev)
    path.unshift(part.key);
  return path;
}

function runMutation(context: AdminContext, work: unknown, args: unknown, info: GraphQLResolveInfo): unknown {
  const run = (): unknown => (work as (args: unknown) => unknown)(args);
  const rule = context.admin.access.idempotent[info.fieldName];
  const key = idempotencyKey(info);
  if (rule === undefined) return run();
  if (key === undefined) {
    if (rule !== 'required') return run();
    throw new GraphQLError(`The @idempotent directive is required for the ${info.fieldName} mutation.`, {
      nodes: info.fieldNodes,
      extensions: { code: 'BAD_REQUEST' },
    });
  }
  const request = `${info.fieldName} ${JSON.stringify(args)}`;
  const remembered = context.idempotent.find(key, request);
  if (remembered.kind === 'replay') return remembered.answer;
  if (remembered.kind === 'mismatch') {
    const message = 'The same idempotency key cannot be used with different parameters.';
    return withNulls(info, { code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH', field: null, message });
  }
  const answer = run();
  context.idempotent.keep(key, request, answer);
  return answer;
}

function withNulls(info: GraphQLResolveInfo, error: unknown): unknown {
  const type = getNamedType(info.returnType);
  const names = 'getFields' in type ? Object.keys(type.getFields()) : [];
  return { ...Object.fromEntries(names.map((name) => [name, null])), userErrors: [error] };
}

function idempotencyKey(info: GraphQLResolveInfo): string | undefined {
  for (const node of info.fieldNodes) {
    const directive = node.directives?.find(({ name }) => name.value === 'idempotent');
    const argument = directive?.arguments?.find(({ name }) => name.value === 'key');
    if (argument === undefined) continue;
    const key =
      argument.value.kind === Kind.VARIABLE
        ? asObject(info.variableValues)[argument.value.name.value]
        : valueFromASTUntyped(argument.value);
    if (typeof key === 'string' && key !== '') return key;
  }
  return undefined;
}
