import type { Instant } from '@quayside/core/domain/instant';
import { Broken } from './broken.ts';
import type { World } from './world.ts';

/** P2, P3: what is known of an order or a variant is never older than what was known before. @throws Broken */
export async function findOldStates({ accounts, known, look, skus, storeId }: World): Promise<void> {
  const variants = await look((tx) => tx.variants.bySkus(storeId, skus));
  const states: (readonly ['P2' | 'P3', string, Instant])[] = variants.map(({ sku, readBeganAt }) => [
    'P3',
    String(sku),
    readBeganAt,
  ]);
  for (const { connector, connectionId } of accounts) {
    const orders = await look((tx) => tx.orders.page(connectionId, null, 1_000));
    for (const { marketplaceOrderId, updatedAt } of orders) {
      states.push(['P2', `${connector}:${marketplaceOrderId}`, updatedAt]);
    }
  }
  for (const [promise, name, at] of states) {
    const before = known.get(name);
    if (before !== undefined && at < before)
      throw new Broken(promise, `${name} is known as of ${at}, after it was known as of ${before}`);
    known.set(name, at);
  }
}
