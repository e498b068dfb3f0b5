import { definition as amazon } from '@quayside/connectors/amazon/definition';
import type { Connection } from '@quayside/core/domain/connection';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { Storage } from '@quayside/core/ports/storage';
import { createRecordingLog } from '@quayside/runtime/log/recording-log';
import { sellerAccess } from '@quayside/simulators/amazon/seller-access';
import { startAmazonSimulator, type AmazonSimulator } from '@quayside/simulators/amazon/server';
import { aConnection, aWorkspace } from '@quayside/testkit/builders';
import { createMemoryStorage } from '@quayside/testkit/memory-storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnectorDirectory } from './connector-directory.ts';
import { systemClock } from './system-clock.ts';

let simulator: AmazonSimulator;
let storage: Storage;
let workspaceId: WorkspaceId;
let account: Connection;
let aheadMs: number;

beforeEach(async () => {
  aheadMs = 0;
  simulator = await startAmazonSimulator({ limits: 'off', clock: () => new Date(Date.now() + aheadMs) });
  storage = createMemoryStorage();
  const workspace = aWorkspace();
  workspaceId = workspace.id;
  await storage.createWorkspace(workspace);
  const [seller] = simulator.sellers;
  if (seller === undefined) throw new Error('A simulator without a seller');
  const { settings, credentials } = sellerAccess(simulator, seller);
  account = aConnection({ role: 'channel', connector: 'amazon', settings });
  await storage.transaction(workspaceId, async (tx) => {
    await tx.connections.insert(account);
    await tx.secrets.put(account.id, { credentials, webhookSecret: null });
  });
});
afterEach(() => simulator.close());

/** What a process of its own has: connectors that know nothing of those of another one. */
function aProcess() {
  const connectors = createConnectorDirectory({
    definitions: [amazon],
    storage,
    clock: { now: () => plus(systemClock.now(), aheadMs) },
    log: createRecordingLog(),
    tuning: {},
    registrations: {},
    budgetFor: () => ({ take: () => Promise.resolve(0), pause: () => Promise.resolve() }),
  });
  return async () => {
    const { connector } = await connectors.channel(workspaceId, account);
    const answer = await connector.test();
    if (!answer.ok) throw new Error(answer.error.detail);
  };
}

const tokensAsked = (): number => simulator.calls.of('lwa.token').total;

describe('the access token of an account', () => {
  it('is asked for once, however many processes and calls need it at once', async () => {
    const processes = [aProcess(), aProcess(), aProcess()];
    await Promise.all([...processes, ...processes].map((call) => call()));
    expect(tokensAsked()).toBe(1);
    await aProcess()();
    expect(tokensAsked()).toBe(1);
  });

  it('is renewed once when it ends', async () => {
    const processes = [aProcess(), aProcess()];
    await Promise.all(processes.map((call) => call()));
    aheadMs = 3_600_000;
    await Promise.all(processes.map((call) => call()));
    expect(tokensAsked()).toBe(2);
  });

  it('that Amazon refuses before its end is replaced once, for all', async () => {
    const processes = [aProcess(), aProcess()];
    await Promise.all(processes.map((call) => call()));
    aheadMs = 120_000;
    simulator.accounts.forgetTokens();
    for (const call of processes) await call();
    expect(tokensAsked()).toBe(2);
  });
});
