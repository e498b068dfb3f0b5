import { asText, isJsonObject } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer, Call, SimulatedRoute } from '../simulated-route.ts';
import type { TokenPair } from './access-tokens.ts';
import type { HostedShop, ShopifyPlatform } from './platform.ts';
import { readSessionToken } from './session-token.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token';

/**
 * The token endpoint of every shop: exchange of a session token, and refresh. Errors are those of RFC 6749, with Shopify's `invalid_subject_token`, which its
 * library reads. Tokens that do not expire are refused: apps made since 2026-04-01 get none.
 */
export function tokenRoutes(platform: ShopifyPlatform): SimulatedRoute[] {
  return [
    {
      methods: ['POST'],
      path: '/shops/:shop/admin/oauth/access_token',
      operation: 'oauth.token',
      work: (call) => answerToken(platform, call),
    },
  ];
}

async function answerToken(platform: ShopifyPlatform, call: Call): Promise<Answer> {
  const hosted = platform.shops.get(call.params['shop'] ?? '');
  if (hosted === undefined) return { status: 404, body: { errors: 'Not Found' } };
  const body = readBody(call);
  if (body === undefined) return problem('invalid_request', 'The body cannot be read');
  const { clientId, clientSecret } = platform.app;
  if (body['client_id'] !== clientId || body['client_secret'] !== clientSecret)
    return problem('invalid_client', 'Client authentication failed', 401);
  if (body['grant_type'] === 'refresh_token') return refresh(platform, hosted, body);
  if (body['grant_type'] !== EXCHANGE)
    return problem('unsupported_grant_type', 'The grant type is not supported');
  if (body['subject_token_type'] !== ID_TOKEN)
    return problem('invalid_request', 'subject_token_type must be an id token');
  return exchange(platform, hosted, body);
}

async function exchange(platform: ShopifyPlatform, hosted: HostedShop, body: JsonObject): Promise<Answer> {
  const { app, clock, tokens } = platform;
  const { domain } = hosted.shop.settings;
  const session = await readSessionToken(asText(body['subject_token']) ?? '', app, domain, clock);
  if (session === undefined) return problem('invalid_subject_token', 'Invalid subject token');
  if (!hosted.installation.isInstalled)
    return problem('invalid_request', 'The app is not installed in this shop');
  const scope = hosted.installation.scopes.join(',');
  if (body['requested_token_type'] === ONLINE) {
    const { accessToken, expiresIn } = tokens.online(domain);
    return {
      status: 200,
      body: {
        access_token: accessToken,
        scope,
        expires_in: expiresIn,
        associated_user_scope: scope,
        associated_user: userOf(hosted, session.userId),
      },
    };
  }
  if (body['requested_token_type'] !== OFFLINE)
    return problem('invalid_request', 'requested_token_type is not supported');
  if (asText(body['expiring']) !== '1')
    return problem('invalid_request', 'Non-expiring offline access tokens are not available to this app');
  return { status: 200, body: pairBody(tokens.exchange(domain), scope) };
}

function refresh({ tokens }: ShopifyPlatform, { shop, installation }: HostedShop, body: JsonObject): Answer {
  const pair = tokens.refresh(shop.settings.domain, asText(body['refresh_token']) ?? '');
  if (pair === undefined || !installation.isInstalled)
    return problem('invalid_grant', 'The refresh token is invalid, expired or revoked');
  return { status: 200, body: pairBody(pair, installation.scopes.join(',')) };
}

function pairBody(pair: TokenPair, scope: string): JsonObject {
  return {
    access_token: pair.accessToken,
    scope,
    expires_in: pair.expiresIn,
    refresh_token: pair.refreshToken,
    refresh_token_expires_in: pair.refreshTokenExpiresIn,
  };
}

function userOf({ staff, shop }: HostedShop, userId: number): JsonObject {
  const user = staff.find(({ id }) => id === userId);
  return {
    id: userId,
    first_name: user?.firstName ?? '',
    last_name: user?.lastName ?? '',
    email: user?.email ?? '',
    email_verified: true,
    account_owner: user?.isOwner ?? false,
    collaborator: false,
    locale: shop.settings.locales[0] ?? 'en',
  };
}

/** JSON, or a form as OAuth has it. */
function readBody({ rawBody, headers }: Call): JsonObject | undefined {
  if (String(headers['content-type'] ?? '').includes('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(rawBody));
  try {
    const body: unknown = JSON.parse(rawBody);
    return isJsonObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function problem(error: string, description: string, status = 400): Answer {
  return { status, body: { error, error_description: description } };
}
