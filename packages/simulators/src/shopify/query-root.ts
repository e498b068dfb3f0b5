import { GraphQLError } from 'graphql';
import type { AdminContext } from './admin-context.ts';
import { namespaceOf } from './admin-context.ts';
import type { ConnectionArguments, ConnectionShape } from './connection.ts';
import { connection } from './connection.ts';
import { findFulfillment, findFulfillmentOrder } from './fulfill-order.ts';
import { numberOf, parseGlobalId } from './global-id.ts';
import { isGranted } from './installations.ts';
import { definitionFields } from './metafield-fields.ts';
import type { OrderRecord } from './order-record.ts';
import type { ProductRecord, Saved, VariantRecord } from './product-record.ts';
import { inventoryItemSearch, orderSearch, productSearch, variantSearch } from './search-fields.ts';
import type { SearchFields } from './search-query.ts';
import { searchableTime, searchCondition } from './search-query.ts';
import { installationFields, localeFields, shopFields } from './shop-fields.ts';

interface Searched extends ConnectionArguments {
  readonly query?: string | null;
  readonly sortKey?: string | null;
}

interface ById {
  readonly id: string;
}

type Sorts<Item> = Readonly<Record<string, (item: Item) => number | string>>;

const SIXTY_DAYS_MS = 60 * 86_400_000;
const MOST_COUNTED = 10_000;

const PRODUCT_SORTS: Sorts<ProductRecord> = {
  ID: ({ id }) => id,
  TITLE: ({ title }) => title,
  VENDOR: ({ vendor }) => vendor,
  CREATED_AT: ({ createdAt }) => createdAt.getTime(),
  UPDATED_AT: ({ updatedAt }) => updatedAt.getTime(),
};
const VARIANT_SORTS: Sorts<VariantRecord> = {
  ID: ({ id }) => id,
  SKU: ({ sku }) => sku ?? '',
  TITLE: ({ values }) => values.join(' / '),
  POSITION: (variant) => variant.product.variants.indexOf(variant),
};
const ORDER_SORTS: Sorts<OrderRecord> = {
  ID: ({ id }) => id,
  ORDER_NUMBER: ({ number }) => number,
  CREATED_AT: ({ createdAt }) => createdAt.getTime(),
  UPDATED_AT: ({ updatedAt }) => updatedAt.getTime(),
  PROCESSED_AT: ({ processedAt }) => processedAt.getTime(),
};

/** The fields of `QueryRoot` that the simulator answers. */
export function queryRoot(context: AdminContext): Record<string, unknown> {
  const { shop } = context;
  const productShape: ConnectionShape<ProductRecord> = {
    id: ({ id }) => id,
    show: (it) => context.show.product(it),
  };
  const orderShape: ConnectionShape<OrderRecord> = {
    id: ({ id }) => id,
    show: (it) => context.show.order(it),
  };
  return {
    shop: () => shopFields(context),
    shopLocales: () => localeFields(context),
    currentAppInstallation: () => installationFields(context),
    node: ({ id }: ById) => nodeOf(context, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => nodeOf(context, id)),
    product: ({ id }: ById) => nodeOf(context, id, 'Product'),
    productVariant: ({ id }: ById) => nodeOf(context, id, 'ProductVariant'),
    inventoryItem: ({ id }: ById) => nodeOf(context, id, 'InventoryItem'),
    inventoryLevel: ({ id }: ById) => nodeOf(context, id, 'InventoryLevel'),
    order: ({ id }: ById) => nodeOf(context, id, 'Order'),
    refund: ({ id }: ById) => nodeOf(context, id, 'Refund'),
    fulfillment: ({ id }: ById) => nodeOf(context, id, 'Fulfillment'),
    fulfillmentOrder: ({ id }: ById) => nodeOf(context, id, 'FulfillmentOrder'),
    location: ({ id }: { id?: string | null }) => {
      const [primary] = shop.locations.values();
      if (id != null) return nodeOf(context, id, 'Location');
      return primary === undefined ? null : context.show.location(primary);
    },
    job: ({ id }: ById) => {
      const isDone = context.jobs.isDone(id);
      return isDone === undefined ? null : { id, done: isDone };
    },
    products: (asked: Searched) => {
      const found = search(context, shop.products.values(), asked.query, productSearch(shop));
      return connection(found, asked, { ...productShape, ...sorting(asked, PRODUCT_SORTS) });
    },
    productsCount: ({ query, limit }: { query?: string | null; limit?: number | null }) =>
      counted(search(context, shop.products.values(), query, productSearch(shop)).length, limit),
    productVariants: (asked: Searched) => {
      const found = search(context, shop.variants.values(), asked.query, variantSearch(shop));
      return connection(found, asked, {
        id: ({ id }) => id,
        show: (it) => context.show.variant(it),
        ...sorting(asked, VARIANT_SORTS),
      });
    },
    inventoryItems: (asked: Searched) => {
      const found = search(context, shop.inventoryItems.values(), asked.query, inventoryItemSearch(shop));
      return connection(found, asked, {
        id: ({ id }) => id,
        show: (it) => context.show.inventoryItem(it),
      });
    },
    locations: (asked: ConnectionArguments & { includeInactive?: boolean | null }) => {
      const found = [...shop.locations.values()].filter(
        ({ isActive }) => isActive || asked.includeInactive === true,
      );
      return connection(found, asked, {
        id: ({ id }) => id,
        sortValue: ({ name }) => name,
        show: (it) => context.show.location(it),
      });
    },
    orders: (asked: Searched) => {
      const found = search(context, readableOrders(context), asked.query, orderSearch(shop));
      const sorted = { ...asked, sortKey: asked.sortKey ?? 'PROCESSED_AT' };
      return connection(found, asked, { ...orderShape, ...sorting(sorted, ORDER_SORTS) });
    },
    ordersCount: ({ query, limit }: { query?: string | null; limit?: number | null }) =>
      counted(search(context, readableOrders(context), query, orderSearch(shop)).length, limit),
    orderByIdentifier: ({ identifier }: { identifier: OrderIdentifier }) => {
      const order = orderByIdentifier(context, identifier);
      return order === undefined ? null : context.show.order(order);
    },
    metafieldDefinition: ({ identifier }: { identifier?: DefinitionIdentifier | null }) => {
      if (identifier == null) throw new GraphQLError('An identifier is required');
      const namespace = namespaceOf(context, identifier.namespace);
      const found = shop.definition(identifier.ownerType, namespace, identifier.key);
      return found === undefined ? null : definitionFields(found);
    },
    metafieldDefinitions: (asked: ConnectionArguments & Partial<DefinitionIdentifier>) => {
      const namespace = asked.namespace == null ? undefined : namespaceOf(context, asked.namespace);
      const found = shop.definitions.filter(
        (it) =>
          it.ownerType === asked.ownerType &&
          (namespace === undefined || it.namespace === namespace) &&
          (asked.key == null || it.key === asked.key),
      );
      return connection(found, asked, { id: ({ id }) => id, show: definitionFields });
    },
  };
}

interface DefinitionIdentifier {
  readonly ownerType: string;
  readonly namespace?: string | null;
  readonly key: string;
}

interface OrderIdentifier {
  readonly id?: string | null;
  readonly customId?: {
    readonly namespace?: string | null;
    readonly key: string;
    readonly value: string;
  } | null;
}

/** Orders older than 60 days need a scope of their own (general knowledge; see the facts' README). */
function readableOrders({ shop, installation }: AdminContext): OrderRecord[] {
  const orders = [...shop.orders.values()];
  if (isGranted(installation, ['read_all_orders'])) return orders;
  const oldest = shop.now().getTime() - SIXTY_DAYS_MS;
  return orders.filter(({ createdAt }) => createdAt.getTime() >= oldest);
}

/** Only unique metafields identify: a definition of type `id`, or one whose values are said to be unique. No index lags behind here. */
function orderByIdentifier(context: AdminContext, identifier: OrderIdentifier): OrderRecord | undefined {
  const { shop } = context;
  if (identifier.id != null) return shop.orders.get(numberOf(identifier.id, 'Order') ?? 0);
  if (identifier.customId == null) return undefined;
  const { key, value } = identifier.customId;
  const namespace = namespaceOf(context, identifier.customId.namespace);
  if (shop.definition('ORDER', namespace, key)?.isUnique !== true)
    throw new GraphQLError(`Metafield definition of type 'id' is required when using custom ids.`, {
      extensions: { code: 'NOT_FOUND' },
    });
  for (const order of shop.orders.values())
    if (order.metafields.some((it) => it.namespace === namespace && it.key === key && it.value === value))
      return order;
  return undefined;
}

/** What a search finds; without one, everything. Whatever the search does not know yet is not found. */
function search<Item extends Saved>(
  { shop }: AdminContext,
  items: Iterable<Item>,
  query: string | null | undefined,
  fields: SearchFields<Item>,
): Item[] {
  if (query == null || query.trim() === '') return [...items];
  const condition = searchCondition(query, fields);
  const now = shop.clock();
  const { searchLagMs } = shop.settings;
  return [...items].filter((item) => searchableTime(item, now, searchLagMs) !== undefined && condition(item));
}

function sorting<Item>(
  { sortKey }: Searched,
  sorts: Sorts<Item>,
): { readonly sortValue?: (item: Item) => number | string } {
  if (sortKey == null || sortKey === 'ID') return {};
  const sortValue = sorts[sortKey];
  if (sortValue === undefined) throw new GraphQLError(`The simulator does not sort by ${sortKey}`);
  return { sortValue };
}

/** Counts end at a limit, 10,000 unless another is asked for; `null` lifts it. */
function counted(count: number, limit: number | null | undefined): unknown {
  const most = limit === null ? Infinity : (limit ?? MOST_COUNTED);
  return { count: Math.min(count, most), precision: count > most ? 'AT_LEAST' : 'EXACT' };
}

/** Whatever has this id, as the schema shows it; null for what is not there, or not of the wanted type. */
function nodeOf(context: AdminContext, id: string, wanted?: string): unknown {
  const { shop } = context;
  const parsed = parseGlobalId(id);
  if (parsed === undefined) throw new GraphQLError(`Invalid global id '${id}'`);
  if (wanted !== undefined && parsed.type !== wanted)
    throw new GraphQLError('invalid id', { extensions: { code: 'RESOURCE_NOT_FOUND' } });
  const shown = <Item>(item: Item | undefined, show: (item: Item) => unknown) =>
    item === undefined ? null : show(item);
  switch (parsed.type) {
    case 'Product':
      return shown(shop.products.get(parsed.id), context.show.product);
    case 'ProductVariant':
      return shown(shop.variants.get(parsed.id), context.show.variant);
    case 'InventoryItem':
      return shown(shop.inventoryItems.get(parsed.id), context.show.inventoryItem);
    case 'InventoryLevel': {
      const item = shop.inventoryItems.get(Number(parsed.parameters.get('inventory_item_id')));
      const level = item?.levels.find((it) => it.id === parsed.id);
      return item === undefined || level === undefined ? null : context.show.level(item, level);
    }
    case 'Location':
      return shown(shop.locations.get(parsed.id), context.show.location);
    case 'Order':
      return shown(shop.orders.get(parsed.id), context.show.order);
    case 'Fulfillment': {
      const found = findFulfillment(shop, id);
      return found === undefined ? null : context.show.fulfillment(found.order, found.fulfillment);
    }
    case 'FulfillmentOrder': {
      const found = findFulfillmentOrder(shop, id);
      return found === undefined ? null : context.show.fulfillmentOrder(found.order, found.fulfillmentOrder);
    }
    case 'Refund': {
      for (const order of shop.orders.values()) {
        const refund = order.refunds.find((it) => it.id === parsed.id);
        if (refund !== undefined) return context.show.refund(order, refund);
      }
      return null;
    }
    default:
      return null;
  }
}
