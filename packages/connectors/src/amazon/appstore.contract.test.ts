import { afterEach, describe, expect, it } from 'vitest';
import { createWatchedContext, expectFailure, expectOk } from '../_contract/watched-context.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';
import { amazonConsent } from './consent.ts';
import { definition } from './definition.ts';
import { manifest } from './manifest.ts';

const loginUrl = 'https://quayside.example/start/amazon';
const returnUrl = 'https://quayside.example/consent/amazon';
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const ours = { applicationId: 'amzn1.sp.solution.1', clientId: 'id', clientSecret: 'secret' };
const startOf = (callBack: string, more: object = {}) =>
  amazonConsent.readStart?.(
    { amazon_callback_uri: callBack, amazon_state: 'amazon state', ...more },
    definition.registration?.parse(ours),
  );

describe('a seller who begins at Amazon’s Appstore', () => {
  it('goes on there with both states, and comes back as from the website', async () => {
    const amazon = await startSimulatedAmazon();
    closing.push(() => amazon.close());
    const { simulator, clock } = amazon;
    const { clientId, clientSecret, consentUrl, url: apiUrl, tokenUrl, application } = simulator;
    const { applicationId } = application;
    const given = { applicationId, clientId, clientSecret, consentUrl, apiUrl, tokenUrl, isDraft: true };
    const registration = definition.registration?.parse(given);
    const login = new URL(simulator.beginAtAppstore(loginUrl));
    expect(login.href.startsWith(loginUrl)).toBe(true);
    const start = amazonConsent.readStart?.(Object.fromEntries(login.searchParams), registration);
    const choices = amazonConsent.choices.parse({ marketplaceId: 'A13V1IB3VIYZZH', ...start });
    const page = new URL(amazonConsent.pageUrl({ registration, choices, returnUrl, state: 'S-1' }));
    expect(Object.fromEntries(page.searchParams)).toEqual({
      amazon_state: login.searchParams.get('amazon_state'),
      state: 'S-1',
      redirect_uri: returnUrl,
      version: 'beta',
    });
    const body = new URLSearchParams({ decision: 'authorize' });
    const answer = await fetch(page, { method: 'POST', body, redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe('S-1');
    const query = Object.fromEntries(back.searchParams);
    const context = createWatchedContext(clock, { registration });
    const request = { registration, choices, returnUrl };
    const other = await amazonConsent.complete(
      { ...request, query: { ...query, selling_partner_id: 'AOTHER' } },
      context,
    );
    expect(
      expectFailure(other, ['invalid-input'], { manifest, credentials: { clientSecret } }).message.code,
    ).toBe('amazon.consent-other-seller');
    expect(expectOk(await amazonConsent.complete({ ...request, query }, context))).toMatchObject({
      settings: { region: 'EU', marketplaceIds: ['A13V1IB3VIYZZH'] },
      credentials: { refreshToken: simulator.sellers[0]?.refreshToken },
    });
  });

  it('is known by the Seller Central that they come from', () => {
    const japan = 'https://sellercentral.amazon.co.jp/apps/authorize/confirm/amzn1.sp.solution.1';
    expect(startOf(japan, { selling_partner_id: 'A1B2' })).toEqual({
      marketplaceId: 'A1VC38T7YXB528',
      start: { callBackUrl: japan, amazonState: 'amazon state', sellerId: 'A1B2' },
    });
    const europe = startOf('https://sellercentral-europe.amazon.com/apps/authorize/confirm/x');
    const choices = amazonConsent.choices.parse(europe);
    const registration = definition.registration?.parse(ours);
    const page = new URL(amazonConsent.pageUrl({ registration, choices, returnUrl, state: 'S' }));
    expect(page.origin).toBe('https://sellercentral-europe.amazon.com');
    expect(page.searchParams.has('application_id')).toBe(false);
    expect(page.searchParams.has('version')).toBe(false);
  });

  it.each([
    'https://evil.example/apps/authorize/confirm/x',
    'http://sellercentral.amazon.fr/apps/authorize/confirm/x',
    'http://sellercentral-europe.amazon.com/apps/authorize/confirm/x',
    'https://sellercentral-europe.amazon.com.evil.example/',
    'https://sellercentral-europe.amazon.com@evil.example/',
    'https://evil@sellercentral-europe.amazon.com/',
    'https://sellercentral-europe.amazon.com:8443/',
    'https://www.amazon.com/',
    'javascript:alert(1)',
    'sellercentral-europe.amazon.com',
    '',
    `https://sellercentral-europe.amazon.com/${'a'.repeat(2_000)}`,
  ])('is never sent to an address that is not Amazon’s (P6): %s', (callBack) => {
    expect(startOf(callBack)).toBeNull();
  });

  it('needs a state of Amazon’s', () => {
    const callBack = 'https://sellercentral-europe.amazon.com/';
    expect(startOf(callBack, { amazon_state: '' })).toBeNull();
    expect(amazonConsent.readStart?.({ amazon_callback_uri: callBack }, ours)).toBeNull();
    expect(startOf(callBack)).toMatchObject({ start: { amazonState: 'amazon state' } });
  });
});
