import { add, parseMoney, shareOf, type Money } from '@quayside/core/domain/money';
import { ok } from '@quayside/core/domain/result';
import type { ChannelConnector } from '@quayside/core/ports/channel-connector';
import type { MemoryCall } from './memory-gate.ts';
import type { MemoryMarket } from './memory-market.ts';

/** A toy market takes a tenth of every price, and 2 for each piece that it ships itself. It knows the fees of its own listings and items alone. */
export function memoryFees(
  market: Pick<MemoryMarket, 'catalogue' | 'listings' | 'marketplace'>,
  read: MemoryCall,
): NonNullable<ChannelConnector['fees']> {
  return {
    estimate: (questions) =>
      read(() =>
        ok(
          questions.map(({ of, marketplace, fulfillment, price }) => {
            const isKnown =
              'channelSku' in of ? market.listings.has(of.channelSku) : market.catalogue.has(of.catalogueId);
            if (marketplace !== market.marketplace || !isKnown) return null;
            const ofPrice = shareOf(price, 1, 10);
            const total = fulfillment === 'channel' ? add(ofPrice, shipping(price)) : ofPrice;
            return { price, total, ofPrice };
          }),
        ),
      ),
  };
}

function shipping({ currency }: Money): Money {
  const money = parseMoney('2', currency);
  if (!money.ok) throw new Error(money.error);
  return money.value;
}
