/** The app whose backend talks to the shops. */
export interface AppRecord {
  readonly id: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly handle: string;
  readonly title: string;
  /** Scopes that the app asks for when it is installed. */
  readonly scopes: readonly string[];
}

/** An app in one shop. */
export interface Installation {
  readonly id: number;
  isInstalled: boolean;
  /** Granted scopes; a `write_` scope contains its `read_` scope. */
  scopes: string[];
}

/** True when one of the scopes is granted. */
export function isGranted(installation: Installation, needed: readonly string[]): boolean {
  return needed.some(
    (scope) =>
      installation.scopes.includes(scope) ||
      (scope.startsWith('read_') && installation.scopes.includes(scope.replace(/^read_/, 'write_'))),
  );
}
