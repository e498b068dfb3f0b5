import { asObjects } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer } from '../simulated-route.ts';
import { WooError } from './api-error.ts';

const BATCH_LIMIT = 100;

/** The single operations a batch is made of. Each returns a document or throws {@link WooError}. */
export interface BatchOperations {
  readonly create: (item: JsonObject) => JsonObject;
  readonly update: (id: number, item: JsonObject) => JsonObject | Promise<JsonObject>;
  readonly remove: (id: number) => JsonObject;
}

/** Runs a batch: at most 100 objects together, else 413; an item that fails becomes `{id, error}` and the rest goes on. */
export async function runBatch(body: JsonObject, operations: BatchOperations): Promise<Answer> {
  const creations = asObjects(body['create']);
  const updates = asObjects(body['update']);
  const removals = Array.isArray(body['delete']) ? body['delete'].map(Number) : [];
  if (creations.length + updates.length + removals.length > BATCH_LIMIT) {
    const text = `Unable to accept more than ${BATCH_LIMIT} items for this request.`;
    throw new WooError('woocommerce_rest_request_entity_too_large', text, 413);
  }
  const answer: JsonObject = {};
  if (creations.length > 0) {
    answer['create'] = await each(
      creations,
      () => 0,
      (item) => operations.create(item),
    );
  }
  if (updates.length > 0) {
    const id = (item: JsonObject): number => Number(item['id'] ?? 0);
    answer['update'] = await each(updates, id, (item) => operations.update(id(item), item));
  }
  if (removals.length > 0) {
    answer['delete'] = await each(
      removals,
      (id) => id,
      (id) => operations.remove(id),
    );
  }
  return { status: 200, body: answer };
}

async function each<T>(
  items: readonly T[],
  idOf: (item: T) => number,
  run: (item: T) => JsonObject | Promise<JsonObject>,
): Promise<JsonObject[]> {
  const results: JsonObject[] = [];
  for (const item of items) {
    try {
      results.push(await run(item));
    } catch (error) {
      if (!(error instanceof WooError)) throw error;
      results.push({ id: idOf(item), error: error.body() });
    }
  }
  return results;
}
