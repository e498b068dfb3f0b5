import { Prisma } from './generated/client.ts';

/** Tables whose rows come by the hundred. */
export type BulkTable = 'listing' | 'product' | 'target' | 'variant';

/**
 * Inserts many rows in one statement with one parameter, whatever their number: a parameter for each value would cost the client more than the database.
 * The rows name every column (in camel case, as the client does); moments and amounts travel as text, so that nothing is lost.
 */
export async function insertRows(
  client: Prisma.TransactionClient,
  table: BulkTable,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const content = JSON.stringify(rows.map(toColumns));
  await client.$executeRaw`
    INSERT INTO ${Prisma.raw(table)}
    SELECT * FROM jsonb_populate_recordset(NULL::${Prisma.raw(table)}, ${content}::jsonb)`;
}

/** `storeProductId` is kept as `store_product_id`: the one convention of the schema. */
function toColumns(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      // The client's own word for no JSON.
      value === Prisma.DbNull ? null : value,
    ]),
  );
}
