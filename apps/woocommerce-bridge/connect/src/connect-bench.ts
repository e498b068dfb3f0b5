import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { childEnvironment } from '@quayside/assembly/environment';

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

interface Database {
  readonly url: string;
  rows(sql: string): Promise<readonly Record<string, unknown>[]>;
  drop(): Promise<void>;
}

/** For tests: the command in processes of its own. @param database is dropped at the end. */
export function openConnectBench(database: Database) {
  const running: ChildProcess[] = [];
  const encryptionKey = randomBytes(32).toString('base64');

  function start(words: readonly string[], input: string): Run {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'main.ts'), ...words], {
      env: childEnvironment({
        DATABASE_URL: database.url,
        QUAYSIDE_ENCRYPTION_KEY: encryptionKey,
        QUAYSIDE_LOG_LEVEL: 'error',
      }),
    });
    running.push(child);
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdin.on('error', () => undefined).end(input);
    const ended = once(child, 'close').then(([code]: (number | null)[]) => ({
      code: code ?? null,
      out,
      err,
    }));
    return { child, ended };
  }

  return {
    start,
    query: (sql: string) => database.rows(sql),
    /** Rows of a table. */
    count: async (table: string): Promise<number> =>
      Number((await database.rows(`SELECT count(*) FROM ${table}`))[0]?.['count']),
    async close(): Promise<void> {
      for (const child of running) child.kill('SIGKILL');
      await database.drop();
    },
  };
}
