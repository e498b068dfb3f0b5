import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConnectionId, WorkspaceId } from '@quayside/core/domain/ids';
import { readEnvironment } from '../env.ts';
import { createRecordingLog } from '../log/recording-log.ts';
import { SecretRegistry } from '../log/secret-registry.ts';
import { readOrCreateKeyFile, type KeyFileOptions } from './key-file.ts';
import { openCredentialCipher } from './open-credential-cipher.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'quayside-key-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function options(more: Partial<KeyFileOptions> = {}): KeyFileOptions {
  return {
    file: path.join(directory, 'config', 'quayside', 'encryption.key'),
    dataDirectory: path.join(directory, 'data'),
    log: createRecordingLog(),
    ...more,
  };
}

test('makes a key that only its owner can read, and reads the same afterwards', async () => {
  const made = await readOrCreateKeyFile(options());
  const again = await readOrCreateKeyFile(options());
  expect(again.equals(made)).toBe(true);
  expect(made.symmetricKeySize).toBe(32);
  if (process.platform !== 'win32') expect((await stat(options().file)).mode & 0o777).toBe(0o600);
  expect(await readdir(path.dirname(options().file))).toEqual(['encryption.key']);
});

test('processes that start together get the same key', async () => {
  const script = `
    import { readOrCreateKeyFile } from ${JSON.stringify(path.join(import.meta.dirname, 'key-file.ts'))};
    import { silentLog } from ${JSON.stringify(path.join(import.meta.dirname, '..', 'log', 'silent-log.ts'))};
    const key = await readOrCreateKeyFile({ ...${JSON.stringify({ ...options(), log: undefined })}, log: silentLog });
    console.log(key.export().toString('hex'));
  `;
  const keys = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await once(child, 'close');
      return said.trim();
    }),
  );
  const inHere = await Promise.all(Array.from({ length: 20 }, () => readOrCreateKeyFile(options())));
  expect(new Set([...keys, ...inHere.map((each) => each.export().toString('hex'))]).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
});

test.runIf(process.platform !== 'win32')(
  'refuses a file that others can read, and says how to mend it',
  async () => {
    await readOrCreateKeyFile(options());
    for (const mode of [0o640, 0o604, 0o660, 0o601]) {
      await chmod(options().file, mode);
      await expect(readOrCreateKeyFile(options())).rejects.toMatchObject({
        problem: 'permissions',
        message: expect.stringContaining('chmod 600') as string,
      });
    }
    await chmod(options().file, 0o400);
    await readOrCreateKeyFile(options());
  },
);

test('refuses a damaged file rather than making another key', async () => {
  const first = await readOrCreateKeyFile(options());
  const text = await readFile(options().file, 'utf8');
  for (const damaged of ['', text.slice(0, 20), `${text}${text}`, 'x'.repeat(5000)]) {
    await writeFile(options().file, damaged);
    const refused = readOrCreateKeyFile(options());
    await expect(refused).rejects.toMatchObject({ problem: 'content' });
    await expect(refused).rejects.not.toThrow(text.trim());
  }
  await writeFile(options().file, text);
  expect((await readOrCreateKeyFile(options())).equals(first)).toBe(true);
});

test('refuses a place inside the data directory, also through a symlink', async () => {
  const data = path.join(directory, 'data');
  await mkdir(data);
  await symlink(data, path.join(directory, 'elsewhere'));
  for (const file of [
    path.join(data, 'key'),
    path.join(data, 'new', 'key'),
    path.join(directory, 'elsewhere', 'deep', 'key'),
  ]) {
    await expect(readOrCreateKeyFile(options({ file }))).rejects.toMatchObject({ problem: 'place' });
  }
  await readOrCreateKeyFile(options({ file: path.join(directory, 'data-keys', 'key') }));
});

test('the installation opens its cipher with the given key, else with the file, and hides what it decrypts', async () => {
  const given = readEnvironment({
    QUAYSIDE_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    QUAYSIDE_KEY_FILE: options().file,
    QUAYSIDE_DATA_DIR: options().dataDirectory,
  });
  const secrets = new SecretRegistry();
  const owner = { workspaceId: 'w1' as WorkspaceId, connectionId: 'c1' as ConnectionId };
  const credentials = JSON.stringify({
    region: 'europe',
    refreshToken: 'Zq9-17',
    nested: ['k3y-that-is-long-enough'],
  });
  const first = await openCredentialCipher(given, secrets, createRecordingLog());
  const envelope = first.encrypt(credentials, owner);
  expect(secrets.hide('Zq9-17')).toBe('Zq9-17');
  expect(first.decrypt(envelope, owner)).toBe(credentials);
  expect(secrets.hide('Zq9-17, k3y-that-is-long-enough, europe')).toBe('[secret], [secret], europe');
  expect(secrets.hide(Buffer.alloc(32, 7).toString('base64'))).toBe('[secret]');

  const rotated = await openCredentialCipher(
    {
      ...given,
      encryptionKey: undefined,
      previousEncryptionKeys: [given.encryptionKey].filter((key) => key !== undefined),
    },
    secrets,
    createRecordingLog(),
  );
  expect(rotated.keyId).not.toBe(first.keyId);
  expect(rotated.decrypt(rotated.renew(envelope, owner), owner)).toBe(credentials);
});
