import { brandId, type MarketplaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { ok } from '@quayside/core/domain/result';
import type { Answer, ChannelProfile, ConnectorContext } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import type { AmazonClient } from './client.ts';
import { say } from './errors.ts';
import { amazonMarketplaces } from './marketplaces.ts';
import { searchQuery } from './orders.ts';
import type { AmazonSettings } from './settings.ts';

const participations = z.object({
  payload: z.array(
    z.object({
      marketplace: z.object({ id: z.string().min(1), name: z.string() }),
      participation: z.object({ isParticipating: z.boolean() }),
    }),
  ),
});

/**
 * Proves the authorisation by the seller's marketplaces (`getMarketplaceParticipations`), and the roles for orders and their buyers by one small page of orders: a missing
 * role answers 403 (Amazon's documentation, Orders API migration guide).
 */
export async function testAmazonConnection(
  client: AmazonClient,
  settings: AmazonSettings,
  context: Pick<ConnectorContext, 'clock'>,
): Answer<ChannelProfile> {
  const answer = await client.call({
    operation: 'getMarketplaceParticipations',
    method: 'GET',
    path: '/sellers/v1/marketplaceParticipations',
    schema: participations,
  });
  if (!answer.ok) return answer;
  const joined = answer.value.payload.filter(({ participation }) => participation.isParticipating);
  const missing = settings.marketplaceIds.filter(
    (id) => !joined.some(({ marketplace }) => marketplace.id === id),
  );
  if (missing.length > 0) {
    const names = missing.map((id) => amazonMarketplaces.find((each) => each.id === id)?.name ?? id);
    const message = say('amazon.marketplace-not-joined', { marketplaces: names.join(', ') });
    return fail({ kind: 'invalid-input' }, message, 'getMarketplaceParticipations: not joined');
  }
  const until = plus(context.clock.now(), -5 * 60_000);
  const orders = await client.call({
    operation: 'searchOrders',
    method: 'GET',
    path: '/orders/2026-01-01/orders',
    query: {
      ...searchQuery(settings.marketplaceIds, plus(until, -60_000), until, undefined),
      maxResultsPerPage: '1',
    },
    schema: z.object({ orders: z.array(z.unknown()) }),
  });
  if (!orders.ok) return orders;
  return ok({
    marketplaces: joined.map(({ marketplace }) => ({
      id: brandId<MarketplaceId>(marketplace.id),
      name: marketplace.name,
    })),
  });
}
