import type { Log } from '@quayside/core/ports/log';

/** Says nothing: for tests and tools whose output matters. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
