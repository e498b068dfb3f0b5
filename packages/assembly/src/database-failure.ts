/** The database that DATABASE_URL names cannot be used; the message says where it is and what to do, and holds no password. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

/** PostgreSQL's own codes (appendix A of its manual) and those of the network, with what to do about them. */
const repairs: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Start it, or correct DATABASE_URL.',
  ENOTFOUND: 'its name is not known. Correct DATABASE_URL.',
  EAI_AGAIN: 'its name cannot be looked up right now. Check the network, or correct DATABASE_URL.',
  ETIMEDOUT: 'it does not answer. Check the network and its firewall, or correct DATABASE_URL.',
  EHOSTUNREACH: 'it does not answer. Check the network and its firewall, or correct DATABASE_URL.',
  ECONNRESET: 'it closed the connection. Look at its own log.',
  '28P01': 'it refuses the user or the password. Correct DATABASE_URL.',
  '28000': 'it refuses this user. Correct DATABASE_URL, or let the user in (pg_hba.conf).',
  '3D000': 'it has no database of that name. Create it, or correct DATABASE_URL.',
  '42501': 'the user may not create tables there. Give it the right, or name another user in DATABASE_URL.',
  '53300': 'it has no connection left. Raise max_connections, or stop something that uses it.',
  '57P03': 'it is starting or stopping. Try again in a moment.',
};

/** Says what is wrong with a database where that can be told; else hands the error back. */
export function explainDatabaseFailure(error: unknown, url: string): unknown {
  const code = codeOf(error);
  const repair = repairs[code];
  if (repair === undefined) return error;
  const where = new URL(url).host || 'the local socket';
  return new DatabaseUnusable(`The database at ${where} cannot be used (${code}): ${repair}`, {
    cause: error,
  });
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // The driver's own time limit carries no code.
  if (/timeout expired|connection timeout/i.test(error.message)) return 'ETIMEDOUT';
  return '';
}
