import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { brandId, type ChannelSku } from '@quayside/core/domain/ids';
import type { Instant } from '@quayside/core/domain/instant';
import type { ListingSnapshot } from '@quayside/core/domain/listing';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ChannelConnector, ListingAddress } from '@quayside/core/ports/channel-connector';
import type { Answer, ConnectorContext } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { fail } from '../_kit/failure.ts';
import type { AmazonClient, AmazonOperation } from './client.ts';
import { mapUnreadable, say } from './errors.ts';
import { offerBody, pricePatch, quantityPatch } from './listing-bodies.ts';
import { amazonIssue, explainRefusal } from './listing-issues.ts';
import { amazonListing, listingData, mapListing, pricePartsKey, productTypeKey } from './listing-mapper.ts';
import { writtenParts, type WrittenPart } from './price-attributes.ts';
import { amazonRestrictions } from './restrictions.ts';
import type { SellerPlace } from './seller-central.ts';
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
    place: SellerPlace,
    body: unknown,
    maySend?: () => boolean,
  ): Answer<void> {
    const { channelSku, marketplace } = place;
    const answer = await client.call({
      operation,
      method,
      path: pathOf(channelSku),
      query: { marketplaceIds: [marketplace], includedData: ['issues'] },
      body,
      ...(maySend && { maySend }),
      schema: submission,
    });
    return answer.ok ? judge(operation, place, answer.value) : answer;
  }

  async function patch(
    address: ListingAddress,
    sendBy: Instant,
    bodyOf: (productType: string) => unknown,
  ): Answer<void> {
    const productType = address.channelData[productTypeKey];
    if (productType !== undefined) {
      const maySend = (): boolean => context.clock.now() <= sendBy;
      const place = { ...address, catalogueId: null };
      return submit('patchListingsItem', 'PATCH', place, bodyOf(productType), maySend);
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
    async readMany(marketplace, channelSkus) {
      const readBeganAt = context.clock.now();
      const answer = await client.call({
        operation: 'searchListingsItems',
        method: 'GET',
        path: `/listings/2021-08-01/items/${encodeURIComponent(settings.sellerId)}`,
        query: {
          marketplaceIds: [marketplace],
          identifiers: channelSkus.map(inList),
          identifiersType: 'SKU',
          includedData: listingData,
          pageSize: String(channelSkus.length),
        },
        // Whose listing it is must not be guessed: one that is missing is taken for one that the account does not have.
        schema: z.object({ items: z.array(amazonListing.extend({ sku: z.string() })) }),
      });
      if (!answer.ok) return answer;
      const wanted = new Set<string>(channelSkus);
      const found: ListingSnapshot[] = [];
      for (const item of answer.value.items) {
        if (!wanted.has(item.sku)) continue;
        const address = { channelSku: brandId<ChannelSku>(item.sku), marketplace };
        const snapshot = mapListing(item, address, readBeganAt);
        if (snapshot === null) return mapUnreadable('read', 'searchListingsItems', 'a listing of no store');
        found.push(snapshot);
      }
      return ok(found);
    },
    restrictions: amazonRestrictions(client, settings),
    create: (offer) => submit('putListingsItem', 'PUT', offer, offerBody(offer)),
    setQuantity: (address, quantity, sendBy) =>
      patch(address, sendBy, (productType) => quantityPatch(productType, quantity)),
    setPrice: (address, price, sendBy, gone) => {
      const seen = address.channelData[pricePartsKey]?.split(',') ?? [];
      // Tiers belong to the price for businesses, which is sent as a whole.
      const goes = (part: WrittenPart): boolean =>
        part === 'tiers' ? price.business !== undefined : gone.includes(part);
      const shown = writtenParts.filter((part) => seen.includes(part) && goes(part));
      return patch(address, sendBy, (productType) =>
        pricePatch(productType, address.marketplace, price, shown),
      );
    },
  };
}

/** A SKU with a character that separates or escapes is percent-encoded once more in a list (Listings Items API 2021-08-01, "identifiers"). */
function inList(sku: string): string {
  return /[%+,]/.test(sku) ? encodeURIComponent(sku) : sku;
}

/** An accepted submission is not yet in effect; what Amazon finds later stands in the issues of the listing. */
function judge(
  operation: AmazonOperation,
  place: SellerPlace,
  { status, issues }: z.infer<typeof submission>,
): Result<void, ConnectorError> {
  if (status === 'ACCEPTED' || status === 'VALID') return ok(undefined);
  if (status !== 'INVALID') return mapUnreadable('write', operation, `status ${status}`);
  const refusal = explainRefusal(issues ?? [], place);
  const message = refusal?.message ?? say('amazon.listing-invalid', { codes: status, text: '' });
  const detail = `${operation}: ${status} ${refusal?.codes ?? ''}`;
  return fail({ kind: 'invalid-input' }, message, detail, refusal?.issues);
}
