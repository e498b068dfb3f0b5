import { readdirSync } from 'node:fs';
import path from 'node:path';
import { connectorManifests } from '@quayside/connectors/manifests.gen';
import { messageCodes } from '@quayside/core/domain/message';
import { memoryMessages } from '@quayside/connectors/memory/messages';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { english } from './english.ts';
import { createMessageFormatter, type MessageCatalogue } from './format-message.ts';
import { french } from './french.ts';

const packages = path.resolve(import.meta.dirname, '../../..');
const catalogues: readonly Readonly<Record<'en' | 'fr', MessageCatalogue>>[] = [
  { en: english, fr: french },
  ...connectorManifests.map(({ messages }) => messages),
  memoryMessages,
];
const sentences = catalogues.flatMap(({ en, fr }) =>
  Object.entries(en).map(([code, sentence]) => ({ code, en: sentence, fr: fr[code] ?? '' })),
);

/** A place in the sources where something is said to a merchant, and the names of the values it gives. */
interface Saying {
  readonly place: string;
  readonly code: string;
  readonly values: readonly string[];
}

/** Everything that these rooms say, as the compiler sees it: `say(code, values)`, or a message written out as `{ code, values }`. */
function sayings(folders: readonly string[]): Saying[] {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|_contract|-under-contract/.test(file))
      .map((file) => path.join(folder, file)),
  );
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: [],
    // These files alone: the libraries they use say nothing to merchants.
    noResolve: true,
  });
  const checker = program.getTypeChecker();
  const found: Saying[] = [];
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source === undefined) continue;
    const visit = (node: ts.Node): void => {
      const [code, values] = partsOf(node);
      if (code !== undefined) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        const place = `${path.relative(packages, file)}:${line + 1}`;
        const names =
          values === undefined
            ? []
            : checker
                .getTypeAtLocation(values)
                .getProperties()
                .map((each) => each.name);
        const texts = callersCodes(code, source, checker) ?? textsOf(code, checker);
        for (const text of texts) found.push({ place, code: text, values: names });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

function textsOf(expression: ts.Expression, checker: ts.TypeChecker): string[] {
  const type = checker.getTypeAtLocation(expression);
  return (type.isUnion() ? type.types : [type]).flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
}

/** The code is a parameter of the function around it: what that is called with in its file. */
function callersCodes(
  code: ts.Expression,
  source: ts.SourceFile,
  checker: ts.TypeChecker,
): string[] | undefined {
  const around = ts.findAncestor(code, ts.isFunctionDeclaration);
  const position = around?.parameters.findIndex(({ name }) => name.getText() === code.getText()) ?? -1;
  if (position < 0) return undefined;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === around?.name?.text) {
      const given = node.arguments[position];
      if (given !== undefined) found.push(...textsOf(given, checker));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.length > 0 ? found : undefined;
}

function partsOf(node: ts.Node): readonly [code?: ts.Expression, values?: ts.Expression] {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'say') {
    const [code, values] = node.arguments;
    return code === undefined ? [] : values === undefined ? [code] : [code, values];
  }
  if (!ts.isObjectLiteralExpression(node)) return [];
  const member = (name: string): ts.Expression | undefined =>
    node.properties.find(
      (each): each is ts.PropertyAssignment =>
        ts.isPropertyAssignment(each) && ts.isIdentifier(each.name) && each.name.text === name,
    )?.initializer;
  const [code, values] = [member('code'), member('values')];
  return code !== undefined && values !== undefined ? [code, values] : [];
}

/** What a sentence only chooses by. */
const chosen = 'other';

/** What a sentence needs, with a value of the right kind for each. */
function valuesFor(sentence: string): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  const visit = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      const isNumber = element.type === TYPE.plural || element.type === TYPE.number;
      values[element.value] = element.type === TYPE.select ? chosen : isNumber ? 2 : `«${element.value}»`;
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const option of Object.values(element.options)) visit(option.value);
      }
    }
  };
  visit(parse(sentence));
  return values;
}

const said = sayings(['core', 'connectors', 'assembly'].map((room) => path.join(packages, room, 'src')));

describe('what is said to merchants (P8)', () => {
  const format = createMessageFormatter(catalogues.slice(1));

  it.each(sentences)('$code is a whole sentence in both languages, with its values', (sentence) => {
    for (const locale of ['en', 'fr'] as const) {
      const values = valuesFor(sentence[locale]);
      const text = format({ code: sentence.code, values }, locale);
      expect(text).not.toBe(sentence.code);
      expect(text).not.toMatch(/[{}]|undefined|NaN/);
      for (const value of Object.values(values)) {
        if (value !== chosen) expect(text).toContain(String(value));
      }
      expect(text).toMatch(/[.!»]$/);
    }
  });

  it('is found in the sources, so that the checks below look at something', () => {
    expect(said.length).toBeGreaterThan(60);
    const codes = new Set(said.map(({ code }) => code));
    expect(codes).toContain('activity.order-placed');
    expect(codes).toContain('woocommerce.blocked');
    expect(codes).toContain('amazon.refused');
  });

  it('has a sentence for every code, and is given every value where it is said', () => {
    const problems = said.flatMap(({ place, code, values }) => {
      const sentence = sentences.find((each) => each.code === code);
      if (sentence === undefined) return [`${place}: ${code} has no sentence`];
      const missing = Object.keys(valuesFor(sentence.en)).filter((name) => !values.includes(name));
      return missing.length === 0 ? [] : [`${place}: ${code} lacks ${missing.join(', ')}`];
    });
    expect(problems).toEqual([]);
  });

  it('leaves no sentence of core unsaid', () => {
    const codes = new Set(said.map(({ code }) => code));
    expect(messageCodes.filter((code) => !codes.has(code))).toEqual([]);
  });
});
