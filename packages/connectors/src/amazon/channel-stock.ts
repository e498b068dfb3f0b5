import { setTimeout as sleep } from 'node:timers/promises';
import type { ListingRecord } from '@quayside/core/domain/listing';
import type { ConnectorContext } from '@quayside/core/ports/connector';
import { z } from 'zod';
import { readableItems } from '../_kit/readable-items.ts';
import type { AmazonClient } from './client.ts';

/** In one call (FBA Inventory API v1). */
const skusPerCall = 50;
/** How long a further call waits for its turn, and how often: two calls a second are published. */
const longestWaitMs = 2_000;
const mostWaits = 2;

const summaries = z.object({
  payload: z.object({
    inventorySummaries: readableItems(
      z.object({
        sellerSku: z.string(),
        /** Units that can be picked, packed and shipped. */
        inventoryDetails: z.object({ fulfillableQuantity: z.number().int().min(0) }),
      }),
    ),
  }),
});

/** Adds what Amazon holds in its own warehouses to the rows of the list that it ships, of which the list tells no quantity. */
export interface ChannelStock {
  addTo(records: readonly ListingRecord[]): Promise<readonly ListingRecord[]>;
}

/**
 * Asks `getInventorySummaries` for the rows of one part at a time. The list is worth having without it: after a failure the rest of the reading goes without, and the log says so.
 */
export function openChannelStock(
  client: AmazonClient,
  context: Pick<ConnectorContext, 'clock' | 'log'>,
): ChannelStock {
  let isGivenUp = false;

  async function ask(marketplace: string, skus: readonly string[]) {
    for (let waits = 0; ; waits += 1) {
      const answer = await client.call({
        operation: 'getInventorySummaries',
        method: 'GET',
        path: '/fba/inventory/v1/summaries',
        query: {
          details: 'true',
          granularityType: 'Marketplace',
          granularityId: marketplace,
          marketplaceIds: [marketplace],
          sellerSkus: skus,
        },
        schema: summaries,
      });
      if (answer.ok || answer.error.kind !== 'rate-limited' || waits === mostWaits) return answer;
      if (answer.error.retryAfterMs > longestWaitMs) return answer;
      await sleep(answer.error.retryAfterMs);
    }
  }

  return {
    async addTo(records) {
      const stock = new Map<string, Pick<ListingRecord, 'channelStock' | 'channelStockAt'>>();
      const wanting = records.filter(isWanting);
      for (let first = 0; first < wanting.length && !isGivenUp; first += skusPerCall) {
        const page = wanting.slice(first, first + skusPerCall);
        const channelStockAt = context.clock.now();
        const answer = await ask(
          page[0]?.marketplace ?? '',
          page.map(({ channelSku }) => channelSku),
        );
        if (!answer.ok) {
          isGivenUp = true;
          context.log.warn('channel-stock-unknown', { reason: answer.error.detail });
          break;
        }
        for (const { sellerSku, inventoryDetails } of answer.value.payload.inventorySummaries)
          stock.set(sellerSku, { channelStock: inventoryDetails.fulfillableQuantity, channelStockAt });
      }
      return records.map((record) =>
        isWanting(record) ? { ...record, ...stock.get(record.channelSku) } : record,
      );
    },
  };
}

/** Lists are sent comma separated, so that a SKU with a comma would be two. */
function isWanting({ fulfillment, channelStock, channelSku }: ListingRecord): boolean {
  return fulfillment === 'channel' && channelStock === null && !channelSku.includes(',');
}
