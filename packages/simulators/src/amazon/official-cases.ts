import type { JsonObject } from '../json-object.ts';
import { readSharedJson } from '../shared-facts.ts';
import type { ModelOperation } from './published-operations.ts';

/** One of Amazon's own pairs of request and answer (`x-amzn-api-sandbox` in the models). */
export interface OfficialCase extends ModelOperation {
  /** Such as `orders.v0.confirmShipment#1`. */
  readonly id: string;
  /** Parameters by name, whatever their place; `body` is the whole body. What is not named may be anything. */
  readonly request: { readonly parameters: JsonObject };
  /** An empty object where the answer has no body. */
  readonly response: unknown;
  readonly status: number;
}

/** The cases of one operation, by the key that `rate-limits.json` has for it; none without the shared facts. */
export function officialCases(key: string): readonly OfficialCase[] {
  const all = (readSharedJson('apis/amazon-sp-api/sandbox-cases.json') ?? []) as readonly OfficialCase[];
  return all.filter(({ id }) => id.startsWith(`${key}#`));
}
