/**
 * What goes with an event: ids, counts, durations in milliseconds, an `error`. Adapters redact secrets and buyers' data by field
 * name and by value, at any depth; do not rely on it and pass what is needed only.
 */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Writes one structured line per event.
 *
 * An event is a fixed name of kebab-case words (`store-order-created`); what varies goes into the fields, never into the name,
 * so that events can be counted and no secret is interpolated into text. Logging never throws.
 */
export interface Log {
  /** For the engineer who follows one case; off in production. */
  debug(event: string, fields?: LogFields): void;
  /** Something normal that an operator may want to see. */
  info(event: string, fields?: LogFields): void;
  /** Something unusual that the system handled by itself. */
  warn(event: string, fields?: LogFields): void;
  /** Something that needs a person. */
  error(event: string, fields?: LogFields): void;
}
