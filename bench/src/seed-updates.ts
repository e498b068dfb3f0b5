import { brandId, type MarketplaceId, type WorkspaceId } from '@quayside/core/domain/ids';
import type { Engine } from '@quayside/core/use-cases/engine';
import type { SimulatorsReady } from '@quayside/simulators/main';
import { insertDueTargets } from '@quayside/testkit/due-targets';
import { connectSeller } from './connect-seller.ts';

/** Connects one seller, with listings that all must show another quantity now: every second one less, the others more. */
export async function seedUpdates(
  engine: Engine,
  workspaceId: WorkspaceId,
  amazon: SimulatorsReady['amazon'],
  seller: SimulatorsReady['amazon']['sellers'][number],
  updates: { readonly count: number; readonly skuPrefix: string; readonly shown: number },
): Promise<void> {
  const now = engine.clock.now();
  const account = await connectSeller(engine, workspaceId, amazon, seller);
  const { count, skuPrefix, shown } = updates;
  await engine.storage.transaction(workspaceId, async (tx) => {
    await insertDueTargets(tx, {
      accountId: account.id,
      marketplace: brandId<MarketplaceId>(seller.marketplaceIds[0] ?? ''),
      skuPrefix,
      now,
      rows: Array.from({ length: count }, (_, index) => ({
        aspect: 'quantity',
        shown,
        stock: index % 2 === 0 ? shown - 3 : shown + 4,
      })),
      channelData: { productType: 'PRODUCT' },
    });
  });
}
