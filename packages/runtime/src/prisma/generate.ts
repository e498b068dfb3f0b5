import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { childEnvironment, repositoryRoot } from '../env.ts';

// npm run generate: writes the Prisma client to src/prisma/generated.

// The command line wants a schema engine, which it would download, although generating needs none. Any file that exists satisfies
// it on every system: Node itself.
const cli = path.join(
  path.dirname(createRequire(import.meta.url).resolve('prisma/package.json')),
  'build',
  'index.js',
);
const outcome = spawnSync(
  process.execPath,
  [
    cli,
    'generate',
    '--no-hints',
    '--config',
    path.join(repositoryRoot, 'prisma.config.ts'),
    ...process.argv.slice(2),
  ],
  {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: childEnvironment({
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    }),
    stdio: 'inherit',
  },
);
if (outcome.error !== undefined) throw outcome.error;
process.exitCode = outcome.status ?? 1;
