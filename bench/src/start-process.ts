import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment, repositoryRoot, workerNodeFlags } from '@quayside/assembly/environment';
import type { Installation } from '@quayside/assembly/installation';

/** Starts one of our programs, with the memory of a worker, as a child that ends with us. @param file from the root of the repository. */
export function start(
  file: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, [...workerNodeFlags, path.join(repositoryRoot, file), ...words], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: childEnvironment(variables),
  });
}

/** @throws Error when the child has no output. */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('A process without output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return line;
}

/** A worker as installations run it, ready for work; it is added to the children that must end. */
export async function startWorkerProcess(
  { databaseUrl }: Pick<Installation, 'databaseUrl'>,
  children: ChildProcess[],
  variables: Readonly<Record<string, string>> = {},
): Promise<ChildProcess> {
  const worker = start('apps/worker/src/main.ts', [], {
    DATABASE_URL: databaseUrl,
    QUAYSIDE_LOG_LEVEL: 'warn',
    ...variables,
  });
  children.push(worker);
  await once(worker, 'message');
  return worker;
}

/** The companion service, listening. */
export async function startServiceProcess(
  { databaseUrl }: Pick<Installation, 'databaseUrl'>,
  port: number,
  children: ChildProcess[],
): Promise<void> {
  const service = start('apps/woocommerce-bridge/service/src/main.ts', [], {
    DATABASE_URL: databaseUrl,
    QUAYSIDE_PORT: String(port),
    QUAYSIDE_LOG_LEVEL: 'warn',
  });
  children.push(service);
  await once(service, 'message');
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
