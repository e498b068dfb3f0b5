import type { ProductSnapshot } from '@quayside/core/domain/product';
import type { ChangeWindow, Page } from '@quayside/core/ports/connector';
import { expect, onTestFinished } from 'vitest';
import { openStore } from '../_contract/open-store.ts';
import { addProduct } from './catalogue-under-contract.ts';
import { startSimulatedShop, type SimulatedShop } from './shop-under-contract.ts';

/** For tests only: a simulated shop whose products are read page by page. */
export async function startReading() {
  const shop = await startSimulatedShop();
  onTestFinished(() => shop.close());
  return { shop, ...openStore(shop) };
}
type Started = Awaited<ReturnType<typeof startReading>>;

/** A product with so many variations, which have stock of their own. */
export function addVaried(shop: SimulatedShop, sku: string, count: number) {
  const parent = addProduct(shop.simulator, 'variable', { name: sku, sku });
  const variations = Array.from({ length: count }, (_, index) =>
    addProduct(shop.simulator, 'variation', {
      parent_id: parent.id,
      sku: `${sku}-${index}`,
      regular_price: '9.90',
      variation_attributes: [{ id: 0, name: 'Size', option: `Size ${index}` }],
      stock: index,
    }),
  );
  return { id: String(parent.id), variations };
}

/** What `take` of the budget answers, call by call, and what happens meanwhile. */
export function onEachCall({ context }: Started, answer: (call: number) => number): void {
  let call = 0;
  Object.assign(context.budget, {
    take: () => {
      call += 1;
      return Promise.resolve(answer(call));
    },
  });
}

export const everything = ({ clock }: Started): Omit<ChangeWindow, 'pageToken'> => ({
  from: null,
  until: clock.now(),
});

/** Reads on after each refusal, as the engine does, always from the last page that was given. */
export async function readStubbornly(
  started: Started,
  window = everything(started),
): Promise<readonly Page<ProductSnapshot>[]> {
  const pages: Page<ProductSnapshot>[] = [];
  let pageToken: string | null = null;
  for (let tries = 0; tries < 400; tries += 1) {
    const answer = await started.connector.products.changed({ ...window, pageToken });
    if (!answer.ok) {
      expect(answer.error.kind).toBe('rate-limited');
      continue;
    }
    pages.push(answer.value);
    pageToken = answer.value.nextPageToken;
    if (pageToken === null) return pages;
  }
  throw new Error('The reading does not come to its end');
}

export const shownBy = (pages: readonly Page<ProductSnapshot>[]): readonly ProductSnapshot[] =>
  pages.flatMap(({ items }) => items);
