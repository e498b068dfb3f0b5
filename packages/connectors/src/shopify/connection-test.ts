import { parseCurrency } from '@quayside/core/domain/money';
import { ok } from '@quayside/core/domain/result';
import type { ChannelProfile } from '@quayside/core/ports/channel-connector';
import type { Answer } from '@quayside/core/ports/connector';
import type { StoreProfile } from '@quayside/core/ports/store-connector';
import { fail } from '../_kit/failure.ts';
import type { ShopifyClient } from './client.ts';
import { ShopProfileDocument } from './documents.gen.ts';
import { mapUnreadable, say } from './errors.ts';
import { followerMarketplace } from './follower-marketplaces.ts';

/**
 * What the engine's work needs, by the access scopes that Shopify's schema names for each field (README, Access). Whoever may write may read.
 */
export const storeScopes = [
  'read_products',
  'read_inventory',
  'read_locations',
  'write_orders',
  'read_merchant_managed_fulfillment_orders',
  'write_merchant_managed_fulfillment_orders',
] as const;

/** The same for a shop that follows another: its counts and prices are written, and no orders. */
export const followerScopes = [
  'write_products',
  'write_inventory',
  'read_locations',
  'read_orders',
  'read_merchant_managed_fulfillment_orders',
  'write_merchant_managed_fulfillment_orders',
] as const;

/** The same as {@link testShopifyConnection} for a shop that follows another. */
export async function testShopifyFollower(client: ShopifyClient): Answer<ChannelProfile> {
  const profile = await testShopifyConnection(client, followerScopes);
  if (!profile.ok) return profile;
  const { name, currency } = profile.value;
  return ok({ marketplaces: [{ id: followerMarketplace(currency), name }] });
}

/** Proves the token, and that it has every scope that the engine's work needs; names those that are missing. Changes nothing. */
export async function testShopifyConnection(
  client: ShopifyClient,
  neededScopes: readonly string[] = storeScopes,
): Answer<StoreProfile> {
  const answer = await client.call({ operation: 'read', document: ShopProfileDocument, variables: {} });
  if (!answer.ok) return answer;
  const { shop, currentAppInstallation } = answer.value;
  const granted = new Set(currentAppInstallation.accessScopes.map(({ handle }) => handle));
  const missing = neededScopes.filter(
    (scope) => !granted.has(scope) && !granted.has(scope.replace(/^read_/, 'write_')),
  );
  if (missing.length > 0) {
    const scopes = missing.join(', ');
    return fail(
      { kind: 'permission' },
      say('shopify.scope-missing', { scopes }),
      `ShopProfile: without ${scopes}`,
    );
  }
  const currency = parseCurrency(shop.currencyCode);
  if (currency === undefined) {
    return mapUnreadable({ operation: 'ShopProfile', effect: 'read' }, 'currency (not ISO 4217)');
  }
  return ok({ name: shop.name, currency, platformVersion: shop.plan.publicDisplayName });
}
