import { z } from 'zod';
import { operations, type OperationName } from './operations.ts';
import { roleTable } from './roles.ts';

/** The admin API as an OpenAPI 3.1 document, made from the schemas that check every call. */
export function openApiDocument(version: string): Readonly<Record<string, unknown>> {
  const names = Object.keys(operations) as OperationName[];
  return {
    openapi: '3.1.0',
    info: { title: 'Quayside admin API', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths: Object.fromEntries(names.map((name) => [`/api/${name}`, { post: pathOf(name) }])),
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer', description: 'As the host issues it' } },
      schemas: { Problem: problem },
    },
    security: [{ session: [] }],
  };
}

function pathOf(name: OperationName): Readonly<Record<string, unknown>> {
  const { kind, summary, input, output } = operations[name];
  const roles = Object.entries(roleTable[name]).flatMap(([role, may]) => (may ? [role] : []));
  return {
    operationId: name,
    summary,
    tags: [kind],
    description: `For ${roles.join(', ')}.`,
    requestBody: { required: true, content: jsonOf(z.toJSONSchema(input, { io: 'input' })) },
    responses: {
      200: { description: 'Done', content: jsonOf(z.toJSONSchema(output, { io: 'output' })) },
      ...Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [
          status,
          { description, content: jsonOf({ $ref: '#/components/schemas/Problem' }) },
        ]),
      ),
    },
  };
}

const jsonOf = (schema: unknown) => ({ 'application/json': { schema } });

const refusals = {
  400: 'The input is not of this form',
  401: 'No session, or one that is over',
  403: 'The role does not allow it',
  409: 'Not as things are',
  413: 'The body is too large or too deep',
};

const problem = {
  type: 'object',
  required: ['sentence', 'fields'],
  properties: {
    sentence: { type: 'string', description: 'What happened and what to do, in the language of the member' },
    fields: { type: 'array', items: { type: 'string' }, description: 'Members of the input that are wrong' },
  },
};
