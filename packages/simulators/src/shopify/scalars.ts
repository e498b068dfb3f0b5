import { GraphQLError, isScalarType } from 'graphql';
import type { GraphQLScalarType, GraphQLSchema } from 'graphql';
import { isDecimalText } from '../decimal-text.ts';

/** What each of Shopify's scalars takes, as its description in the schema says. Others take anything. */
const CHECKS: Readonly<Record<string, (value: unknown) => unknown>> = {
  Decimal: decimal,
  Money: decimal,
  DateTime: (value) => {
    if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value) || Number.isNaN(Date.parse(value)))
      throw new GraphQLError(`invalid DateTime '${String(value)}'`);
    return value;
  },
  URL: (value) => {
    if (typeof value !== 'string' || !URL.canParse(value))
      throw new GraphQLError(`Invalid url '${String(value)}', missing scheme`);
    return value;
  },
};

function decimal(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !isDecimalText(text))
    throw new GraphQLError(`invalid decimal '${String(value)}'`);
  return text;
}

/** Makes the scalars of a schema that was built from text refuse what Shopify refuses. Answers pass as they are. */
export function checkScalars(schema: GraphQLSchema): void {
  for (const [name, check] of Object.entries(CHECKS)) {
    const type = schema.getType(name);
    if (isScalarType(type)) (type as GraphQLScalarType).parseValue = check;
  }
}
