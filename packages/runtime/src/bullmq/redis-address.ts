/** Where a Redis is and how it lets us in. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
  readonly tls: boolean;
}

/**
 * Reads `redis://[user][:password]@host[:port][/database]`, or `rediss://` for TLS: what IANA has registered and managed services hand out.
 * @returns undefined when it is anything else. What comes after a `?` is refused: a setting that is not obeyed should not look as if it were.
 */
export function readRedisAddress(text: string): RedisAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const database = /^\/?(\d{0,5})$/.exec(url.pathname)?.[1];
  const tls = url.protocol === 'rediss:';
  if (!tls && url.protocol !== 'redis:') return undefined;
  if (url.hostname === '' || database === undefined || url.search !== '' || url.hash !== '') return undefined;
  try {
    return {
      // An IPv6 address stands in brackets in a URL only.
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? 6379 : Number(url.port),
      username: url.username === '' ? undefined : decodeURIComponent(url.username),
      password: url.password === '' ? undefined : decodeURIComponent(url.password),
      database: Number(database),
      tls,
    };
  } catch {
    // A lone % that begins no code.
    return undefined;
  }
}
