import { mkdirSync, openSync, writeSync, closeSync } from 'node:fs';
import path from 'node:path';

/** Collects every log line of the demo's processes in one file, and looks for what must never be there (P7). */
export interface LogWatch {
  readonly file: string;
  readonly lines: number;
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
  return {
    file,
    get lines() {
      return taken.length;
    },
    take(line) {
      taken.push(line);
      writeSync(descriptor, `${line}\n`);
    },
    leaks: (forbidden) => findLeaks(taken, forbidden),
    close: () => closeSync(descriptor),
  };
}

/** Which forbidden values stand in these lines, also when they were encoded for a URL or as JSON. */
export function findLeaks(lines: readonly string[], forbidden: readonly Forbidden[]): readonly string[] {
  const text = lines.join('\n');
  return forbidden.flatMap(({ what, value }) => {
    const spellings = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];
    return spellings.some((spelling) => spelling.length >= 4 && text.includes(spelling)) ? [what] : [];
  });
}
