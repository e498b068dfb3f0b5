import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

/** For tests: the names of the values that a sentence uses. */
export function valuesOf(sentence: string): string[] {
  const names = new Set<string>();
  const visit = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.value);
      if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const option of Object.values(element.options)) visit(option.value);
      }
    }
  };
  visit(parse(sentence));
  return [...names].sort();
}
