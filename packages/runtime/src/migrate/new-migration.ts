import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import { startTemporaryPostgres } from '../embedded/temporary-postgres.ts';
import { readEnvironment, repositoryRoot, secretsOf } from '../env.ts';
import { createLog } from '../log/create-log.ts';
import { SecretRegistry } from '../log/secret-registry.ts';
import { diffSchema, writeNextMigration } from './next-migration.ts';
import { resolveMigration } from './resolve-migration.ts';

// npm run db:migration -- NAME | --check | --rolled-back NAME | --applied NAME

const usage = `Usage:
  npm run db:migration -- NAME                writes the next migration from prisma/schema.prisma
  npm run db:migration -- --check             fails when schema.prisma and the migrations differ
  npm run db:migration -- --rolled-back NAME  a failed migration left nothing behind: try it again at the next start
  npm run db:migration -- --applied NAME      a failed migration did all it should: do not try it again
`;

const environment = readEnvironment();
const secrets = new SecretRegistry();
for (const secret of secretsOf(environment)) secrets.register(secret);
const log = createLog({ level: 'warn', secrets });

const files = {
  migrationsDirectory: path.join(repositoryRoot, 'prisma', 'migrations'),
  schemaFile: path.join(repositoryRoot, 'prisma', 'schema.prisma'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean' },
    'rolled-back': { type: 'string' },
    applied: { type: 'string' },
  },
});

process.exitCode = await run();

async function run(): Promise<number> {
  const toResolve = values['rolled-back'] ?? values.applied;
  if (toResolve !== undefined)
    return resolve(toResolve, values.applied === undefined ? 'rolled-back' : 'applied');
  const [name] = positionals;
  if (values.check !== true && (name === undefined || positionals.length > 1)) {
    process.stderr.write(usage);
    return 2;
  }
  // A server of its own, whatever DATABASE_URL says: shadow databases have no place on a merchant's.
  const server = await startTemporaryPostgres(log);
  try {
    const sources = { ...files, connectionString: server.url };
    if (values.check === true || name === undefined) {
      const difference = await diffSchema(sources);
      if (difference === undefined) return 0;
      process.stderr.write(
        `schema.prisma and prisma/migrations differ. Run "npm run db:migration -- NAME". What is missing:\n\n${difference}\n`,
      );
      return 1;
    }
    const file = await writeNextMigration(sources, name, new Date());
    process.stdout.write(
      file === undefined
        ? 'Nothing to do: the migrations lead to schema.prisma.\n'
        : `${path.relative(repositoryRoot, file)}\n`,
    );
    return 0;
  } finally {
    await server.stop();
  }
}

async function resolve(migrationName: string, ended: 'applied' | 'rolled-back'): Promise<number> {
  if (environment.databaseDirectUrl !== undefined) {
    await resolveMigration(
      { ...files, connectionString: environment.databaseDirectUrl },
      migrationName,
      ended,
    );
    return 0;
  }
  const server = await startEmbeddedPostgres({ dataDirectory: environment.dataDirectory, log });
  try {
    await resolveMigration({ ...files, connectionString: server.url }, migrationName, ended);
    return 0;
  } finally {
    await server.stop();
  }
}
