import { brandId, type MarketplaceId, type WorkspaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { connectChannel } from '@quayside/core/use-cases/connect';
import type { Engine } from '@quayside/core/use-cases/engine';
import type { SimulatorsReady } from '@quayside/simulators/main';
import { insertDueTargets } from '@quayside/testkit/due-targets';

const hour = 3_600_000;

/** Connects one seller, with listings that all must show another quantity now: every second one less, the others more. */
export async function seedUpdates(
  engine: Engine,
  workspaceId: WorkspaceId,
  amazon: SimulatorsReady['amazon'],
  seller: SimulatorsReady['amazon']['sellers'][number],
  updates: { readonly count: number; readonly skuPrefix: string; readonly shown: number },
): Promise<void> {
  const now = engine.clock.now();
  const account = await connectChannel(engine, workspaceId, {
    connector: 'amazon',
    name: seller.sellerId,
    settings: {
      region: 'EU',
      sellerId: seller.sellerId,
      marketplaceIds: [...seller.marketplaceIds],
      apiUrl: amazon.url,
      tokenUrl: amazon.tokenUrl,
    },
    credentials: {
      clientId: amazon.clientId,
      clientSecret: amazon.clientSecret,
      refreshToken: seller.refreshToken,
    },
    ordersFrom: plus(now, -2 * hour),
  });
  if (!account.ok) throw new Error(account.error.detail);
  const { count, skuPrefix, shown } = updates;
  await engine.storage.transaction(workspaceId, async (tx) => {
    // As an account that has been connected for long: its list of listings was read an hour ago, too.
    const list = await tx.polls.get(account.value.id, 'listings-all');
    if (list !== undefined) await tx.polls.save({ ...list, dueAt: plus(now, 5 * hour) });
    await insertDueTargets(tx, {
      accountId: account.value.id,
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
