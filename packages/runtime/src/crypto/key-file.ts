import { randomBytes, type KeyObject } from 'node:crypto';
import { constants, link, mkdir, open, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '@quayside/core/ports/log';
import { encryptionKeyBytes } from '../env.ts';
import { encryptionKeyFrom } from './credential-cipher.ts';
import { errorCode } from '../error-code.ts';

/** Why a key file was refused. */
export type KeyFileProblem = 'permissions' | 'owner' | 'content' | 'place' | 'unreadable';

/** The file with the encryption key cannot be used; the message says what to do and never shows the key. */
class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
  readonly problem: KeyFileProblem;

  constructor(problem: KeyFileProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

export interface KeyFileOptions {
  readonly file: string;
  /** The data directory: a backup or a thief that takes it must not get the key with it. */
  readonly dataDirectory: string;
  readonly log: Log;
}

/**
 * Reads the encryption key (32 bytes as base64), or makes one at the first start. Of two processes that start together one makes
 * it, and both read the same: the file appears with its whole content or not at all.
 * @throws KeyFileError
 */
export async function readOrCreateKeyFile(options: KeyFileOptions): Promise<KeyObject> {
  const file = path.resolve(options.file);
  await refuseInside(file, options.dataDirectory);
  const existing = await readKeyFile(file);
  if (existing !== undefined) return existing;
  await createKeyFile(file, options.log);
  const created = await readKeyFile(file);
  if (created !== undefined) return created;
  throw new KeyFileError('unreadable', `The key file ${file} vanished while it was read.`);
}

async function createKeyFile(file: string, log: Log): Promise<void> {
  const draft = `${file}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${randomBytes(encryptionKeyBytes).toString('base64')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Like O_EXCL, a link fails when the name is taken; unlike it, nobody ever reads half a key.
    await link(draft, file);
    log.warn('encryption-key-created', { file, advice: 'back it up apart from the database' });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    throw new KeyFileError(
      'unreadable',
      `The key file ${file} cannot be made. Set QUAYSIDE_KEY_FILE to a place that can be written, or QUAYSIDE_ENCRYPTION_KEY.`,
      { cause: error },
    );
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function readKeyFile(file: string): Promise<KeyObject | undefined> {
  let handle;
  try {
    handle = await open(file, constants.O_RDONLY);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new KeyFileError('unreadable', `The key file ${file} cannot be read by this user.`, {
      cause: error,
    });
  }
  try {
    // Of the open file, so that nobody swaps it between the look and the read.
    const found = await handle.stat();
    if (!found.isFile()) throw new KeyFileError('content', `${file} is not a file.`);
    if (process.platform !== 'win32') {
      const self = process.geteuid?.() ?? 0;
      if (found.uid !== self && found.uid !== 0 && self !== 0) {
        throw new KeyFileError('owner', `The key file ${file} belongs to another user (uid ${found.uid}).`);
      }
      if ((found.mode & 0o077) !== 0) {
        const mode = (found.mode & 0o777).toString(8).padStart(4, '0');
        throw new KeyFileError(
          'permissions',
          `The key file ${file} is open to others (${mode}). Run: chmod 600 ${file}`,
        );
      }
    }
    const text = found.size > 1024 ? '' : (await handle.readFile('utf8')).trim();
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length !== encryptionKeyBytes || bytes.toString('base64') !== text) {
      throw new KeyFileError(
        'content',
        `The key file ${file} does not hold ${encryptionKeyBytes} bytes as base64. Restore it from a backup: with another key the stored credentials cannot be read.`,
      );
    }
    return encryptionKeyFrom(bytes);
  } finally {
    await handle.close();
  }
}

async function refuseInside(file: string, dataDirectory: string): Promise<void> {
  const [place, data] = await Promise.all([realPlace(path.dirname(file)), realPlace(dataDirectory)]);
  const relative = path.relative(data, place);
  if (relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative))) {
    throw new KeyFileError(
      'place',
      `The key file ${file} lies in the data directory ${dataDirectory}: whoever copies the data would have the key. Set QUAYSIDE_KEY_FILE elsewhere.`,
    );
  }
}

/** The real path of the part that exists. */
async function realPlace(directory: string): Promise<string> {
  const full = path.resolve(directory);
  const parent = path.dirname(full);
  try {
    return await realpath(full);
  } catch {
    return parent === full ? full : path.join(await realPlace(parent), path.basename(full));
  }
}
