import ts from 'typescript';
import { singleWords } from './single-words.ts';

/** Words of type names that say how a thing is kept, and not what it is: they need no row in the glossary. */
export const technicalWords: Readonly<Record<string, string>> = {
  id: 'names a row',
  key: 'names a row within its workspace',
  in: 'says what a key starts with',
  snapshot: 'what one read showed',
  entry: 'a row of a list',
  entity: 'any thing that a platform has an id for',
  kind: 'which of a closed list',
  state: 'which step of a life, with its data',
  status: 'which step of a life',
  next: 'the step that may follow',
  value: 'what is set',
  code: 'a name in a closed list',
  forms: 'ways to spell one value',
  field: 'a part of a row',
  problem: 'why something could not be read',
  error: 'an expected failure, with what is told of it',
  failure: 'the kinds of error',
  instant: 'a moment in UTC',
  result: 'an outcome as a value (ADR 0001)',
  ok: 'a result that is a value',
  err: 'a result that is a failure',
};

/** Names of the interfaces and type aliases that a source file exports. */
export function exportedTypes(source: string): readonly string[] {
  const names: string[] = [];
  ts.createSourceFile('types.ts', source, ts.ScriptTarget.Latest).forEachChild((node) => {
    if (!ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) return;
    const isExported = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
    if (isExported) names.push(node.name.text);
  });
  return names;
}

/** Whether a type's name is made of words of the glossary and of technical words. */
export function isCovered(
  name: string,
  terms: Iterable<string>,
  technical: Iterable<string> = Object.keys(technicalWords),
): boolean {
  const known = new Set([...terms, ...technical]);
  const words = singleWords(name);
  /** By how many words are taken: whether they can be parted into known ones. */
  const parted = [true];
  for (let end = 1; end <= words.length; end += 1) {
    parted[end] = parted.some((can, start) => can && known.has(words.slice(start, end).join(' ')));
  }
  return parted[words.length] === true;
}
