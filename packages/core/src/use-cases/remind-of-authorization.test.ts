import { defineMemoryChannel } from '@quayside/connectors/memory/memory-channel';
import { defineMemoryStore } from '@quayside/connectors/memory/memory-store';
import { createEngineHarness, type EngineHarness } from '@quayside/testkit/engine-harness';
import { toyKey } from '@quayside/testkit/toy-engine';
import { beforeEach, describe, expect, it } from 'vitest';
import { plus } from '../domain/instant.ts';
import { reconnect } from './connect.ts';
import { beginConsent, claimConsent, receiveConsent } from './consent.ts';
import { disconnect } from './disconnect.ts';
import { joinWorkspace } from './join-workspace.ts';
import { pauseConnection } from './pause-connection.ts';

const dayMs = 24 * 60 * 60 * 1000;
const returnUrl = 'https://quayside.example/consent/memory';
const code = 'connection.authorization-ends';

let bench: EngineHarness;
beforeEach(async () => {
  bench = await createEngineHarness({
    definitions: (shop, market) => {
      const channel = defineMemoryChannel(market);
      const manifest = { ...channel.manifest, consentGoodForDays: 365 };
      return [defineMemoryStore(new Map([['toys', shop]])), { ...channel, manifest }];
    },
  });
});

const key = () => ({ workspaceId: bench.workspaceId, connectionId: bench.account.id });

/** The account is reconnected by consent. */
async function consent(): Promise<void> {
  const { engine, workspaceId, account } = bench;
  const member = await joinWorkspace(engine, workspaceId, { hostUser: 'toys:1', name: 'Ada' });
  const asked = { memberId: member.id, connector: 'memory', choices: { market: 'toys' }, returnUrl };
  const begun = await beginConsent(engine, workspaceId, { ...asked, connectionId: account.id });
  if (!begun.ok) throw new Error('No consent');
  const state = new URL(begun.value.pageUrl).searchParams.get('state') ?? '';
  await receiveConsent(engine, 'memory', { query: { state, code: toyKey }, returnUrl });
  const claimed = await claimConsent(engine, workspaceId, member.id, state.split('.')[1] ?? '');
  expect(claimed.ok).toBe(true);
}

/** Goes by, and the whole list of listings is read once more. */
async function passDays(days: number): Promise<void> {
  bench.clock.advance(days * dayMs);
  await bench.pass(2_000);
}

const reminders = async () =>
  (await bench.issues())
    .filter((issue) => issue.message.code.startsWith(code))
    .map(({ severity, message }) => [severity, message.values['days']]);

describe('an authorisation that ends (P8)', () => {
  it('is told of 30 days before, more urgently on the last seven, and no more once it is renewed', async () => {
    await consent();
    await passDays(334);
    expect(await reminders()).toEqual([]);
    await passDays(2);
    expect(await reminders()).toEqual([['warning', 28]]);
    await passDays(25);
    expect(await reminders()).toEqual([['error', 3]]);
    await consent();
    expect(await reminders()).toEqual([]);
    await passDays(1);
    expect(await reminders()).toEqual([]);
    const account = await bench.look((tx) => tx.connections.get(bench.account.id));
    expect(plus(account?.authorizedAt ?? bench.clock.now(), dayMs) <= bench.clock.now()).toBe(true);
  });

  it('is not one of keys that were typed in', async () => {
    await passDays(400);
    expect(await reminders()).toEqual([]);
    await consent();
    await passDays(340);
    expect(await reminders()).toHaveLength(1);
    expect(await reconnect(bench.engine, key(), { key: toyKey })).toMatchObject({
      value: { authorizedAt: null },
    });
    await passDays(1);
    expect(await reminders()).toEqual([]);
  });

  it('is no matter of an account that was disconnected', async () => {
    await consent();
    await passDays(340);
    expect(await disconnect(bench.engine, key())).toMatchObject({ value: { authorizedAt: null } });
    expect(await reminders()).toEqual([]);
  });

  it('ends for an account that is paused when it is renewed all the same', async () => {
    await consent();
    await passDays(340);
    await pauseConnection(bench.engine, key());
    await consent();
    expect(await reminders()).toEqual([]);
    expect(await bench.look((tx) => tx.connections.get(bench.account.id))).toMatchObject({
      health: 'paused',
    });
  });
});
