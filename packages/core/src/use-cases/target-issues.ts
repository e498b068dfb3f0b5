import type { TargetId } from '../domain/ids.ts';

interface Named {
  readonly id: TargetId;
}

/** The key of the issue about what a target cannot show. */
export function targetIssueKey({ id }: Named): string {
  return `target/${id}/refused`;
}

const guardSuffix = '/guard';

/** The key of the question whether an odd value may be sent. */
export function guardIssueKey({ id }: Named): string {
  return `target/${id}${guardSuffix}`;
}

/** The target that such a question is about; `null` when the key is of something else. */
export function guardedTarget(key: string): TargetId | null {
  return key.startsWith('target/') && key.endsWith(guardSuffix)
    ? (key.slice('target/'.length, -guardSuffix.length) as TargetId)
    : null;
}

/** The key of the issue about parts of a price that it goes without. */
export function leftOutIssueKey({ id }: Named): string {
  return `target/${id}/left-out`;
}
