import {
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type {
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  InputValueDefinitionNode,
  NamedTypeNode,
  TypeNode,
} from 'graphql';

/** What documents reach of a schema: fields of composite types with the arguments that are given to them. */
type Reached = Map<string, Map<string, Set<string>>>;

/**
 * The definitions of a schema that the documents reach: composite types with the selected fields and the given arguments, input types as a whole with all that they
 * lead to, enums as a whole, scalars, and directives. Everything else is left out, and so are descriptions. The documents must be valid against the schema.
 */
export function reduceDefinitions(
  full: DocumentNode,
  schema: GraphQLSchema,
  documents: readonly DocumentNode[],
): DocumentNode {
  const reached = reachedBy(schema, documents);
  addInterfaceFields(schema, reached);
  const byName = new Map<string, DefinitionNode>();
  for (const definition of full.definitions) {
    if ('name' in definition) byName.set(definition.name.value, definition);
  }
  const kept = new Map<string, DefinitionNode>();
  const keep = (name: string): void => {
    const definition = byName.get(name);
    if (definition === undefined || kept.has(name)) return;
    const reduced = reduceDefinition(definition, reached, schema);
    kept.set(name, reduced);
    for (const next of typesNamedIn(reduced)) keep(next);
  };
  for (const name of reached.keys()) keep(name);
  for (const name of variableTypes(documents)) keep(name);
  const others = full.definitions.filter(
    ({ kind }) => kind === Kind.SCHEMA_DEFINITION || kind === Kind.DIRECTIVE_DEFINITION,
  );
  const definitions = [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, definition]) => definition);
  return withoutDescriptions({
    kind: Kind.DOCUMENT,
    definitions: [...others.map((it) => withReachedRoots(it, reached)), ...definitions],
  });
}

function reachedBy(schema: GraphQLSchema, documents: readonly DocumentNode[]): Reached {
  const reached: Reached = new Map();
  const typeNamed = (type: GraphQLNamedType): Map<string, Set<string>> => {
    const fields = reached.get(type.name) ?? new Map<string, Set<string>>();
    reached.set(type.name, fields);
    return fields;
  };
  const info = new TypeInfo(schema);
  for (const document of documents) {
    visit(
      document,
      visitWithTypeInfo(info, {
        SelectionSet: () => {
          const type = info.getParentType();
          if (type) typeNamed(type);
        },
        Field: (node) => {
          const parent = info.getParentType();
          if (!parent || node.name.value === '__typename') return;
          const fields = typeNamed(parent);
          const given = fields.get(node.name.value) ?? new Set<string>();
          for (const argument of node.arguments ?? []) given.add(argument.name.value);
          fields.set(node.name.value, given);
        },
      }),
    );
  }
  return reached;
}

/** Whoever implements a reached interface must have its fields; whoever is reached and belongs to it stays its member. */
function addInterfaceFields(schema: GraphQLSchema, reached: Reached): void {
  for (const [name, fields] of [...reached]) {
    const type = schema.getType(name);
    if (!isInterfaceType(type)) continue;
    for (const { name: member } of schema.getPossibleTypes(type)) {
      const own = reached.get(member);
      if (own === undefined) continue;
      for (const [field, given] of fields) own.set(field, new Set([...(own.get(field) ?? []), ...given]));
    }
  }
}

function reduceDefinition(
  definition: DefinitionNode,
  reached: Reached,
  schema: GraphQLSchema,
): DefinitionNode {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = reached.get(definition.name.value) ?? new Map<string, Set<string>>();
      return {
        ...definition,
        interfaces: (definition.interfaces ?? []).filter(({ name }) => reached.has(name.value)),
        fields: (definition.fields ?? [])
          .filter(({ name }) => fields.has(name.value))
          .map((field) => withArguments(field, fields.get(field.name.value) ?? new Set())),
      };
    }
    case Kind.UNION_TYPE_DEFINITION: {
      const type = schema.getType(definition.name.value);
      const members = isUnionType(type) ? type.getTypes().map(({ name }) => name) : [];
      const isKept = ({ name }: NamedTypeNode): boolean =>
        members.includes(name.value) && reached.has(name.value);
      return { ...definition, types: (definition.types ?? []).filter(isKept) };
    }
    default:
      return definition;
  }
}

/** Arguments without a default that must be given are given by every valid document. */
function withArguments(field: FieldDefinitionNode, given: ReadonlySet<string>): FieldDefinitionNode {
  return { ...field, arguments: (field.arguments ?? []).filter(({ name }) => given.has(name.value)) };
}

function typesNamedIn(definition: DefinitionNode): string[] {
  const names: string[] = [];
  const take = (it: FieldDefinitionNode | InputValueDefinitionNode): void => {
    names.push(nameOf(it.type));
    if ('arguments' in it) for (const argument of it.arguments ?? []) take(argument);
  };
  if ('fields' in definition) for (const field of definition.fields ?? []) take(field);
  if ('interfaces' in definition) for (const { name } of definition.interfaces ?? []) names.push(name.value);
  if ('types' in definition) for (const { name } of definition.types ?? []) names.push(name.value);
  return names;
}

function variableTypes(documents: readonly DocumentNode[]): string[] {
  const names: string[] = [];
  for (const document of documents) {
    visit(document, {
      VariableDefinition: ({ type }) => {
        names.push(nameOf(type));
      },
    });
  }
  return names;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** A schema may name roots that nobody reaches. */
function withReachedRoots(definition: DefinitionNode, reached: Reached): DefinitionNode {
  if (definition.kind !== Kind.SCHEMA_DEFINITION) return definition;
  return {
    ...definition,
    operationTypes: definition.operationTypes.filter(({ type }) => reached.has(type.name.value)),
  };
}

function withoutDescriptions(document: DocumentNode): DocumentNode {
  return visit(document, {
    enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
  });
}

/** The names of the kept composite types with the names of their kept fields. */
export function keptFields(schema: GraphQLSchema): Map<string, ReadonlySet<string>> {
  const kept = new Map<string, ReadonlySet<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) continue;
    kept.set(type.name, new Set(Object.keys(type.getFields())));
  }
  return kept;
}
