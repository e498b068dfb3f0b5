import { defineConfig } from 'vitest/config';

const include = (kind: string) =>
  ['packages', 'apps', 'demo', 'bench', 'simulation', 'tooling'].map((room) => `${room}/**/*${kind}.test.ts`);
const always = ['**/node_modules/**'];

/** The suffix of a test's file says what it needs: nothing, a simulator, or a real PostgreSQL. */
export default defineConfig({
  test: {
    reporters: ['default', './tooling/src/closing-line-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: include(''),
          exclude: [...always, '**/*.contract.test.ts', '**/*.integration.test.ts'],
          sequence: { shuffle: true },
        },
      },
      { extends: true, test: { name: 'contract', include: include('.contract'), exclude: always } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: include('.integration'),
          exclude: always,
          globalSetup: ['./packages/runtime/src/embedded/vitest-global-setup.ts'],
        },
      },
    ],
  },
});
