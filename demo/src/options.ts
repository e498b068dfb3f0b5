import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Locale } from '@quayside/host-kit/messages/format-message';

export interface DemoOptions {
  /** Ends after the story, instead of staying up. */
  readonly once: boolean;
  /** Standard output holds one JSON document and nothing else. */
  readonly json: boolean;
  /** A product CSV in WooCommerce's export format. */
  readonly catalogue: string;
  /** Whether the merchant brought that catalogue. */
  readonly isOwnCatalogue: boolean;
  readonly locale: Locale;
}

export const usage = `npm run demo -- [options]
  --once           end after the story, with exit code 0 only if every promise was seen kept
  --json           print one JSON document {counts, durationsMs, promises} on standard output, the story on standard error
  --catalog FILE   seed the shop from your own WooCommerce product export (CSV)
  --lang en|fr     the language of the messages that a merchant would read
`;

/** @throws Error that says what is wrong with the command line. */
export function readOptions(words: readonly string[]): DemoOptions | 'help' {
  const { values } = parseArgs({
    args: [...words],
    options: {
      once: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      catalog: { type: 'string' },
      lang: { type: 'string', default: 'en' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.lang !== 'en' && values.lang !== 'fr') throw new Error(`--lang ${values.lang}: choose en or fr`);
  if (values.catalog === '') throw new Error('--catalog needs the path of a CSV file');
  return {
    once: values.once,
    json: values.json,
    catalogue: path.resolve(values.catalog ?? path.join(import.meta.dirname, '../catalogue.csv')),
    isOwnCatalogue: values.catalog !== undefined,
    locale: values.lang,
  };
}
