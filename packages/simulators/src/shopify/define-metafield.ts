import type { AdminContext } from './admin-context.ts';
import { namespaceOf } from './admin-context.ts';
import type { DefinitionRecord } from './shop.ts';
import type { Outcome } from './user-error.ts';
import { done, refused } from './user-error.ts';

/** `MetafieldDefinitionInput`, as far as the simulator reads it. */
export interface DefinitionInput {
  readonly ownerType: string;
  readonly namespace?: string | null;
  readonly key: string;
  readonly name: string;
  readonly description?: string | null;
  readonly type: string;
  readonly capabilities?: {
    readonly uniqueValues?: { readonly enabled: boolean } | null;
  } | null;
}

/** Types of which the simulator knows how their values look. */
const TYPES = [
  'id',
  'single_line_text_field',
  'multi_line_text_field',
  'number_integer',
  'number_decimal',
  'boolean',
  'json',
  'url',
  'date_time',
];
/** Types whose values may be made unique; `id` has no others. */
const UNIQUE_TYPES = ['id', 'single_line_text_field', 'number_integer', 'url'];
const KEY = /^[\w-]{2,64}$/;

/** Defines a kind of metafield (`metafieldDefinitionCreate`), or says why not. */
export function defineMetafield(context: AdminContext, input: DefinitionInput): Outcome<DefinitionRecord> {
  const { shop } = context;
  const wrong = (member: string, code: string, message: string): Outcome<never> =>
    refused([{ code, field: ['definition', member], message }]);
  const namespace = namespaceOf(context, input.namespace);
  const { ownerType, key, name, type } = input;
  if (!KEY.test(key)) return wrong('key', 'INVALID_CHARACTER', 'Key has characters that are not allowed.');
  if (name.trim() === '') return wrong('name', 'BLANK', "Name can't be blank.");
  if (!TYPES.includes(type)) return wrong('type', 'INCLUSION', 'Type is not included in the list.');
  if (shop.definition(ownerType, namespace, key) !== undefined)
    return wrong('key', 'TAKEN', 'Key is in use for metafields of this owner type.');
  const isAsked = input.capabilities?.uniqueValues?.enabled;
  if (isAsked === true && !UNIQUE_TYPES.includes(type))
    return wrong('capabilities', 'INVALID_CAPABILITY', 'The type does not support unique values.');
  if (isAsked === false && type === 'id')
    return wrong('capabilities', 'CAPABILITY_REQUIRED_BUT_DISABLED', 'The type id needs unique values.');
  const definition: DefinitionRecord = {
    id: shop.nextId(),
    ownerType,
    namespace,
    key,
    name,
    description: input.description ?? null,
    type,
    isUnique: type === 'id' || isAsked === true,
  };
  shop.definitions.push(definition);
  return done(definition);
}
