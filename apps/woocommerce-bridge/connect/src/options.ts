import { parseArgs } from 'node:util';
import type { Locale } from '@quayside/host-kit/messages/format-message';

export interface ConnectOptions {
  /** The shop's address, as typed. */
  readonly url: string;
  /** What the merchant calls the shop. */
  readonly name: string;
  readonly workspace: string;
  /** For hosts that strip the Authorization header. */
  readonly keysInQuery: boolean;
  readonly locale: Locale;
  readonly json: boolean;
}

export const usage = `npm run connect -- --url ADDRESS [options]

Links a WooCommerce shop to this installation, proves its key, and imports its catalogue. The key is asked for and not shown, or taken from two lines of
standard input (consumer key, consumer secret). Make it in the shop: WooCommerce > Settings > Advanced > REST API, permission Read/Write.
Run it again with the same address to give the shop a new key.

  --url ADDRESS     the shop's address, such as https://shop.example or http://localhost:8000
  --name NAME       what you call the shop; its address unless given
  --workspace NAME  the business it belongs to, made if it is not there; default "My business"
  --keys-in-query   sends the key in the address, for hosts that strip the Authorization header
  --lang en|fr      the language of the messages
  --json            prints one JSON document {connection, variants, issues, seconds} on standard output, everything else on standard error
`;

/** @throws Error that says what is wrong with the command line. */
export function readOptions(words: readonly string[]): ConnectOptions | 'help' {
  const { values } = parseArgs({
    args: [...words],
    options: {
      url: { type: 'string' },
      name: { type: 'string' },
      workspace: { type: 'string', default: 'My business' },
      'keys-in-query': { type: 'boolean', default: false },
      lang: { type: 'string', default: 'en' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.lang !== 'en' && values.lang !== 'fr') throw new Error(`--lang ${values.lang}: choose en or fr`);
  const url = values.url?.trim() ?? '';
  if (url === '') throw new Error(`--url is missing: the shop's address.\n\n${usage}`);
  return {
    // People type the host alone; a shop that takes keys answers over https.
    url: /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`,
    name: values.name?.trim() ?? url.replace(/^https?:\/\//, ''),
    workspace: values.workspace.trim() || 'My business',
    keysInQuery: values['keys-in-query'],
    locale: values.lang,
    json: values.json,
  };
}
