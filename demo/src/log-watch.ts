import { mkdirSync, openSync, writeSync, closeSync } from 'node:fs';
import path from 'node:path';

/** Collects every log line of the demo's processes in one file, and looks for what must never be there (P7). */
export interface LogWatch {
  readonly file: string;
  readonly lines: number;
  /** Why the file is not complete: the disk is full, for instance. The lines are watched all the same. */
  readonly problem: string | undefined;
  /** Gets a line of any process's log. */
  take(line: string): void;
  /** The kinds of secrets and buyers' data that stand in the log; empty, or promise P7 is broken. */
  leaks(forbidden: readonly Forbidden[]): readonly string[];
  close(): void;
}

export interface Forbidden {
  /** What it is, such as `consumer secret`: the value itself must not be printed again. */
  readonly what: string;
  readonly value: string;
}

export function createLogWatch(file: string): LogWatch {
  mkdirSync(path.dirname(file), { recursive: true });
  const descriptor = openSync(file, 'w', 0o600);
  const taken: string[] = [];
  let isOpen = true;
  let problem: string | undefined;
  return {
    file,
    get problem() {
      return problem;
    },
    get lines() {
      return taken.length;
    },
    take(line) {
      taken.push(line);
      // A process may speak up while everything ends; its line has no file any more.
      if (!isOpen || problem !== undefined) return;
      try {
        writeSync(descriptor, `${line}\n`);
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
    },
    leaks: (forbidden) => findLeaks(taken, forbidden),
    close() {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}

/** Which forbidden values stand in these lines, also when they were encoded for a URL, as JSON, in base64 or in hexadecimal. */
export function findLeaks(lines: readonly string[], forbidden: readonly Forbidden[]): readonly string[] {
  const text = lines.join('\n');
  return forbidden.flatMap(({ what, value }) =>
    spellings(value).some((spelling) => text.includes(spelling)) ? [what] : [],
  );
}

function spellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  // A text so short would be found everywhere; as a value of its own it is still told apart.
  if (value.length < 4) return value.length < 2 ? [] : [`"${json}"`];
  const plain = [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(value),
    new URLSearchParams({ '': value }).toString().slice(1),
  ];
  const bytes = Buffer.from(value);
  // Base64 looks different by what stands before it; its first and last characters depend on the neighbours.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [...plain, ...[bytes.toString('hex'), ...base64].filter((spelling) => spelling.length >= 8)];
}
