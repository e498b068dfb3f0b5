import type { GraphQLSchema } from 'graphql';
import { keptFields } from './reduce-definitions.ts';

/** What Shopify's introspection says besides the schema; only the members that are read. */
export interface Introspection {
  readonly data?: Introspection;
  readonly __schema?: {
    readonly types: readonly {
      readonly name: string;
      readonly requiredAccess?: string | null;
      readonly fields:
        | readonly {
            readonly name: string;
            readonly requiredAccess?: string | null;
            readonly isProtected?: boolean;
            readonly protectedContent?: string | null;
          }[]
        | null;
    }[];
  };
}

/** What may be read and written with which scopes, as far as a schema reaches. Where several scopes are named, one of them is enough. */
export interface SchemaAccess {
  /** By type: whoever reads a field of this type needs one of these. */
  readonly types: Readonly<Record<string, readonly string[]>>;
  /** By `Type.field`, roots included. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Protected customer data by `Type.field`: name, address, phone or email. */
  readonly protected: Readonly<Record<string, string>>;
  /** Mutations that take `@idempotent`, and whether they must have it. */
  readonly idempotent: Readonly<Record<string, string>>;
}

/** Derives the access table of a reduced schema from Shopify's introspection. */
export function readAccess(
  introspection: Introspection,
  reduced: GraphQLSchema,
  idempotent: Readonly<Record<string, string>>,
): SchemaAccess {
  const types: Record<string, readonly string[]> = {};
  const fields: Record<string, readonly string[]> = {};
  const protectedFields: Record<string, string> = {};
  const kept = keptFields(reduced);
  for (const type of (introspection.data ?? introspection).__schema?.types ?? []) {
    const own = kept.get(type.name);
    if (own === undefined) continue;
    const scopes = scopesIn(type.requiredAccess, 'read');
    if (scopes.length > 0) types[type.name] = scopes;
    for (const field of type.fields ?? []) {
      if (!own.has(field.name)) continue;
      const name = `${type.name}.${field.name}`;
      const needed = scopesIn(field.requiredAccess, type.name === 'Mutation' ? 'write' : 'read');
      if (needed.length > 0) fields[name] = needed;
      if (field.isProtected === true) protectedFields[name] = field.protectedContent ?? 'unknown';
    }
  }
  const mutations = kept.get('Mutation') ?? new Set<string>();
  const kinds = Object.entries(idempotent).filter(([name]) => mutations.has(name));
  return { types, fields, protected: protectedFields, idempotent: Object.fromEntries(kinds) };
}

/** The scopes of "`write_orders` access scope or `write_marketplace_orders` access scope. Also: ..."; a bare `orders` gets the verb. */
function scopesIn(text: string | null | undefined, verb: 'read' | 'write'): string[] {
  const [sentence = ''] = (text ?? '').split('Also:');
  return [...sentence.matchAll(/`(\w+)` access scope/g)].map(([, scope = '']) =>
    /^(read|write)_/.test(scope) ? scope : `${verb}_${scope}`,
  );
}
