import { asObjects } from '../json-object.ts';
import type { MetaEntry } from './product-record.ts';
import type { Shop } from './shop.ts';

/**
 * Writes `meta_data` of a request: an entry with a known id replaces that entry, one without an id replaces the first
 * of its key or is added; a null value deletes.
 */
export function applyMeta(shop: Shop, entries: MetaEntry[], posted: unknown): void {
  for (const item of asObjects(posted)) {
    const key = typeof item['key'] === 'string' ? item['key'] : undefined;
    const id = Number(item['id'] ?? 0);
    const index = entries.findIndex((it) => (id > 0 ? it.id === id : it.key === key));
    const known = entries[index];
    if (item['value'] === null) {
      if (known !== undefined) entries.splice(index, 1);
    } else if (known !== undefined) {
      known.value = item['value'] ?? '';
      if (key !== undefined) known.key = key;
    } else if (key !== undefined) {
      entries.push(shop.meta(key, item['value'] ?? ''));
    }
  }
}
