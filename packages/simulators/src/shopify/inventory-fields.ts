import { GraphQLError } from 'graphql';
import type { AdminContext } from './admin-context.ts';
import { moment } from './admin-context.ts';
import type { ConnectionArguments } from './connection.ts';
import { connection } from './connection.ts';
import { globalId, levelId, numberOf } from './global-id.ts';
import { levelAt } from './inventory.ts';
import type { InventoryItemRecord, LevelRecord, LocationRecord } from './product-record.ts';

/** The quantities that the simulator keeps; Shopify has more, and they are 0 here. */
const QUANTITIES: Readonly<Record<string, (level: LevelRecord) => number>> = {
  available: (level) => level.available,
  committed: (level) => level.committed,
  on_hand: (level) => level.available + level.committed,
  incoming: () => 0,
  reserved: () => 0,
  damaged: () => 0,
  safety_stock: () => 0,
  quality_control: () => 0,
};

/** A location as the schema shows it. */
export function locationFields(context: AdminContext, it: LocationRecord): unknown {
  return {
    __typename: 'Location',
    id: globalId('Location', it.id),
    legacyResourceId: String(it.id),
    name: it.name,
    isActive: it.isActive,
    isFulfillmentService: false,
    fulfillsOnlineOrders: it.fulfillsOnlineOrders,
    shipsInventory: true,
    createdAt: moment(it.createdAt),
    updatedAt: moment(it.createdAt),
    address: {
      address1: null,
      address2: null,
      city: it.city,
      country: null,
      countryCode: it.countryCode,
      zip: null,
      formatted: [it.city, it.countryCode],
    },
    inventoryLevel: ({ inventoryItemId }: { inventoryItemId: string }) => {
      const item = context.shop.inventoryItems.get(numberOf(inventoryItemId, 'InventoryItem') ?? 0);
      const level = item === undefined ? undefined : levelAt(item, it.id);
      return item === undefined || level === undefined ? null : levelFields(context, item, level);
    },
  };
}

/** An inventory item as the schema shows it. */
export function inventoryItemFields(context: AdminContext, it: InventoryItemRecord): unknown {
  const { shop } = context;
  const variant = () => shop.variantOf(it);
  return {
    __typename: 'InventoryItem',
    id: globalId('InventoryItem', it.id),
    legacyResourceId: String(it.id),
    sku: () => variant()?.sku ?? null,
    tracked: it.tracked,
    requiresShipping: it.requiresShipping,
    unitCost: it.cost === null ? null : { amount: it.cost, currencyCode: shop.settings.currency },
    createdAt: moment(it.createdAt),
    updatedAt: moment(it.updatedAt),
    locationsCount: { count: it.levels.length, precision: 'EXACT' },
    inventoryLevel: ({ locationId }: { locationId: string }) => {
      const level = levelAt(it, numberOf(locationId, 'Location') ?? 0);
      return level === undefined ? null : levelFields(context, it, level);
    },
    inventoryLevels: (asked: ConnectionArguments & { includeInactive?: boolean | null }) => {
      const levels = it.levels.filter(
        ({ locationId }) => asked.includeInactive === true || shop.locations.get(locationId)?.isActive,
      );
      return connection(levels, asked, {
        id: (level) => level.id,
        show: (level) => levelFields(context, it, level),
      });
    },
    variants: (asked: ConnectionArguments) => {
      const found = variant();
      return connection(found === undefined ? [] : [found], asked, {
        id: ({ id }) => id,
        show: (shown) => context.show.variant(shown),
      });
    },
  };
}

/** The count of an item at a location as the schema shows it. */
export function levelFields(context: AdminContext, item: InventoryItemRecord, it: LevelRecord): unknown {
  const { shop } = context;
  const location = shop.locations.get(it.locationId);
  return {
    __typename: 'InventoryLevel',
    id: levelId(it.id, item.id),
    isActive: true,
    createdAt: moment(it.createdAt),
    updatedAt: moment(it.updatedAt),
    item: () => inventoryItemFields(context, item),
    location: () => (location === undefined ? null : locationFields(context, location)),
    quantities: ({ names }: { names: readonly string[] }) =>
      names.map((name) => {
        const quantity = QUANTITIES[name];
        if (quantity === undefined) throw new GraphQLError(`The quantity name '${name}' is not known`);
        return {
          id: `${globalId('InventoryQuantity', `${it.id}`)}?name=${name}`,
          name,
          quantity: quantity(it),
          updatedAt: moment(it.updatedAt),
        };
      }),
  };
}

/** Whether a quantity name is one of Shopify's. */
export function isQuantityName(name: string): boolean {
  return Object.hasOwn(QUANTITIES, name);
}
