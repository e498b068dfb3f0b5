import { spawn } from 'node:child_process';

/** The user and group a program runs as; `undefined` means ours. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

export interface ProgramOutcome {
  readonly code: number | null;
  readonly output: string;
}

/**
 * The environment of PostgreSQL's programs: nothing of ours, so that no secret lands in a server's environment, and messages in
 * English. Windows adds what it requires by itself.
 */
const programVariables: Record<string, string> = {
  LC_ALL: 'C',
  TZ: 'UTC',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
};
// Remix declares that every environment names a NODE_ENV, for whoever shares a program with it.
export const programEnvironment = programVariables as NodeJS.ProcessEnv;

/**
 * Runs a program to its end and collects what it prints. Never throws: a program that cannot be started has code `null`.
 * It runs in `/`, since our own working directory may be out of reach for `identity`.
 */
export function runProgram(
  file: string,
  parameters: readonly string[],
  identity?: Identity,
): Promise<ProgramOutcome> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const finish = (code: number | null, extra = ''): void => {
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') + extra });
    };
    try {
      const child = spawn(file, parameters, {
        cwd: '/',
        env: { ...programEnvironment },
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
        ...identity,
      });
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.on('error', (error) => finish(null, error.message));
      child.on('close', (code) => finish(code));
    } catch (error) {
      // spawn throws at once when the kernel refuses the user or group.
      finish(null, error instanceof Error ? error.message : String(error));
    }
  });
}
