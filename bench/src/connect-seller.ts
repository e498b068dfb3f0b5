import type { Connection } from '@quayside/core/domain/connection';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import { plus } from '@quayside/core/domain/instant';
import { connectChannel } from '@quayside/core/use-cases/connect';
import type { Engine } from '@quayside/core/use-cases/engine';
import {
  sellerAccess,
  type SimulatedAmazon,
  type SimulatedSeller,
} from '@quayside/simulators/amazon/seller-access';

const hour = 3_600_000;

/** Connects a seller whose list of listings was read an hour ago, as that of an account that has been connected for long; its orders of two hours are wanted. */
export async function connectSeller(
  engine: Engine,
  workspaceId: WorkspaceId,
  amazon: SimulatedAmazon,
  seller: SimulatedSeller,
): Promise<Connection> {
  const now = engine.clock.now();
  const account = await connectChannel(engine, workspaceId, {
    connector: 'amazon',
    name: seller.sellerId,
    ...sellerAccess(amazon, seller),
    ordersFrom: plus(now, -2 * hour),
  });
  if (!account.ok) throw new Error(account.error.detail);
  await engine.storage.transaction(workspaceId, async (tx) => {
    const list = await tx.polls.get(account.value.id, 'listings-all');
    if (list !== undefined) await tx.polls.save({ ...list, dueAt: plus(now, 5 * hour) });
  });
  return account.value;
}
