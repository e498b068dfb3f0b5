import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestToken } from './seller-client.ts';
import type { AmazonSimulator, AmazonSimulatorOptions } from './server.ts';
import { startAmazonSimulator } from './server.ts';

const returnUrl = 'https://quayside.example/amazon/return';
let now = new Date('2026-11-25T10:00:00Z');
const started: AmazonSimulator[] = [];

beforeEach(() => {
  now = new Date('2026-11-25T10:00:00Z');
});
afterEach(async () => {
  for (const amazon of started.splice(0)) await amazon.close();
});

async function start(options: AmazonSimulatorOptions = {}): Promise<AmazonSimulator> {
  const amazon = await startAmazonSimulator({ clock: () => now, ...options });
  started.push(amazon);
  return amazon;
}

function pageOf(amazon: AmazonSimulator, change: Record<string, string> = {}): string {
  const { applicationId } = amazon.application;
  const query = { application_id: applicationId, state: 'S-1', redirect_uri: returnUrl, ...change };
  return `${amazon.consentUrl}?${new URLSearchParams(query).toString()}`;
}

/** Presses a button of the page; where the seller is sent to. */
async function decide(amazon: AmazonSimulator, decision: 'authorize' | 'cancel'): Promise<URL> {
  const body = new URLSearchParams({ decision });
  const answer = await fetch(pageOf(amazon), { method: 'POST', body, redirect: 'manual' });
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get('location') ?? '');
}

const exchange = (amazon: AmazonSimulator, code: string, change: Record<string, string> = {}) =>
  requestToken(amazon, { grant_type: 'authorization_code', code, redirect_uri: returnUrl, ...change });

describe('the consent page', () => {
  it('has two buttons, and is in English', async () => {
    const amazon = await start();
    const answer = await fetch(pageOf(amazon));
    const html = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(html).toContain('>Authorize</button>');
    expect(html).toContain('>Cancel</button>');
  });

  it('is for a draft only with version=beta, and for registered addresses only', async () => {
    const application = { isDraft: true, returnUrls: [returnUrl] };
    const amazon = await start({ application });
    expect(await (await fetch(pageOf(amazon))).text()).toContain('MD1000');
    expect((await fetch(pageOf(amazon, { version: 'beta' }))).status).toBe(200);
    const elsewhere = { version: 'beta', redirect_uri: 'https://elsewhere.example/' };
    expect(await (await fetch(pageOf(amazon, elsewhere))).text()).toContain('MD5101');
    expect((await fetch(pageOf(amazon, { application_id: 'another' }))).status).toBe(400);
  });

  it('sends the seller back with the state, its id and a code', async () => {
    const amazon = await start();
    const back = await decide(amazon, 'authorize');
    expect(`${back.origin}${back.pathname}`).toBe(returnUrl);
    expect(back.searchParams.get('state')).toBe('S-1');
    expect(back.searchParams.get('selling_partner_id')).toBe(amazon.sellers[0]?.sellerId);
    expect(back.searchParams.get('spapi_oauth_code')).not.toBeNull();
  });

  it('sends a seller who cancels back without a code', async () => {
    const back = await decide(await start(), 'cancel');
    expect(Object.fromEntries(back.searchParams)).toEqual({ state: 'S-1', error: 'access_denied' });
  });
});

describe('the code of a consent', () => {
  const codeOf = async (amazon: AmazonSimulator) =>
    (await decide(amazon, 'authorize')).searchParams.get('spapi_oauth_code') ?? '';

  it('is exchanged for tokens, once', async () => {
    const amazon = await start();
    const code = await codeOf(amazon);
    const refreshToken = amazon.sellers[0]?.refreshToken;
    expect(await exchange(amazon, code)).toMatchObject({
      status: 200,
      body: { refresh_token: refreshToken },
    });
    expect(await exchange(amazon, code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('serves for five minutes, for the address that it was sent to, and for the application', async () => {
    const amazon = await start();
    const late = await codeOf(amazon);
    now = new Date(now.getTime() + 5 * 60_000);
    expect((await exchange(amazon, late)).status).toBe(400);
    const elsewhere = { redirect_uri: 'https://elsewhere.example/' };
    expect((await exchange(amazon, await codeOf(amazon), elsewhere)).status).toBe(400);
    expect((await exchange(amazon, await codeOf(amazon), { client_secret: 'wrong' })).status).toBe(401);
  });

  it('restores an authorisation that was withdrawn', async () => {
    const amazon = await start();
    const [seller] = amazon.sellers;
    if (seller !== undefined) seller.revoked = true;
    expect((await exchange(amazon, await codeOf(amazon))).status).toBe(200);
  });
});
