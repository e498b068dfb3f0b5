import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { childEnvironment } from '@quayside/assembly/environment';

/** A process that the demo has started. It ends by itself when the demo is gone: its channel closes. */
export interface Child {
  readonly pid: number;
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

const patience = 12_000;

/** Starts one of our programs. `firstLine` is what it prints on standard output when it is ready, or its `ready` message. */
export async function startChild(options: ChildOptions): Promise<{ child: Child; firstLine: string }> {
  const process_ = spawn(process.execPath, [options.file, ...(options.args ?? [])], {
    // A group of its own: Ctrl-C is the demo's, which then ends its children in order.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: childEnvironment(options.environment ?? {}),
  });
  const lastLines: string[] = [];
  if (process_.stderr !== null) {
    createInterface(process_.stderr).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > 5) lastLines.shift();
      options.onLog(line);
    });
  }
  const ended = once(process_, 'exit');
  const firstLine = await Promise.race([
    ready(process_),
    ended.then(() => {
      throw new Error(`${options.file} ended before it was ready:\n${lastLines.join('\n')}`);
    }),
  ]);
  return { child: handle(process_, ended), firstLine };
}

function ready(process_: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    process_.once('message', () => resolve(''));
    if (process_.stdout !== null) createInterface(process_.stdout).once('line', resolve);
  });
}

function handle(process_: ChildProcess, ended: Promise<unknown>): Child {
  const isOver = (): boolean => process_.exitCode !== null || process_.signalCode !== null;
  return {
    pid: process_.pid ?? 0,
    async stop() {
      if (isOver()) return;
      process_.kill('SIGTERM');
      const timer = setTimeout(() => process_.kill('SIGKILL'), patience);
      await ended;
      clearTimeout(timer);
    },
    async kill() {
      if (isOver()) return;
      process_.kill('SIGKILL');
      await ended;
    },
  };
}
