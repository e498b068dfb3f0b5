import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase } from '@quayside/runtime/embedded/test-database';
import type {} from '@quayside/runtime/embedded/vitest-global-setup';
import { childEnvironment, repositoryRoot } from '@quayside/runtime/env';
import { aWorkspace, at } from '@quayside/testkit/builders';
import { expect, inject, test } from 'vitest';
import { readEnvironment } from './environment.ts';
import { openInstallation } from './installation.ts';

const program = path.join(repositoryRoot, 'apps/worker/src/issue-codes.ts');

test('P8: whoever runs Quayside reads which codes are not explained, and how often they came', async () => {
  const database = await createTestDatabase({ serverUrl: inject('postgresUrl') });
  const environment = {
    DATABASE_URL: database.url,
    QUAYSIDE_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    QUAYSIDE_LOG_LEVEL: 'warn',
  };
  const run = async (): Promise<string> =>
    (await promisify(execFile)(process.execPath, [program], { env: childEnvironment(environment) })).stdout;
  try {
    expect(await run()).toBe('Every code that channels sent so far is explained.\n');
    const installation = await openInstallation({ environment: readEnvironment(environment), role: 'test' });
    const text = { code: 'amazon.listing-issue', values: { code: '4711', text: 'Not today.' } };
    for (const workspace of [aWorkspace(), aWorkspace()]) {
      await installation.storage.createWorkspace(workspace);
      await installation.storage.transaction(workspace.id, (tx) =>
        tx.unknownIssues.count('amazon', [{ code: '4711', text }], at('2026-03-02T12:00:00.000Z')),
      );
    }
    await installation.close();
    expect(await run()).toMatch(/^2\tamazon\t4711\t2026-03-02T12:00:00\.000Z\t.*\t.*Not today\..*\n$/);
  } finally {
    await database.drop();
  }
});
