import type { ListingsItemPatchRequest } from '@sp-api-sdk/listings-items-api-2021-08-01';
import { ok } from '@quayside/core/domain/result';
import type { ChannelConnector, ConnectorContext } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import type { AmazonClient } from './client.ts';
import { mapUnreadable, say } from './errors.ts';
import {
  amazonListing,
  listingData,
  mapListing,
  merchantChannelCode,
  productTypeKey,
} from './listing-mapper.ts';
import type { AmazonSettings } from './settings.ts';

const submission = z.object({
  /** `ACCEPTED`, `INVALID`, and `VALID` for a preview. */
  status: z.string(),
  issues: z.array(z.object({ code: z.string(), severity: z.string().catch('ERROR') })).nullish(),
});

/** Listings of one seller: what they show, and their quantity. */
export function amazonListings(
  client: AmazonClient,
  context: ConnectorContext,
  settings: Pick<AmazonSettings, 'sellerId'>,
): ChannelConnector['listings'] {
  const pathOf = (sku: string): string =>
    `/listings/2021-08-01/items/${encodeURIComponent(settings.sellerId)}/${encodeURIComponent(sku)}`;
  return {
    async read(address) {
      const readBeganAt = context.clock.now();
      const answer = await client.call({
        operation: 'getListingsItem',
        method: 'GET',
        path: pathOf(address.channelSku),
        query: { marketplaceIds: [address.marketplace], includedData: listingData },
        schema: amazonListing,
      });
      if (answer.ok) return ok(mapListing(answer.value, address, readBeganAt));
      return answer.error.kind === 'not-found' ? ok(null) : answer;
    },
    async setQuantity(address, quantity) {
      const productType = address.channelData[productTypeKey];
      if (productType === undefined) {
        const detail = 'patchListingsItem: product type unknown';
        return fail({ kind: 'invalid-input' }, say('amazon.product-type-unknown'), detail);
      }
      const answer = await client.call({
        operation: 'patchListingsItem',
        method: 'PATCH',
        path: pathOf(address.channelSku),
        query: { marketplaceIds: [address.marketplace], includedData: ['issues'] },
        body: quantityPatch(productType, quantity),
        schema: submission,
      });
      if (!answer.ok) return answer;
      const { status, issues } = answer.value;
      if (status === 'ACCEPTED' || status === 'VALID') return ok(undefined);
      const codes = (issues ?? []).filter(({ severity }) => severity === 'ERROR').map(({ code }) => code);
      const detail = `patchListingsItem: ${status} ${codes.join(', ')}`;
      if (status !== 'INVALID') return mapUnreadable('write', 'patchListingsItem', `status ${status}`);
      const values = { codes: codes.slice(0, 3).join(', ') || status };
      return fail({ kind: 'invalid-input' }, say('amazon.listing-invalid', values), detail);
    },
  };
}

/**
 * `merge` changes the members that are given and keeps the rest of the entry with the same `fulfillment_channel_code`: the handling time
 * (`lead_time_to_ship_max_days`) survives. Only whole attributes can be patched (Listings Items API 2021-08-01, `PatchOperation`).
 *
 * @throws Error when the quantity is not a whole number of units: a bug.
 */
export function quantityPatch(productType: string, quantity: number): ListingsItemPatchRequest {
  if (!Number.isSafeInteger(quantity) || quantity < 0)
    throw new Error('A quantity is a whole number of units');
  return {
    productType,
    patches: [
      {
        op: 'merge',
        path: '/attributes/fulfillment_availability',
        value: [{ fulfillment_channel_code: merchantChannelCode, quantity }],
      },
    ],
  };
}
