import { exact } from '../decimal-text.ts';
import type { AdminContext } from './admin-context.ts';
import { numberOf } from './global-id.ts';
import { canClaim } from './inventory.ts';
import type { CheckedMetafield } from './metafields.ts';
import { checkMetafield } from './metafields.ts';
import type { InventoryBehaviour, LineInput, MoneyBagInput, OrderInput } from './order-input.ts';
import type { UserError } from './user-error.ts';

/** What would change an order and is not simulated: refused, so that nobody relies on it. */
const NOT_KEPT = ['customer', 'customerId', 'companyLocationId', 'discountCode', 'userId'] as const;

/**
 * What is wrong with the input of `orderCreate`. Codes are those of `OrderCreateUserErrorCode`; Shopify publishes no list of its words, so these are the
 * simulator's own. An order in two currencies is refused: the simulator keeps one.
 */
export function checkOrder(
  context: AdminContext,
  input: OrderInput,
  behaviour: InventoryBehaviour,
): { readonly errors: readonly UserError[]; readonly metafields: readonly CheckedMetafield[] } {
  const errors: UserError[] = [];
  const wrong = (path: string, message: string, code = 'INVALID'): void => {
    errors.push({ code, field: ['order', ...path.split('.')], message });
  };
  const currency = input.currency ?? context.shop.settings.currency;
  if (input.presentmentCurrency != null && input.presentmentCurrency !== currency)
    wrong('presentmentCurrency', 'The simulator keeps orders in one currency only');
  for (const name of NOT_KEPT)
    if (input[name] != null) wrong(name, `The simulator does not keep ${name} of orders`);
  if (input.fulfillmentStatus != null && input.fulfillmentStatus !== 'FULFILLED')
    wrong('fulfillmentStatus', 'The simulator makes orders that are fulfilled or not');
  const lines = input.lineItems ?? [];
  if (lines.length === 0) wrong('lineItems', 'Line items must have at least one line item');
  for (const [index, line] of lines.entries()) checkLine(context, line, `lineItems.${index}`, wrong);
  for (const [path, money] of moneyOf(input)) {
    if (money.shopMoney.currencyCode !== currency)
      wrong(path, `Currency must be the order's, ${currency}, not ${money.shopMoney.currencyCode}`);
    if (exact(money.shopMoney.amount).isNegative()) wrong(path, 'Amount must be 0 or more');
  }
  if ((input.taxLines ?? []).length > 0 && lines.some(({ taxLines }) => (taxLines ?? []).length > 0))
    wrong('taxLines', 'Tax lines can be specified on the order or the line items but not both');
  const location = input.fulfillment?.locationId;
  if (location != null && !context.shop.locations.has(numberOf(location, 'Location') ?? 0))
    wrong('fulfillment.locationId', 'Location does not exist');
  if (behaviour === 'DECREMENT_OBEYING_POLICY' && errors.length === 0) checkStock(context, lines, wrong);
  const metafields: CheckedMetafield[] = [];
  for (const [index, it] of (input.metafields ?? []).entries()) {
    const field = ['order', 'metafields', String(index)];
    const verdict = checkMetafield(context, 'ORDER', undefined, it, field);
    if ('checked' in verdict) metafields.push(verdict.checked);
    else errors.push({ ...verdict.error, code: 'INVALID' });
  }
  return { errors, metafields };
}

type Wrong = (path: string, message: string, code?: string) => void;

function checkLine({ shop }: AdminContext, line: LineInput, path: string, wrong: Wrong): void {
  if (line.quantity < 1) wrong(`${path}.quantity`, 'Quantity must be greater than 0');
  if (line.variantId != null) {
    if (!shop.variants.has(numberOf(line.variantId, 'ProductVariant') ?? 0))
      wrong(`${path}.variantId`, 'Product variant does not exist');
    return;
  }
  if (line.title == null || line.title.trim() === '') wrong(`${path}.title`, "Title can't be blank");
  if (line.priceSet == null) wrong(`${path}.priceSet`, "Price can't be blank");
}

/** Lines of one variant need their units together. */
function checkStock({ shop }: AdminContext, lines: readonly LineInput[], wrong: Wrong): void {
  const wanted = new Map<number, number>();
  for (const { variantId, quantity } of lines) {
    const id = numberOf(variantId, 'ProductVariant');
    if (id !== undefined) wanted.set(id, (wanted.get(id) ?? 0) + quantity);
  }
  for (const [id, quantity] of wanted) {
    const variant = shop.variants.get(id);
    if (variant === undefined || canClaim(shop, variant, quantity)) continue;
    wrong('lineItems', 'Unable to reserve inventory', 'INVENTORY_CLAIM_FAILED');
  }
}

function* moneyOf(input: OrderInput): Generator<[string, MoneyBagInput]> {
  for (const [index, { priceSet, taxLines }] of (input.lineItems ?? []).entries()) {
    if (priceSet != null) yield [`lineItems.${index}.priceSet`, priceSet];
    for (const tax of taxLines ?? [])
      if (tax.priceSet != null) yield [`lineItems.${index}.taxLines`, tax.priceSet];
  }
  for (const [index, { priceSet, taxLines }] of (input.shippingLines ?? []).entries()) {
    yield [`shippingLines.${index}.priceSet`, priceSet];
    for (const tax of taxLines ?? [])
      if (tax.priceSet != null) yield [`shippingLines.${index}.taxLines`, tax.priceSet];
  }
  for (const tax of input.taxLines ?? []) if (tax.priceSet != null) yield ['taxLines', tax.priceSet];
  for (const [index, { amountSet }] of (input.transactions ?? []).entries())
    yield [`transactions.${index}.amountSet`, amountSet];
}
