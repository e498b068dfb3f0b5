import type { AdminContext } from './admin-context.ts';
import { namespaceOf } from './admin-context.ts';
import type { MetafieldInput } from './order-input.ts';
import type { MetafieldRecord } from './product-record.ts';
import type { Shop } from './shop.ts';
import type { UserError } from './user-error.ts';

/** Kinds of owners whose metafields the simulator keeps (`MetafieldOwnerType`). */
export type OwnerType = 'ORDER' | 'PRODUCT' | 'PRODUCTVARIANT';

/** A metafield that was checked and may be written. */
export interface CheckedMetafield {
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
}

/**
 * Checks one metafield. The type `id` has unique values and needs a definition; Shopify publishes neither the words nor the codes of these refusals for all of
 * the mutations: they are the simulator's own.
 *
 * @param owner whose metafield it is; undefined for something that is still being made.
 */
export function checkMetafield(
  context: AdminContext,
  ownerType: OwnerType,
  owner: readonly MetafieldRecord[] | undefined,
  input: MetafieldInput,
  field: readonly string[],
): { readonly checked: CheckedMetafield } | { readonly error: UserError & { readonly code: string } } {
  const namespace = namespaceOf(context, input.namespace);
  const { key, value } = input;
  const wrong = (code: string, member: string, message: string) => ({
    error: { code, field: [...field, member], message },
  });
  if (key == null || key === '') return wrong('BLANK', 'key', "Key can't be blank");
  if (value == null || value === '') return wrong('BLANK', 'value', "Value can't be blank");
  const definition = context.shop.definition(ownerType, namespace, key);
  const type = input.type ?? definition?.type;
  if (type === undefined) return wrong('BLANK', 'type', "Type can't be blank");
  if (definition !== undefined && definition.type !== type)
    return wrong(
      'INVALID_TYPE',
      'type',
      `Type must be consistent with the definition's type, ${definition.type}`,
    );
  if (type === 'id' && definition === undefined)
    return wrong('INVALID', 'type', 'Metafields of type id need a definition');
  const isTaken =
    definition?.isUnique === true &&
    metafieldsOf(context.shop, ownerType).some(
      (metafields) =>
        metafields !== owner &&
        metafields.some((it) => it.namespace === namespace && it.key === key && it.value === value),
    );
  if (isTaken) return wrong('TAKEN', 'value', 'Value has already been taken');
  return { checked: { namespace, key, type, value } };
}

/** Writes a metafield over the one of the same name. */
export function writeMetafield(
  shop: Shop,
  metafields: MetafieldRecord[],
  it: CheckedMetafield,
): MetafieldRecord {
  const known = metafields.find(({ namespace, key }) => namespace === it.namespace && key === it.key);
  if (known !== undefined) {
    known.type = it.type;
    known.value = it.value;
    known.updatedAt = shop.now();
    return known;
  }
  const made = shop.metafield(it.namespace, it.key, it.type, it.value);
  metafields.push(made);
  return made;
}

/** The metafields of everything of a kind. */
function metafieldsOf(shop: Shop, ownerType: OwnerType): MetafieldRecord[][] {
  const owners = { ORDER: shop.orders, PRODUCT: shop.products, PRODUCTVARIANT: shop.variants }[ownerType];
  return [...owners.values()].map(({ metafields }) => metafields);
}
