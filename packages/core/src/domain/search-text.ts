import type { Activity } from './issue.ts';
import type { Listing } from './listing.ts';
import type { Order } from './order.ts';
import type { Variant } from './variant.ts';

/** What rows are found by on the screens: kept beside them in lower case, so that a look anywhere in it can use an index. */
function together(parts: readonly (string | number | null)[]): string {
  return parts
    .filter((part) => part !== null && part !== '')
    .join(' ')
    .toLowerCase();
}

export function searchTextOfListing(
  listing: Pick<Listing, 'channelSku' | 'title' | 'catalogueId' | 'gtins'>,
): string {
  return together([listing.channelSku, listing.title, listing.catalogueId, ...listing.gtins]);
}

export function searchTextOfVariant({
  sku,
  title,
  barcode,
  gtin,
}: Pick<Variant, 'sku' | 'title' | 'barcode' | 'gtin'>): string {
  return together([sku, title, barcode, gtin]);
}

/** Never by the buyer: what is encrypted is not copied. */
export function searchTextOfOrder({ marketplaceOrderId, placement, lines }: Order): string {
  const number = placement.state === 'placed' ? placement.storeOrderNumber : null;
  return together([
    marketplaceOrderId,
    number,
    ...lines.flatMap(({ channelSku, title }) => [channelSku, title]),
  ]);
}

export function searchTextOfActivity({ message }: Pick<Activity, 'message'>): string {
  return together(Object.values(message.values));
}

/** Whether a text is found in another one's search text. */
export function isFoundBy(searchText: string, wanted: string | undefined): boolean {
  return wanted === undefined || searchText.includes(wanted.trim().toLowerCase());
}
