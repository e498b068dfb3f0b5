import type { MemberId, WorkspaceId } from '@quayside/core/domain/ids';
import { err, ok } from '@quayside/core/domain/result';
import type { OpenedConsent } from '@quayside/core/ports/connectors';
import { beginConsent, pendingConsents } from '@quayside/core/use-cases/consent';
import type { Engine } from '@quayside/core/use-cases/engine';
import { aWorkspace, at } from '@quayside/testkit/builders';
import { createFakeClock } from '@quayside/testkit/fake-clock';
import { createMemoryStorage } from '@quayside/testkit/memory-storage';
import { createToyEngine } from '@quayside/testkit/toy-engine';
import { beforeEach, expect, it } from 'vitest';
import { takeConsent } from './consent-desk.ts';

const returnUrl = 'https://quayside.example/consent/toy';
const memberId = '00000000-0000-7000-8000-00000000aaaa' as MemberId;

let engine: Engine;
let workspaceId: WorkspaceId;
let state: string;
let isGranted: boolean;

beforeEach(async () => {
  isGranted = true;
  const clock = createFakeClock(at('2026-11-20T10:00:00.000Z'));
  const toy = createToyEngine({
    storage: createMemoryStorage(),
    clock,
    definitions: [],
    ring: () => undefined,
  });
  const consent: Pick<OpenedConsent, 'readChoices' | 'pageUrl' | 'complete'> = {
    readChoices: (choices) => ok(choices as Record<string, unknown>),
    pageUrl: ({ state: sent }) => `https://channel.example/authorise?state=${sent}`,
    complete: () =>
      Promise.resolve(
        isGranted
          ? ok({ credentials: { token: 'granted' }, settings: {}, name: 'Toy account' })
          : err({ kind: 'invalid-input', message: { code: 'toy.denied', values: {} }, detail: 'denied' }),
      ),
  };
  engine = { ...toy, connectors: { ...toy.connectors, consent: () => consent as OpenedConsent } };
  const workspace = aWorkspace();
  workspaceId = workspace.id;
  await engine.storage.createWorkspace(workspace);
  await engine.storage.transaction(workspaceId, (tx) =>
    tx.hostShops.insert({
      host: 'shopify',
      shop: 'first.myshopify.com',
      workspaceId,
      connectionId: null,
      installedAt: clock.now(),
      uninstalledAt: null,
      version: 0,
    }),
  );
  const begun = await beginConsent(engine, workspaceId, {
    memberId,
    connector: 'toy',
    choices: {},
    connectionId: null,
    returnUrl,
  });
  state = begun.ok ? (new URL(begun.value.pageUrl).searchParams.get('state') ?? '') : '';
});

function take(query: Readonly<Record<string, string>>) {
  const adminApi = { engine, say: () => '', manifests: [], consentReturnUrl: () => returnUrl };
  return takeConsent(adminApi, 'client-id', 'toy', query);
}

it('what a channel grants waits for the member who asked, who is led back into the app of their shop', async () => {
  expect(await take({ state, code: 'x' })).toEqual({
    refusal: null,
    appUrl: 'https://admin.shopify.com/store/first/apps/client-id',
  });
  const waiting = await pendingConsents(engine, workspaceId, memberId);
  expect(waiting.map(({ outcome }) => outcome.kind)).toEqual(['granted']);
  expect(await engine.storage.transaction(workspaceId, (tx) => tx.connections.list())).toEqual([]);
});

it('what a channel refuses is said, and the way back is known all the same', async () => {
  isGranted = false;
  expect(await take({ state })).toMatchObject({
    refusal: { code: 'toy.denied' },
    appUrl: 'https://admin.shopify.com/store/first/apps/client-id',
  });
});

it('a second call back with the same state changes nothing, and is not told which shop it was', async () => {
  await take({ state, code: 'x' });
  expect(await take({ state, code: 'y' })).toMatchObject({
    refusal: { code: 'consent.unknown' },
    appUrl: null,
  });
});

it('a state of nobody’s is refused without a word of any shop', async () => {
  const foreign = `${workspaceId}.${'a'.repeat(20)}`;
  for (const query of [{}, { state: 'x' }, { state: foreign }])
    expect(await take(query)).toMatchObject({ refusal: { code: 'consent.unknown' }, appUrl: null });
});
