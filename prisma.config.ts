import { defineConfig } from 'prisma/config';
import { readEnvironment } from './packages/runtime/src/env.ts';

const { databaseDirectUrl } = readEnvironment();

/**
 * For Prisma's command line: `npm run generate`, and `prisma migrate deploy` where its engine can be downloaded. Quayside itself
 * migrates with packages/runtime/src/migrate and never reads this.
 */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(databaseDirectUrl === undefined ? {} : { datasource: { url: databaseDirectUrl } }),
});
