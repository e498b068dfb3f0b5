import { openStore } from './open-store.ts';
import { runContract } from './run-contract.ts';
import { storeFailureCases } from './store-failure-cases.ts';
import { storeOrderCases } from './store-order-cases.ts';
import { storeRefundCases } from './store-refund-cases.ts';
import { storeProductCases } from './store-product-cases.ts';
import { storeStockCases } from './store-stock-cases.ts';
import { storeWebhookCases } from './store-webhook-cases.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const cases = {
  ...storeProductCases,
  ...storeStockCases,
  ...storeOrderCases,
  ...storeRefundCases,
  ...storeFailureCases,
  ...storeWebhookCases,
};

/** The name of a case of the suite. */
export type StoreCase = keyof typeof cases;

/**
 * Everything the engine relies on in a store connector. Each case gets a fresh platform.
 *
 * @param gaps what the platform cannot do, with the reason in words.
 */
export function describeStoreContract(
  name: string,
  factory: () => Promise<StoreUnderTest>,
  gaps: Partial<Record<StoreCase, string>> = {},
): void {
  runContract(`${name} keeps the store contract`, { cases, factory, open: openStore, gaps });
}
