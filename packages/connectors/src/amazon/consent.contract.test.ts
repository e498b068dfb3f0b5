import { afterEach, describe, expect, it } from 'vitest';
import type { AmazonSimulatorOptions } from '@quayside/simulators/amazon/server';
import { createWatchedContext, expectFailure, expectOk } from '../_contract/watched-context.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';
import { amazonConsent } from './consent.ts';
import { definition } from './definition.ts';
import { manifest } from './manifest.ts';
import { amazonMarketplaces } from './marketplaces.ts';

const returnUrl = 'https://quayside.example/amazon/return';
const france = { marketplaceId: 'A13V1IB3VIYZZH' };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** An Amazon, and this installation registered there. */
async function start(options: AmazonSimulatorOptions = {}) {
  const amazon = await startSimulatedAmazon(options);
  closing.push(() => amazon.close());
  const { simulator, clock } = amazon;
  const { application, clientId, clientSecret, consentUrl, url: apiUrl, tokenUrl } = simulator;
  const { applicationId, isDraft } = application;
  const given = { applicationId, isDraft, clientId, clientSecret, consentUrl, apiUrl, tokenUrl };
  const registration = definition.registration?.parse(given);
  const context = createWatchedContext(clock, { registration });
  const request = { registration, choices: france, returnUrl };
  const secrets = { clientSecret, refreshToken: simulator.sellers[0]?.refreshToken };
  return { simulator, clock, context, request, about: { manifest, credentials: secrets } };
}
type Started = Awaited<ReturnType<typeof start>>;

/** The seller presses a button of the page; what Amazon sends back with them. */
async function consent({ request }: Started, decision: 'authorize' | 'cancel') {
  const page = amazonConsent.pageUrl({ ...request, state: 'S-1' });
  const body = new URLSearchParams({ decision });
  const answer = await fetch(page, { method: 'POST', body, redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? 'https://nowhere.example');
  expect(back.href.startsWith(returnUrl)).toBe(true);
  expect(back.searchParams.get('state')).toBe('S-1');
  return Object.fromEntries(back.searchParams);
}

const complete = (started: Started, query: Readonly<Record<string, string>>) =>
  amazonConsent.complete({ ...started.request, query }, started.context);

describe('the consent page', () => {
  const registration = { applicationId: 'amzn1.sp.solution.1', clientId: 'id', clientSecret: 'secret' };
  const pageOf = (marketplaceId: string, more: object = {}) =>
    new URL(
      amazonConsent.pageUrl({
        registration: { ...registration, ...more },
        choices: { marketplaceId },
        returnUrl,
        state: 'a state',
      }),
    );

  it('is in the Seller Central of the chosen marketplace', () => {
    const hosts = amazonMarketplaces.map(({ id }) => pageOf(id).host);
    expect(hosts).toContain('sellercentral-europe.amazon.com');
    expect(hosts).toContain('sellercentral.amazon.com.be');
    expect(hosts).toContain('sellercentral.amazon.co.jp');
    for (const host of hosts) expect(host).toMatch(/^sellercentral(-europe)?\.amazon\./);
  });

  it('is told the application, the state and the address to come back to; of a draft, its version', () => {
    const page = pageOf(france.marketplaceId);
    expect(page.pathname).toBe('/apps/authorize/consent');
    const query = { application_id: 'amzn1.sp.solution.1', state: 'a state', redirect_uri: returnUrl };
    expect(Object.fromEntries(page.searchParams)).toEqual(query);
    expect(pageOf(france.marketplaceId, { isDraft: true }).searchParams.get('version')).toBe('beta');
  });
});

describe('a consent', () => {
  it('makes a connection of the account, with the marketplaces that it sells on', async () => {
    const marketplaceIds = ['A13V1IB3VIYZZH', 'A1PA6795UKMFR9'];
    const started = await start({ sellers: [{ storeName: 'Salt & Co', marketplaceIds }] });
    const grant = expectOk(await complete(started, await consent(started, 'authorize')));
    const [seller] = started.simulator.sellers;
    expect(grant).toEqual({
      // The access token that came along serves for its hour.
      credentials: { refreshToken: seller?.refreshToken, access: expect.anything() as unknown },
      settings: { region: 'EU', sellerId: seller?.sellerId, marketplaceIds: marketplaceIds.toReversed() },
      name: 'Salt & Co',
    });
    const credentials = definition.credentials.parse(grant.credentials);
    const settings = definition.settings.parse(grant.settings);
    const opened = definition.open({ credentials, settings }, started.context, manifest);
    expect(expectOk(await opened.test()).marketplaces).toHaveLength(2);
    expect(definition.application?.(credentials, started.request.registration)).toBe(
      started.simulator.clientId,
    );
  });

  it('of a draft works as well', async () => {
    const started = await start({ application: { isDraft: true } });
    expectOk(await complete(started, await consent(started, 'authorize')));
  });

  it('that was declined says so, and asks Amazon nothing', async () => {
    const started = await start();
    const query = await consent(started, 'cancel');
    const error = expectFailure(await complete(started, query), ['invalid-input'], started.about);
    expect(error.message.code).toBe('amazon.consent-declined');
    expect(started.context.taken).toEqual([]);
  });

  it('serves once', async () => {
    const started = await start();
    const query = await consent(started, 'authorize');
    expectOk(await complete(started, query));
    const error = expectFailure(await complete(started, query), ['invalid-input'], started.about);
    expect(error.message.code).toBe('amazon.consent-over');
  });

  it('serves for some minutes', async () => {
    const started = await start();
    const query = await consent(started, 'authorize');
    started.clock.advance(5 * 60_000);
    const error = expectFailure(await complete(started, query), ['invalid-input'], started.about);
    expect(error.message.code).toBe('amazon.consent-over');
  });

  it('for a region without a marketplace of the account says so', async () => {
    const started = await start();
    const query = await consent(started, 'authorize');
    const usa = { ...started.request, choices: { marketplaceId: 'ATVPDKIKX0DER' }, query };
    const answer = await amazonConsent.complete(usa, started.context);
    const error = expectFailure(answer, ['invalid-input'], started.about);
    expect(error.message.code).toBe('amazon.consent-no-marketplace');
  });

  it('leaves a failure of Amazon what it is', async () => {
    const started = await start();
    const query = await consent(started, 'authorize');
    started.simulator.faults.add({ operation: 'lwa.token', kind: 'server-error', times: 1 });
    expectFailure(await complete(started, query), ['transient'], started.about);
  });
});

describe('credentials without a client', () => {
  it('need a registered application', async () => {
    const started = await start();
    const settings = definition.settings.parse({
      region: 'EU',
      sellerId: 'A1',
      marketplaceIds: ['A13V1IB3VIYZZH'],
    });
    const connection = { credentials: { refreshToken: 'Atzr|1' }, settings };
    const context = createWatchedContext(started.clock, connection);
    const error = expectFailure(
      await definition.open(connection, context, manifest).test(),
      ['auth-expired'],
      started.about,
    );
    expect(error.message.code).toBe('amazon.client-refused');
    expect(context.taken).toEqual([]);
  });

  it('are not half an application', () => {
    expect(definition.credentials.safeParse({ clientId: 'id', refreshToken: 'r' }).success).toBe(false);
    const whole = { clientId: 'id', clientSecret: 's', refreshToken: 'r' };
    expect(definition.credentials.safeParse(whole).success).toBe(true);
  });
});
