import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConnectionId, WorkspaceId } from '@quayside/core/domain/ids';
import { createCredentialCipher, encryptionKeyFrom, type SecretOwner } from './credential-cipher.ts';

const key = encryptionKeyFrom(Buffer.alloc(32, 1));
const otherKey = encryptionKeyFrom(Buffer.alloc(32, 2));
const cipher = createCredentialCipher({ current: key });

function owner(workspaceId = 'w1', connectionId = 'c1', purpose?: string): SecretOwner {
  const ids = { workspaceId: workspaceId as WorkspaceId, connectionId: connectionId as ConnectionId };
  return purpose === undefined ? ids : { ...ids, purpose };
}

test('decrypts what it encrypted, for any text and owner', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (text, workspace, connection) => {
      const wellFormed = text.toWellFormed();
      const mine = owner(workspace, connection);
      expect(cipher.decrypt(cipher.encrypt(wellFormed, mine), mine)).toBe(wellFormed);
    }),
  );
});

test('never gives the same envelope twice, and shows nothing of the text', () => {
  const envelopes = Array.from({ length: 50 }, () => cipher.encrypt('Atzr|refresh', owner()));
  expect(new Set(envelopes).size).toBe(50);
  expect(envelopes.join()).not.toContain('refresh');
  expect(envelopes[0]).toMatch(/^v1\.[0-9a-f]{16}\.[\w-]{16}\.[\w-]+$/);
});

test('does not decrypt for another workspace, connection or purpose', () => {
  const envelope = cipher.encrypt('secret', owner());
  for (const stranger of [
    owner('w2'),
    owner('w1', 'c2'),
    owner('w1', 'c1', 'buyer'),
    owner('w1c', '1'),
    owner('', 'w1c1'),
  ]) {
    expect(() => cipher.decrypt(envelope, stranger)).toThrow(
      expect.objectContaining({ problem: 'tampered' }),
    );
  }
});

test('owners whose ids run together differ', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
      fc.pre(a !== c || b !== d);
      expect(() => cipher.decrypt(cipher.encrypt('secret', owner(a, b)), owner(c, d))).toThrow();
    }),
  );
});

test('a change of any character of the envelope is noticed', () => {
  const envelope = cipher.encrypt('a short secret', owner());
  for (let at = 0; at < envelope.length; at += 1) {
    const changed = `${envelope.slice(0, at)}${envelope[at] === 'A' ? 'B' : 'A'}${envelope.slice(at + 1)}`;
    expect(() => cipher.decrypt(changed, owner()), `at ${at}`).toThrow();
  }
  for (const cut of [
    envelope.slice(0, -1),
    envelope.slice(0, 40),
    `${envelope}A`,
    `${envelope}.x`,
    '',
    'plain text',
  ]) {
    expect(() => cipher.decrypt(cut, owner())).toThrow();
  }
});

test('tells apart what is wrong', () => {
  const foreign = createCredentialCipher({ current: otherKey }).encrypt('secret', owner());
  expect(() => cipher.decrypt(foreign, owner())).toThrow(expect.objectContaining({ problem: 'unknown-key' }));
  expect(() => cipher.decrypt('v2.abc', owner())).toThrow(
    expect.objectContaining({ problem: 'unsupported-version' }),
  );
  expect(() => cipher.decrypt('{"refresh_token":"x"}', owner())).toThrow(
    expect.objectContaining({ problem: 'malformed' }),
  );
});

test('after a rotation old envelopes decrypt and are renewed under the new key', () => {
  const old = cipher.encrypt('secret', owner());
  const rotated = createCredentialCipher({ current: otherKey, previous: [key] });
  expect(rotated.decrypt(old, owner())).toBe('secret');
  expect(rotated.needsRenewal(old)).toBe(true);
  const renewed = rotated.renew(old, owner());
  expect(rotated.needsRenewal(renewed)).toBe(false);
  expect(rotated.renew(renewed, owner())).toBe(renewed);
  expect(createCredentialCipher({ current: otherKey }).decrypt(renewed, owner())).toBe('secret');
  expect(() => cipher.decrypt(renewed, owner())).toThrow(expect.objectContaining({ problem: 'unknown-key' }));
  expect(() => rotated.renew(old, owner('w2'))).toThrow(expect.objectContaining({ problem: 'tampered' }));
  expect(renewed).toContain(rotated.keyId);
});

test('refuses keys of another length', () => {
  for (const length of [0, 16, 31, 33])
    expect(() => encryptionKeyFrom(randomBytes(length))).toThrow(RangeError);
});
