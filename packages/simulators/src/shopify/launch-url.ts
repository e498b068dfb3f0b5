import { createHmac, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { ADMIN_HOST } from './connect-proxy.ts';
import { mintSessionToken } from './session-token.ts';
import type { SessionSubject } from './session-token.ts';

/** The first part of a shop's domain, which is its name in the admin. */
export function handleOfShop(domain: string): string {
  return domain.replace(/\.myshopify\.com$/, '');
}

/** The parameter `host` of a shop: base64 of its address in the admin. */
export function hostParameter(domain: string): string {
  return Buffer.from(`${ADMIN_HOST}/store/${handleOfShop(domain)}`)
    .toString('base64')
    .replaceAll('=', '');
}

/**
 * The address with which the admin opens the app in its frame: the parameters that Shopify sends, signed as its library checks it (hexadecimal HMAC-SHA256 of
 * the sorted query, with the app's secret).
 */
export async function launchUrl(
  appOrigin: string,
  path: string,
  subject: SessionSubject,
  locale: string,
  clock: Clock,
): Promise<string> {
  const url = new URL(path, appOrigin);
  const parameters: Record<string, string> = {
    ...Object.fromEntries(url.searchParams),
    embedded: '1',
    host: hostParameter(subject.shopDomain),
    id_token: await mintSessionToken(subject, clock),
    locale,
    session: createHmac('sha256', randomUUID()).update(String(subject.userId)).digest('hex'),
    shop: subject.shopDomain,
    timestamp: String(Math.floor(clock().getTime() / 1000)),
  };
  const sorted = Object.entries(parameters).sort(([a], [b]) => a.localeCompare(b));
  const signature = createHmac('sha256', subject.app.clientSecret)
    .update(new URLSearchParams(sorted).toString().replaceAll('+', '%20'))
    .digest('hex');
  url.search = new URLSearchParams([...sorted, ['hmac', signature]]).toString();
  return url.href;
}
