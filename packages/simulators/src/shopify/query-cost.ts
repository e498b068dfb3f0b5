import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  OperationTypeNode,
  valueFromASTUntyped,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { asObject } from '../json-object.ts';

/** What Shopify charges for a mutation, with the objects that it answers (rate limits of the Admin API). */
const MUTATION_COST = 10;
/** What a list costs before its items ("Rate limiting GraphQL APIs by calculating query complexity", Shopify Engineering). */
const LIST_COST = 2;

/**
 * The points of `n` items of a list, each of which costs one. Shopify's documentation says "sized by first and last" and no more. It is no longer one by one:
 * `product { variants(first: 250) { nodes { inventoryItem { id } } } }` was told to cost 25 (community.shopify.dev, topic 23101), which twice the natural
 * logarithm meets. The formula is the simulator's own.
 */
export function weightOf(n: number): number {
  return Math.min(n, Math.max(1, Math.round(2 * Math.log(Math.max(1, n)))));
}

interface Costing {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * What an operation costs at most, before it is run: an object 1, scalars nothing, a mutation 10 with the objects of its answer, a list its size.
 *
 * @param data what came of it; with it, only what is there is counted.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  data?: unknown,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const costing: Costing = { schema, fragments, variables: withDefaults(operation, variables) };
  const root = schema.getRootType(operation.operation);
  if (root == null) return 0;
  const fields = fieldsOf(costing, root, [operation.selectionSet]);
  let cost = 0;
  for (const [key, nodes] of fields) {
    const shown = data === undefined ? undefined : (asObject(data)[key] ?? null);
    const own = fieldCost(costing, root, nodes, shown);
    cost += operation.operation === OperationTypeNode.MUTATION ? Math.max(MUTATION_COST, own) : own;
  }
  return cost;
}

/** `shown` is what was answered; undefined before, when the most is meant. */
function fieldCost(
  costing: Costing,
  parent: GraphQLNamedType,
  nodes: readonly FieldNode[],
  shown: unknown,
): number {
  const [node] = nodes;
  const field = node === undefined ? undefined : fieldNamed(parent, node.name.value);
  if (node === undefined || field === undefined || shown === null) return 0;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return 0;
  const selections = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
  const children = (of: unknown): number => selectionCost(costing, type, selections, of);
  if (type.name.endsWith('Connection')) {
    const size = sizeOf(costing, node) ?? 0;
    return LIST_COST + connectionCost(costing, type, selections, shown, size);
  }
  if (type.name === 'PageInfo') return 0;
  if (!isListType(getNullableType(field.type))) return 1 + children(shown);
  if (Array.isArray(shown))
    return spread(
      shown.length,
      shown.map((it) => 1 + children(it)),
    );
  const size = sizeOf(costing, node);
  return size === undefined ? 1 + children(undefined) : weightOf(size) * (1 + children(undefined));
}

function connectionCost(
  costing: Costing,
  type: GraphQLNamedType,
  selections: readonly SelectionSetNode[],
  shown: unknown,
  size: number,
): number {
  const fields = fieldsOf(costing, type, selections);
  let cost = 0;
  let counted = 0;
  for (const [key, nodes] of fields) {
    const [node] = nodes;
    const field = node === undefined ? undefined : fieldNamed(type, node.name.value);
    if (node === undefined || field === undefined || !['nodes', 'edges'].includes(node.name.value)) continue;
    const inner = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
    const item = getNamedType(field.type);
    const costOf = (of: unknown): number => {
      const own = selectionCost(costing, item, inner, of);
      return node.name.value === 'edges' ? own : 1 + own;
    };
    const items = shown === undefined ? undefined : asObject(shown)[key];
    const own = Array.isArray(items)
      ? spread(items.length, items.map(costOf))
      : weightOf(size) * costOf(undefined);
    cost += own;
    counted += 1;
  }
  return counted === 0 ? weightOf(shown === undefined ? size : 1) : cost;
}

/** Items of different cost count as many as their weight, each at their mean. */
function spread(count: number, costs: readonly number[]): number {
  if (count === 0) return 0;
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / count;
  return Math.round(weightOf(count) * mean);
}

function selectionCost(
  costing: Costing,
  type: GraphQLNamedType,
  selections: readonly SelectionSetNode[],
  shown: unknown,
): number {
  // Of an interface or a union, the dearest of what it may be.
  const possible = isObjectType(type) || !isCompositeType(type) ? [type] : possibleOf(costing, type, shown);
  const costs = possible.map((each) => {
    let cost = 0;
    for (const [key, nodes] of fieldsOf(costing, each, selections)) {
      const value = shown === undefined ? undefined : (asObject(shown)[key] ?? null);
      cost += fieldCost(costing, each, nodes, value);
    }
    return cost;
  });
  return Math.max(0, ...costs);
}

function possibleOf(
  { schema }: Costing,
  type: GraphQLNamedType,
  shown: unknown,
): readonly GraphQLNamedType[] {
  const named = shown === undefined ? undefined : asObject(shown)['__typename'];
  const found = typeof named === 'string' ? schema.getType(named) : undefined;
  if (found !== undefined) return [found];
  return isInterfaceType(type) || 'getTypes' in type ? schema.getPossibleTypes(type) : [];
}

/** The fields that are selected of a type, fragments taken in, those of one answer key together. */
function fieldsOf(
  costing: Costing,
  type: GraphQLNamedType,
  selections: readonly SelectionSetNode[],
  into = new Map<string, FieldNode[]>(),
): Map<string, FieldNode[]> {
  for (const { selections: parts } of selections) {
    for (const part of parts) {
      if (part.kind === Kind.FIELD) {
        const key = part.alias?.value ?? part.name.value;
        into.set(key, [...(into.get(key) ?? []), part]);
        continue;
      }
      const fragment = part.kind === Kind.INLINE_FRAGMENT ? part : costing.fragments.get(part.name.value);
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value;
      if (condition === undefined || applies(costing, type, condition))
        fieldsOf(costing, type, [fragment.selectionSet], into);
    }
  }
  return into;
}

function applies({ schema }: Costing, type: GraphQLNamedType, condition: string): boolean {
  if (type.name === condition) return true;
  const wanted = schema.getType(condition);
  return isInterfaceType(wanted) && isObjectType(type) && schema.isSubType(wanted, type);
}

function fieldNamed(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function sizeOf({ variables }: Costing, node: FieldNode): number | undefined {
  for (const { name, value } of node.arguments ?? []) {
    if (name.value !== 'first' && name.value !== 'last') continue;
    const size = valueFromASTUntyped(value, variables);
    if (typeof size === 'number') return size;
  }
  return undefined;
}

function withDefaults(
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
    if (defaultValue !== undefined) variables[variable.name.value] = valueFromASTUntyped(defaultValue);
  return { ...variables, ...given };
}
