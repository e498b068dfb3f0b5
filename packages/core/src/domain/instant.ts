declare const instantBrand: unique symbol;

/** A moment in UTC as ISO 8601 with milliseconds and `Z`: fixed width, so string order is time order. */
export type Instant = string & { readonly [instantBrand]: true };

/** @throws RangeError when `milliseconds` (since 1970) is not a representable moment. */
export function instant(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

/** Reads any ISO 8601 moment with a zone; `undefined` when it is not one. */
export function parseInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : instant(milliseconds);
}

export function toMilliseconds(moment: Instant): number {
  return Date.parse(moment);
}

export function plus(moment: Instant, milliseconds: number): Instant {
  return instant(toMilliseconds(moment) + milliseconds);
}

/** The earlier of two moments; a missing one counts as never. */
export function earliest(one: Instant, other: Instant): Instant;
export function earliest(one: Instant | null, other: Instant | null): Instant | null;
export function earliest(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null) return other;
  if (other === null) return one;
  return one < other ? one : other;
}

/** The later of two moments; a missing one counts as never. */
export function latest(one: Instant, other: Instant): Instant;
export function latest(one: Instant | null, other: Instant | null): Instant | null;
export function latest(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null) return other;
  if (other === null) return one;
  return one > other ? one : other;
}
