import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment, repositoryRoot, workerNodeFlags } from '@quayside/assembly/environment';

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
