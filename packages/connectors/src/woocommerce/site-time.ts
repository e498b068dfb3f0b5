import { parseInstant, plus, type Instant } from '@quayside/core/domain/instant';

const secondMs = 1_000;

/**
 * The bound for `after` and `modified_after`. They are exclusive and compare whole seconds, so one second is taken off; no zone is sent, since a `Z`
 * together with `dates_are_gmt=true` returned nothing on a shop outside UTC (both observed on WooCommerce 11.0.1).
 */
export function exclusiveBound(from: Instant): string {
  return plus(from, -secondMs).slice(0, 19);
}

/** Reads a `..._gmt` time, which has no zone: `2026-08-05T10:00:00`, in some routes with a space. */
export function readGmt(text: string | null | undefined): Instant | null {
  if (text === null || text === undefined || text === '') return null;
  return parseInstant(`${text.replace(' ', 'T').replace(/Z$/, '')}Z`) ?? null;
}
