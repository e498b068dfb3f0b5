import process from 'node:process';
import { readEnvironment } from '@quayside/assembly/environment';
import { openInstallation } from '@quayside/assembly/installation';
import { formModel } from '@quayside/host-kit/forms/form-model';
import { readAccountFields } from './account-fields.ts';
import { connectAccount, typedInChannel } from './connect-account.ts';
import { connectMessages } from './messages.ts';
import type { AccountOptions } from './options.ts';
import { openPrompts } from './prompts.ts';

/**
 * Asks for what a channel account is connected with, connects it, and says what happens next.
 *
 * @returns the exit code.
 */
export async function talkOfAccount(options: AccountOptions, say: (text: string) => void): Promise<number> {
  const { locale } = options;
  const words = connectMessages[locale];
  const installation = await openInstallation({ environment: readEnvironment(), role: 'connect' });
  const prompts = openPrompts(process.stdin, process.stderr);
  try {
    const manifest = typedInChannel(installation.adminApi.manifests, options.channel);
    const form = formModel(manifest, ['settings', 'credentials'], locale);
    const fields = await readAccountFields(form, options.settings, prompts, say);
    say(words.provingAccount);
    const { workspace } = options;
    const name = options.name ?? manifest.name;
    const account = await connectAccount(installation, { connector: manifest.id, name, workspace }, fields);
    if (!account.ok) {
      say(installation.say(account.error.message, locale));
      return 1;
    }
    const { connection, isReconnected } = account.value;
    say(isReconnected ? words.accountReconnected : words.accountConnected);
    if (!isReconnected) say(connection.poolId === null ? words.accountWithoutShop : words.accountNext);
    say(words.next);
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ connection: connection.id, isReconnected })}\n`);
    }
    return 0;
  } finally {
    prompts.close();
    await installation.close();
  }
}
