import { plus } from '@quayside/core/domain/instant';
import { describe, expect, it } from 'vitest';
import { createShiftedClock, expectFailure, expectOk } from '../_contract/watched-context.ts';
import { openAtHost, profile, type Asked, type Reply } from './host-under-contract.ts';

describe('access tokens', () => {
  const tokens = {
    access_token: 'new',
    expires_in: 3_600,
    refresh_token: 'refresh-2',
    refresh_token_expires_in: 7_776_000,
  };
  const ending = (accessEndsInMs: number, refreshEndsInMs = 1_000_000) => ({
    accessToken: 'old',
    accessTokenExpiresAt: plus(createShiftedClock().now(), accessEndsInMs),
    refreshToken: 'refresh-1',
    refreshTokenExpiresAt: plus(createShiftedClock().now(), refreshEndsInMs),
  });
  /** A platform that knows the new token alone. */
  const renewing = (asked: Asked): Reply => {
    if (asked.path === '/admin/oauth/access_token') return { body: tokens };
    return asked.headers['x-shopify-access-token'] === 'new' ? profile() : { status: 401, body: {} };
  };

  it('are renewed before they end, and the new ones are kept', async () => {
    const { connector, asked, context } = await openAtHost(renewing, ending(60_000));
    expectOk(await connector.test());
    expectOk(await connector.test());
    expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual([
      'access_token',
      'graphql.json',
      'graphql.json',
    ]);
    expect(asked[0]?.body).toEqual({
      client_id: 'client-id',
      client_secret: 'client-secret',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-1',
    });
    for (const secret of ['client-secret', 'refresh-1', 'refresh-2'])
      expect(context.logged.join('\n')).not.toContain(secret);
    const stored = await context.renewCredentials(
      () => false,
      () => Promise.reject(new Error('Nothing to renew')),
    );
    expect(stored).toMatchObject({ value: { accessToken: 'new', refreshToken: 'refresh-2' } });
  });

  it('that are refused are renewed once, and the call goes through', async () => {
    const { connector, asked } = await openAtHost(renewing, ending(3_000_000));
    expectOk(await connector.test());
    expect(asked).toHaveLength(3);
  });

  it('that nothing can renew are told, and nothing is sent', async () => {
    const { connector, asked, about } = await openAtHost(renewing, ending(60_000, -1));
    expectFailure(await connector.test(), ['auth-expired'], about);
    expect(asked).toEqual([]);
  });

  it.each([
    ['a refused refresh token', 'invalid_grant', 'shopify.access-withdrawn'],
    ['an unknown application', 'invalid_client', 'shopify.app-refused'],
  ])('tell %s', async (_, error, code) => {
    const { connector, about } = await openAtHost(() => ({ status: 400, body: { error } }), ending(60_000));
    expect(expectFailure(await connector.test(), ['auth-expired'], about).message.code).toBe(code);
  });

  it('whose renewal fails for the moment are asked for again', async () => {
    const { connector, about } = await openAtHost(() => ({ status: 503, body: '' }), ending(60_000));
    expectFailure(await connector.test(), ['transient'], about);
  });
});
