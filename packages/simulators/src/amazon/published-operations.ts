import { asObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { readSharedJson } from '../shared-facts.ts';

/** What Amazon publishes for one operation, and where. */
export interface ModelOperation {
  /** File name below `apis/amazon-sp-api/models`. */
  readonly model: string;
  readonly path: string;
  readonly method: string;
}

/** An operation as its model describes it. */
export interface PublishedOperation extends ModelOperation {
  /** Every status that the model names, in ascending order. */
  readonly statuses: readonly number[];
  /** The schema of the first answer of success that has one, which may refer to `#/definitions/`. */
  readonly answer: unknown;
}

/** One of Amazon's models; undefined without the shared facts, or when there is no such model. */
export function readModel(file: string): JsonObject | undefined {
  const read = readSharedJson(`apis/amazon-sp-api/models/${file}`);
  return read === undefined ? undefined : asObject(read);
}

/** Finds an operation in its model; undefined when the model does not have it. */
export function publishedOperation(model: string, operationId: string): PublishedOperation | undefined {
  for (const [path, methods] of Object.entries(asObject(readModel(model)?.['paths']))) {
    for (const [method, described] of Object.entries(asObject(methods))) {
      const operation = asObject(described);
      if (operation['operationId'] !== operationId) continue;
      const responses = Object.entries(asObject(operation['responses']));
      const answered = responses.find(
        ([status, response]) => status.startsWith('2') && asObject(response)['schema'] !== undefined,
      );
      return {
        model,
        path,
        method: method.toUpperCase(),
        statuses: responses.map(([status]) => Number(status)).toSorted((one, other) => one - other),
        answer: asObject(answered?.[1])['schema'],
      };
    }
  }
  return undefined;
}
