import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { ok, type Result } from '@quayside/core/domain/result';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import type { Absent, WooClient, WooQuery } from './client.ts';
import { say } from './errors.ts';

/** Where the reading of one list stands. */
export interface ListPosition {
  readonly offset: number;
  /** The last id that was taken; `null` before the first. */
  readonly lastId: number | null;
}

export const listStart: ListPosition = { offset: 0, lastId: null };
export const listPosition = z.object({ offset: z.number().int().min(0), lastId: z.number().nullable() });

export interface ListRow {
  readonly id: number;
  readonly raw: unknown;
  /** Where to go on once this row is taken. */
  readonly next: ListPosition;
}

export interface ListPart {
  readonly kind: 'part';
  readonly rows: readonly ListRow[];
  /** There is nothing after these rows. */
  readonly isLast: boolean;
  /** How many rows the whole list has, as the shop counts them. */
  readonly total: number | null;
}

export interface ListSource {
  readonly endpoint: string;
  readonly query: WooQuery;
  readonly size: number;
}

/** More steps than this within one part means that the list changes faster than it can be read. */
const maxSteps = 20;
const list = z.array(z.looseObject({ id: z.number() }));

/**
 * Reads the next rows of a list, in the order of their ids, without missing one while the list changes.
 *
 * WooCommerce pages by offset only. Ids never change, and a list with nothing but a lower time bound is only joined while it is read (so no upper bound is
 * ever sent): rows that join shift others to the back, where they are met again. Rows that are deleted shift others to the front, where they would be
 * missed; so each part begins with the last row of the one before, and when that row is not there the reading steps back until it meets known ground.
 */
export async function readListPart(
  client: WooClient,
  source: ListSource,
  position: ListPosition,
): Promise<Result<ListPart | Absent, ConnectorError>> {
  const { lastId } = position;
  let start = lastId === null ? 0 : Math.max(0, position.offset - 1);
  let isKnownGround = start === 0;
  for (let step = 0; step < maxSteps; step += 1) {
    const answer = await client.look({
      method: 'get',
      endpoint: source.endpoint,
      query: { ...source.query, orderby: 'id', order: 'asc', per_page: source.size, offset: start },
      schema: list,
    });
    if (!answer.ok) return answer;
    if (answer.value.kind === 'absent') return ok(answer.value);
    const page = answer.value.value;
    const firstId = page[0]?.id;
    if (!isKnownGround && lastId !== null && (firstId === undefined || firstId > lastId)) {
      start = Math.max(0, start - source.size);
      isKnownGround = start === 0;
      continue;
    }
    const rows = page
      .map((raw, index): ListRow => {
        const { id } = raw;
        return { id, raw, next: { offset: start + index + 1, lastId: id } };
      })
      .filter(({ id }) => lastId === null || id > lastId);
    const isLast = page.length < source.size;
    if (rows.length > 0 || isLast) return ok({ kind: 'part', rows, isLast, total: answer.value.total });
    start += page.length;
    isKnownGround = true;
  }
  const detail = `get ${source.endpoint}: the list changes faster than it is read`;
  return fail({ kind: 'transient' }, say('woocommerce.no-answer'), detail);
}
