import type { Log } from '@quayside/core/ports/log';
import { createLog } from './create-log.ts';
import { SecretRegistry } from './secret-registry.ts';

/** A real log whose lines a test can look at. */
export interface LogCapture {
  readonly log: Log;
  readonly lines: readonly string[];
  readonly last: () => Record<string, unknown>;
}

export function createLogCapture(
  secrets = new SecretRegistry(),
  level: 'debug' | 'info' = 'debug',
): LogCapture {
  const lines: string[] = [];
  const log = createLog({ level, secrets, stream: { write: (line: string) => void lines.push(line) } });
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;
  return { log, lines, last };
}
