import { plus } from '@quayside/core/domain/instant';
import type { MarketplaceOrderId } from '@quayside/core/domain/ids';
import type {
  ChangeWindow,
  ChannelConnector,
  ListingAddress,
  ShipmentConfirmation,
} from '@quayside/core/ports/connector';
import type { ChannelUnderTest } from './channel-under-test.ts';
import { createWatchedContext, expectOk, type WatchedContext } from './watched-context.ts';

export interface OpenedChannelUnderTest extends ChannelUnderTest {
  readonly context: WatchedContext;
  readonly connector: ChannelConnector;
  /** What `expectFailure` wants to know. */
  readonly about: {
    readonly manifest: ChannelUnderTest['definition']['manifest'];
    readonly credentials: unknown;
  };
  open(credentials: unknown): ChannelConnector;
  /** The own SKU's listing, with what a read of it has taught. */
  address(): Promise<ListingAddress>;
  /** Lets accepted changes show, and order windows reach what has just happened. */
  settle(): void;
  /** A window that ends as late as the channel allows. */
  windowSince(from: ChangeWindow['from']): Omit<ChangeWindow, 'pageToken'>;
  /** A parcel with everything that is in the order. */
  confirmation(id: MarketplaceOrderId, trackingNumber: string): Promise<ShipmentConfirmation>;
}

export function openChannel(platform: ChannelUnderTest): OpenedChannelUnderTest {
  const { definition, settings, clock, ownSku, marketplace } = platform;
  const { timing } = definition.manifest;
  const context = createWatchedContext(clock);
  const open = (credentials: unknown): ChannelConnector =>
    definition.open(
      {
        credentials: definition.credentials.parse(credentials),
        settings: definition.settings.parse(settings),
      },
      context,
      definition.manifest,
    );
  const connector = open(platform.credentials);
  return {
    ...platform,
    context,
    open,
    connector,
    about: { manifest: definition.manifest, credentials: platform.credentials },
    async address() {
      const shown = expectOk(await connector.listings.read({ channelSku: ownSku, marketplace }));
      return { channelSku: ownSku, marketplace, channelData: shown?.channelData ?? {} };
    },
    settle() {
      clock.advance(platform.settleMs + timing.orderWindowLagMs + 1_000);
    },
    windowSince: (from) => ({ from, until: plus(clock.now(), -timing.orderWindowLagMs) }),
    async confirmation(id, trackingNumber) {
      const order = expectOk(await connector.orders.read(id));
      if (order === null) throw new Error(`No order ${id}`);
      return {
        marketplaceOrderId: id,
        marketplace,
        packageNumber: 1,
        carrier: 'Colissimo',
        trackingNumber,
        shippedAt: clock.now(),
        lines: order.lines.map(({ marketplaceLineId, quantity }) => ({ marketplaceLineId, quantity })),
      };
    },
  };
}
