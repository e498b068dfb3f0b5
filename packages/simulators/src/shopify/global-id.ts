/** A parsed global id such as `gid://shopify/Product/42`. */
export interface GlobalId {
  readonly type: string;
  readonly id: number;
  /** Parameters behind a question mark, as levels have them. */
  readonly parameters: URLSearchParams;
}

/** The global id of something by its type in the schema and its number. */
export function globalId(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The id of the level of an item at a location; the number is the level's own. */
export function levelId(level: number, inventoryItemId: number): string {
  return `${globalId('InventoryLevel', level)}?inventory_item_id=${inventoryItemId}`;
}

/** Reads a global id; undefined for anything else. */
export function parseGlobalId(text: unknown): GlobalId | undefined {
  const parts = /^gid:\/\/shopify\/(\w+)\/(\d{1,16})(?:\?(.*))?$/.exec(String(text));
  if (parts === null) return undefined;
  const [, type = '', id, parameters = ''] = parts;
  return { type, id: Number(id), parameters: new URLSearchParams(parameters) };
}

/** The number of a global id of this type; undefined for another type or no id at all. */
export function numberOf(text: unknown, type: string): number | undefined {
  const id = parseGlobalId(text);
  return id?.type === type ? id.id : undefined;
}
