/** What went wrong with the embedded server, so that a caller can tell a person what to do. */
export type EmbeddedPostgresProblem =
  | 'unsupported-platform'
  | 'package-missing'
  | 'no-unprivileged-user'
  | 'no-place'
  | 'not-permitted'
  | 'initdb-failed'
  | 'start-failed'
  | 'stop-failed'
  | 'foreign-server';

/** The embedded PostgreSQL could not be prepared, started or stopped; the message says what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly problem: EmbeddedPostgresProblem;

  constructor(problem: EmbeddedPostgresProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}
