/** Asks for one after the other: inside a transaction there is one connection, and two questions at once would only wait for each other. */
export async function inTurn<Item, Value>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  for (const item of items) values.push(await ask(item));
  return values;
}
