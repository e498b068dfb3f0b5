import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { brandId, type MarketplaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ChannelProfile } from '@quayside/core/ports/channel-connector';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import type { AmazonClient } from './client.ts';
import { say } from './errors.ts';
import { amazonMarketplaces } from './marketplaces.ts';
import { orderData } from './order-mapper.ts';
import { searchQuery } from './orders.ts';
import { readParticipations } from './participations.ts';
import type { AmazonSettings } from './settings.ts';

/**
 * Roles by their names in Seller Central, with what each opens. A missing one answers 403 and does not say which it is (Amazon's documentation, "Role Mappings
 * for SP-API Operations" and "Get orders with filtering criteria").
 */
const roles = {
  listing: 'Product Listing',
  orders: 'Inventory and Order Tracking',
  recipient: 'Direct to Consumer Shipping (Restricted)',
  buyer: 'Tax Remittance (Restricted)',
} as const;

/**
 * Proves the authorisation by the seller's marketplaces, the role for listings by a count of them, and the roles for orders and their buyers by one small page of
 * orders. Names the role that is missing.
 */
export async function testAmazonConnection(
  client: AmazonClient,
  settings: AmazonSettings,
  context: Pick<ConnectorContext, 'clock'>,
): Answer<ChannelProfile> {
  const joined = await readParticipations(client);
  // Product Listing is one of the roles that open it, and the one that we need anyway.
  if (!joined.ok) return naming(roles.listing, joined);
  const missing = settings.marketplaceIds.filter(
    (id) => !joined.value.some(({ marketplaceId }) => marketplaceId === id),
  );
  if (missing.length > 0) {
    const names = missing.map((id) => amazonMarketplaces.find((each) => each.id === id)?.name ?? id);
    const message = say('amazon.marketplace-not-joined', { marketplaces: names.join(', ') });
    return fail({ kind: 'invalid-input' }, message, 'getMarketplaceParticipations: not joined');
  }
  const listings = await client.call({
    operation: 'searchListingsItems',
    method: 'GET',
    path: `/listings/2021-08-01/items/${encodeURIComponent(settings.sellerId)}`,
    query: { marketplaceIds: settings.marketplaceIds.slice(0, 1), pageSize: '1' },
    // That it is answered proves the role.
    schema: z.unknown(),
  });
  if (!listings.ok) return naming(roles.listing, listings);
  const orders = await readOneOrder(client, settings, context, orderData);
  if (!orders.ok) return nameOrderRole(client, settings, context, orders);
  return ok({
    marketplaces: joined.value.map(({ marketplaceId, name }) => ({
      id: brandId<MarketplaceId>(marketplaceId),
      name,
    })),
  });
}

/** @param includedData what is asked for besides the orders themselves. */
function readOneOrder(
  client: AmazonClient,
  { marketplaceIds }: AmazonSettings,
  { clock }: Pick<ConnectorContext, 'clock'>,
  includedData: readonly string[],
): Answer<unknown> {
  const until = plus(clock.now(), -5 * 60_000);
  const query = searchQuery(marketplaceIds, plus(until, -60_000), until, undefined);
  return client.call({
    operation: 'searchOrders',
    method: 'GET',
    path: '/orders/2026-01-01/orders',
    query: {
      ...query,
      maxResultsPerPage: '1',
      includedData: includedData.length === 0 ? undefined : includedData,
    },
    schema: z.unknown(),
  });
}

/** Asks for less and less, to see which part is refused. */
async function nameOrderRole(
  client: AmazonClient,
  settings: AmazonSettings,
  context: Pick<ConnectorContext, 'clock'>,
  refused: Failed,
): Answer<never> {
  if (refused.error.kind !== 'permission') return refused;
  const parts = [
    [roles.orders, []],
    [roles.recipient, ['RECIPIENT']],
    [roles.buyer, ['BUYER']],
  ] as const;
  for (const [role, includedData] of parts) {
    const part = await readOneOrder(client, settings, context, includedData);
    if (!part.ok) return naming(role, part);
  }
  return refused;
}

type Failed = Extract<Result<never, ConnectorError>, { ok: false }>;

function naming(role: string, failed: Failed): Failed {
  if (failed.error.kind !== 'permission') return failed;
  return fail({ kind: 'permission' }, say('amazon.role-missing', { role }), failed.error.detail);
}
