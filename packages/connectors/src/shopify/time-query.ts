import { plus } from '@quayside/core/domain/instant';
import type { ChangeWindow } from '@quayside/core/ports/connector';

/**
 * The search for what changed in a window; `null` for everything there is. Times of the shop are whole seconds, so a window is widened to whole ones. What changes
 * while a window is read leaves it, and is in the next.
 */
export function timeQuery({ from, until }: Pick<ChangeWindow, 'from' | 'until'>): string | null {
  if (from === null) return null;
  const seconds = (moment: string): string => `${moment.slice(0, 19)}Z`;
  return `updated_at:>='${seconds(from)}' AND updated_at:<='${seconds(plus(until, 999))}'`;
}
