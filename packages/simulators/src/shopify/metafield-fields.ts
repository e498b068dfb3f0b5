import { createHash } from 'node:crypto';
import type { AdminContext } from './admin-context.ts';
import { moment, namespaceOf } from './admin-context.ts';
import type { ConnectionArguments } from './connection.ts';
import { connection } from './connection.ts';
import { globalId } from './global-id.ts';
import type { MetafieldRecord } from './product-record.ts';
import type { DefinitionRecord } from './shop.ts';

/** The members `metafield` and `metafields` of whatever has metafields. */
export function metafieldMembers(
  context: AdminContext,
  ownerType: string,
  metafields: readonly MetafieldRecord[],
): Record<string, unknown> {
  return {
    metafield: ({ namespace, key }: { namespace?: string | null; key: string }) => {
      const found = findMetafield(context, metafields, namespace, key);
      return found === undefined ? null : metafieldFields(ownerType, found);
    },
    metafields: (
      asked: ConnectionArguments & { namespace?: string | null; keys?: readonly string[] | null },
    ) => {
      const keys = asked.keys?.map((it) => fullKey(context, it));
      const namespace = asked.namespace == null ? undefined : namespaceOf(context, asked.namespace);
      const chosen = metafields.filter(
        (it) =>
          (namespace === undefined || it.namespace === namespace) &&
          (keys === undefined || keys.includes(`${it.namespace}.${it.key}`)),
      );
      return connection(chosen, asked, {
        id: (it) => it.id,
        show: (it) => metafieldFields(ownerType, it),
      });
    },
  };
}

/** The metafield of this name; `key` may carry its namespace, as `$app.key`. */
function findMetafield(
  context: AdminContext,
  metafields: readonly MetafieldRecord[],
  namespace: string | null | undefined,
  key: string,
): MetafieldRecord | undefined {
  const name = `${namespaceOf(context, namespace)}.${key}`;
  return metafields.find((it) => `${it.namespace}.${it.key}` === name);
}

function fullKey(context: AdminContext, text: string): string {
  const dot = text.lastIndexOf('.');
  return dot < 0 ? text : `${namespaceOf(context, text.slice(0, dot))}.${text.slice(dot + 1)}`;
}

/** A metafield as the schema shows it. */
export function metafieldFields(ownerType: string, it: MetafieldRecord): unknown {
  return {
    __typename: 'Metafield',
    id: globalId('Metafield', it.id),
    namespace: it.namespace,
    key: it.key,
    type: it.type,
    value: it.value,
    jsonValue: jsonValueOf(it),
    ownerType,
    compareDigest: createHash('sha256').update(`${it.type} ${it.value}`).digest('hex'),
    createdAt: moment(it.createdAt),
    updatedAt: moment(it.updatedAt),
  };
}

/** Text types are text in JSON too; the others are written as JSON. */
function jsonValueOf({ type, value }: MetafieldRecord): unknown {
  if (!/^(json|number|boolean|list\.|money|rating|dimension|volume|weight)/.test(type)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** A metafield definition as the schema shows it. */
export function definitionFields(it: DefinitionRecord): unknown {
  return {
    __typename: 'MetafieldDefinition',
    id: globalId('MetafieldDefinition', it.id),
    ownerType: it.ownerType,
    namespace: it.namespace,
    key: it.key,
    name: it.name,
    description: it.description,
    type: { name: it.type, category: it.type === 'id' ? 'ID' : 'TEXT' },
    capabilities: { uniqueValues: { enabled: it.isUnique, eligible: true } },
  };
}
