import type { JsonObject } from '../json-object.ts';
import type { SimulatedRoute } from '../simulated-route.ts';
import type { AmazonApi } from './amazon-route.ts';
import { amazonRoute } from './amazon-route.ts';
import { marketplaceById } from './marketplaces.ts';

/** `POST /auth/o2/token` of Login with Amazon and `getMarketplaceParticipations` of the Sellers API. */
export function sellerRoutes(api: AmazonApi): SimulatedRoute[] {
  return [
    {
      methods: ['POST'],
      path: '/auth/o2/token',
      operation: 'lwa.token',
      work: (call) => api.accounts.token(call),
    },
    amazonRoute(api, {
      method: 'GET',
      api: 'sellers',
      model: 'sellers.json',
      template: '/sellers/v1/marketplaceParticipations',
      operation: 'sellers.participations',
      work: ({ seller }) => ({
        status: 200,
        body: { payload: seller.marketplaceIds.map((id) => participation(id, seller.storeName)) },
      }),
    }),
  ];
}

function participation(marketplaceId: string, storeName: string): JsonObject {
  const store = marketplaceById(marketplaceId);
  if (store === undefined) throw new Error(`The simulator has no Amazon store ${marketplaceId}`);
  return {
    marketplace: {
      id: store.id,
      countryCode: store.countryCode,
      name: store.name,
      defaultCurrencyCode: store.currency,
      defaultLanguageCode: store.language,
      domainName: store.domain,
    },
    storeName,
    participation: { isParticipating: true, hasSuspendedListings: false },
  };
}
