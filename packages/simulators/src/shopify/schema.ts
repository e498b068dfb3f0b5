import { buildSchema } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import type { SchemaAccess } from './read-access.ts';
import { checkScalars } from './scalars.ts';

/** The versions of the Admin API that the simulator speaks. */
export const API_VERSIONS = ['2026-07', '2026-10'] as const;

/** One of {@link API_VERSIONS}. */
export type ApiVersion = (typeof API_VERSIONS)[number];

/** A version of the Admin API as far as our documents reach it. */
export interface AdminSchema {
  readonly version: ApiVersion;
  readonly schema: GraphQLSchema;
  readonly access: SchemaAccess;
}

const loaded = new Map<ApiVersion, AdminSchema>();

/** The committed schema of a version; read once. */
export function adminSchema(version: ApiVersion): AdminSchema {
  let found = loaded.get(version);
  if (found === undefined) {
    const schema = buildSchema(read(`admin-${version}.graphql`));
    checkScalars(schema);
    found = { version, schema, access: JSON.parse(read(`access-${version}.json`)) as SchemaAccess };
    loaded.set(version, found);
  }
  return found;
}

function read(name: string): string {
  return readFileSync(new URL(`schema/${name}`, import.meta.url), 'utf8');
}
