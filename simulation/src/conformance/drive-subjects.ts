import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import { instant, type Instant } from '@quayside/core/domain/instant';
import { parseMoney, type Money } from '@quayside/core/domain/money';
import type { ListingAddress } from '@quayside/core/ports/channel-connector';

/** The seller of the official cases sells here. */
export const marketplaceOfCases = brandId<MarketplaceId>('ATVPDKIKX0DER');

export const listing: ListingAddress = {
  channelSku: brandId<ChannelSku>('GM-ZDPI-9B4E'),
  marketplace: marketplaceOfCases,
  channelData: { productType: 'LUGGAGE' },
};
const hour = 3_600_000;

export function dollars(amount: string): Money {
  const money = parseMoney(amount, 'USD');
  if (!money.ok) throw new Error(money.error);
  return money.value;
}

export function soon(): Instant {
  return instant(Date.now() + hour);
}
