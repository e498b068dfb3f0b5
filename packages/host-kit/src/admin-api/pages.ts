import type { MemberId } from '@quayside/core/domain/ids';
import type { Member } from '@quayside/core/domain/member';

/** Of one row more than the page takes, tells the page from the question whether there is another one. */
export function pageOf<Row>(
  found: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
): { readonly rows: readonly Row[]; readonly next: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** What members are called on the screens. */
export function memberNames(members: readonly Member[]): ReadonlyMap<MemberId, string> {
  return new Map(members.map(({ id, name, hostUser }) => [id, name ?? hostUser]));
}
