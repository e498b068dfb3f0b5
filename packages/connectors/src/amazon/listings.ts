import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { Instant } from '@quayside/core/domain/instant';
import { ok, type Result } from '@quayside/core/domain/result';
import type {
  Answer,
  ChannelConnector,
  ConnectorContext,
  ListingAddress,
} from '@quayside/core/ports/connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import type { AmazonClient, AmazonOperation } from './client.ts';
import { mapUnreadable, say } from './errors.ts';
import { offerBody, pricePatch, quantityPatch } from './listing-bodies.ts';
import { amazonIssue, describeRefusal } from './listing-issues.ts';
import { amazonListing, listingData, mapListing, productTypeKey } from './listing-mapper.ts';
import type { AmazonSettings } from './settings.ts';

const submission = z.object({
  /** `ACCEPTED`, `INVALID`, and `VALID` for a preview. */
  status: z.string(),
  issues: z.array(amazonIssue).nullish(),
});

/** Listings of one seller, one by one: what they show, their quantity and price, and new offers. */
export function amazonListings(
  client: AmazonClient,
  context: ConnectorContext,
  settings: Pick<AmazonSettings, 'sellerId'>,
): Omit<ChannelConnector['listings'], 'all'> {
  const pathOf = (sku: string): string =>
    `/listings/2021-08-01/items/${encodeURIComponent(settings.sellerId)}/${encodeURIComponent(sku)}`;

  async function submit(
    operation: AmazonOperation,
    method: 'PUT' | 'PATCH',
    { channelSku, marketplace }: Pick<ListingAddress, 'channelSku' | 'marketplace'>,
    body: unknown,
    maySend?: () => boolean,
  ): Answer<void> {
    const answer = await client.call({
      operation,
      method,
      path: pathOf(channelSku),
      query: { marketplaceIds: [marketplace], includedData: ['issues'] },
      body,
      ...(maySend && { maySend }),
      schema: submission,
    });
    return answer.ok ? judge(operation, answer.value) : answer;
  }

  async function patch(
    address: ListingAddress,
    sendBy: Instant,
    bodyOf: (productType: string) => unknown,
  ): Answer<void> {
    const productType = address.channelData[productTypeKey];
    if (productType !== undefined) {
      const maySend = (): boolean => context.clock.now() <= sendBy;
      return submit('patchListingsItem', 'PATCH', address, bodyOf(productType), maySend);
    }
    const detail = 'patchListingsItem: product type unknown';
    return fail({ kind: 'invalid-input' }, say('amazon.product-type-unknown'), detail);
  }

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
    create: (offer) => submit('putListingsItem', 'PUT', offer, offerBody(offer)),
    setQuantity: (address, quantity, sendBy) =>
      patch(address, sendBy, (productType) => quantityPatch(productType, quantity)),
    setPrice: (address, price, sendBy) =>
      patch(address, sendBy, (productType) => pricePatch(productType, address.marketplace, price)),
  };
}

/** An accepted submission is not yet in effect; what Amazon finds later stands in the issues of the listing. */
function judge(
  operation: AmazonOperation,
  { status, issues }: z.infer<typeof submission>,
): Result<void, ConnectorError> {
  if (status === 'ACCEPTED' || status === 'VALID') return ok(undefined);
  if (status !== 'INVALID') return mapUnreadable('write', operation, `status ${status}`);
  const refusal = describeRefusal(issues ?? []) ?? { codes: status, text: '' };
  const message = say('amazon.listing-invalid', refusal);
  return fail({ kind: 'invalid-input' }, message, `${operation}: ${status} ${refusal.codes}`);
}
