import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  buildSchema,
  concatAST,
  getNamedType,
  Kind,
  NoDeprecatedCustomRule,
  parse,
  print,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type NameNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { documentsFile, isCurrent } from './generate-documents.ts';

const folder = fileURLToPath(new URL('documents/', import.meta.url));
const document = concatAST(
  readdirSync(folder).map((name) => parse(readFileSync(join(folder, name), 'utf8'))),
);

/** What Shopify publishes; here only beside the repository. */
const facts = fileURLToPath(new URL('../../../../../shared/apis/shopify/', import.meta.url));
const schemaOf = (version: string) =>
  buildSchema(gunzipSync(readFileSync(join(facts, `admin_${version}.graphql.gz`))).toString('utf8'), {
    assumeValid: true,
  });

/** `Type.field` of all that the documents, or a part of them, ask for. */
function askedFields(version: string, asking = document): ReadonlySet<string> {
  const asked = new Set<string>();
  const types = new TypeInfo(schemaOf(version));
  const note = (): void => {
    const parent = types.getParentType();
    const field = types.getFieldDef();
    if (parent && field) asked.add(`${getNamedType(parent).name}.${field.name}`);
  };
  visit(asking, visitWithTypeInfo(types, { Field: { enter: note } }));
  return asked;
}

describe('the documents', () => {
  it('are what the generated file says: run `npm run generate:shopify` when this fails', async () => {
    expect(isCurrent(await documentsFile())).toBe(true);
  });

  describe.skipIf(!existsSync(facts))('by the schema that Shopify publishes', () => {
    it.each(['2026-07', '2026-10'])('are valid in %s, and ask for nothing deprecated', (version) => {
      const rules = [...specifiedRules, NoDeprecatedCustomRule];
      expect(validate(schemaOf(version), document, rules).map(({ message }) => message)).toEqual([]);
    });

    it('ask for protected customer data where it can be left out alone: an app without that approval reads orders all the same (P7)', () => {
      const { protectedFields } = readFacts();
      expect(protectedFields.length).toBeGreaterThan(50);
      const isBuyer = ({ name }: { readonly name: NameNode }): boolean => name.value === 'BuyerFacts';
      const others = document.definitions.filter(
        (each) => each.kind !== Kind.FRAGMENT_DEFINITION || !isBuyer(each),
      );
      const asked = askedFields('2026-10', { ...document, definitions: others });
      expect(protectedFields.filter((field) => asked.has(field))).toEqual([]);
      visit(document, {
        FragmentSpread(spread) {
          if (isBuyer(spread)) expect(spread.directives?.map(print)).toEqual(['@include(if: $withBuyer)']);
        },
      });
    });

    it('give a key to every mutation that wants one', () => {
      const wanting = readFacts().idempotent;
      expect(wanting).toContain('refundCreate');
      visit(document, {
        Field({ name, directives = [] }) {
          if (!wanting.includes(name.value)) return;
          expect(
            directives.map((each) => each.name.value),
            name.value,
          ).toContain('idempotent');
        },
      });
    });
  });
});

function readFacts(): { protectedFields: readonly string[]; idempotent: readonly string[] } {
  const { protectedFields, idempotentMutations } = JSON.parse(
    readFileSync(join(facts, 'admin-protected-and-idempotent.json'), 'utf8'),
  ) as { protectedFields: object; idempotentMutations: Readonly<Record<string, object>> };
  return {
    protectedFields: Object.keys(protectedFields),
    idempotent: Object.entries(idempotentMutations['2026-07'] ?? {}).flatMap(([name, need]) =>
      need === 'required' ? [name] : [],
    ),
  };
}
