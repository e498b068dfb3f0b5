import type { Connection } from '@quayside/core/domain/connection';
import type { ChannelSku, MarketplaceId } from '@quayside/core/domain/ids';
import { plus, type Instant } from '@quayside/core/domain/instant';
import type { Money } from '@quayside/core/domain/money';
import type { Variant } from '@quayside/core/domain/variant';
import type { Transaction } from '@quayside/core/ports/storage';
import { aListing, aTarget } from '@quayside/testkit/builders';

const hour = 3_600_000;

/** A variant on a channel, as an hour ago. */
export interface ShownOffer {
  readonly variant: Variant;
  readonly channelSku: ChannelSku;
  readonly quantity: number;
  readonly price: Money;
  /** Its price is to be sent now. */
  readonly isPriceDue: boolean;
}

/** Puts variants in place with their listings, which show what the account was last told. */
export async function insertOffers(
  tx: Transaction,
  on: { readonly account: Connection; readonly marketplace: MarketplaceId; readonly now: Instant },
  offers: readonly ShownOffer[],
): Promise<void> {
  const { account, marketplace, now } = on;
  const at = plus(now, -hour);
  const rows = offers.map(({ variant, channelSku, quantity, price, isPriceDue }) => {
    const of = { connectionId: account.id, channelSku };
    const quantityTarget = aTarget({ ...of, aspect: 'quantity', shown: { value: quantity, at } });
    const priceTarget = aTarget({
      ...of,
      aspect: 'price',
      marketplace,
      lane: 'price',
      shown: { value: price, at },
      dueAt: isPriceDue ? now : null,
    });
    const listing = aListing({
      ...of,
      marketplace,
      variantId: variant.id,
      linkedBy: 'channel-sku',
      channelData: { productType: 'PRODUCT' },
      quantityTargetId: quantityTarget.id,
      priceTargetId: priceTarget.id,
      seenAt: at,
      readAt: at,
    });
    return { variant, targets: [quantityTarget, priceTarget], listing };
  });
  await tx.variants.insertMany(rows.map(({ variant }) => variant));
  await tx.targets.insertMany(rows.flatMap(({ targets }) => targets));
  await tx.listings.insertMany(rows.map(({ listing }) => listing));
}
