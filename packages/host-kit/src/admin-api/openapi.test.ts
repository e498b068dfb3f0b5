import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from './openapi.ts';
import { operations } from './operations.ts';
import { openApiFile, openApiText } from './write-openapi.ts';

describe('the OpenAPI document', () => {
  it('is the one in docs: npm run openapi writes it', async () => {
    expect(await readFile(openApiFile, 'utf8')).toBe(openApiText());
  });

  it('describes every operation, with its input, its answer and who may call it', () => {
    const { paths } = openApiDocument('1') as { paths: Record<string, { post: Record<string, unknown> }> };
    expect(Object.keys(paths).sort()).toEqual(
      Object.keys(operations)
        .map((name) => `/api/${name}`)
        .sort(),
    );
    const { post } = paths['/api/set-role'] ?? {};
    expect(post).toMatchObject({
      operationId: 'set-role',
      tags: ['command'],
      description: 'For owner.',
      requestBody: {
        content: {
          'application/json': {
            schema: { type: 'object', required: ['memberId', 'role'], additionalProperties: false },
          },
        },
      },
    });
  });
});
