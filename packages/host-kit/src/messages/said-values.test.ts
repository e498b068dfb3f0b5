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

/** A place in the sources where something is said to a merchant, and the names of the values it gives; `null`: those of another message. */
interface Saying {
  readonly place: string;
  readonly code: string;
  readonly values: readonly string[] | null;
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
  const sources = files.flatMap((file) => program.getSourceFile(file) ?? []);
  const calls = sources.flatMap(callsIn);
  const found: Saying[] = [];
  for (const source of sources) {
    walk(source, (node) => {
      const [code, values] = partsOf(node);
      if (code === undefined) return;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const place = `${path.relative(packages, source.fileName)}:${line + 1}`;
      const names = namesOf(values, checker);
      const passed = passedOn(code, values, calls, checker);
      if (passed.length === 0) {
        for (const text of textsOf(code, checker)) found.push({ place, code: text, values: names });
      }
      for (const { texts, more } of passed) {
        const all = names === null ? null : [...names, ...more];
        for (const text of texts) found.push({ place, code: text, values: all });
      }
    });
  }
  return found;
}

function walk(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => walk(child, look));
}

function callsIn(source: ts.SourceFile): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  walk(source, (node) => {
    if (ts.isCallExpression(node)) calls.push(node);
  });
  return calls;
}

/** The names of the values; `null`: they are those of another message, as in `say(code, other.values)`. */
function namesOf(values: ts.Expression | undefined, checker: ts.TypeChecker): string[] | null {
  if (values === undefined) return [];
  if (ts.isPropertyAccessExpression(values) && values.name.text === 'values') return null;
  const properties = checker.getTypeAtLocation(values).getProperties();
  return properties.map((each) => each.name);
}

function textsOf(expression: ts.Expression, checker: ts.TypeChecker): string[] {
  const type = checker.getTypeAtLocation(expression);
  return (type.isUnion() ? type.types : [type]).flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
}

/**
 * The code is a parameter of the function around it: what that is called with, wherever it is, and the values that its callers add, where the function spreads another
 * parameter into its own.
 */
function passedOn(
  code: ts.Expression,
  values: ts.Expression | undefined,
  calls: readonly ts.CallExpression[],
  checker: ts.TypeChecker,
): { readonly texts: readonly string[]; readonly more: readonly string[] }[] {
  const around = ts.findAncestor(
    code,
    (node): node is ts.FunctionDeclaration | ts.ArrowFunction =>
      ts.isFunctionDeclaration(node) || ts.isArrowFunction(node),
  );
  const positionOf = (name: string): number =>
    around?.parameters.findIndex((each) => each.name.getText() === name) ?? -1;
  const named = around && (ts.isArrowFunction(around) ? around.parent : around);
  const name = named && 'name' in named ? (named.name as ts.Identifier | undefined)?.text : undefined;
  if (positionOf(code.getText()) < 0 || named === undefined || name === undefined) return [];
  const spread =
    values === undefined
      ? []
      : spreadIn(values)
          .map(positionOf)
          .filter((position) => position >= 0);
  return calls
    .filter(({ expression }) => expression.getText() === name && isCallOf(expression, named, checker))
    .flatMap(({ arguments: given }) => {
      const said = given[positionOf(code.getText())];
      const added = spread.flatMap((position) => given[position] ?? []);
      const more = added.flatMap((each) => namesOf(each, checker) ?? []);
      return said === undefined ? [] : [{ texts: textsOf(said, checker), more }];
    });
}

function spreadIn(values: ts.Expression): string[] {
  if (!ts.isObjectLiteralExpression(values)) return [];
  return values.properties.flatMap((each) =>
    ts.isSpreadAssignment(each) ? [each.expression.getText()] : [],
  );
}

/** Called by its name in its own file, even where it was handed over; elsewhere only as what was imported. */
function isCallOf(expression: ts.Expression, named: ts.Node, checker: ts.TypeChecker): boolean {
  if (expression.getSourceFile() === named.getSourceFile()) return true;
  const symbol = checker.getSymbolAtLocation(expression);
  if (symbol === undefined || (symbol.flags & ts.SymbolFlags.Alias) === 0) return false;
  return checker.getAliasedSymbol(symbol).declarations?.includes(named as ts.Declaration) === true;
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
      if (values === null) return [];
      const missing = Object.keys(valuesFor(sentence.en)).filter((name) => !values.includes(name));
      return missing.length === 0 ? [] : [`${place}: ${code} lacks ${missing.join(', ')}`];
    });
    expect(problems).toEqual([]);
  });

  it('gives the first price of a listing the values of the guard that found it odd', () => {
    const passed = said.filter(({ values }) => values === null);
    expect(passed.map(({ code }) => code)).toEqual(['guard.first-price']);
    const needed = Object.keys(valuesFor(english['guard.first-price']));
    for (const code of ['guard.price-factor', 'guard.price-fall']) {
      const given = said.filter((each) => each.code === code);
      expect(given.length).toBeGreaterThan(0);
      for (const { values } of given) expect(values).toEqual(expect.arrayContaining(needed));
    }
  });

  it('finds the codes that a function is handed, with what its callers add', () => {
    const handed = said.filter(({ code }) => code === 'price.old-rate' || code === 'price.tier-not-lower');
    expect(handed.map(({ values }) => values?.toSorted())).toEqual([
      ['date', 'has', 'product', 'sku', 'wants'],
      ['amount', 'price', 'sku'],
    ]);
  });

  it('leaves no sentence of core unsaid', () => {
    const codes = new Set(said.map(({ code }) => code));
    expect(messageCodes.filter((code) => !codes.has(code))).toEqual([]);
  });
});
