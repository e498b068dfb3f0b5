/** Kinds of things whose ids we keep. */
type Kind =
  | 'Product'
  | 'ProductVariant'
  | 'InventoryItem'
  | 'Location'
  | 'Order'
  | 'LineItem'
  | 'Fulfillment'
  | 'Refund';

/** Our ids are the numbers of the Admin, which webhooks and addresses name too: `gid://shopify/Product/123` is `123`. */
export function globalId(kind: Kind, id: string): string {
  return `gid://shopify/${kind}/${id}`;
}

/**
 * The number of a global id.
 *
 * @throws Error for a text that is none: Shopify's schema promises one.
 */
export function numberIn(gid: string): string {
  const [, number] = /^gid:\/\/shopify\/\w+\/(\d+)/.exec(gid) ?? [];
  if (number === undefined) throw new Error('An id of Shopify without a number');
  return number;
}

/** Whether a text may be the number of a global id; what is not is never asked for. */
export function isNumber(id: string): boolean {
  return /^\d{1,20}$/.test(id);
}
