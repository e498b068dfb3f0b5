import { errorCode } from '../error-code.ts';

/** The Redis that REDIS_URL names cannot be used; the message says where it is and what to do, and holds no password. */
export class RedisUnusable extends Error {
  override readonly name = 'RedisUnusable';

  /** @param where host and port. @param problem what is wrong and what to do about it. */
  constructor(where: string, problem: string, options?: ErrorOptions) {
    super(`The Redis at ${where} cannot be used: ${problem}`, options);
  }
}

const away = 'Check the network and its firewall, or correct REDIS_URL.';
const untrusted =
  'its certificate is not one that this machine trusts. Name its authority in NODE_EXTRA_CA_CERTS, or correct REDIS_URL.';

/** The codes of the network and of TLS (Node's and OpenSSL's), with what to do about them. */
const byCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there. Start it, or correct REDIS_URL.',
  ENOTFOUND: 'its name is not known. Correct REDIS_URL.',
  EAI_AGAIN: `its name cannot be looked up right now. ${away}`,
  ETIMEDOUT: `it does not answer. ${away}`,
  EHOSTUNREACH: `it does not answer. ${away}`,
  ENETUNREACH: `it does not answer. ${away}`,
  ECONNRESET: 'it closed the connection. Perhaps it wants TLS (rediss://); else look at its own log.',
  EPROTO: 'it does not speak TLS. Write redis:// in REDIS_URL, or switch TLS on there.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS. Write redis:// in REDIS_URL, or switch TLS on there.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'its certificate is for another name. Write that name in REDIS_URL, or give it a certificate for this one.',
  CERT_HAS_EXPIRED: 'its certificate has expired. Renew it.',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
};

/** What Redis itself answers begins with a word that says the kind of failure. Source: redis/src/server.c, `createSharedObjects`. */
const byWord: readonly (readonly [RegExp, string])[] = [
  [/^WRONGPASS|invalid password/, 'it refuses the user or the password. Correct REDIS_URL.'],
  [/^NOAUTH/, 'it wants a password. Write REDIS_URL as redis://:PASSWORD@HOST:PORT.'],
  [
    /^NOPERM/,
    'the user may not do enough there. Let it use all commands on the keys {quayside}:*, and INFO.',
  ],
  [/^LOADING/, 'it is still reading its data. Try again in a moment.'],
  [/DB index is out of range/, 'it has no database of that number. Correct REDIS_URL.'],
  [
    /max number of clients/,
    'it has no connection left. Raise its maxclients, or stop something that uses it.',
  ],
  [
    /^DENIED/,
    'it runs in protected mode and takes no connection from here. Give it a password, or bind it to this network.',
  ],
  [/Protocol error/, 'something else than Redis answers there. Correct REDIS_URL.'],
  [
    /Connection is closed/,
    'it closed the connection. Perhaps it wants TLS (rediss://); else look at its own log.',
  ],
];

/** A Redis without TLS waits for more of what it takes for a long command. */
const deafToTls =
  'it does not answer, at least not over TLS. If it speaks none, write redis:// in REDIS_URL; else check the network.';

/** Says what is wrong with a Redis where that can be told, and names the error where not. */
export function explainRedisFailure(error: unknown, where: string, tls: boolean): RedisUnusable {
  if (error instanceof RedisUnusable) return error;
  const code = errorCode(error) ?? '';
  const repair = tls && code === 'ETIMEDOUT' ? deafToTls : byCode[code];
  if (repair !== undefined) return new RedisUnusable(where, `(${code}) ${repair}`, { cause: error });
  const text = error instanceof Error ? error.message : String(error);
  const known = byWord.find(([words]) => words.test(text));
  const problem = known?.[1] ?? `${text}. Look at its own log, or correct REDIS_URL.`;
  return new RedisUnusable(where, problem, { cause: error });
}
