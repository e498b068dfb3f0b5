import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { parseGtin } from '@quayside/core/domain/gtin';
import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import type { ListingRecord } from '@quayside/core/domain/listing';
import { parseMoney } from '@quayside/core/domain/money';
import { ok, type Result } from '@quayside/core/domain/result';
import type { ListingsPart } from '@quayside/core/ports/channel-connector';
import type { ConnectorContext, UnreadableItem } from '@quayside/core/ports/connector';
import type { MemoryCall } from './memory-gate.ts';
import type { MemoryProduct, MemoryShop, MemoryVariant } from './memory-shop.ts';

/** The one place where a shop sells: itself. */
export const followerMarketplace = brandId<MarketplaceId>('toy-shop');

const listingsPerPart = 10;

/** Variants that are for sale under a SKU: one, if the merchant keeps SKUs apart. */
export function findOnSale(
  shop: MemoryShop,
  sku: string,
): readonly { readonly product: MemoryProduct; readonly variant: MemoryVariant }[] {
  return [...shop.products.values()]
    .filter(({ isSold }) => isSold)
    .flatMap((product) => product.variants.map((variant) => ({ product, variant })))
    .filter(({ variant }) => variant.sku === sku);
}

/** What buyers of the shop see of a variant. */
export function showFollowed(shop: MemoryShop, variant: MemoryVariant) {
  const { sku, id, title, stock, stockKind, price } = variant;
  const quantity = stockKind === 'untracked' ? null : Math.max(0, Math.floor(stock));
  const money = price === null ? null : parseMoney(price, shop.currency);
  return {
    channelSku: brandId<ChannelSku>(sku ?? id),
    marketplace: followerMarketplace,
    catalogueId: id,
    title,
    status: quantity === 0 ? 'inactive' : 'active',
    fulfillment: 'merchant',
    quantity,
    channelStock: null,
    price: money?.ok === true ? money.value : null,
  } as const;
}

/** By SKU, from the one after the token's. What has none cannot be matched with anything; what shares one is told. */
export async function* listFollowed(
  shop: MemoryShop,
  { clock }: Pick<ConnectorContext, 'clock'>,
  read: MemoryCall,
  resumeToken: string | null,
): AsyncGenerator<Result<ListingsPart, ConnectorError>> {
  let token = resumeToken ?? '';
  for (;;) {
    const part = await read(() => ok(nextPart(shop, clock.now(), token)));
    yield part;
    if (!part.ok || part.value.resumeToken === null) return;
    token = part.value.resumeToken;
  }
}

function nextPart(shop: MemoryShop, asOf: ListingRecord['asOf'], token: string): ListingsPart {
  const skus = [...shop.products.values()]
    .filter(({ isSold }) => isSold)
    .flatMap(({ variants }) => variants.flatMap(({ sku }) => sku ?? []));
  const rest = [...new Set(skus)].filter((sku) => sku > token).sort();
  const page = rest.slice(0, listingsPerPart);
  const items: ListingRecord[] = [];
  const unreadable: UnreadableItem[] = [];
  for (const sku of page) {
    const [found, ...others] = findOnSale(shop, sku);
    if (found === undefined || others.length > 0) {
      unreadable.push({ id: sku, problem: 'sku (of several variants)' });
      continue;
    }
    const gtin = parseGtin(found.variant.barcode ?? '');
    items.push({ ...showFollowed(shop, found.variant), gtins: gtin.ok ? [gtin.value] : [], asOf });
  }
  const resumeToken = rest.length > page.length ? (page.at(-1) ?? null) : null;
  return { items, unreadable, resumeToken, waitMs: 0 };
}
