import { plus, type Instant } from '@quayside/core/domain/instant';
import { brandId, type ChannelSku, type MarketplaceOrderId } from '@quayside/core/domain/ids';
import type { ListingSnapshot } from '@quayside/core/domain/listing';
import type { Money } from '@quayside/core/domain/money';
import type {
  ChannelConnector,
  ListingAddress,
  ListingsPart,
  NewOffer,
  ShipmentConfirmation,
} from '@quayside/core/ports/channel-connector';
import type { ChangeWindow } from '@quayside/core/ports/connector';
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
  /** The listing of a SKU, by default the own one, with what a read of it has taught. */
  address(sku?: ChannelSku): Promise<ListingAddress>;
  /** What the listing of a SKU shows, by default of the own one. */
  shown(sku?: ChannelSku): Promise<ListingSnapshot | null>;
  money(amount: string): Money;
  /** A used thing at 12.50, on the first item of the catalogue. */
  offer(changes?: Partial<NewOffer>): Promise<NewOffer>;
  /** The list of all listings from a token on, waiting as long as it says. */
  list(resumeToken?: string | null, by?: ChannelConnector): Promise<readonly ListingsPart[]>;
  /** The last moment at which a write that is decided now may leave. */
  sendBy(): Instant;
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
  const context = createWatchedContext(clock, platform);
  const open = (credentials: unknown): ChannelConnector =>
    definition.open(
      {
        credentials: definition.credentials.parse(credentials),
        settings: definition.settings.parse(settings),
      },
      // What is renewed begins with the credentials that it is opened with.
      { ...context, renewCredentials: createWatchedContext(clock, { credentials }).renewCredentials },
      definition.manifest,
    );
  const connector = open(platform.credentials);
  const money = (amount: string): Money => ({ amount, currency: platform.currency });
  const shown = async (channelSku: ChannelSku = ownSku) =>
    expectOk(await connector.listings.read({ channelSku, marketplace }));
  return {
    ...platform,
    context,
    open,
    connector,
    about: { manifest: definition.manifest, credentials: platform.credentials },
    async address(sku = ownSku) {
      const { channelData = {} } = (await shown(sku)) ?? {};
      return { channelSku: sku, marketplace, channelData };
    },
    shown,
    money,
    async offer(changes = {}) {
      const [{ catalogueId }] = platform.catalogue.items;
      const request = { marketplace, by: 'catalogue-id', catalogueIds: [catalogueId] } as const;
      const [item] = expectOk(await connector.catalogue.lookUp(request));
      return {
        channelSku: brandId<ChannelSku>('NEW / 1'),
        marketplace,
        catalogueId,
        price: money('12.5'),
        terms: { condition: 'used-good', handlingDays: 3, shippingTemplate: null },
        channelData: item?.channelData ?? {},
        ...changes,
      };
    },
    async list(resumeToken = null, by = connector) {
      const parts: ListingsPart[] = [];
      let token: string | null = resumeToken;
      do {
        for await (const part of by.listings.all(token)) parts.push(expectOk(part));
        const last = parts.at(-1);
        if (last === undefined || parts.length > 1_000) throw new Error('A list that never ends');
        clock.advance(last.waitMs);
        token = last.resumeToken;
      } while (token !== null);
      return parts;
    },
    sendBy: () => plus(clock.now(), timing.sendWindowMs),
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
