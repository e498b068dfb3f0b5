import { createHash } from 'node:crypto';

/** What comes back so often is worth a plan. Lists of ids of every length make texts that come once. */
const timesUntilNamed = 5;
/** Each connection of the server keeps the plans of so many statements, some tens of kilobytes each. */
const mostNamed = 300;
/** So many texts are counted at once, or counting would take memory without end. */
const mostCounted = 5_000;

/**
 * Names the statements that come again and again, so that each connection parses and plans them once instead of every time (what it
 * gives: docs/PERFORMANCE.md, `limit-use`).
 *
 * @returns the name of a statement; empty: none.
 */
export function nameStatements(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= mostNamed) return '';
    const count = (counts.get(sql) ?? 0) + 1;
    if (count < timesUntilNamed) {
      if (counts.size >= mostCounted) counts.clear();
      counts.set(sql, count);
      return '';
    }
    counts.delete(sql);
    // By its text: a connection that two storages use must not hear one name for two statements.
    const name = createHash('sha256').update(sql).digest('base64url').slice(0, 20);
    names.set(sql, name);
    return name;
  };
}
