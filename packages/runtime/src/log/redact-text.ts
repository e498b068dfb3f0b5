/** Names of parameters whose value is a secret, in URLs, form bodies and JSON inside of text. */
const secretParameters = [
  'access_token',
  'auth',
  'client_secret',
  'code',
  'consumer_key',
  'consumer_secret',
  'hmac',
  'id_token',
  'oauth_[a-z_]+',
  'password',
  'passwd',
  'refresh_token',
  'secret',
  'session',
  'sig',
  'signature',
  'state',
  'token',
  'x-amz-[a-z-]+',
].join('|');

const rules: readonly (readonly [RegExp, string])[] = [
  // user:password@host in a URL
  [/(\/\/[^\s/:@?#]{0,256}:)[^\s/@]{1,1024}(?=@)/g, '$1[secret]'],
  [
    new RegExp(
      `(["']?)\\b(${secretParameters})\\1(\\s{0,4}[:=]\\s{0,4})(?:"(?:[^"\\\\]|\\\\.)*"|'[^']*'|[^\\s&"',;}]+)`,
      'gi',
    ),
    '$1$2$1$3[secret]',
  ],
  [/\b(Bearer|Basic|Token)\s+[A-Za-z0-9+/=._~|-]{6,}/gi, '$1 [secret]'],
  // Login with Amazon: tokens and client secrets
  [/\bAtz[ar]\|[^\s"'&,;}]+/gi, '[secret]'],
  [/\bAtc\|[^\s"'&,;}]+/gi, '[secret]'],
  [/\bamzn1\.oa2-cs\.[^\s"'&,;}]+/g, '[secret]'],
  // WooCommerce keys, Shopify tokens
  [/\b(ck|cs)_[A-Za-z0-9]{8,}/g, '$1_[secret]'],
  [/\b(shpat|shpca|shpss|shppa|shpua|shprt)_[A-Za-z0-9]{8,}/g, '$1_[secret]'],
  // JSON Web Tokens
  [/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*)?/g, '[secret]'],
  // E-mail addresses, also URL-encoded; bounded lengths keep the search linear. First without what ends a name in a URL, so that
  // the URL stays readable, then with all that RFC 5322 allows.
  [
    /[^\s@<>()[\]",;:\\/?&=]{1,64}(?:@|%40)[^\s@<>()[\]"',;:/?&=\\%]{1,253}\.[^\s@<>()[\]"',;:/?&=\\.%]{2,63}/g,
    '[email]',
  ],
  [
    /[^\s@<>()[\]",;:\\]{1,64}@[^\s@<>()[\]"',;:/?&=\\%]{1,253}\.[^\s@<>()[\]"',;:/?&=\\.%]{2,63}/g,
    '[email]',
  ],
];

/** Replaces what looks like a credential or an e-mail address. What looks like nothing needs the registry or a field's name. */
export function redactText(text: string): string {
  let redacted = text;
  for (const [pattern, replacement] of rules) redacted = redacted.replace(pattern, replacement);
  return redacted;
}
