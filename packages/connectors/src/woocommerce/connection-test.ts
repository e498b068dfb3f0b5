import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { ok, type Err, type Result } from '@quayside/core/domain/result';
import type { Answer } from '@quayside/core/ports/connector';
import type { StoreProfile } from '@quayside/core/ports/store-connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import type { WooClient } from './client.ts';
import { say } from './errors.ts';
import { readCurrency } from './read-currency.ts';

const environment = z.object({ environment: z.object({ version: z.string().nullish() }) });

/**
 * Proves that the key may do what the engine does: read settings, products, orders and webhooks, and write orders.
 *
 * The write is an order batch that asks for nothing. Key permissions are checked by the HTTP method and the role by the route before the batch is looked at, so it is
 * refused like a real one and changes nothing (plugin source, class-wc-rest-authentication.php and WC_REST_Controller::batch_items).
 */
export async function testWooConnection(client: WooClient, siteUrl: string): Answer<StoreProfile> {
  const currency = await readCurrency(client);
  if (!currency.ok) return (await explainAddress(client, siteUrl, currency.error)) ?? currency;
  for (const endpoint of ['products', 'orders', 'webhooks']) {
    const query = { per_page: 1, _fields: 'id' };
    const read = await client.call({ method: 'get', endpoint, query, schema: z.array(z.unknown()) });
    if (!read.ok) return read;
  }
  const written = await client.call({
    method: 'post',
    endpoint: 'orders/batch',
    body: { create: [], update: [], delete: [] },
    schema: z.unknown(),
  });
  if (!written.ok) return explainWrite(written.error);
  const status = await client.call({
    method: 'get',
    endpoint: 'system_status',
    query: { _fields: 'environment' },
    schema: environment,
  });
  // Slow or switched off on some hosts, and only needed for display.
  const platformVersion = status.ok ? (status.value.environment.version ?? null) : null;
  return ok({ name: new URL(siteUrl).host, currency: currency.value, platformVersion });
}

/**
 * A signature covers the address, and the shop checks it against its own (plugin source, check_oauth_signature): over http a key is refused under every other
 * name of the shop, such as `localhost` for `127.0.0.1`, with the words for a wrong secret (observed).
 */
async function explainAddress(
  client: WooClient,
  siteUrl: string,
  error: ConnectorError,
): Promise<Err<ConnectorError> | null> {
  if (error.kind !== 'auth-expired' || !siteUrl.startsWith('http:')) return null;
  const home = await client.home();
  if (home === null || addressIn(home) === addressIn(siteUrl)) return null;
  const { origin, pathname } = new URL(home);
  const address = `${origin}${pathname.replace(/\/+$/, '')}`;
  return fail({ kind: 'permission' }, say('woocommerce.address-differs', { address }), error.detail);
}

/** The part of an address that a signature has to agree with; whether it is http or https is seen from the call. */
function addressIn(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname.replace(/\/+$/, '')}`;
}

/** The same key has just read: what is refused now is the writing. A test that wrote nothing has no unknown outcome either. */
function explainWrite(error: ConnectorError): Result<never, ConnectorError> {
  if (error.kind === 'auth-expired') {
    return fail({ kind: 'permission' }, say('woocommerce.key-read-only'), error.detail);
  }
  if (error.kind === 'unknown-outcome')
    return fail({ kind: 'transient' }, say('woocommerce.no-answer'), error.detail);
  return { ok: false, error };
}
