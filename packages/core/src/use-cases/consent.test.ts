import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { toyKey } from '@quayside/testkit/toy-engine';
import { describe, expect, it } from 'vitest';
import type { Member } from '../domain/member.ts';
import { beginConsent, claimConsent, pendingConsents, receiveConsent, refusalOf } from './consent.ts';
import { disconnect } from './disconnect.ts';
import { joinWorkspace } from './join-workspace.ts';

const returnUrl = 'https://quayside.example/consent/memory';

async function bench() {
  const harness = await createEngineHarness();
  const { engine, workspaceId } = harness;
  const ada = await joinWorkspace(engine, workspaceId, { hostUser: 'toys:1', name: 'Ada' });
  const bob = await joinWorkspace(engine, workspaceId, { hostUser: 'toys:2', name: 'Bob' });
  return { harness, engine, workspaceId, ada, bob };
}

async function sendAway(
  harness: EngineHarness,
  member: Member,
  connectionId: EngineHarness['account']['id'] | null = null,
) {
  const begun = await beginConsent(harness.engine, harness.workspaceId, {
    memberId: member.id,
    connector: 'memory',
    choices: { market: 'toys' },
    connectionId,
    returnUrl,
  });
  if (!begun.ok) throw new Error(refusalOf(begun.error).code);
  const state = new URL(begun.value.pageUrl).searchParams.get('state') ?? '';
  return { state, secret: state.split('.')[1] ?? '', pageUrl: begun.value.pageUrl };
}

const callBack = (harness: EngineHarness, state: string, code = toyKey) =>
  receiveConsent(harness.engine, 'memory', { query: { state, code }, returnUrl });

describe('consent on a channel’s own pages (ADR 0017)', () => {
  it('parks what was granted until the member takes it, and connects the account', async () => {
    const { harness, engine, workspaceId, ada } = await bench();
    const { state, secret, pageUrl } = await sendAway(harness, ada);
    expect(pageUrl).toContain('https://toys.example/consent?');
    expect(await claimConsent(engine, workspaceId, ada.id, secret)).toMatchObject({
      error: { kind: 'not-granted' },
    });
    expect(await callBack(harness, state)).toMatchObject({ ok: true });
    expect(await pendingConsents(engine, workspaceId, ada.id)).toMatchObject([
      { outcome: { kind: 'granted' } },
    ]);
    const before = await harness.look((tx) => tx.connections.list());
    expect(await claimConsent(engine, workspaceId, ada.id, secret)).toMatchObject({
      ok: true,
      value: { role: 'channel', connector: 'memory', settings: { market: 'toys' } },
    });
    expect(await harness.look((tx) => tx.connections.list())).toHaveLength(before.length + 1);
    expect(await pendingConsents(engine, workspaceId, ada.id)).toEqual([]);
    expect(await claimConsent(engine, workspaceId, ada.id, secret)).toMatchObject({
      error: { kind: 'unknown-consent' },
    });
  });

  it('a state is good once: of two call backs at once, one is taken', async () => {
    const { harness, ada } = await bench();
    const { state } = await sendAway(harness, ada);
    const answers = await Promise.all([callBack(harness, state), callBack(harness, state)]);
    expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await callBack(harness, state)).toMatchObject({ error: { kind: 'unknown-consent' } });
  });

  it('a state is good for ten minutes', async () => {
    const { harness, ada } = await bench();
    const late = await sendAway(harness, ada);
    harness.clock.advance(10 * 60 * 1000);
    expect(await callBack(harness, late.state)).toMatchObject({ error: { kind: 'unknown-consent' } });
  });

  it('P6: a grant is its member’s alone, and a state names its own workspace', async () => {
    const { harness, engine, workspaceId, ada, bob } = await bench();
    const other = await bench();
    const { state, secret } = await sendAway(harness, ada);
    const forged = `${other.workspaceId}.${secret}`;
    expect(await callBack(harness, forged)).toMatchObject({ error: { kind: 'unknown-consent' } });
    expect(await callBack(harness, state)).toMatchObject({ ok: true });
    expect(await claimConsent(engine, workspaceId, bob.id, secret)).toMatchObject({
      error: { kind: 'unknown-consent' },
    });
    expect(await claimConsent(other.engine, other.workspaceId, ada.id, secret)).toMatchObject({
      error: { kind: 'unknown-consent' },
    });
  });

  it.each(['', 'x', '..', `${'0'.repeat(36)}.`, 'a'.repeat(10_000)])(
    'a state that is none (%#) changes nothing',
    async (state) => {
      const { harness } = await bench();
      expect(await callBack(harness, state)).toMatchObject({ error: { kind: 'unknown-consent' } });
    },
  );

  it('what the merchant declined is told to them, and nothing is connected', async () => {
    const { harness, engine, workspaceId, ada } = await bench();
    const { state, secret } = await sendAway(harness, ada);
    expect(await callBack(harness, state, '')).toMatchObject({ error: { kind: 'refused' } });
    const claimed = await claimConsent(engine, workspaceId, ada.id, secret);
    expect(claimed).toMatchObject({ error: { kind: 'refused', reason: { code: 'memory.refused' } } });
    expect(await pendingConsents(engine, workspaceId, ada.id)).toEqual([]);
  });

  it('reconnects an account that was disconnected, with all that is known of it', async () => {
    const { harness, engine, workspaceId, ada } = await bench();
    const key = { workspaceId, connectionId: harness.account.id };
    expect(await disconnect(engine, key)).toMatchObject({ ok: true, value: { health: 'disconnected' } });
    expect(await harness.look((tx) => tx.secrets.get(key.connectionId))).toMatchObject({ credentials: null });
    const { state, secret } = await sendAway(harness, ada, key.connectionId);
    await callBack(harness, state);
    expect(await claimConsent(engine, workspaceId, ada.id, secret)).toMatchObject({
      value: { id: key.connectionId, health: 'healthy' },
    });
  });

  it('goes on where the member began at the channel’s own app store, and takes no other start', async () => {
    const { engine, workspaceId, ada } = await bench();
    const begun = { memberId: ada.id, connector: 'memory', choices: {}, connectionId: null, returnUrl };
    const page = await beginConsent(engine, workspaceId, { ...begun, start: { from: 'toys' } });
    expect(page.ok && new URL(page.value.pageUrl).searchParams.get('market')).toBe('toys');
    expect(await pendingConsents(engine, workspaceId, ada.id)).toMatchObject([
      { choices: { market: 'toys' } },
    ]);
    const other = { ...begun, choices: { market: 'toys' }, start: { elsewhere: 'x' } };
    const refused = await beginConsent(engine, workspaceId, other);
    expect(refused).toMatchObject({ error: { kind: 'unknown-start' } });
    expect(!refused.ok && refusalOf(refused.error).code).toBe('consent.unknown-start');
  });

  it('choices of another shape, and an account of nobody’s, are refused', async () => {
    const { harness, ada } = await bench();
    const begun = { memberId: ada.id, connector: 'memory', choices: {}, connectionId: null, returnUrl };
    const { engine, workspaceId } = harness;
    expect(await beginConsent(engine, workspaceId, begun)).toMatchObject({
      error: { kind: 'invalid-input' },
    });
    const unknown = { ...begun, choices: { market: 'toys' }, connectionId: ada.id as never };
    expect(await beginConsent(engine, workspaceId, unknown)).toMatchObject({
      error: { kind: 'unknown-connection' },
    });
    expect(await beginConsent(engine, workspaceId, { ...begun, connector: 'none' })).toMatchObject({
      error: { kind: 'no-consent' },
    });
  });
});
