import { destination, pino, stdTimeFunctions, type DestinationStream } from 'pino';
import type { Log, LogFields } from '@quayside/core/ports/log';
import type { LogLevel } from '../env.ts';
import { redactFields } from './redact-fields.ts';
import { redactText } from './redact-text.ts';
import type { SecretRegistry } from './secret-registry.ts';

export interface LogOptions {
  readonly level: LogLevel;
  readonly secrets: SecretRegistry;
  /** Fields on each line, such as the process's role. */
  readonly base?: LogFields;
  /** Where lines go; standard error by default, so that standard output stays free for what a program answers. */
  readonly stream?: DestinationStream;
}

/**
 * The log of a process: one JSON object per line with `level`, `time` (UTC, ISO 8601), `event` and the fields. Secrets and buyers'
 * data are hidden by field name, by registered value and by shape. Never throws.
 */
export function createLog(options: LogOptions): Log {
  const redact = (text: string): string => redactText(options.secrets.hide(text));
  const logger = pino(
    {
      level: options.level,
      // pino wants an ordinary object.
      base: { ...redactFields(options.base ?? {}, redact) },
      messageKey: 'event',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // pino's own treatment of errors would come before ours.
      serializers: {},
    },
    // Written at once: the last lines before a crash are the ones that matter.
    options.stream ?? destination({ fd: 2, sync: true }),
  );

  function write(level: 'debug' | 'info' | 'warn' | 'error', event: string, fields: LogFields = {}): void {
    if (!logger.isLevelEnabled(level)) return;
    try {
      const clean = apart(redactFields(fields, redact));
      // A name that is no event may be a sentence with somebody's data in it.
      logger[level](clean, isEventName(event) && redact(event) === event ? event : 'misnamed-event');
    } catch {
      // Nothing a log line says is worth a failed order.
    }
  }

  return {
    debug: (event, fields) => write('debug', event, fields),
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
  };
}

/** What the line itself says cannot be overwritten by a field. */
function apart(fields: LogFields): LogFields {
  const reserved = ['level', 'time', 'event'];
  if (!reserved.some((name) => name in fields)) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [reserved.includes(name) ? `field_${name}` : name, value]),
  );
}

function isEventName(event: string): boolean {
  return /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(event);
}
