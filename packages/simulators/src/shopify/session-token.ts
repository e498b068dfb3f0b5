import { randomBytes, randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../clock.ts';
import type { AppRecord } from './installations.ts';

/** How long a session token lives; Shopify's documentation of App Bridge says one minute. */
const SESSION_TOKEN_SECONDS = 60;

/** What is wrong with a session token on purpose; `valid`: nothing. */
export const SESSION_TOKEN_KINDS = ['valid', 'expired', 'wrong-audience', 'bad-signature'] as const;

/** One of {@link SESSION_TOKEN_KINDS}. */
export type SessionTokenKind = (typeof SESSION_TOKEN_KINDS)[number];

/** Whom a session token is for. */
export interface SessionSubject {
  readonly app: AppRecord;
  /** `<handle>.myshopify.com`. */
  readonly shopDomain: string;
  readonly userId: number;
}

/** A session token as App Bridge hands it to the app's pages: HS256 with the app's secret. */
export async function mintSessionToken(
  { app, shopDomain, userId }: SessionSubject,
  clock: Clock,
  kind: SessionTokenKind = 'valid',
): Promise<string> {
  const issuedAt = Math.floor(clock().getTime() / 1000) - (kind === 'expired' ? 3600 : 0);
  const secret = kind === 'bad-signature' ? randomBytes(32) : Buffer.from(app.clientSecret);
  return new SignJWT({
    dest: `https://${shopDomain}`,
    sid: randomUUID(),
    sig: randomBytes(32).toString('hex'),
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(`https://${shopDomain}/admin`)
    .setAudience(kind === 'wrong-audience' ? randomBytes(16).toString('hex') : app.clientId)
    .setSubject(String(userId))
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(issuedAt + SESSION_TOKEN_SECONDS)
    .sign(secret);
}

/** The user of a session token for this app and shop; undefined when it is not one, or no longer. */
export async function readSessionToken(
  token: string,
  app: AppRecord,
  shopDomain: string,
  clock: Clock,
): Promise<{ readonly userId: number } | undefined> {
  try {
    const { payload } = await jwtVerify(token, Buffer.from(app.clientSecret), {
      algorithms: ['HS256'],
      audience: app.clientId,
      issuer: `https://${shopDomain}/admin`,
      currentDate: clock(),
      requiredClaims: ['exp', 'nbf', 'sub', 'dest'],
    });
    return payload['dest'] === `https://${shopDomain}` ? { userId: Number(payload.sub) } : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
