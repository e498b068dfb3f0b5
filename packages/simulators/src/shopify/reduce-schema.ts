import { buildASTSchema, concatAST, parse, print, Source, specifiedRules, validate } from 'graphql';
import type { DocumentNode, GraphQLError } from 'graphql';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { format, resolveConfig } from 'prettier';
import { sharedFactsFolder } from '../shared-facts.ts';
import { readAccess } from './read-access.ts';
import type { Introspection } from './read-access.ts';
import { reduceDefinitions } from './reduce-definitions.ts';
import { API_VERSIONS } from './schema.ts';
import type { ApiVersion } from './schema.ts';

/*
 * Writes what the Admin API's documents need of Shopify's schema to `schema/`. Run as `node packages/simulators/src/shopify/reduce-schema.ts`, with `--check`
 * only to see whether the files are current. Needs the shared facts; see `sharedFactsFolder`.
 */

const here = fileURLToPath(new URL('.', import.meta.url));
const DOCUMENT_FOLDERS = [
  join(here, 'documents'),
  fileURLToPath(new URL('../../../connectors/src/shopify/documents', import.meta.url)),
];
const HEADER = `# Reduced from the Shopify Admin API schema by reduce-schema.ts; never edited. See NOTICE.\n\n`;

/**
 * All documents, one for each folder: within a folder, fragments are known to all files. The simulator's own stand for what hosts and tests ask.
 *
 * @throws GraphQLError for a file that is no GraphQL.
 */
export function readDocuments(): DocumentNode[] {
  return DOCUMENT_FOLDERS.filter((folder) => existsSync(folder)).map((folder) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.graphql'))
      .sort();
    return concatAST(
      files.map((name) => parse(new Source(readFileSync(join(folder, name), 'utf8'), join(folder, name)))),
    );
  });
}

/** What is wrong with the documents by this schema, each with its file; empty when all are valid. */
export function documentProblems(
  schema: ReturnType<typeof buildASTSchema>,
  documents: readonly DocumentNode[],
): string[] {
  const rules = specifiedRules.filter(({ name }) => name !== 'NoUnusedFragmentsRule');
  return documents.flatMap((document) =>
    validate(schema, document, rules, { maxErrors: 1000 }).map(
      (error) => `${fileOf(error)}: ${error.message}`,
    ),
  );
}

function fileOf(error: GraphQLError): string {
  const place = error.nodes?.[0]?.loc;
  return place === undefined ? 'unknown file' : `${place.source.name}:${place.startToken.line}`;
}

/**
 * The files of `schema/` by name with what they must contain; undefined without the shared facts.
 *
 * @throws Error that names file and problem of every invalid document.
 */
export async function reducedFiles(documents = readDocuments()): Promise<Record<string, string> | undefined> {
  const folder = sharedFactsFolder();
  if (folder === undefined) return undefined;
  const files: Record<string, string> = {};
  for (const version of API_VERSIONS) {
    const full = parse(readShared(folder, `admin_${version}.graphql.gz`), { noLocation: true });
    const schema = buildASTSchema(full, { assumeValid: true });
    const problems = documentProblems(schema, documents);
    if (problems.length > 0) throw new Error(`Invalid against ${version}:\n${problems.join('\n')}`);
    const reduced = reduceDefinitions(full, schema, documents);
    const schemaName = `admin-${version}.graphql`;
    files[schemaName] = await pretty(schemaName, `${HEADER}${print(reduced)}\n`);
    const introspection = JSON.parse(readShared(folder, `admin_${version}.json.gz`)) as Introspection;
    const access = readAccess(introspection, buildASTSchema(reduced), readIdempotent(folder, version));
    const accessName = `access-${version}.json`;
    files[accessName] = await pretty(accessName, JSON.stringify(access));
  }
  return files;
}

async function pretty(name: string, text: string): Promise<string> {
  const filepath = schemaFile(name);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

function readShared(folder: string, name: string): string {
  return gunzipSync(readFileSync(join(folder, 'apis/shopify', name))).toString('utf8');
}

function readIdempotent(folder: string, version: ApiVersion): Record<string, string> {
  const path = join(folder, 'apis/shopify/admin-protected-and-idempotent.json');
  const facts = JSON.parse(readFileSync(path, 'utf8')) as {
    idempotentMutations: Record<string, Record<string, string>>;
  };
  return facts.idempotentMutations[version] ?? {};
}

/** Where a generated file stands. */
export function schemaFile(name: string): string {
  return join(here, 'schema', name);
}

async function run(isCheck: boolean): Promise<void> {
  const files = await reducedFiles();
  if (files === undefined) throw new Error('The shared facts are missing: set QUAYSIDE_SHARED');
  for (const [name, text] of Object.entries(files)) {
    const file = schemaFile(name);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (isCheck) throw new Error(`${file} is not current: run reduce-schema.ts`);
    writeFileSync(file, text);
    process.stdout.write(`${file}: written\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(process.argv.includes('--check'));
