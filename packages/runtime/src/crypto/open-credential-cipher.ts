import type { KeyObject } from 'node:crypto';
import type { Log } from '@quayside/core/ports/log';
import type { Environment } from '../env.ts';
import type { SecretRegistry } from '../log/secret-registry.ts';
import { isSensitiveField } from '../log/sensitive-field.ts';
import { createCredentialCipher, type CredentialCipher } from './credential-cipher.ts';
import { readOrCreateKeyFile } from './key-file.ts';

/**
 * The cipher of this installation: QUAYSIDE_ENCRYPTION_KEY, else the key file, which is made at the first start; previous keys
 * decrypt. Keys and everything that is decrypted are registered as secrets, so that no log line shows them.
 * @throws KeyFileError
 */
export async function openCredentialCipher(
  environment: Pick<Environment, 'encryptionKey' | 'previousEncryptionKeys' | 'keyFile' | 'dataDirectory'>,
  secrets: SecretRegistry,
  log: Log,
): Promise<CredentialCipher> {
  const current =
    environment.encryptionKey ??
    (await readOrCreateKeyFile({ file: environment.keyFile, dataDirectory: environment.dataDirectory, log }));
  const previous = environment.previousEncryptionKeys;
  for (const key of [current, ...previous]) registerKey(key, secrets);
  const cipher = createCredentialCipher({ current, previous });
  return {
    ...cipher,
    decrypt(envelope, owner) {
      const plainText = cipher.decrypt(envelope, owner);
      // Only what speaks for a merchant. Buyers' data is without end and is kept out of the log by field name and shape.
      if (owner.purpose === undefined) registerSecrets(plainText, secrets);
      return plainText;
    },
  };
}

function registerKey(key: KeyObject, secrets: SecretRegistry): void {
  const bytes = key.export();
  secrets.register(bytes.toString('base64'));
  secrets.register(bytes.toString('base64url'));
  secrets.register(bytes.toString('hex'));
}

/**
 * Registers what a decrypted text holds. Credentials are mostly JSON: each text in it is used alone, so that each is a secret of
 * its own, unless it is a plain address or too short to be a token and not named like a secret (`region`, `kind`).
 */
function registerSecrets(plainText: string, secrets: SecretRegistry): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(plainText);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) secrets.register(plainText);
  else registerTexts('', parsed, secrets);
}

function registerTexts(name: string, value: unknown, secrets: SecretRegistry): void {
  if (typeof value === 'string') {
    const plainAddress =
      URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).password === '';
    if (isSensitiveField(name) || (value.length >= 16 && !plainAddress)) secrets.register(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) registerTexts(key, each, secrets);
  }
}
