/** What a platform publishes of its answers and may still not keep to: which members there are always, and the words that a member may hold. */
export interface AnswerShape {
  /** The name of a shape in `definitions` that says the rest. */
  readonly is?: string;
  readonly required?: readonly string[];
  readonly words?: readonly string[];
  readonly members?: Readonly<Record<string, AnswerShape>>;
  readonly items?: AnswerShape;
}

export interface AnswerShapes {
  readonly definitions: Readonly<Record<string, AnswerShape>>;
  /** By operation. */
  readonly answers: Readonly<Record<string, AnswerShape>>;
}

/** Longer ones, and what is no word at all, are not repeated: they might be anything. */
const word = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
const mostOddities = 10;

/**
 * What of an answer is not as published: `orders.orderId (missing)`, `orders.fulfillment.fulfillmentStatus (unknown: LOST_AT_SEA)`. Each is told once, however many
 * items of a list have it; values other than words never appear.
 */
export function findOddities(shapes: AnswerShapes, operation: string, body: unknown): readonly string[] {
  const shape = shapes.answers[operation];
  if (shape === undefined) return [];
  const found = new Set<string>();
  compare(shapes.definitions, shape, body, '', found);
  return [...found].slice(0, mostOddities);
}

function compare(
  definitions: AnswerShapes['definitions'],
  shape: AnswerShape,
  value: unknown,
  path: string,
  found: Set<string>,
): void {
  const { required = [], words, members = {}, items } = resolveShape(definitions, shape);
  if (words !== undefined && typeof value === 'string' && !words.includes(value))
    found.add(`${path} (unknown${word.test(value) ? `: ${value}` : ''})`);
  if (Array.isArray(value)) {
    if (items === undefined) return;
    for (const item of value) compare(definitions, items, item, path, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const object = value as Readonly<Record<string, unknown>>;
  for (const name of required) {
    if (object[name] === undefined || object[name] === null) found.add(`${below(path, name)} (missing)`);
  }
  for (const [name, member] of Object.entries(members)) {
    if (object[name] !== undefined) compare(definitions, member, object[name], below(path, name), found);
  }
}

/** A shape as it is, whatever name it goes by. */
export function resolveShape(definitions: AnswerShapes['definitions'], shape: AnswerShape): AnswerShape {
  return shape.is === undefined ? shape : (definitions[shape.is] ?? {});
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
