import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { Client, Pool, type QueryArrayResult } from 'pg';

/**
 * The connections of the schema engine. `PrismaPg` (7.10) alone does not do for migrations, so this stands around it:
 *
 * - Its `executeScript` cuts a script at every semicolon, inside function bodies, strings and comments too, and runs the pieces on
 *   any connection of its pool. Here a script is sent whole: PostgreSQL runs it as one transaction, so that a migration that
 *   fails leaves nothing behind.
 * - It does not know the type `"char"` of PostgreSQL's catalogues, which the engine reads to describe a schema.
 * - Given a connection string, its shadow database is the main one, and it drops databases it is still connected to.
 */
export function createMigrationAdapters(connectionString: string): MigrationAdapters {
  const opened: SqlDriverAdapter[] = [];
  return {
    factory: {
      provider: 'postgres',
      adapterName: '@quayside/schema-engine-adapter',
      async connect() {
        const adapter = await connect(connectionString);
        opened.push(adapter);
        return adapter;
      },
      async connectToShadowDb() {
        const adapter = await connectToShadow(connectionString);
        opened.push(adapter);
        return adapter;
      },
    },
    async close() {
      for (const adapter of opened.splice(0)) await adapter.dispose();
    },
  };
}

export interface MigrationAdapters {
  readonly factory: SqlMigrationAwareDriverAdapterFactory;
  /** Ends every connection; the engine does not end them all. */
  close(): Promise<void>;
}

/** An empty database beside the main one, dropped when it is disposed. */
async function connectToShadow(connectionString: string): Promise<SqlDriverAdapter> {
  const database = `quayside_shadow_${randomUUID().replaceAll('-', '')}`;
  const owner = new Client({ connectionString });
  await owner.connect();
  await owner.query(`CREATE DATABASE ${database} TEMPLATE template0`);
  const shadow = await connect(withDatabase(connectionString, database));
  const disposeShadow = shadow.dispose.bind(shadow);
  let disposed: Promise<void> | undefined;
  shadow.dispose = () =>
    (disposed ??= (async () => {
      await disposeShadow();
      await owner.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      await owner.end();
    })());
  return shadow;
}

/** The same server and user, another database. */
export function withDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}

async function connect(connectionString: string): Promise<SqlDriverAdapter> {
  // One connection: what a script sets for its session holds for the next one too.
  const pool = new Pool({ connectionString, max: 1, application_name: 'quayside-migrations' });
  const charColumns = passCharAsText(pool);
  // The cast bridges two copies of @types/pg; at run time there is one `pg`.
  const adapter = await new PrismaPg(pool).connect();
  let ended: Promise<void> | undefined;
  adapter.dispose = () => (ended ??= pool.end());
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const answer = await queryRaw(query);
    for (const column of charColumns.get(answer.rows) ?? []) {
      answer.columnTypes[column] = ColumnTypeEnum.Character;
    }
    return answer;
  };
  adapter.executeScript = async (script) => {
    // Without arguments `pg` uses the simple protocol, which takes several statements as one transaction.
    await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
  };
  return adapter;
}

const charOid = 18;
const textOid = 25;

/** Lets results with `"char"` columns through as text, and remembers which columns those were. */
function passCharAsText(pool: Pool): WeakMap<object, readonly number[]> {
  const charColumns = new WeakMap<object, readonly number[]>();
  const query = pool.query.bind(pool) as (config: unknown) => Promise<QueryArrayResult>;
  const passing = async (config: unknown): Promise<QueryArrayResult> => {
    const answer = await query(config);
    if (Array.isArray(answer)) return answer;
    const columns = answer.fields.flatMap((field, index) => (field.dataTypeID === charOid ? [index] : []));
    for (const column of columns) {
      const field = answer.fields[column];
      if (field !== undefined) field.dataTypeID = textOid;
    }
    if (columns.length > 0) charColumns.set(answer.rows, columns);
    return answer;
  };
  Object.assign(pool, { query: passing });
  return charColumns;
}
