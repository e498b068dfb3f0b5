/** Why a database was not migrated. */
export type MigrationRefusal =
  | 'newer-schema'
  | 'failed-migration'
  | 'edited-migration'
  | 'migration-failed'
  | 'server-too-old'
  | 'extension-missing'
  | 'lock-timeout';

/** The database cannot be used with this code; the message says what to do. Nothing was changed, except for `migration-failed`. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
  readonly reason: MigrationRefusal;
  /** The migrations concerned. */
  readonly migrations: readonly string[];

  constructor(
    reason: MigrationRefusal,
    message: string,
    migrations: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.reason = reason;
    this.migrations = migrations;
  }
}
