import { brandId, type MarketplaceOrderId, type Sku } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import type { Money } from '@quayside/core/domain/money';
import type { Buyer } from '@quayside/core/domain/order';
import type { Answer, ChangeWindow, Page, UnreadableItem } from '@quayside/core/ports/connector';
import type { StoreConnector, StoreOrderRequest } from '@quayside/core/ports/store-connector';
import type { StoreUnderTest } from './store-under-test.ts';
import { createWatchedContext, expectOk, type WatchedContext } from './watched-context.ts';

export interface OpenedStoreUnderTest extends StoreUnderTest {
  readonly context: WatchedContext;
  readonly connector: StoreConnector;
  /** What `expectFailure` wants to know. */
  readonly about: {
    readonly manifest: StoreUnderTest['definition']['manifest'];
    readonly credentials: unknown;
  };
  readonly open: (credentials: unknown) => StoreConnector;
  /** An order of two units of the simple product, for the buyer of the fixtures. */
  readonly request: (key: string) => StoreOrderRequest;
}

export const fixtureBuyer: Buyer = {
  name: 'Camille Durand',
  email: 'relay-1@marketplace.example',
  phone: '+33 1 02 03 04 05',
  company: null,
  addressLines: ['3 rue du Port', 'Bâtiment B'],
  city: 'Nantes',
  region: null,
  postalCode: '44000',
  countryCode: 'FR',
};

export function openStore(platform: StoreUnderTest): OpenedStoreUnderTest {
  const { definition, settings, clock, currency, simple } = platform;
  const context = createWatchedContext(clock, platform);
  const open = (credentials: unknown): StoreConnector =>
    definition.open(
      {
        credentials: definition.credentials.parse(credentials),
        settings: definition.settings.parse(settings),
      },
      context,
      definition.manifest,
    );
  const money = (amount: string): Money => ({ amount, currency });
  return {
    ...platform,
    context,
    open,
    connector: open(platform.credentials),
    about: { manifest: definition.manifest, credentials: platform.credentials },
    request: (key) => ({
      key,
      channelName: 'Amazon',
      marketplaceOrderId: brandId<MarketplaceOrderId>(key),
      number: `A-${key}`,
      tags: ['marketplace'],
      currency,
      lines: [
        {
          item: {
            storeProductId: simple.productId,
            storeVariantId: simple.variantId,
            sku: brandId<Sku>(simple.sku),
          },
          title: 'Simple thing',
          quantity: 2,
          total: money('19.98'),
          tax: null,
        },
      ],
      shippingTotal: money('4.9'),
      shippingMethod: 'STANDARD',
      tax: 'channel-collected',
      status: 'open',
      buyer: fixtureBuyer,
      locations: null,
      sendBy: plus(clock.now(), 10_000),
    }),
  };
}

/** Reads a window to its last page. */
export async function readAll<Item>(
  read: (window: ChangeWindow) => Answer<Page<Item>>,
  window: Omit<ChangeWindow, 'pageToken'>,
): Promise<{ items: Item[]; unreadable: UnreadableItem[]; pages: number; total: number | undefined }> {
  const items: Item[] = [];
  const unreadable: UnreadableItem[] = [];
  let total: number | undefined;
  let pageToken: string | null = null;
  for (let pages = 1; pages < 500; pages += 1) {
    const page: Page<Item> = expectOk(await read({ ...window, pageToken }));
    if (pages === 1) total = page.total;
    items.push(...page.items);
    unreadable.push(...page.unreadable);
    pageToken = page.nextPageToken;
    if (pageToken === null) return { items, unreadable, pages, total };
  }
  throw new Error('A window that never ends');
}
