import { asObjects, isJsonObject } from '../json-object.ts';
import type { Answer } from '../simulated-route.ts';
import type { PhpArray } from './php-query.ts';
import { queryFlag, queryIds, queryList, queryText } from './php-query.ts';
import { filterBoundary } from './site-time.ts';
import type { Shop } from './shop.ts';

/** What lists can filter and sort by. */
export interface Listable {
  readonly id: number;
  readonly date_created: Date;
  readonly date_modified: Date;
}

/** Keeps what the time filters and `include`, `exclude` let through. `after` and `before` are exclusive, to the second. */
export function filtered<T extends Listable>(shop: Shop, items: Iterable<T>, query: PhpArray): T[] {
  const include = queryIds(query, 'include');
  const exclude = queryIds(query, 'exclude');
  const passes = timeFilter(shop, query);
  const kept: T[] = [];
  for (const it of items) {
    if (passes?.(it) === false || exclude?.includes(it.id) === true) continue;
    if (include === undefined || include.includes(it.id)) kept.push(it);
  }
  return kept;
}

/** What `status`, `include_status` (which outdoes it) and `exclude_status` let through: `any` is all but the trash (observed). */
export function statusFilter(query: PhpArray): (item: { readonly status: string }) => boolean {
  const wanted = queryList(query, 'include_status') ?? [queryText(query, 'status') ?? 'any'];
  const unwanted = queryList(query, 'exclude_status') ?? [];
  return ({ status }) =>
    (wanted.includes(status) || (status !== 'trash' && wanted.includes('any'))) && !unwanted.includes(status);
}

/** Sorts by `orderby` and `order`; equal keys fall back to the id in the same direction. */
export function sorted<T extends Listable>(items: T[], query: PhpArray, title: (item: T) => string): T[] {
  const direction = queryText(query, 'order') !== 'asc' ? -1 : 1;
  const orderby = queryText(query, 'orderby') ?? 'date';
  if (orderby === 'include') {
    const include = queryIds(query, 'include') ?? [];
    return items.sort((a, b) => include.indexOf(a.id) - include.indexOf(b.id));
  }
  if (orderby === 'id') return items.sort((a, b) => direction * (a.id - b.id));
  if (orderby === 'title' || orderby === 'slug') {
    return items.sort((a, b) => {
      const [left, right] = [title(a), title(b)];
      if (left === right) return direction * (a.id - b.id);
      return left < right ? -direction : direction;
    });
  }
  const time = orderby === 'modified' ? modifiedSecond : createdSecond;
  return items.sort((a, b) => direction * (time(a) - time(b) || a.id - b.id));
}

function createdSecond(item: Listable): number {
  return Math.floor(item.date_created.getTime() / 1000);
}

function modifiedSecond(item: Listable): number {
  return Math.floor(item.date_modified.getTime() / 1000);
}

/** One page of a list with WordPress' paging headers. */
export function pageAnswer<T>(
  shop: Shop,
  path: string,
  query: PhpArray,
  items: readonly T[],
  document: (item: T) => unknown,
): Answer {
  const perPage = Number(queryText(query, 'per_page') ?? 10);
  const page = Number(queryText(query, 'page') ?? 1);
  const offset = Number(queryText(query, 'offset') ?? (page - 1) * perPage);
  const pages = Math.ceil(items.length / perPage);
  const links: string[] = [];
  if (page > 1) links.push(link(shop, path, query, Math.min(page - 1, pages), 'prev'));
  if (page < pages) links.push(link(shop, path, query, page + 1, 'next'));
  return {
    status: 200,
    headers: {
      'x-wp-total': String(items.length),
      'x-wp-totalpages': String(pages),
      ...(links.length > 0 ? { link: links.join(', ') } : {}),
    },
    body: items.slice(offset, offset + perPage).map((item) => withAskedMeta(query, document(item))),
  };
}

/** Lists show custom fields by their keys, or all but some (plugin source, get_meta_data_for_response: the first outdoes the second). */
function withAskedMeta(query: PhpArray, document: unknown): unknown {
  const wanted = queryList(query, 'include_meta');
  const unwanted = queryList(query, 'exclude_meta') ?? [];
  if (!isJsonObject(document) || document['meta_data'] === undefined) return document;
  const shown = asObjects(document['meta_data']).filter(({ key }) =>
    wanted === undefined ? !unwanted.includes(String(key)) : wanted.includes(String(key)),
  );
  return { ...document, meta_data: shown };
}

/** Undefined when nothing is filtered. Times are compared as seconds of the column, `gmt` or the site's wall clock. */
function timeFilter(shop: Shop, query: PhpArray): ((item: Listable) => boolean) | undefined {
  const offset = shop.settings.gmtOffsetMinutes;
  const shift = queryFlag(query, 'dates_are_gmt') === true ? 0 : offset * 60;
  const bound = (name: string): number | undefined => {
    const text = queryText(query, name);
    if (text === undefined || text === '') return undefined;
    return Date.parse(`${filterBoundary(text, offset)}Z`) / 1000 - shift;
  };
  const after = bound('after');
  const before = bound('before');
  const modifiedAfter = bound('modified_after');
  const modifiedBefore = bound('modified_before');
  if ([after, before, modifiedAfter, modifiedBefore].every((it) => it === undefined)) return undefined;
  return (item) =>
    (after === undefined || createdSecond(item) > after) &&
    (before === undefined || createdSecond(item) < before) &&
    (modifiedAfter === undefined || modifiedSecond(item) > modifiedAfter) &&
    (modifiedBefore === undefined || modifiedSecond(item) < modifiedBefore);
}

function link(shop: Shop, path: string, query: PhpArray, page: number, rel: string): string {
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string' && !name.startsWith('oauth_') && name !== 'page') kept.set(name, value);
  }
  kept.set('page', String(page));
  return `<${shop.siteUrl}/wp-json${path}?${kept.toString()}>; rel="${rel}"`;
}
