import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { childEnvironment, repositoryRoot } from '@quayside/assembly/environment';

/** A process that the demo has started. It ends by itself when the demo is gone: its channel closes. */
export interface Child {
  readonly pid: number;
  /** Settles when it has ended although nobody asked it to; says with which last words. */
  readonly lost: Promise<Error>;
  /** Ends it the polite way and waits; kills it when it does not end. */
  stop(): Promise<void>;
  /** SIGKILL: it gets no chance to finish anything. */
  kill(): Promise<void>;
}

export interface ChildOptions {
  readonly file: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets every line of its log. */
  readonly onLog: (line: string) => void;
}

const patience = 8_000;
const keptLines = 40;

/**
 * Starts one of our programs. `firstLine` is what it prints on standard output when it is ready, or its `ready` message.
 *
 * @throws Error with its last words when it ends before that.
 */
export async function startChild(options: ChildOptions): Promise<{ child: Child; firstLine: string }> {
  const process_ = spawn(process.execPath, [options.file, ...(options.args ?? [])], {
    // A group of its own: Ctrl-C is the demo's, which then ends its children in order.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: childEnvironment(options.environment ?? {}),
  });
  const lines: string[] = [];
  let isAsked = false;
  const ended = once(process_, 'exit').then(() => undefined);
  if (process_.stderr !== null) {
    createInterface(process_.stderr).on('line', (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      options.onLog(line);
    });
  }
  const lost = new Promise<Error>((resolve) => {
    process_.once('exit', (code, signal) => {
      const { stderr } = process_;
      const tell = (): void => {
        if (isAsked) return;
        const how = signal === null ? `with code ${code}` : `by ${signal}`;
        const words = lastWords(lines);
        resolve(
          new Error(
            `${path.relative(repositoryRoot, options.file)} ended ${how}${words === '' ? '' : `: ${words}`}`,
          ),
        );
      };
      // Its last words may still be on their way.
      if (stderr === null || stderr.readableEnded) tell();
      else stderr.once('close', tell);
    });
  });
  const firstLine = await Promise.race([
    ready(process_),
    lost.then((error) => {
      throw error;
    }),
  ]);
  const ask = (): void => {
    isAsked = true;
  };
  return { child: handle(process_, { ended, lost, ask }), firstLine };
}

/** What a person can use of a log's end: our own sentence or the error's, else the last few lines. */
export function lastWords(lines: readonly string[]): string {
  const sentence =
    lines.findLast((line) => /^quayside .* cannot start: /.test(line)) ??
    lines.find((line) => /^(Uncaught )?[A-Za-z]*Error\b.*: /.test(line));
  return sentence ?? lines.slice(-5).join('\n');
}

function ready(process_: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    process_.once('message', () => resolve(''));
    if (process_.stdout !== null) createInterface(process_.stdout).once('line', resolve);
  });
}

function handle(
  process_: ChildProcess,
  life: { readonly ended: Promise<void>; readonly lost: Promise<Error>; readonly ask: () => void },
): Child {
  const isOver = (): boolean => process_.exitCode !== null || process_.signalCode !== null;
  return {
    pid: process_.pid ?? 0,
    lost: life.lost,
    async stop() {
      life.ask();
      if (isOver()) return;
      process_.kill('SIGTERM');
      const timer = setTimeout(() => process_.kill('SIGKILL'), patience);
      await life.ended;
      clearTimeout(timer);
    },
    async kill() {
      life.ask();
      if (isOver()) return;
      process_.kill('SIGKILL');
      await life.ended;
    },
  };
}
