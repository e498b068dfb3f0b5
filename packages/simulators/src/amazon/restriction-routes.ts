import type { JsonObject } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { invalidInput, unauthorized } from './amazon-error.ts';
import type { AmazonApi, AmazonCall } from './amazon-route.ts';
import { amazonRoute, listParameter } from './amazon-route.ts';
import type { CatalogueStore } from './catalogue-store.ts';

/** What keeps every seller from offering an item in the stores of the region; reasons as in the Listings Restrictions model. */
export interface Restriction {
  readonly asin: string;
  /** Default: every condition. */
  readonly conditionType?: string;
  readonly reasons: readonly JsonObject[];
}

/** The Listings Restrictions API 2021-08-01. An ASIN that a store does not have is a restriction, too. */
export function restrictionRoutes(
  api: AmazonApi,
  catalogue: CatalogueStore,
  restrictions: readonly Restriction[],
): SimulatedRoute[] {
  return [
    amazonRoute(api, {
      method: 'GET',
      api: 'listings',
      model: 'listingsRestrictions_2021-08-01.json',
      template: '/listings/2021-08-01/restrictions',
      operation: 'restrictions.get',
      work: (call) => findRestrictions(catalogue, restrictions, call),
    }),
  ];
}

function findRestrictions(
  catalogue: CatalogueStore,
  restrictions: readonly Restriction[],
  call: AmazonCall,
): Answer {
  const asin = call.query.get('asin') ?? '';
  const condition = call.query.get('conditionType');
  if (call.query.get('sellerId') !== call.seller.sellerId) {
    throw unauthorized('The token is of another seller.');
  }
  if (!/^[A-Z0-9]{10}$/.test(asin)) {
    // Unlike other APIs, this one answers the plain list (model, sandbox case 2).
    return { status: 400, body: [{ code: 'BAD_REQUEST', message: "Invalid 'asin' provided." }] };
  }
  const stores = listParameter(call.query, 'marketplaceIds');
  const foreign = stores.find((id) => !call.seller.marketplaceIds.includes(id));
  if (foreign !== undefined) throw invalidInput('listings', `The seller does not sell in ${foreign}`);
  return {
    status: 200,
    body: {
      restrictions: stores.flatMap((marketplaceId) => [
        ...(catalogue.find(marketplaceId, asin) === undefined ? [notFound(marketplaceId)] : []),
        ...restrictions
          .filter((it) => it.asin === asin)
          .filter((it) => [null, it.conditionType ?? condition].includes(condition))
          .map(({ conditionType, reasons }) => ({
            marketplaceId,
            ...(conditionType === undefined ? {} : { conditionType }),
            reasons,
          })),
      ]),
    },
  };
}

function notFound(marketplaceId: string): JsonObject {
  const message = 'The ASIN does not exist in this marketplace.';
  return { marketplaceId, reasons: [{ message, reasonCode: 'ASIN_NOT_FOUND' }] };
}
