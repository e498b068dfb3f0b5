import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createWatchedContext, expectFailure, expectOk } from '../_contract/watched-context.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';
import { definition } from './definition.ts';
import { manifest } from './manifest.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Tokens so short that every call asks for one. */
async function start() {
  const amazon = await startSimulatedAmazon({ tokenLifeSeconds: 60, limits: 'off' });
  closing.push(() => amazon.close());
  const { simulator, clock, settings } = amazon;
  const { clientId, consentUrl, url: apiUrl, tokenUrl } = simulator;
  const { applicationId } = simulator.application;
  const credentials = { refreshToken: simulator.sellers[0]?.refreshToken };
  /** A process of this installation that names these secrets. */
  function openProcess(clientSecret: string, previousClientSecret?: string) {
    const given = {
      applicationId,
      clientId,
      clientSecret,
      previousClientSecret,
      consentUrl,
      apiUrl,
      tokenUrl,
    };
    const registration = definition.registration?.parse(given);
    const connection = { credentials: definition.credentials.parse(credentials), settings };
    return () => {
      const context = createWatchedContext(clock, { registration, credentials });
      return definition.open(
        { ...connection, settings: definition.settings.parse(settings) },
        context,
        manifest,
      );
    };
  }
  const read = (open: ReturnType<typeof openProcess>) =>
    open().listings.read({ channelSku: amazon.ownSku, marketplace: amazon.marketplace });
  /** Reads without a pause until it is stopped; what went wrong, and how often it read. */
  function load(open: ReturnType<typeof openProcess>) {
    let isOn = true;
    let count = 0;
    const failures: unknown[] = [];
    const reading = (async () => {
      while (isOn) {
        const answer = await read(open);
        count += 1;
        if (!answer.ok) failures.push(answer.error);
        await turn();
      }
    })();
    return {
      reads: () => count,
      async stop() {
        isOn = false;
        await reading;
        return failures;
      },
    };
  }
  return { ...amazon, openProcess, read, load };
}

/** Each of them has read some more by then. */
async function readOn(loads: readonly { readonly reads: () => number }[]): Promise<void> {
  const before = loads.map(({ reads }) => reads());
  await expect
    .poll(() => loads.every(({ reads }, index) => reads() >= (before[index] ?? 0) + 10), { timeout: 10_000 })
    .toBe(true);
}

describe('a rotation of the client secret', () => {
  it('loses no call under load (P1)', async () => {
    const { simulator, openProcess, load } = await start();
    const old = simulator.clientSecret;
    const before = [load(openProcess(old)), load(openProcess(old))];
    await readOn(before);
    const fresh = simulator.accounts.rotateSecret();
    await readOn(before);
    // One process after the other gets the new registration; in one of them the two stand the wrong way round.
    const after = [load(openProcess(fresh, old)), load(openProcess(old, fresh))];
    await readOn([...before, ...after]);
    for (const each of before) expect(await each.stop()).toEqual([]);
    simulator.accounts.endPreviousSecret();
    await readOn(after);
    for (const each of after) expect(await each.stop()).toEqual([]);
  }, 30_000);

  it('asks with a secret that is over once in a process, not with every token', async () => {
    const { simulator, openProcess, read } = await start();
    const old = simulator.clientSecret;
    const process = openProcess(old, simulator.accounts.rotateSecret());
    simulator.accounts.endPreviousSecret();
    for (let call = 0; call < 3; call += 1) expectOk(await read(process));
    expect(simulator.calls.of('lwa.token').total).toBe(4);
  });

  it('is told as such when neither serves, without a secret in the words (P7)', async () => {
    const { openProcess, read } = await start();
    const secrets = { clientSecret: 'amzn1.oa2-cs.v1.one', previousClientSecret: 'amzn1.oa2-cs.v1.two' };
    const answer = await read(openProcess(secrets.clientSecret, secrets.previousClientSecret));
    const error = expectFailure(answer, ['auth-expired'], { manifest, credentials: secrets });
    expect(error.message.code).toBe('amazon.client-refused');
  });
});
