import type { SubmittedOffer } from '@quayside/core/ports/channel-connector';
import { offerBody, partialOfferBody } from './listing-bodies.ts';

/** "Recommended file size under 10 MiB" (Amazon's documentation, "Listings Feed Type Values"). */
export const mostBytes = 10 * 1024 * 1024;

/**
 * A JSON_LISTINGS_FEED of new offers (schema "Selling Partner Listings Feed (v2)"), as many from the first on as fit. A SKU that sells in another store keeps its
 * quantity: its message brings the new store's attributes alone.
 */
export function writeListingsFeed(
  sellerId: string,
  offers: readonly SubmittedOffer[],
  mostMessages: number,
): { readonly text: string; readonly messages: number } {
  const head = `{"header":${JSON.stringify({ sellerId, version: '2.0' })},"messages":[`;
  const tail = ']}';
  const messages: string[] = [];
  let bytes = Buffer.byteLength(head) + tail.length;
  for (const offer of offers.slice(0, mostMessages)) {
    const message = JSON.stringify(messageOf(offer, messages.length + 1));
    bytes += Buffer.byteLength(message) + 1;
    if (bytes > mostBytes) break;
    messages.push(message);
  }
  return { text: `${head}${messages.join(',')}${tail}`, messages: messages.length };
}

function messageOf(offer: SubmittedOffer, messageId: number) {
  const common = { messageId, sku: offer.channelSku };
  return offer.isSoldElsewhere
    ? { ...common, operationType: 'PARTIAL_UPDATE', ...partialOfferBody(offer) }
    : { ...common, operationType: 'UPDATE', ...offerBody(offer) };
}
