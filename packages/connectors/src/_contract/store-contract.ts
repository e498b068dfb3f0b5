import { describe, it } from 'vitest';
import { manifestCases } from './manifest-contract.ts';
import { openStore, type OpenedStoreUnderTest } from './open-store.ts';
import { storeFailureCases } from './store-failure-cases.ts';
import { storeOrderCases } from './store-order-cases.ts';
import { storeProductCases } from './store-product-cases.ts';
import { storeWebhookCases } from './store-webhook-cases.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const cases = { ...storeProductCases, ...storeOrderCases, ...storeFailureCases, ...storeWebhookCases };

/** The name of a case of the suite. */
export type StoreCase = keyof typeof cases;

/**
 * Everything the engine relies on in a store connector. Each case gets a fresh platform.
 *
 * @param gaps what the platform cannot do, with the reason in words: such a case is shown as skipped, never left out silently.
 */
export function describeStoreContract(
  name: string,
  factory: () => Promise<StoreUnderTest>,
  gaps: Partial<Record<StoreCase, string>> = {},
): void {
  describe(`${name} keeps the store contract`, () => {
    describe('manifest', async () => {
      const platform = await factory();
      manifestCases(platform.definition.manifest);
      await platform.close();
    });
    for (const [title, run] of Object.entries(cases) as [StoreCase, Case][]) {
      const gap = gaps[title];
      if (gap !== undefined) it.skip(`${title} (${gap})`, () => undefined);
      else {
        it(title, async () => {
          const platform = await factory();
          try {
            await run(openStore(platform));
          } finally {
            await platform.close();
          }
        });
      }
    }
  });
}

type Case = (store: OpenedStoreUnderTest) => Promise<void>;
