import type { ChannelSku, MarketplaceId, MarketplaceOrderId } from '@quayside/core/domain/ids';
import type { CurrencyCode } from '@quayside/core/domain/money';
import type { ChannelDefinition } from '@quayside/core/ports/connector';
import type { ContractFault } from './store-under-test.ts';
import type { ShiftedClock } from './watched-context.ts';

/** A channel connector with a fresh platform behind it. */
export interface ChannelUnderTest {
  readonly definition: ChannelDefinition;
  readonly credentials: Readonly<Record<string, string>>;
  readonly wrongCredentials: Readonly<Record<string, string>>;
  readonly settings: unknown;
  /** Shared with the platform. */
  readonly clock: ShiftedClock;
  readonly currency: CurrencyCode;
  readonly marketplace: MarketplaceId;
  /** Shipped by the merchant; 200 units at 24.90. */
  readonly ownSku: ChannelSku;
  /** Shipped by the channel; 50 units. `null` where the channel has no warehouses. */
  readonly channelsSku: ChannelSku | null;
  /** How long an accepted quantity may take to show. */
  readonly settleMs: number;
  readonly levers: ChannelLevers;
  close(): Promise<void>;
}

/** What buyers and the channel itself do. */
export interface ChannelLevers {
  /** A buyer orders, with 3.99 for shipping; paid unless said otherwise. */
  buy(sku: ChannelSku, quantity: number, state?: 'paid' | 'pending'): MarketplaceOrderId;
  pay(id: MarketplaceOrderId): void;
  cancel(id: MarketplaceOrderId): void;
  /** Gives an order a status that nobody has heard of. */
  garble(id: MarketplaceOrderId): void;
  /** Parcels that the channel knows of an order. */
  packages(id: MarketplaceOrderId): readonly { readonly trackingNumber: string }[];
  fault(kind: ContractFault): void;
  /** The seller withdraws the authorisation. */
  revoke(): void;
  /** Calls that reached the platform. */
  calls(): number;
  /** The platform is no longer there at all. */
  goDown(): Promise<void>;
}
