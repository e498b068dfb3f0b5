import { exact, isDecimalText, money } from '../decimal-text.ts';
import { numberOf } from './global-id.ts';
import type { VariantRecord } from './product-record.ts';
import type { Shop } from './shop.ts';
import type { Outcome, UserError } from './user-error.ts';
import { done, refused } from './user-error.ts';

/** `ProductVariantsBulkInput`, as far as the simulator reads it; a price that is left out stays. */
export interface VariantInput {
  readonly id?: string | null;
  readonly price?: string | null;
  readonly compareAtPrice?: string | null;
}

const KNOWN = ['id', 'price', 'compareAtPrice'];

/** Sets prices of variants of one product (`productVariantsBulkUpdate`): all, or none with the reasons. Codes are those of the schema, words are the simulator's own. */
export function updatePrices(
  shop: Shop,
  productId: string,
  inputs: readonly VariantInput[],
): Outcome<readonly VariantRecord[]> {
  const product = shop.products.get(numberOf(productId, 'Product') ?? 0);
  if (product === undefined) {
    const message = 'Product does not exist';
    return refused([{ code: 'PRODUCT_DOES_NOT_EXIST', field: ['productId'], message }]);
  }
  const errors: UserError[] = [];
  const changes: { readonly variant: VariantRecord; readonly input: VariantInput }[] = [];
  for (const [index, input] of inputs.entries()) {
    const wrong = (field: string, code: string, message: string): void => {
      errors.push({ code, field: ['variants', String(index), field], message });
    };
    for (const name of Object.keys(input))
      if (!KNOWN.includes(name))
        wrong(name, 'INVALID_INPUT', `The simulator does not set ${name} of variants`);
    const variant = product.variants.find(({ id }) => id === numberOf(input.id, 'ProductVariant'));
    if (variant === undefined)
      wrong('id', 'PRODUCT_VARIANT_DOES_NOT_EXIST', 'Product variant does not exist');
    else changes.push({ variant, input });
    for (const name of ['price', 'compareAtPrice'] as const) {
      const text = input[name];
      if (text == null) continue;
      if (!isDecimalText(text)) wrong(name, 'INVALID_INPUT', 'Price is not a number');
      else if (exact(text).isNegative())
        wrong(name, 'GREATER_THAN_OR_EQUAL_TO', 'Price must be greater than or equal to 0');
    }
  }
  if (errors.length > 0) return refused(errors);
  for (const { variant, input } of changes) {
    if (input.price != null) variant.price = money(exact(input.price));
    if (input.compareAtPrice !== undefined)
      variant.compareAtPrice = input.compareAtPrice === null ? null : money(exact(input.compareAtPrice));
    shop.touch(variant);
  }
  shop.saveProduct(product);
  return done(changes.map(({ variant }) => variant));
}
