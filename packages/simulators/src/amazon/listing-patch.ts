import { asObjects } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';

/** One operation of a patch; the path names a top-level attribute. */
export interface PatchOperation {
  readonly op: 'add' | 'replace' | 'merge' | 'delete';
  readonly attribute: string;
  readonly value: readonly JsonObject[];
}

/** Members that tell one value of an attribute from another. */
const SELECTORS = ['marketplace_id', 'language_tag', 'audience', 'currency', 'fulfillment_channel_code'];

/**
 * Reads the operations of a patch request. Only top-level attributes can be patched; anything deeper is a problem.
 * Returns the problem in words instead.
 */
export function readPatches(patches: readonly JsonObject[]): PatchOperation[] | string {
  const operations: PatchOperation[] = [];
  for (const patch of patches) {
    const path = String(patch['path']);
    const attribute = /^\/attributes\/([^/]+)$/.exec(path)?.[1];
    if (attribute === undefined) return `Only top-level attributes can be patched, not ${path}`;
    const op = patch['op'] as PatchOperation['op'];
    if (op !== 'delete' && !Array.isArray(patch['value']))
      return `The operation ${op} on ${path} needs a value`;
    operations.push({ op, attribute, value: asObjects(patch['value']) });
  }
  return operations;
}

/** The values of one attribute after an operation, for one store. Values for other stores are left out. */
export function patchedValues(
  current: readonly JsonObject[],
  operation: PatchOperation,
  marketplaceId: string,
): JsonObject[] {
  const value = forStore(operation.value, marketplaceId);
  switch (operation.op) {
    case 'add':
    case 'replace':
      return value.map((it) => ({ ...it }));
    case 'merge':
      return value.reduce<JsonObject[]>(mergeOne, [...current]);
    case 'delete':
      if (operation.value.length === 0) return [];
      return current.filter((it) => !value.some((gone) => sameSelectors(it, gone)));
  }
}

/** Only the values that hold for this store: those that name it and those that name none. */
export function forStore(values: readonly JsonObject[], marketplaceId: string): JsonObject[] {
  return values.filter((it) => it['marketplace_id'] === undefined || it['marketplace_id'] === marketplaceId);
}

function mergeOne(values: JsonObject[], added: JsonObject): JsonObject[] {
  const index = values.findIndex((it) => sameSelectors(it, added));
  if (index < 0) return [...values, withoutNulls(added)];
  return values.map((it, at) => (at === index ? withoutNulls({ ...it, ...added }) : it));
}

/** A merge takes a member away by naming it null (Amazon's documentation, "Merge a listing"). */
function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}

function sameSelectors(a: JsonObject, b: JsonObject): boolean {
  return SELECTORS.every((name) => a[name] === undefined || b[name] === undefined || a[name] === b[name]);
}
