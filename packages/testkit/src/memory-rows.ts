import type { Instant } from '@quayside/core/domain/instant';
import type { SearchPage } from '@quayside/core/ports/searches';

/** Gives other transactions a turn; called at the start of every method. */
export type Turn = () => Promise<void>;

/** Makes a method that waits its turn first, so that transactions interleave wherever they would on a server. */
export type TakeTurn = <Arguments extends unknown[], Value>(
  act: (...values: Arguments) => Value,
) => (...values: Arguments) => Promise<Value>;

export const isDue = (moment: Instant | null, now: Instant): boolean => moment !== null && moment <= now;

/** Compares rows by a text, code unit by code unit. */
export const byText =
  <Row>(text: (row: Row) => string) =>
  (one: Row, other: Row): number =>
    text(one) < text(other) ? -1 : text(one) > text(other) ? 1 : 0;

/** One page of rows with an id, in id order. */
export function pageOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  after: string | null,
  limit: number,
): Row[] {
  return rows
    .filter((row) => after === null || row.id > after)
    .sort(byText((row) => row.id))
    .slice(0, limit);
}

type Keyed = { readonly id: string };

/** One page of rows by a key and then their id, the lowest first. */
export function upwards<Row extends Keyed>(
  rows: Row[],
  key: (row: Row) => string,
  { after, limit }: SearchPage,
): Row[] {
  const place = (row: Row): string => `${key(row)}\u0000${row.id}`;
  return rows
    .filter((row) => after === null || place(row) > `${after.key}\u0000${after.id}`)
    .sort(byText(place))
    .slice(0, limit);
}

/** The same, the highest first. */
export function downwards<Row extends Keyed>(
  rows: Row[],
  key: (row: Row) => string,
  { after, limit }: SearchPage,
): Row[] {
  const place = (row: Row): string => `${key(row)}\u0000${row.id}`;
  return rows
    .filter((row) => after === null || place(row) < `${after.key}\u0000${after.id}`)
    .sort(byText(place))
    .reverse()
    .slice(0, limit);
}
