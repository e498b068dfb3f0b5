import type { Connection } from '@quayside/core/domain/connection';
import type { Order } from '@quayside/core/domain/order';
import type { Variant } from '@quayside/core/domain/variant';
import { manifestOfAccount } from './views.ts';
import type { Call } from './operation.ts';

/** Where the merchant edits a product of the shop; `null`: nowhere that has an address. */
export function productPage(
  call: Call,
  store: Connection | undefined,
  variant: Variant | null,
): string | null {
  if (variant === null || variant.goneAt !== null) return null;
  return storePage(call, store, 'productPage', { productId: variant.storeProductId });
}

/** Where the merchant sees the order in the shop; `null`: it is not there, or nowhere that has an address. */
export function storeOrderPage(
  call: Call,
  store: Connection | undefined,
  { placement }: Pick<Order, 'placement'>,
): string | null {
  if (placement.state !== 'placed') return null;
  return storePage(call, store, 'orderPage', { orderId: placement.storeOrderId });
}

/** Where the merchant sees the order on its marketplace, over https; `null`: nowhere that has an address. */
export function marketplaceOrderPage(
  call: Call,
  account: Connection | undefined,
  { marketplace, marketplaceOrderId }: Pick<Order, 'marketplace' | 'marketplaceOrderId'>,
): string | null {
  const page = manifestOfAccount(call, account)?.marketplaces.find(({ id }) => id === marketplace)?.orderPage;
  const url = page === undefined ? null : fill(page, { orderId: marketplaceOrderId }, {});
  return url?.startsWith('https://') === true ? url : null;
}

/** Where buyers see an item of the channel's catalogue, over https; `null`: nowhere that has an address. */
export function cataloguePage(
  call: Call,
  account: Connection | undefined,
  marketplace: string,
  catalogueId: string,
): string | null {
  const page = manifestOfAccount(call, account)?.marketplaces.find(({ id }) => id === marketplace)?.itemPage;
  const url = page === undefined ? null : fill(page, { catalogueId }, {});
  return url?.startsWith('https://') === true ? url : null;
}

function storePage(
  call: Call,
  store: Connection | undefined,
  which: 'productPage' | 'orderPage',
  ids: Readonly<Record<string, string>>,
): string | null {
  if (store === undefined) return null;
  const manifest = call.host.manifests.find((each) => each.role === 'store' && each.id === store.connector);
  const page = manifest?.role === 'store' ? manifest[which] : null;
  return page === null ? null : fill(page, ids, store.settings);
}

/** Puts ids, escaped, and settings in the place of their names; `null` where one is missing, or no page of the web comes out. */
function fill(
  page: string,
  ids: Readonly<Record<string, string>>,
  settings: Connection['settings'],
): string | null {
  const url = page.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const id = ids[name];
    if (id !== undefined) return encodeURIComponent(id);
    const setting = settings[name];
    return typeof setting === 'string' ? setting.replace(/\/+$/, '') : whole;
  });
  return URL.canParse(url) && /^https?:/.test(url) && !url.includes('{') ? url : null;
}
