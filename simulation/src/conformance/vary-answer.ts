import { resolveShape, type AnswerShape, type AnswerShapes } from '@quayside/connectors/_kit/answer-shape';

/** A word that no model has. */
export const unknownWord = 'WORD_OF_TOMORROW';

/** An official answer that is not as published in one respect. */
export interface Variant {
  /** The member, without the numbers of list items. */
  readonly path: string;
  readonly kind: 'missing' | 'unknown';
  /** In one item of a list, or in all of them. */
  readonly where: 'once' | 'everywhere';
  readonly body: unknown;
}

interface Place {
  readonly path: string;
  readonly kind: Variant['kind'];
  readonly steps: readonly (string | number)[];
}

/** Every `required` member taken away, and every word of a list put in another's place, one member at a time. */
export function variantsOf(shapes: AnswerShapes, operation: string, body: unknown): readonly Variant[] {
  const shape = shapes.answers[operation];
  if (shape === undefined) return [];
  const groups = Map.groupBy(placesIn(shapes, shape, body, '', []), ({ path, kind }) => `${path} ${kind}`);
  return [...groups.values()].flatMap((places) => {
    const [first] = places;
    if (first === undefined) return [];
    const { path, kind } = first;
    const once = { path, kind, where: 'once' as const, body: changed(body, [first]) };
    return places.length === 1
      ? [once]
      : [once, { path, kind, where: 'everywhere' as const, body: changed(body, places) }];
  });
}

function placesIn(
  shapes: AnswerShapes,
  named: AnswerShape,
  value: unknown,
  path: string,
  steps: readonly (string | number)[],
): readonly Place[] {
  const { required = [], words, members = {}, items } = resolveShape(shapes.definitions, named);
  if (Array.isArray(value)) {
    if (items === undefined) return [];
    return value.flatMap((item, index) => placesIn(shapes, items, item, path, [...steps, index]));
  }
  if (words !== undefined && typeof value === 'string') return [{ path, kind: 'unknown', steps }];
  if (typeof value !== 'object' || value === null) return [];
  const object = value as Readonly<Record<string, unknown>>;
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  return [
    ...required
      .filter((name) => object[name] !== undefined)
      .map((name): Place => ({ path: below(name), kind: 'missing', steps: [...steps, name] })),
    ...Object.entries(members)
      .filter(([name]) => object[name] !== undefined)
      .flatMap(([name, member]) => placesIn(shapes, member, object[name], below(name), [...steps, name])),
  ];
}

function changed(body: unknown, places: readonly Place[]): unknown {
  const copy = { body: structuredClone(body) };
  for (const { steps, kind } of places) {
    const way = ['body', ...steps];
    const last = way.at(-1) ?? 'body';
    let holder = copy as Record<string | number, unknown>;
    for (const step of way.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>;
    if (kind === 'unknown') holder[last] = unknownWord;
    else Reflect.deleteProperty(holder, last);
  }
  return copy.body;
}
