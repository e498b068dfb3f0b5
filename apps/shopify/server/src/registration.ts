import type { Environment } from '@quayside/assembly/environment';
import { host } from './shop-tokens.ts';

/** What the app needs of its registration with Shopify (Partner Dashboard > App > Client credentials). */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly publicUrl: string;
  /** Where a shop's Admin API is, if not at the shop's own address: the registration's `apiUrl`, with `{shop}` in it. For simulators. */
  readonly apiUrlOf: (shop: string) => { readonly apiUrl?: string };
}

/** @throws Error that says which part is missing, never with a value. */
export function readRegistration({ registrations, publicUrl }: Environment): Registration {
  const { clientId, clientSecret, apiUrl } = registrations[host] ?? {};
  if (typeof clientId !== 'string' || typeof clientSecret !== 'string') {
    throw new Error(
      'QUAYSIDE_REGISTRATIONS has no {"shopify": {"clientId": …, "clientSecret": …}} of the app’s client credentials',
    );
  }
  if (publicUrl === undefined) throw new Error('QUAYSIDE_PUBLIC_URL must say where browsers reach the app');
  return {
    clientId,
    clientSecret,
    publicUrl,
    apiUrlOf: (shop) =>
      typeof apiUrl === 'string' ? { apiUrl: apiUrl.replaceAll('{shop}', encodeURIComponent(shop)) } : {},
  };
}
