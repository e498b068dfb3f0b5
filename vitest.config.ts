import { defineConfig } from 'vitest/config';

const include = (kind: string) =>
  ['packages', 'apps', 'demo', 'bench', 'simulation', 'training', 'tooling'].map(
    (room) => `${room}/**/*${kind}.test.ts`,
  );
const always = ['**/node_modules/**'];

const postgres = ['./packages/runtime/src/embedded/vitest-global-setup.ts'];
const screens = ['./packages/testkit/src/build-screens.ts'];

/** The suffix of a test's file says what it needs: nothing, a simulator, a real PostgreSQL, that and a machine for itself, or that and Chromium; the last two after all others. */
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
          exclude: [
            ...always,
            '**/*.contract.test.ts',
            '**/*.integration.test.ts',
            '**/*.alone.test.ts',
            '**/*.browser.test.ts',
          ],
          sequence: { shuffle: true },
        },
      },
      {
        extends: true,
        test: { name: 'contract', include: include('.contract'), exclude: always, globalSetup: screens },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: include('.integration'),
          exclude: always,
          globalSetup: postgres,
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: include('.alone'),
          exclude: always,
          globalSetup: postgres,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: include('.browser'),
          exclude: always,
          globalSetup: [...postgres, ...screens],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Two browsers and all that they need would share two cores.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
