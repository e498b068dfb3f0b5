import type { FieldProblem } from '@quayside/core/domain/variant';

/** Collects what of a variant could not be taken as it stands. */
export type NoteProblem = (field: FieldProblem['field'], shown: unknown) => void;

export function collectProblems(): {
  readonly problems: readonly FieldProblem[];
  readonly note: NoteProblem;
} {
  const problems: FieldProblem[] = [];
  return {
    problems,
    note: (field, shown) => problems.push({ field, shown: shownText(shown).slice(0, 80).toWellFormed() }),
  };
}

/** What stands in a field, as text: empty for nothing, which PHP also spells `false`. */
export function shownText(value: unknown): string {
  if (value === null || value === undefined || value === false) return '';
  return typeof value === 'string' || typeof value === 'number'
    ? String(value).trim()
    : JSON.stringify(value).slice(0, 80);
}
