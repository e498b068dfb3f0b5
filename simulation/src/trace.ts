import type { Clock } from '@quayside/core/ports/clock';

/** What happened, in order; only the end of it is kept. */
export interface Trace {
  note(text: string): void;
  readonly lines: readonly string[];
}

const kept = 80;

export function createTrace(clock: Clock): Trace {
  const lines: string[] = [];
  return {
    lines,
    note(text) {
      lines.push(`${clock.now().slice(11)} ${text}`);
      if (lines.length > kept) lines.shift();
    },
  };
}
