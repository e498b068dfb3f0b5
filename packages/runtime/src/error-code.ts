/** The code of a system error (`ENOENT`) or of a database error (SQLSTATE); `undefined` when the error has none. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
