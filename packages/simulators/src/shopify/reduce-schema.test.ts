import { existsSync, readFileSync } from 'node:fs';
import { buildSchema, parse, Source } from 'graphql';
import { describe, expect, test } from 'vitest';
import { sharedFactsFolder } from '../shared-facts.ts';
import { documentProblems, readDocuments, reducedFiles, schemaFile } from './reduce-schema.ts';
import { API_VERSIONS, adminSchema } from './schema.ts';

const hasFacts = sharedFactsFolder() !== undefined;

test.each(API_VERSIONS)('every document is valid against the committed schema of %s', (version) => {
  expect(documentProblems(adminSchema(version).schema, readDocuments())).toEqual([]);
});

test('an invalid document is named with its file and line', () => {
  const document = parse(new Source('query {\n  shop { colour }\n}', 'documents/shop.graphql'));
  const [problem] = documentProblems(adminSchema('2026-10').schema, [document]);
  expect(problem).toBe('documents/shop.graphql:2: Cannot query field "colour" on type "Shop".');
});

test('the licence of the schema stands beside it', () => {
  const notice = readFileSync(schemaFile('NOTICE'), 'utf8');
  expect(notice).toContain('@shopify/dev-mcp');
  expect(notice).toContain('ISC License');
});

describe.skipIf(!hasFacts)('with the shared facts', () => {
  test('the committed files are current', async () => {
    const files = (await reducedFiles()) ?? {};
    expect(Object.keys(files)).toHaveLength(4);
    for (const [name, text] of Object.entries(files)) {
      const file = schemaFile(name);
      expect(
        existsSync(file) && readFileSync(file, 'utf8') === text,
        `run reduce-schema.ts for ${name}`,
      ).toBe(true);
    }
  });

  test('keeps what documents reach and no more: fields, arguments, whole input types, directives', async () => {
    const document = parse(`
      query P($id: ID!) { product(id: $id) { title variants(first: 2) { nodes { id } } } }
      mutation M($input: InventorySetQuantitiesInput!) {
        inventorySetQuantities(input: $input) @idempotent(key: "k") { userErrors { message } }
      }`);
    const text = (await reducedFiles([document]))?.['admin-2026-10.graphql'] ?? '';
    const schema = buildSchema(text);
    const fields = (name: string) => Object.keys(at(schema.getType(name)));
    expect(fields('Product')).toEqual(['title', 'variants']);
    expect(text).toContain('variants(first: Int)');
    expect(fields('InventoryQuantityInput')).toContain('changeFromQuantity');
    expect(text).toContain('directive @idempotent(key: String!) on FIELD');
    expect(schema.getType('Order')).toBeUndefined();
    expect(text).not.toContain('"""');
  });

  test('a document that a version does not have fails with the file', async () => {
    const document = parse(new Source('{ shop { nameOfTheMoon } }', 'documents/moon.graphql'));
    await expect(reducedFiles([document])).rejects.toThrow('documents/moon.graphql:1');
  });
});

function at(type: ReturnType<ReturnType<typeof buildSchema>['getType']>): object {
  return type !== undefined && 'getFields' in type ? type.getFields() : {};
}
