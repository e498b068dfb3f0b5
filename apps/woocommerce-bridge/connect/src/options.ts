import { parseArgs } from 'node:util';
import type { Locale } from '@quayside/host-kit/messages/format-message';

interface AnyOptions {
  readonly workspace: string;
  readonly locale: Locale;
  readonly json: boolean;
}

export interface ShopOptions extends AnyOptions {
  readonly kind: 'shop';
  /** The shop's address, as typed. */
  readonly url: string;
  /** What the merchant calls the shop. */
  readonly name: string;
  /** For hosts that strip the Authorization header. */
  readonly keysInQuery: boolean;
}

export interface AccountOptions extends AnyOptions {
  readonly kind: 'account';
  /** The channel connector's id. */
  readonly channel: string;
  /** What the merchant calls the account; `null`: as the channel is called. */
  readonly name: string | null;
  /** Settings that need not be asked for. */
  readonly settings: Readonly<Record<string, string>>;
}

export const usage = `npm run connect -- --url ADDRESS [options]
npm run connect -- --channel CHANNEL [options]

Links a WooCommerce shop to this installation, proves its key, and imports its catalogue. The key is asked for and not shown, or taken from two lines of
standard input (consumer key, consumer secret). Make it in the shop: WooCommerce > Settings > Advanced > REST API, permission Read/Write.
Run it again with the same address to give the shop a new key.

Or links a channel account by keys of your own, such as those of a self-authorised Amazon application: what the channel needs is asked for one by one (keys
are not shown), or taken from the lines of standard input, and proven. A missing right is named. Run it again for the same account to give it new keys.

  --url ADDRESS     the shop's address, such as https://shop.example or http://localhost:8000
  --channel CHANNEL the channel, such as amazon
  --setting K=V     a setting of the account that need not be asked for, such as region=EU; more than once for more
  --name NAME       what you call the shop or account; its address or channel unless given
  --workspace NAME  the business it belongs to, made if it is not there; default "My business"
  --keys-in-query   sends the key in the address, for hosts that strip the Authorization header
  --lang en|fr      the language of the messages
  --json            prints one JSON document on standard output, everything else on standard error: {connection, variants, issues, seconds} of a shop,
                    {connection, isReconnected} of an account
`;

/** @throws Error that says what is wrong with the command line. */
export function readOptions(words: readonly string[]): ShopOptions | AccountOptions | 'help' {
  const { values } = parseArgs({
    args: [...words],
    options: {
      url: { type: 'string' },
      channel: { type: 'string' },
      setting: { type: 'string', multiple: true, default: [] },
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
  const workspace = values.workspace.trim() || 'My business';
  const any: AnyOptions = { workspace, locale: values.lang, json: values.json };
  const name = values.name?.trim() || null;
  const channel = values.channel?.trim() ?? '';
  const url = values.url?.trim() ?? '';
  if (channel !== '' && url !== '') throw new Error('--url and --channel: one of the two at a time');
  if (channel !== '') return { kind: 'account', channel, name, settings: settingsOf(values.setting), ...any };
  if (url === '') throw new Error(`--url is missing: the shop's address.\n\n${usage}`);
  return {
    kind: 'shop',
    // People type the host alone; a shop that takes keys answers over https.
    url: /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `https://${url}`,
    name: name ?? url.replace(/^https?:\/\//, ''),
    keysInQuery: values['keys-in-query'],
    ...any,
  };
}

/** `region=EU` and the like. */
function settingsOf(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((text) => {
      const [, name, value] = /^([A-Za-z]\w*)=(.+)$/.exec(text) ?? [];
      // Not repeated in the message: it may be a secret.
      if (name === undefined || value === undefined) throw new Error('--setting: write NAME=VALUE');
      return [name, value];
    }),
  );
}
