import type { Log, LogFields } from '@quayside/core/ports/log';

export interface RecordedLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields;
}

/** Keeps lines for a test to look at. */
export interface RecordingLog extends Log {
  readonly lines: readonly RecordedLine[];
  events(): string[];
}

export function createRecordingLog(): RecordingLog {
  const lines: RecordedLine[] = [];
  const keep = (level: RecordedLine['level']) => (event: string, fields?: LogFields) => {
    lines.push({ level, event, fields: fields ?? {} });
  };
  return {
    lines,
    events: () => lines.map((line) => line.event),
    debug: keep('debug'),
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
  };
}
