import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { ConnectionId, InWorkspace } from '@quayside/core/domain/ids';

/** Whose secret it is. A ciphertext that is moved to another connection, workspace or purpose does not decrypt. */
export interface SecretOwner extends InWorkspace {
  /** `null`: it belongs to the workspace alone. */
  readonly connectionId: ConnectionId | null;
  /** What kind of secret: credentials and a buyer's data cannot be swapped either. Default `credentials`. */
  readonly purpose?: string;
}

/** Why a ciphertext was refused. `tampered` also stands for one that was moved to another owner. */
export type CipherProblem = 'malformed' | 'unsupported-version' | 'unknown-key' | 'tampered';

/** A ciphertext cannot be decrypted; the message never carries any of it. */
class CredentialCipherError extends Error {
  override readonly name = 'CredentialCipherError';
  readonly problem: CipherProblem;

  constructor(problem: CipherProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/** Encrypts secrets at rest (P7). */
export interface CredentialCipher {
  /** Id of the key that encrypts, to count rows by key. */
  readonly keyId: string;
  /** @returns an envelope `v1.<key id>.<nonce>.<ciphertext and tag>`, different at each call. */
  encrypt(plainText: string, owner: SecretOwner): string;
  /** @throws CredentialCipherError */
  decrypt(envelope: string, owner: SecretOwner): string;
  /** Whether the envelope was made with a previous key. @throws CredentialCipherError `malformed` or `unsupported-version`. */
  needsRenewal(envelope: string): boolean;
  /** The same secret under the current key; the envelope itself when it needs no renewal. @throws CredentialCipherError */
  renew(envelope: string, owner: SecretOwner): string;
}

export interface EncryptionKeys {
  readonly current: KeyObject;
  /** Keys before a rotation: they decrypt only. */
  readonly previous?: readonly KeyObject[];
}

const version = 'v1';
const algorithm = 'aes-256-gcm';
/** NIST SP 800-38D, 8.2: 96 random bits, for at most 2^32 encryptions with one key. */
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM with a random nonce; the owner is authenticated but not stored. */
export function createCredentialCipher(keys: EncryptionKeys): CredentialCipher {
  const byId = new Map(
    [keys.current, ...(keys.previous ?? [])].toReversed().map((key) => [keyIdOf(key), key] as const),
  );
  const currentId = keyIdOf(keys.current);

  function encrypt(plainText: string, owner: SecretOwner): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, keys.current, nonce, { authTagLength: tagBytes });
    cipher.setAAD(boundData(currentId, owner));
    const sealed = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return [version, currentId, nonce.toString('base64url'), sealed.toString('base64url')].join('.');
  }

  function decrypt(envelope: string, owner: SecretOwner): string {
    const { keyId, nonce, sealed } = open(envelope);
    const key = byId.get(keyId);
    if (key === undefined) {
      throw new CredentialCipherError(
        'unknown-key',
        `A secret was encrypted with the key ${keyId}, which is not here. Add it to QUAYSIDE_ENCRYPTION_KEYS_PREVIOUS, or connect again.`,
      );
    }
    try {
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(boundData(keyId, owner));
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]).toString(
        'utf8',
      );
    } catch {
      throw new CredentialCipherError(
        'tampered',
        'A secret was changed, or does not belong to this connection.',
      );
    }
  }

  return {
    keyId: currentId,
    encrypt,
    decrypt,
    needsRenewal: (envelope) => open(envelope).keyId !== currentId,
    renew: (envelope, owner) =>
      open(envelope).keyId === currentId ? envelope : encrypt(decrypt(envelope, owner), owner),
  };
}

/** A key from its 32 bytes. @throws RangeError for any other length. */
export function encryptionKeyFrom(bytes: Uint8Array): KeyObject {
  if (bytes.length !== 32) throw new RangeError('An encryption key has 32 bytes');
  return createSecretKey(bytes);
}

/** A public name of a key: it tells nothing about the key, and the same key always has the same one. */
function keyIdOf(key: KeyObject): string {
  return createHmac('sha256', key).update('quayside key id').digest('hex').slice(0, 16);
}

/** A JSON array, so that no two owners give the same bytes. */
function boundData(keyId: string, owner: SecretOwner): Buffer {
  const { workspaceId, connectionId, purpose = 'credentials' } = owner;
  return Buffer.from(
    JSON.stringify(['quayside', version, keyId, workspaceId, connectionId, purpose]),
    'utf8',
  );
}

function open(envelope: string): { readonly keyId: string; readonly nonce: Buffer; readonly sealed: Buffer } {
  const [given, keyId = '', nonceText = '', sealedText = '', ...rest] = envelope.split('.');
  if (given !== version && /^v\d+$/.test(given ?? '')) {
    throw new CredentialCipherError(
      'unsupported-version',
      `A secret was encrypted by a newer version of Quayside (${given}). Start that version.`,
    );
  }
  const nonce = Buffer.from(nonceText, 'base64url');
  const sealed = Buffer.from(sealedText, 'base64url');
  const exact = nonce.toString('base64url') === nonceText && sealed.toString('base64url') === sealedText;
  if (
    given !== version ||
    rest.length > 0 ||
    !exact ||
    nonce.length !== nonceBytes ||
    sealed.length < tagBytes
  ) {
    throw new CredentialCipherError('malformed', 'A stored secret is not an encrypted one.');
  }
  return { keyId, nonce, sealed };
}
