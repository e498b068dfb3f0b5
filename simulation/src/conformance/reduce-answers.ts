import type { AnswerShape, AnswerShapes } from '@quayside/connectors/_kit/answer-shape';
import { readModel, type PublishedOperation } from '@quayside/simulators/amazon/published-operations';
import { asObject, type JsonObject } from '@quayside/simulators/json-object';

/** What the models say of the answers of these operations, without everything that says neither `required` nor `enum`. */
export function reduceAnswers(operations: Readonly<Record<string, PublishedOperation>>): AnswerShapes {
  const shapes = new Map<string, AnswerShape | null>();

  /** @returns null when there is nothing to say. */
  function shapeOf(model: string, schema: JsonObject): AnswerShape | null {
    const reference = schema['$ref'];
    if (typeof reference === 'string') return named(model, reference.replace('#/definitions/', ''));
    const parts = [schema, ...listOf(schema['allOf']).map((part) => asObject(part))];
    const required = parts.flatMap((part) => listOf(part['required']).map(String)).toSorted();
    const words = parts.flatMap((part) => listOf(part['enum']).map(String));
    const members = Object.fromEntries(
      parts
        .flatMap((part) => Object.entries(asObject(part['properties'])))
        .flatMap(([name, member]) => {
          const shape = shapeOf(model, asObject(member));
          return shape === null ? [] : [[name, shape] as const];
        }),
    );
    const items = schema['items'] === undefined ? null : shapeOf(model, asObject(schema['items']));
    const shape: AnswerShape = {
      ...(required.length === 0 ? {} : { required }),
      ...(words.length === 0 ? {} : { words }),
      ...(Object.keys(members).length === 0 ? {} : { members }),
      ...(items === null ? {} : { items }),
    };
    return Object.keys(shape).length === 0 ? null : shape;
  }

  function named(model: string, name: string): AnswerShape | null {
    const is = `${model.replace('.json', '')} ${name}`;
    if (!shapes.has(is)) {
      // A definition that holds itself is one that says something.
      shapes.set(is, {});
      const definition = asObject(asObject(readModel(model)?.['definitions'])[name]);
      shapes.set(is, shapeOf(model, definition));
    }
    return shapes.get(is) === null ? null : { is };
  }

  const answers = Object.entries(operations).flatMap(([operation, { model, answer }]) => {
    const shape = answer === undefined ? null : shapeOf(model, asObject(answer));
    return shape === null ? [] : [[operation, shape] as const];
  });
  const definitions = [...shapes].flatMap(([name, shape]) =>
    shape === null ? [] : [[name, shape] as const],
  );
  return { definitions: Object.fromEntries(definitions), answers: Object.fromEntries(answers) };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
